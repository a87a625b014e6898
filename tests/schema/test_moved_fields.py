"""Fields that stood elsewhere: the old year's data as the new layout has them, and the paths both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perfdocs.schema.load import Schema
from perfdocs.schema.moved_fields import Move, in_new_layout, moves_between, path_before, path_now
from tests.support.notes import edit
from tests.support.run_command import Command

ROWS = {"行": [{"甲": 1, "组": {"乙": 2}}, {"甲": 3}]}
CASES: list[tuple[Any, str, str, Any]] = [
    ({"甲": 1, "尾": 2}, "甲", "乙", {"尾": 2, "乙": 1}),
    ({"甲": 1, "组": {"丙": 3}}, "甲", "组.乙", {"组": {"丙": 3, "乙": 1}}),
    ({"甲": 1}, "甲", "组.内.乙", {"组": {"内": {"乙": 1}}}),
    ({"组": {"甲": 1, "丙": 3}}, "组.甲", "甲", {"组": {"丙": 3}, "甲": 1}),
    (ROWS, "行.甲", "行.组.甲", {"行": [{"组": {"乙": 2, "甲": 1}}, {"组": {"甲": 3}}]}),
    (ROWS, "行.组.乙", "行.乙", {"行": [{"甲": 1, "组": {}, "乙": 2}, {"甲": 3}]}),
    (ROWS, "行", "表", {"表": ROWS["行"]}),
    ({"甲": 1, "乙": 2}, "甲", "乙", {"甲": 1, "乙": 2}),
    ({"甲": None}, "甲", "乙", {"甲": None}),
    ({"行": "没有"}, "行.甲", "行.乙", {"行": "没有"}),
]


def move(old: str, new: str) -> Move:
    return Move(tuple(old.split(".")), tuple(new.split(".")))


@pytest.mark.parametrize(("data", "old", "new", "expected"), CASES)
def test_data_in_the_new_layout(data: Any, old: str, new: str, expected: Any) -> None:
    assert in_new_layout(data, [move(old, new)]) == expected


def test_paths_both_ways() -> None:
    cases = [
        ("甲", "组.乙", ("甲",), ("组", "乙")),
        ("行.甲", "行.组.甲", ("行", 2, "甲"), ("行", 2, "组", "甲")),
        ("行.组.乙", "行.乙", ("行", 0, "组", "乙", 3, "丙"), ("行", 0, "乙", 3, "丙")),
        ("行", "表", ("行", 1, "甲"), ("表", 1, "甲")),
        ("行.甲", "行.乙", ("行", 1, "丁"), ("行", 1, "丁")),
    ]
    for old, new, before, now in cases:
        moves = [move(old, new)]
        assert path_now(before, moves) == now
        assert path_before(now, moves) == before


def test_what_cannot_be_where_a_field_was_is_told(small: Path, perfdocs: Command) -> None:
    head = small / "schema/shifeng-2023/department.schema.json"
    edit(
        head,
        ('"部门职责概述": {', '"部门职责概述": {"x-was": "部门名称", '),
        ('"年度": {', '"年度": {"x-was": "行[0].年", '),
    )
    lines = perfdocs("packs", "check", "shifeng-2023", "--root", small).out.splitlines()
    assert [line.partition(" 错误 ")[2] for line in lines] == [
        "P212 字段“部门职责概述”的 x-was 的“部门名称”这套字段定义里还有：只写上年有、现在没有的位置",
        "P212 x-was 的“行[0].年”不是路径：从文件最外层写起，例如 甲.乙",
    ]


def schema(**fields: Any) -> Schema:
    return Schema("a.json", {"a.json": {"type": "object", "properties": fields}})


def test_moves_are_those_that_both_schemas_bear_out() -> None:
    old = schema(甲={"type": "string"}, 丙={"type": "string"})
    new = schema(组={"type": "object", "properties": {"乙": {"type": "string", "x-was": "甲"}}})
    assert moves_between(old.tree, new.tree) == (move("甲", "组.乙"),)
    assert moves_between(new.tree, old.tree) == (move("组.乙", "甲"),)
    assert moves_between(new.tree, new.tree) == ()
    other = schema(丁={"type": "string"}, 组={"type": "object", "properties": {"乙": {"type": "string"}}})
    assert moves_between(other.tree, new.tree) == ()
