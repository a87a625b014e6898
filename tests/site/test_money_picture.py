"""The picture of money: the longest bar is the largest amount, and what is not known is said."""

from __future__ import annotations

import re
from decimal import Decimal

from perfdocs.overview.records import Amount, Line, Overview, State
from perfdocs.site.money_picture import MOST, money_picture


def overview(*amounts: Amount) -> Overview:
    lines = tuple(
        Line(f"d{number}", f"第{number}局", State.CLEAN, total=amount) for number, amount in enumerate(amounts)
    )
    return Overview(2024, lines, "万元", "资金总额", "项目支出")


def amount(old: str | None, new: str | None) -> Amount:
    return Amount(*(None if text is None else Decimal(text) for text in (old, new)))


def test_bars_and_what_is_said() -> None:
    picture = str(
        money_picture(
            overview(
                amount("50", "25"),
                amount("80", "100"),
                amount("10", "10"),
                amount(None, "20"),
                amount("40", None),
                amount("0", "5"),
                amount(None, None),
            )
        )
    )
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture)
    widths = re.findall(r'width="([0-9.]+)%" height="[73]"', picture)
    assert dict(zip(texts[::2], texts[1::2], strict=True)) == {
        "第1局": "100 万元（+20，+25%）",
        "第0局": "25 万元（-25，-50%）",
        "第4局": "—（今年没有这个数）",
        "第3局": "20 万元（上年没有这个数）",
        "第2局": "10 万元（没有变化）",
        "第5局": "5 万元（+5）",
    }
    assert widths == ["100.0", "80.0", "25.0", "50.0", "0.0", "40.0", "20.0", "0.0", "10.0", "10.0", "5.0", "0.0"]
    assert re.findall(r'<g class="(\w+)">', picture) == ["more", "less", "unknown", "unknown", "same", "more"]
    assert "2024 年各部门的资金总额（万元），从大到小：粗条是今年，细条是上年</figcaption>" in picture


def test_the_largest_when_there_are_many() -> None:
    picture = str(money_picture(overview(*(amount("1", str(number)) for number in range(1, MOST + 6)))))
    assert picture.count("<g ") == MOST
    assert "；其余 5 个部门见总览表</figcaption>" in picture


def test_none_where_nothing_is_known() -> None:
    assert money_picture(overview(amount(None, None))) == ""
