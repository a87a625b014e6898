"""Specs of the real departments: as they are, edited at random, and new ones that are valid."""

from __future__ import annotations

import copy
import random
from decimal import Decimal
from typing import Any

from perfdocs.department.specs import Specs
from perfdocs.pack.manifest import Packs
from perfdocs.render.template import Templates
from perfdocs.schema.validate import validate_document
from perfdocs.yamlfile.reader import read
from tests.support.spec_shapes import as_json
from tests.support.workspaces import ROOT

LoadedSpecs = dict[str, list[tuple[str, Any]]]
"""A department's documents by kind, each with its file name."""
TEMPLATES = Templates()
SPECS = [("shifeng-2023", "2023/commerce"), ("putuo-2026", "2026/urban-enforcement"), ("shifeng-2023", "2024/commerce")]
PACKS = Packs(ROOT)
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


def make_specs(name: str, data: LoadedSpecs) -> Specs:
    pack, _ = PACKS.get(name)
    assert pack is not None
    documents = {kind: [read(as_json(value).encode(), file) for file, value in group] for kind, group in data.items()}
    return Specs(pack, documents)


def load_specs(name: str, directory: str) -> LoadedSpecs:
    pack, _ = PACKS.get(name)
    assert pack is not None
    return {
        kind.name: [
            (f"{directory}/{path.name}", read(path.read_bytes(), path.name).data)
            for path in sorted((ROOT / "specs" / directory).glob(kind.path))
        ]
        for kind in pack.kinds
    }


def edit_specs(data: LoadedSpecs, chance: random.Random) -> LoadedSpecs:
    """The data with rows added, removed, moved and renamed, texts and amounts edited, blocks emptied."""
    return {kind: [(file, edit_data(value, chance)) for file, value in group] for kind, group in data.items()}


def edit_data(data: Any, chance: random.Random) -> Any:
    """The data with rows added, removed, moved and renamed, texts and amounts edited, blocks emptied."""
    data = copy.deepcopy(data)
    for _ in range(chance.choice([1, 1, 2, 4, 9])):
        place = chance.choice(list(places(data)))
        edit_place(place, chance)
    return data


def places(data: Any) -> Any:
    yield data
    for child in data.values() if isinstance(data, dict) else data:
        if isinstance(child, dict | list) and child:
            yield from places(child)


def edit_place(place: Any, chance: random.Random) -> None:
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


def is_valid(specs: Specs) -> bool:
    documents = [(document, kind) for kind in specs.pack.kinds for document in specs.documents[kind.name]]
    return not any(validate_document(document, kind.schema).findings for document, kind in documents) and all(
        len(names) == len(set(names))
        for names in ([row.get("名称") for row in document.data.get("支出方向") or []] for document, _ in documents)
    )


def random_specs(number: int) -> Specs:
    """Random specs that are valid, of one of the real departments."""
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    start: LoadedSpecs = {
        kind: chance.sample(group, k=min(len(group), 1)) for kind, group in load_specs(name, directory).items()
    }
    while True:
        specs = make_specs(name, edit_specs(start, chance))
        if is_valid(specs):
            return specs
