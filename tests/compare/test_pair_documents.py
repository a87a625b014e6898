"""Which document of last year is which of this year's, where its file, its name or both have changed."""

from __future__ import annotations

from typing import Any

import pytest

from perfdocs.compare.pair_departments import pair_departments
from perfdocs.compare.pair_documents import Documents, pair_documents
from tests.support.random_specs import LoadedSpecs, make_specs

KIND = "专项资金"


def department(name: str, **funds: str) -> LoadedSpecs:
    """A department with funds, given as file and name."""
    head = ("2023/a/department.yaml", {"部门名称": name})
    return {"部门": [head], KIND: [(f"2023/a/funds/{file}.yaml", fund(title)) for file, title in funds.items()]}


def fund(name: str) -> dict[str, Any]:
    return {"专项名称": name, "支出方向": [{"名称": "方向", "金额": 1}]}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ({"a": "卫生专项"}, {"a": "教育专项"}, {"a": "a"}),
        ({"a": "卫生专项"}, {"b": "卫生专项"}, {"b": "a"}),
        ({"a": "基本公共卫生服务专项"}, {"b": "基本公共卫生服务补助专项"}, {"b": "a"}),
        ({"a": "城镇供水改造专项"}, {"b": "农村供水改造专项"}, {}),
        ({"a": "卫生专项", "b": "教育专项"}, {"b": "卫生专项", "c": "教育专项"}, {"b": "b"}),
        ({"a": "卫生专项", "b": "卫生专项"}, {"c": "卫生专项", "d": "卫生专项"}, {"c": "a", "d": "b"}),
    ],
)
def test_documents(old: dict[str, str], new: dict[str, str], pairs: dict[str, str]) -> None:
    before, after = (Documents(make_specs("shifeng-2023", department("局", **one)), KIND) for one in (old, new))
    assert pair_documents(before, after) == pairs


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (("wjj", "某县卫生健康局", "基本公卫"), ("wjw", "某县卫生健康委员会", "基本公卫"), {"wjw": "wjj"}),
        (("wjj", "某县卫生健康局", "基本公卫"), ("wjw", "某县卫生健康委员会", "计划生育"), {}),
        (("wjj", "某县卫生健康局", "基本公卫"), ("jyj", "某县教育局", "基本公卫"), {}),
        (("wjj", "某县卫生健康局", "基本公卫"), ("wjw", "某县卫生健康局", "计划生育"), {"wjw": "wjj"}),
        (("wjj", "某县卫生健康局", "基本公卫"), ("wjj", "某县医疗局", "计划生育"), {"wjj": "wjj"}),
    ],
)
def test_departments(old: tuple[str, str, str], new: tuple[str, str, str], pairs: dict[str, str]) -> None:
    before, after = ({key: make_specs("shifeng-2023", department(name, fund=title))} for key, name, title in (old, new))
    assert pair_departments(before, after) == pairs
