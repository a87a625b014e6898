"""A change in words: what is said of each kind, in full."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.describe import describe
from perfdocs.compare.formats.phrases import from_to
from perfdocs.prose.quantities import quantities
from tests.support.for_each import for_each

ROW = {"名称": "建档人数", "值": "100人"}
PARTS = [{"名称": "城镇建档人数", "值": "60人"}, {"名称": "农村建档人数", "值": "30人"}]


def change(kind: Kind, old: Any, new: Any, place: str | int = "值", **more: Any) -> Change:
    return Change(kind, (place,), (place,), ("表", "“建档人数”", "值"), old, new, **more)


@for_each(
    ("told", "word", "text"),
    [
        (change(Kind.ADDED, None, "100人"), "新增", "（空白） → 100人"),
        (change(Kind.ADDED, Decimal(0), Decimal(10), role="amount"), "新增", "0 → 10（+10）"),
        (change(Kind.REMOVED, "100人", None), "空白", "100人 → （空白）"),
        (change(Kind.REMOVED, Decimal(10), Decimal(0), role="amount"), "取消", "10 → 0（-10，-100%）"),
        (change(Kind.UNREADABLE, "100人", None), "读不出", "100人（另一年的读不出）"),
        (change(Kind.REMOVED, ROW, None, 0), "取消", "建档人数｜100人"),
        (change(Kind.REMOVED, ROW, None, 0, sure=0.48), "取消（也可能是改名，48% 把握）", "建档人数｜100人"),
        (change(Kind.ADDED, None, ROW, 0, sure=0.48), "新增（也可能是改名，48% 把握）", "建档人数｜100人"),
        (change(Kind.RENAMED, "甲", "乙", sure=0.65), "改名（65% 把握）", "甲 → 乙"),
        (change(Kind.MOVED, None, None, 2), "移动", "第 3 行 → 第 3 行"),
        (change(Kind.MOVED, None, None, 2, between=("甲专项", "乙专项")), "移动", "甲专项 → 乙专项"),
        (
            change(Kind.SPLIT, ROW, PARTS, 0, total=quantities("90人")[0], is_less=True),
            "拆分",
            "建档人数｜100人 → 城镇建档人数｜60人；农村建档人数｜30人（合计 90人） ▼变弱",
        ),
        (
            change(Kind.MERGED, PARTS, ROW, 0, total=quantities("90人")[0]),
            "合并",
            "城镇建档人数｜60人；农村建档人数｜30人（合计 90人） → 建档人数｜100人",
        ),
    ],
)
def test_words(told: Change, word: str, text: str) -> None:
    description = describe(told)
    assert (description.word, from_to(description)) == (word, text)


def test_cells_of_a_row_and_rows_of_its_tables_are_told_apart() -> None:
    row = {
        "名称": "方向",
        "明细": {"单位": "万元", "项目": [{"内容": "讲座", "金额": Decimal(20)}]},
        "值": {"符": "≥", "数": 9},
    }
    assert describe(change(Kind.ADDED, None, row, 0)).new == "方向｜万元；讲座｜20｜≥9"
