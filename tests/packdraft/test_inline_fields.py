"""Fields within a text: what stands in ⟦ ⟧ is taken for the value behind its label."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.pack.manifest import Packs
from perfdocs.packdraft.inline_fields import (
    Ticks,
    is_field_label,
    is_signed_by_hand,
    label_pieces,
    tick_options,
    unit_caption,
    year_part,
)
from perfdocs.packdraft.vocabulary import Vocabulary

PIECES = [
    "填报单位（盖章）：⟦甲县水利局⟧　　　单位负责人：⟦⟧",
    "填报单位：（盖章）⟦甲县水利局⟧",
    "填报日期：⟦____________⟧　　金额单位：万元",
    "填报日期：⟦　　年　　月　　日⟧",
    "主管部门:⟦省商务厅⟧ 资金总额:⟦2430.30⟧",
    "总额⟦10606.7522⟧万元",
    "一、财政拨款：⟦6923.3552⟧万元（其中：上级财政资金：⟦6923.3552⟧万元；本级财政：⟦    ⟧万元）",
    "二、自有资金：⟦    ⟧万元",
    "金额单位：万元",
]
YEARS = ["（⟦2021⟧年度）", "甲县⟦2022⟧年绩效目标表", "（⟦    ⟧年度）", "甲县⟦    ⟧年绩效目标表", "⟦    ⟧年度"]
TICKS = {
    "新增项目□　延续项目√": Ticks(("新增项目", "延续项目"), "√", 1),
    "1、持续性项目 □　2、新增性项目 □": Ticks(("持续性项目", "新增性项目"), "☑"),
    "1.基本建设类□　2.行政事业类□": Ticks(("基本建设类", "行政事业类"), "☑"),
    "☑是 □否": Ticks(("是", "否"), "☑", 1),
    "☐基本建设　☐信息化　√其他": Ticks(("基本建设", "信息化", "其他"), "√", 1),
    "没有选项": None,
    "□□□□": None,
}
BY_HAND = {
    "单位公章：\n年　月　日": True,
    "（盖章）\n年　月　日": True,
    "签字：": True,
    "2021年1月28日已审": False,
    "同意": False,
    "": False,
}


@pytest.mark.parametrize("marked", PIECES)
def test_labels_and_values(marked: str, tmp_path: Path) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    pieces = [piece for piece in label_pieces(text, Vocabulary(Packs(tmp_path))) if is_field_label(piece)]
    shown = text
    for begin, end in sorted((piece.part for piece in pieces), reverse=True):
        shown = f"{shown[:begin]}⟦{shown[begin:end]}⟧{shown[end:]}"
    assert shown == marked


def test_years_in_titles() -> None:
    for marked in YEARS:
        text = marked.replace("⟦", "").replace("⟧", "")
        part = year_part(text)
        assert part
        assert f"{text[: part.begin]}⟦{text[part.begin : part.end]}⟧{text[part.end :]}" == marked
    assert year_part("绩效目标表（年度）") is None


def test_options_units_and_what_is_signed_by_hand() -> None:
    assert {text: tick_options(text) for text in TICKS} == TICKS
    assert {text: is_signed_by_hand(text) for text in BY_HAND} == BY_HAND
    captions = [
        "金额单位：万元",
        "单位：元",
        "填报单位（盖章）：甲局　　单位：万元",
        "编制单位：元",
        "金额：万元",
        "万元",
    ]
    assert [unit_caption(text) for text in captions] == ["万元", "元", "万元", "", "万元", ""]
