"""A later step and its targets, whatever either lacks: no row of the step is lost without a word, those of the targets
are all there, in their order, and every value of the whole stands where its place says."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from perfdocs.department.join_documents import join_documents
from perfdocs.finding import Keys, value_at
from perfdocs.pack.manifest import DocumentKind, Packs
from perfdocs.yamlfile.reader import Document, read
from tests.support.some_fast import some_fast
from tests.support.workspaces import EXAMPLES, ROOT

FILE = "funds/commerce-promotion.yaml"
TARGETS = yaml.safe_load((ROOT / "specs/2023/commerce" / FILE).read_text("utf-8"))
STEP = yaml.safe_load((EXAMPLES / "cycle/evaluation" / FILE).read_text("utf-8"))
NAMES = {"支出方向": "名称"}
"""Of a table the field that its rows are called by, where it is none of indicators."""
INDICATOR = "三级指标"


def spoilt(value: Any, chance: random.Random, often: float) -> Any:
    """The data with groups, tables, rows and values blank, out of order, renamed, twice or left out."""
    if chance.random() < often:
        return None
    if isinstance(value, dict):
        kept = [(key, spoilt(item, chance, often)) for key, item in value.items() if chance.random() > often / 2]
        return dict(kept)
    if isinstance(value, list):
        rows = [spoilt(row, chance, often) for row in value if chance.random() > often / 2]
        rows += [copy.deepcopy(row) for row in rows if chance.random() < often / 2]
        return chance.sample(rows, len(rows)) if chance.random() < often else rows
    return f"{value}改" if chance.random() < often / 2 else value


def document(data: Any, name: str) -> Document:
    return read(yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode(), name)


def tables(data: Any, keys: Keys = ()) -> Iterator[tuple[Keys, list[Any]]]:
    if isinstance(data, list):
        yield keys, data
    for key, item in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from tables(item, (*keys, key))


def leaves(data: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    if not isinstance(data, dict | list):
        yield keys, data
    for key, item in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from leaves(item, (*keys, key))


@pytest.mark.parametrize("seed", some_fast(range(12), every=6))
def test_nothing_is_lost_and_nothing_stands_elsewhere(seed: int) -> None:
    kind = _kind()
    for number in range(20):
        chance = random.Random(seed * 1000 + number)
        often = chance.choice([0.0, 0.03, 0.15, 0.4])
        targets, own = (
            document(spoilt(data, chance, often) or {}, name) for data, name in ((TARGETS, "t"), (STEP, "s"))
        )
        joined = join_documents(targets, own, kind.schema.tree, kind.in_files.tree)
        whole = joined.document
        for keys, rows in tables(targets.data):  # of the targets every row is there, in its order
            name = NAMES.get(str(keys[-1]), INDICATOR)
            there = value_at(whole.data, keys)
            assert [_name(row, name) for row in there or ()] == [_name(row, name) for row in rows]
        told = {finding.path[:-1] for finding in joined.findings if finding.code == "E101"}
        origins = {origin for keys, _ in tables(whole.data) for origin in _rows_of(whole, keys)}
        for keys, rows in tables(own.data):  # every row of the step has a partner, is told, or is below one that is
            for index, row in enumerate(rows):
                place = (*keys, index)
                below_told = any(place[: len(path)] == path for path in told)
                assert below_told or place in origins or not isinstance(row, dict), (place, row)
        for keys, value in leaves(whole.data):
            part, there = whole.origin(keys)
            if keys in whole.places and value is not None:
                assert value_at(part.data, there) == value
                assert whole.value_place(keys) == part.value_place(there)


def _kind() -> DocumentKind:
    pack, _ = Packs(ROOT).get("shifeng-evaluation-2023")
    assert pack
    return pack.kinds[1]


def _name(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, dict) else None


def _rows_of(whole: Document, keys: Keys) -> Iterator[Keys]:
    """Where the rows of a table of the whole stand in the step's own file."""
    for index in range(len(value_at(whole.data, keys))):
        part, there = whole.origin((*keys, index))
        if part.file == "s":
            yield there


def test_rows_below_what_the_targets_leave_blank_are_told() -> None:
    kind = _kind()
    rows = sum(len(rows) for _, rows in tables(STEP["支出方向"][0]["年度绩效指标"]))
    targets = copy.deepcopy(TARGETS)
    targets["支出方向"][0]["年度绩效指标"] = None
    joined = join_documents(document(targets, "t"), document(STEP, "s"), kind.schema.tree, kind.in_files.tree)
    told = [finding for finding in joined.findings if finding.code == "E101"]
    assert len(told) == rows > 1
    assert all("先改目标" in finding.message for finding in told)
