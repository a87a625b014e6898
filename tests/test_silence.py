"""No mistake without a word: single mistakes in sound specs of both packs, and what `check` says of each.

tests/examples/silence/*.yaml   what is done, as in tests/examples/bad, and every sentence that must come of it
tests/examples/silence/right.yaml   where silence is right, and why: all else that can be done to a field must be told
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from perfdocs.schema.node import Node
from tests.support.bad_examples import spoil
from tests.support.run_command import Command
from tests.support.single_mistakes import HARMS, mistakes_at
from tests.support.some_fast import some_fast
from tests.support.sound_specs import PACKS, RIGHT_SILENCES, SOUND, SoundWorkspace, Spot, spots
from tests.support.workspaces import EXAMPLES, workspace

TABLE: list[dict[str, Any]] = [
    {"table": path.stem, **case}
    for path in sorted((EXAMPLES / "silence").glob("*.yaml"))
    if path.stem != "right"
    for case in yaml.safe_load(path.read_text("utf-8"))
]
SPOTS = [spot for pack in PACKS for spot in spots(pack)]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> SoundWorkspace:
    return SoundWorkspace(tmp_path_factory.mktemp("silence"))


def findings(perfdocs: Command, root: Path) -> list[str]:
    """What `check` prints, without what is waived."""
    lines = perfdocs("check", "--root", root, "--today", "2024-06-01").out.splitlines()
    return [line for line in lines if " 已豁免 " not in line]


def test_the_sound_specs_are_sound(tmp_path: Path, perfdocs: Command) -> None:
    assert findings(perfdocs, workspace(tmp_path, SOUND)) == []


@pytest.mark.parametrize("case", some_fast(TABLE, every=40), ids=lambda case: f"{case['table']}-{case['what']}")
def test_a_mistake_of_the_table(case: dict[str, Any], tmp_path: Path, perfdocs: Command) -> None:
    root = workspace(tmp_path, SOUND)
    spoil(root, case)
    assert findings(perfdocs, root) == case["finds"]


def test_the_table_has_at_least_120_mistakes_and_none_without_a_word() -> None:
    assert len(TABLE) >= 120
    assert len({case["what"] for case in TABLE}) == len(TABLE)
    assert [case["what"] for case in TABLE if not case["finds"]] == []


@pytest.mark.parametrize("pack", PACKS)
def test_the_sound_specs_fill_in_every_field_of_the_schemas(pack: str) -> None:
    filled_in = {_of_any_list(spot.name) for spot in SPOTS if spot.pack == pack}
    kinds = {spot.kind: spot.schema for spot in SPOTS if spot.pack == pack}
    fields = {_of_any_list(name) for kind, schema in kinds.items() for name in _names(schema.tree, kind)}
    assert fields - filled_in == set()


def _names(node: Node, name: str) -> Iterator[str]:
    for choice in node.choices:
        for key, child in choice.fields.items():
            yield f"{name}.{key}"
            yield from _names(child, f"{name}.{key}")
        if choice.row:
            yield f"{name}[]"
            yield from _names(choice.row, f"{name}[]")


def _of_any_list(name: str) -> str:
    """The fields of an indicator are the same in every list of a form."""
    form, mark, field = name.partition("指标[]")
    return f"{form.partition('指标.')[0]}指标[]{field}" if mark and field else name


def _again() -> dict[str, int]:
    """Fields that are those of another list of the same form, each with a number from 0 to 2."""
    first: dict[tuple[str, str], str] = {}
    others = [spot for spot in SPOTS if first.setdefault((spot.pack, _of_any_list(spot.name)), spot.name) != spot.name]
    return {spot.name: number % 3 for number, spot in enumerate(others)}


AGAIN = _again()
"""At these each third mistake is made: the fields of an indicator are the same in every list."""


@pytest.mark.parametrize("spot", some_fast(SPOTS, every=100), ids=lambda spot: f"{spot.pack}-{spot.name}")
def test_no_mistake_is_made_without_a_word(spot: Spot, sound: SoundWorkspace) -> None:
    mistakes = list(mistakes_at(spot))[AGAIN.get(spot.name, 0) :: 3 if spot.name in AGAIN else 1]
    silent = [mistake.harm for mistake in mistakes if not sound.findings_beyond_sound(spot, mistake.text)]
    assert [harm for harm in silent if not _is_right(harm, spot)] == []


def _is_right(harm: str, spot: Spot) -> bool:
    return any(silence.covers(harm, spot.name) for silence in RIGHT_SILENCES)


@pytest.mark.slow
def test_every_silence_that_is_called_right_is_one(sound: SoundWorkspace) -> None:
    """Each harm and each pattern of fields of the list stands for a mistake of which nothing is said."""
    silent = [
        (mistake.harm, spot.name)
        for spot in SPOTS
        for mistake in mistakes_at(spot)
        if _is_right(mistake.harm, spot) and not sound.findings_beyond_sound(spot, mistake.text)
    ]
    for silence in RIGHT_SILENCES:
        assert {harm for harm, name in silent if silence.covers(harm, name)} == set(silence.harms), silence
        for field in silence.fields:
            alone = silence._replace(fields=(field,))
            assert any(alone.covers(harm, name) for harm, name in silent), (silence.harms, field)


def test_right_silences_are_of_harms_there_are_and_have_a_reason() -> None:
    assert {harm for silence in RIGHT_SILENCES for harm in silence.harms} <= set(HARMS)
    assert all(silence.why for silence in RIGHT_SILENCES)
