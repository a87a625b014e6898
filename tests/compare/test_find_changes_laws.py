"""What holds of every diff: it leads from the old to the new, says nothing of what is the same, and mirrors."""

from __future__ import annotations

import random
from typing import Any

import pytest

from perfdocs.compare.find_changes import find_changes, without_blank_fields
from perfdocs.pack.manifest import Packs
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import read
from tests.support.apply_changes import apply_changes, mirror_change
from tests.support.random_specs import edit_data
from tests.support.some_fast import random_cases
from tests.support.workspaces import ROOT


def schema_of(pack: str, kind: str) -> Schema:
    made, _ = Packs(ROOT).get(pack)
    assert made is not None
    return next(one.schema for one in made.kinds if one.name == kind)


SEEDS = [
    (schema_of("shifeng-2023", "部门"), "2023/commerce/department.yaml"),
    (schema_of("shifeng-2023", "专项资金"), "2023/commerce/funds/retiree-staff.yaml"),
    (schema_of("shifeng-2023", "专项资金"), "2023/commerce/funds/commerce-promotion.yaml"),
    (schema_of("putuo-2026", "项目"), "2026/urban-enforcement/projects/illegal-construction.yaml"),
]


def load_data(path: str) -> Any:
    return read((ROOT / "specs" / path).read_bytes(), path).data


@pytest.mark.parametrize("number", random_cases(200, every=7))
def test_laws(number: int) -> None:
    chance = random.Random(number)
    schema, path = SEEDS[number % len(SEEDS)]
    old = edit_data(load_data(path), chance)
    new = edit_data(old if number % 3 else load_data(path), chance)
    years = chance.randint(-1, 1)
    forth = find_changes(old, new, schema, schema, years).changes
    assert apply_changes(old, forth) == without_blank_fields(new)
    assert find_changes(old, old, schema, schema).changes == ()
    back = find_changes(new, old, schema, schema, -years).changes
    assert apply_changes(new, back) == without_blank_fields(old)
    assert {without_label(mirror_change(change)) for change in forth} == {without_label(change) for change in back}


def without_label(change: Any) -> str:
    """All of a change but the names by which it calls its place: those are the new document's."""
    return repr((change.kind, change.old_path, change.new_path, change.old, change.new, change.sure, change.parts))
