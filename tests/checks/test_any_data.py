"""Whatever somebody types, the checks give findings and never fail."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from perfdocs.checks.registry import check, check_amounts
from perfdocs.department.forms import build_submission
from perfdocs.department.read_by_role import read_by_role
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.schema.validate import validate_document
from perfdocs.yamlfile.reader import Document, read
from tests.support.some_fast import some_fast
from tests.support.spec_shapes import as_json
from tests.support.workspaces import ROOT

SPECS = [
    ("shifeng-2023", "2023/commerce"),
    ("putuo-2026", "2026/construction"),
    ("putuo-2026", "2026/urban-enforcement"),
]
CHARACTERS = (
    "一二三十百万亿元个%≥≤=，。；、（）()“”\"'0123456789.2023年月日号第/×*+-~至约 \n"
    "以上不低于的和率数额家XX增加减少等满意度合格提高"
)


def mutated(value: Any, chance: random.Random, often: float) -> Any:
    """The data with keys misspelt, rows repeated and values replaced by anything."""
    if isinstance(value, dict):
        return {
            key[:-1] or key if chance.random() < often / 4 else key: mutated(item, chance, often)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [mutated(item, chance, often) for item in value] * (2 if chance.random() < often / 3 else 1)
    return anything(chance) if chance.random() < often else value


def anything(chance: random.Random) -> Any:
    text = "".join(chance.choice(CHARACTERS) for _ in range(chance.choice([0, 1, 3, 8, 20, 60])))
    return chance.choice([None, text, text, Decimal(chance.randrange(100_000)) / 100, Decimal(0), [], {}, [text]])


@pytest.mark.parametrize("number", some_fast(range(90), every=7))
def test_any_data(number: int) -> None:
    chance = random.Random(number)
    name, directory = SPECS[number % 3]
    pack, _ = Packs(ROOT).get(name)
    assert pack is not None
    papers: dict[str, list[Document]] = {}
    lost = False
    for kind in pack.kinds:
        papers[kind.name] = []
        for path in sorted((ROOT / "specs" / directory).glob(kind.path)):
            data = mutated(read(path.read_bytes(), path.name).data, chance, chance.choice([0.02, 0.2, 0.6]))
            outcome = validate_document(read(as_json(data).encode(), path.name), kind.schema)
            papers[kind.name].append(outcome.document)
            lost = lost or bool(outcome.lost or outcome.document.findings)
    found = check(read_by_role(pack, papers))
    if not lost:
        found += check_amounts(build_submission(pack, papers))
    assert all(one.message and one.place.file for one in found)


def test_the_packs_are_as_expected() -> None:
    assert all(isinstance(Packs(ROOT).get(name)[0], Pack) for name, _ in SPECS)
