"""What holds of every diff: it leads from the old to the new, says nothing of what is the same, and mirrors."""

from __future__ import annotations

import copy
import random
from decimal import Decimal
from typing import Any

import pytest

from perfdocs.compare.find_changes import applied, changes, mirrored, normal
from perfdocs.pack.manifest import Packs
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import read
from tests.support.some_fast import some_fast
from tests.support.workspaces import ROOT

WORDS = [
    "招商",
    "外贸",
    "引进",
    "企业",
    "项目",
    "新增",
    "满意度",
    "2023年",
    "40个以上",
    "≥90%",
    "差旅费",
    "车补",
    "进口",
    "出口",
    "10亿元",
]


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


def loaded(path: str) -> Any:
    return read((ROOT / "specs" / path).read_bytes(), path).data


def edited(data: Any, chance: random.Random) -> Any:
    """The data with rows added, removed, moved and renamed, texts and amounts edited, blocks emptied."""
    data = copy.deepcopy(data)
    for _ in range(chance.choice([1, 1, 2, 4, 9])):
        place = chance.choice(list(places(data)))
        edit(place, chance)
    return data


def places(data: Any) -> Any:
    yield data
    for child in data.values() if isinstance(data, dict) else data:
        if isinstance(child, dict | list) and child:
            yield from places(child)


def edit(place: Any, chance: random.Random) -> None:
    if isinstance(place, list):
        index = chance.randrange(len(place))
        action = chance.choice(["copy", "remove", "move", "swap", "new"])
        if action == "copy":
            place.insert(chance.randrange(len(place) + 1), copy.deepcopy(place[index]))
        elif action == "remove":
            del place[index]
        elif action == "move":
            place.insert(chance.randrange(len(place)), place.pop(index))
        elif action == "swap":
            place.reverse()
        else:
            row = {key: word(chance) if isinstance(value, str) else value for key, value in place[index].items()}
            place.insert(chance.randrange(len(place) + 1), row)
    else:
        key = chance.choice(list(place))
        value = place[key]
        if chance.random() < 0.15:
            place[key] = None
        elif isinstance(value, Decimal):
            place[key] = value + chance.choice([Decimal(1), Decimal("0.01"), -value])
        elif isinstance(value, str):
            place[key] = chance.choice([word(chance), value + word(chance), value[1:] or word(chance)])


def word(chance: random.Random) -> str:
    return "".join(chance.choice(WORDS) for _ in range(chance.choice([1, 2, 4])))


@pytest.mark.parametrize("number", some_fast(range(500), every=7))
def test_laws(number: int) -> None:
    chance = random.Random(number)
    schema, path = SEEDS[number % len(SEEDS)]
    old = edited(loaded(path), chance)
    new = edited(old if number % 3 else loaded(path), chance)
    forth = changes(old, new, schema, schema)
    assert applied(old, forth) == normal(new)
    assert changes(old, old, schema, schema) == []
    back = changes(new, old, schema, schema)
    assert applied(new, back) == normal(old)
    assert {without_label(mirrored(one)) for one in forth} == {without_label(one) for one in back}


def without_label(change: Any) -> str:
    """All of a change but the names by which it calls its place: those are the new document's."""
    return repr((change.kind, change.old_path, change.new_path, change.old, change.new, change.sure))
