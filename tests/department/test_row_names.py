"""Rows by their names: whatever a place is called, it is found again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from perfdocs.department.row_names import RowNames, find_path
from perfdocs.department.specs import DocumentTree
from perfdocs.finding import Keys, value_at
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import Document
from tests.support.for_each import for_each

FILE = "specs/2023/demo/department.yaml"
TEXT = {"type": ["string", "number", "null"]}
ROW = {
    "type": "object",
    "properties": {
        "名": TEXT,
        "号": {**TEXT, "x-role": "row-id"},
        "说明": TEXT,
        "下": {"type": "array", "x-key": "名", "items": {"type": "object", "properties": {"名": TEXT, "数": TEXT}}},
    },
}
SCHEMA = {
    "type": "object",
    "properties": {
        "表": {"type": "array", "x-key": "名", "items": ROW},
        "单": {
            "type": "array",
            "items": {"type": "object", "properties": {"称": {**TEXT, "x-role": "name"}, "名": TEXT}},
        },
        "词": {"type": "array", "items": TEXT},
        "组": {"type": "object", "properties": {"甲.乙": TEXT, "空": TEXT}},
    },
}
VALUES: tuple[Any, ...] = (
    *("招商", "商贸", "0", "1", "2023", "3.5", "甲.乙", "[甲]", 'a"b', "a: b", "合格　", "很长" * 30, ""),
    *(Decimal(1), Decimal("226.26"), None),
)


def document(data: Any) -> DocumentTree:
    return DocumentTree(Document(FILE, data, {}), Schema("a", {"a": SCHEMA}).tree)


def path(data: Any, keys: Keys) -> str:
    return RowNames({FILE: document(data)}).path(FILE, keys)


@pytest.mark.parametrize(
    ("rows", "called"),
    [
        ([{"名": "招商"}, {"名": "商贸"}], ["招商", "商贸"]),
        ([{"名": "招商"}, {"名": "招商"}], ["0", "1"]),
        ([{"名": "招商", "号": "一"}, {"名": "招商", "号": "二"}], ["一", "二"]),
        ([{"名": "招商", "号": "商贸"}, {"名": "商贸"}], ["招商", "1"]),
        ([{"名": None}, {"名": ""}, {}], ["0", "1", "2"]),
        ([{"名": Decimal(21)}, {"名": Decimal("21.15")}], ['"21"', '"21.15"']),
        ([{"名": "长" * 40}, {"名": "长" * 41}], ["长" * 40, "1"]),
        ([{"说明": "招商"}], ["0"]),
        (["招商"], ["0"]),
    ],
)
def test_what_rows_are_called(rows: Any, called: list[str]) -> None:
    assert [path({"表": rows}, ("表", index)) for index in range(len(rows))] == [f"表[{name}]" for name in called]


def random_data(chance: random.Random) -> Any:
    def row(*fields: str) -> Any:
        return {field: chance.choice(VALUES) for field in fields if chance.random() < 0.8}

    def table(*fields: str) -> list[Any]:
        return [row(*fields) for _ in range(chance.randint(0, 5))]

    return {
        "表": [{**row("名", "号", "说明"), "下": table("名", "数")} for _ in range(chance.randint(0, 5))],
        "单": table("称", "名"),
        "词": [chance.choice(VALUES) for _ in range(3)],
        "组": row("甲.乙", "空"),
    }


def places(data: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The path to every value."""
    yield keys
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in below:
        yield from places(value, (*keys, key))


@for_each("number", range(150))
def test_every_place_is_found_again(number: int) -> None:
    data = random_data(random.Random(number))
    names = RowNames({FILE: document(data)})
    for keys in places(data):
        assert find_path(names.path(FILE, keys), document(data)) == keys


DATA = {
    "表": [
        {"名": "招商", "号": "乙", "说明": "商贸", "下": [{"名": "外出", "数": Decimal(7)}]},
        {"名": "商贸", "号": "甲"},
    ],
    "组": {"空": None},
}


@for_each(
    ("text", "keys"),
    [
        ("", ()),
        ("表", ("表",)),
        ("表[1]", ("表", 1)),
        ("表[招商].下[外出].数", ("表", 0, "下", 0, "数")),
        ("表[商贸]", ("表", 1)),
        ("表[甲]", ("表", 1)),
        ('表["甲"]', ("表", 1)),
        ("表[招商].下[7]", ("表", 0, "下", 0)),
        ("表[0]下[0]", ("表", 0, "下", 0)),
        ("组.甲.乙", None),
        ('组."甲.乙"', ("组", "甲.乙")),
        ("组.空", ("组", "空")),
        ("表[2]", None),
        ("表[²]", None),
        ("表[外贸]", None),
        ("表.名", None),
        ("词[0]", None),
        ("没有", None),
        ("[", None),
    ],
)
def test_how_somebody_may_write_a_place(text: str, keys: Keys | None) -> None:
    """By number, by name, by anything that stands in the row; a field that is left out has a place too."""
    assert find_path(text, document(DATA)) == keys


def test_the_rows_of_a_table_are_looked_at_once() -> None:
    reads = 0

    class Row(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            nonlocal reads
            reads += 1
            return super().get(key, default)

    data = {"表": [Row({"名": f"第{number}行"}) for number in range(500)]}
    names = RowNames({FILE: document(data)})
    assert [names.path(FILE, ("表", number)) for number in range(500)] == [f"表[第{n}行]" for n in range(500)]
    assert reads <= 3 * 500
    assert value_at(data, ("表", 7, "名")) == "第7行"
