"""Whether a value has changed, is only put in other words, or is there for the first time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.changed_value import kind_of_change
from tests.support.for_each import for_each

OPPOSITE = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


@for_each(
    ("role", "old", "new", "kind"),
    [
        ("indicator-value", "≥90%", "90%以上", Kind.REWORDED),
        ("indicator-value", {"符号": "≥", "数值": Decimal(90), "单位": "%"}, "90%以上", Kind.REWORDED),
        ("indicator-value", "2023年12月前", "2024年12月前", Kind.YEAR_MOVED),
        ("indicator-value", "40个以上", "不少于45个", Kind.CHANGED),
        ("indicator-value", "0人", "38508人", Kind.ADDED),
        ("indicator-value", "≤0起", "≤1起", Kind.CHANGED),
        ("indicator-value", "事故0起", "事故1起", Kind.CHANGED),
        ("basis", "40场*0.5万元", "40场*5000元", Kind.REWORDED),
        ("basis", "40场*0.5万元", "50场*4000元", Kind.CHANGED),
        ("year", Decimal(2023), Decimal(2024), Kind.YEAR_MOVED),
        ("year", Decimal(2023), Decimal(2025), Kind.CHANGED),
        ("amount", Decimal(0), Decimal(10), Kind.ADDED),
        ("amount", Decimal(20), Decimal(30), Kind.CHANGED),
        ("score", Decimal(0), Decimal(10), Kind.CHANGED),
        ("standard", "2023年计划标准", "2024年计划标准", Kind.YEAR_MOVED),
        ("name", "卫生专项", "卫生健康专项", Kind.RENAMED),
    ],
)
def test_kinds(role: str, old: Any, new: Any, kind: Kind) -> None:
    change = Change(Kind.CHANGED, ("值",), ("值",), ("数量", "“建档人数”", "值"), old, new, role)
    assert kind_of_change(change, 1) is kind
    back = change._replace(old=new, new=old)
    assert kind_of_change(back, -1) is OPPOSITE.get(kind, kind)


@pytest.mark.parametrize(
    ("old", "old_unit", "new", "unit", "kind"),
    [
        ("20", "万元", "200000", "元", Kind.REWORDED),
        ("20", "万元", "200001", "元", Kind.CHANGED),
        ("20", "万元", "20", "元", Kind.CHANGED),
        ("0.5", "亿元", "5000", "万元", Kind.REWORDED),
    ],
)
def test_money_in_another_unit(old: str, old_unit: str, new: str, unit: str, kind: Kind) -> None:
    change = Change(Kind.CHANGED, (), (), (), Decimal(old), Decimal(new), "amount", unit, old_unit)
    assert kind_of_change(change, 1) is kind
