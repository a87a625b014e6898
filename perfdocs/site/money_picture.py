"""Money by department and its change since last year, as one SVG picture."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from perfdocs.overview.columns import Looks
from perfdocs.overview.formats.phrases import cell
from perfdocs.overview.records import Line, Overview
from perfdocs.prose.amounts import number_text
from perfdocs.report.html import fill
from perfdocs.site.department_section import SITE

MOST = 30
"""Departments of the picture; chosen by hand, more are a list and no picture. The table has all."""
_ROW = 50
"""Dots of height for a department: its name, its amount, its bars."""


class _Bar(NamedTuple):
    """A department's bars in per cent of the longest, and what is said of them."""

    top: int
    name: str
    text: str
    kind: str
    """`more`, `less`, `same`, or `unknown` where one of the years is not."""
    new: float
    old: float


def money_picture(overview: Overview) -> Markup:
    """The picture, the department with most money first; empty where nothing is known of any."""
    lines = [line for line in overview.lines if not line.copy_of and (line.total.new or line.total.old)]
    lines.sort(key=lambda line: max(line.total.new or Decimal(0), line.total.old or Decimal(0)), reverse=True)
    if not lines:
        return Markup("")
    most = max(max(line.total.new or 0, line.total.old or 0) for line in lines)
    bars = [_bar(number, line, most, overview.unit) for number, line in enumerate(lines[:MOST])] if most > 0 else []
    return fill(
        SITE,
        "money.jinja",
        bars=bars,
        height=_ROW * len(bars),
        left_out=max(len(lines) - MOST, 0),
        year=overview.year,
        title=overview.total_title,
        unit=overview.unit,
    )


def _bar(number: int, line: Line, most: Decimal | int, unit: str) -> _Bar:
    amount = line.total
    text = "—" if amount.new is None else f"{number_text(amount.new)} {unit}"
    if amount.difference:
        percent = f"，{cell(amount.percent, Looks.PERCENT)}" if amount.percent is not None else ""
        text += f"（{cell(amount.difference, Looks.CHANGE)}{percent}）"
    elif amount.difference is not None:
        text += "（没有变化）"
    else:
        text += "（今年没有这个数）" if amount.new is None else "（上年没有这个数）"
    kind = "unknown" if amount.difference is None else _KINDS[amount.difference.compare(Decimal(0))]
    shares = [float(max(value or 0, 0) / most * 100) for value in (amount.new, amount.old)]
    return _Bar(number * _ROW, line.name or line.department, text, kind, *(round(share, 2) for share in shares))


_KINDS = {Decimal(1): "more", Decimal(-1): "less", Decimal(0): "same"}
