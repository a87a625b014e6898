"""What the formats of a comparison say in the same words: amounts, numbers, by how much, and whose."""

from __future__ import annotations

from decimal import Decimal

from perfdocs.compare.describe import Description
from perfdocs.compare.years import Comparison, Total
from perfdocs.prose.amounts import number_text
from perfdocs.prose.text_changes import NumberChange

BRIEF = 24
"""Characters that fit into a line beside a label: two texts up to this are given one after the other, longer ones
as one with marks; of what stayed in those, so much is given whole. Chosen by hand; the golden comparisons hold it."""
ENDS = 10
"""Characters of both ends of a longer text that stayed."""


def title(comparison: Comparison) -> str:
    """`株洲市石峰区商务局（commerce）2023 → 2024`"""
    years = f"{comparison.old_year or '没有'} → {comparison.new_year or '没有'}"
    return f"{comparison.name}（{comparison.department}）{years}"


def total_phrase(total: Total) -> str:
    """`226.26 → 240 万元（+13.74，+6.1%）`"""
    if total.old is None:
        return f"新增 {number_text(total.new or Decimal(0))} {total.unit}"
    if total.new is None:
        return f"取消 {number_text(total.old)} {total.unit}"
    if not total.difference:
        return f"{number_text(total.new)} {total.unit}，没有变化"
    change = by_how_much(total.difference, total.percent)
    return f"{number_text(total.old)} → {number_text(total.new)} {total.unit}{change}"


def number_phrase(number: NumberChange) -> str:
    """`履约率 50%以上 → 45%以上（-5） ▼变弱`"""
    change = f"{number.old_text or '（没有）'} → {number.new_text or '（没有了）'}"
    weaker = " ▼变弱" if number.weaker else ""
    return f"{number.subject} {change}{by_how_much(number.difference, number.percent)}{weaker}".strip()


def from_to(description: Description) -> str:
    """`21.15 → 22（+0.85，+4%）`; the one value of what came or went."""
    change = " → ".join(part for part in (description.old, description.new) if part)
    return change + by_how_much(description.difference, description.percent)


def by_how_much(difference: Decimal | None, percent: Decimal | None) -> str:
    """`（+13.74，+6.1%）`, or nothing."""
    if not difference:
        return ""
    in_percent = f"，{percent:+f}%" if percent is not None else ""
    return f"（{difference:+f}{in_percent}）"


def needs_marks(description: Description) -> bool:
    """A text too long to be given twice."""
    return bool(description.pieces) and len(description.old) + len(description.new) > BRIEF


def cut_middle(stayed: str) -> str:
    """A text that stayed, without the middle of a long one."""
    return stayed if len(stayed) <= BRIEF else f"{stayed[:ENDS]}……{stayed[-ENDS:]}"
