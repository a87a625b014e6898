"""What the formats of a comparison say in the same words: amounts, numbers, by how much, and whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfdocs.compare.change import FOLDED, UNKNOWN, Change, Kind
from perfdocs.compare.describe import EMPTIED, WORDS, Description
from perfdocs.compare.summary import sum_up
from perfdocs.compare.totals import Total
from perfdocs.compare.years import Comparison, Pairing
from perfdocs.prose.amounts import number_text
from perfdocs.prose.text_changes import NumberChange

NO_AMOUNT = "空着或读不出来"
BRIEF = 24
"""Characters that fit into a line beside a label: two texts up to this are given one after the other, longer ones
as one with marks; of what stayed in those, so much is given whole. Chosen by hand; the golden comparisons hold it."""
ENDS = 10
"""Characters of both ends of a longer text that stayed."""


def title(comparison: Comparison) -> str:
    """`株洲市石峰区商务局（commerce）2023 → 2024`, and what it was called before, where that was something else."""
    years = f"{comparison.old_year or '没有'} → {comparison.new_year or '没有'}"
    return f"{comparison.name}（{comparison.department}）{years}{_earlier_name(comparison)}"


def _earlier_name(comparison: Comparison) -> str:
    directory = f"（{comparison.old_department}）" if comparison.old_department else ""
    return f"，原{comparison.old_name or '来的目录'}{directory}" if comparison.old_name or directory else ""


def summary_phrase(comparisons: Sequence[Comparison]) -> str:
    """`合计：新增 3，取消 1，变弱 2，其他变化 10；金额 226.26 → 240 万元（+13.74，+6.1%）`"""
    summary = sum_up(comparisons)
    counted = {kind: count for kind, count in summary.kinds.items() if kind not in FOLDED}
    special = (Kind.ADDED, Kind.REMOVED, Kind.UNREADABLE, Kind.NOT_HANDED_IN)
    others = sum(count for kind, count in counted.items() if kind not in special)
    removed = counted.get(Kind.REMOVED, 0) - summary.emptied
    steps = [f"新增 {counted.get(Kind.ADDED, 0)}", f"取消 {removed}", f"变弱 {summary.weaker}"]
    steps += [f"{EMPTIED} {summary.emptied}"] if summary.emptied else []
    steps += [f"{WORDS[kind]} {counted[kind]}" for kind in special[2:] if counted.get(kind)]
    amount = f"；金额 {total_phrase(summary.amount)}" if summary.amount else ""
    if summary.unknown:
        amount += f"，另有 {summary.unknown} 个部门没有两年的金额" if len(comparisons) > 1 else "；没有两年的金额"
    return f"合计：{'，'.join(steps)}，其他变化 {others}{amount}"


def folded_phrases(comparison: Comparison) -> Iterator[str]:
    """A line for each kind of change that is none of its own: `年份顺移（2023 → 2024）3 处`."""
    kinds = Counter(change.kind for change in comparison.changes)
    if kinds[Kind.YEAR_MOVED]:
        yield f"年份顺移（{comparison.old_year} → {comparison.new_year}）{kinds[Kind.YEAR_MOVED]} 处"
    if kinds[Kind.REWORDED]:
        yield f"换了写法或单位、数量没有变 {kinds[Kind.REWORDED]} 处"


def told_changes(pairing: Pairing) -> list[Change]:
    """The changes of a document that are told one by one."""
    return [change for change in pairing.changes if change.kind not in FOLDED]


def total_label(total: Total) -> str:
    """What an amount is of: `卫生健康委员会（原卫生健康局）`."""
    return f"{total.label}（原{total.old_label}）" if total.old_label else total.label


def total_phrase(total: Total) -> str:
    """`226.26 → 240 万元（+13.74，+6.1%）`, and why."""
    return "；".join([_amounts(total), *total.notes])


def _amounts(total: Total) -> str:
    if total.kind in UNKNOWN:
        known = f"{number_text(total.old or total.new or Decimal(0))} {total.unit}"
        return (
            f"原来 {known}，现在{WORDS[total.kind]}" if total.new is None else f"现在 {known}，原来{WORDS[total.kind]}"
        )
    if total.is_blank and total.new is None:
        return f"原来 {number_text(total.old or Decimal(0))} {total.unit}，现在{NO_AMOUNT}"
    if total.is_blank:
        return f"现在 {number_text(total.new or Decimal(0))} {total.unit}，原来{NO_AMOUNT}"
    if not total.old and total.new:
        return f"新增 {number_text(total.new)} {total.unit}"
    if total.old is None or total.new is None:
        return f"取消 {number_text(total.old or Decimal(0))} {total.unit}"
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
    """`21.15 → 22（+0.85，+4%）`; the one value of what came or went, and that the field was blank before."""
    if description.kind is Kind.UNREADABLE:
        return f"{description.old or description.new}（另一年的读不出）"
    if description.is_emptied:
        return f"{description.old} → （空白）"
    blank = "（空白） → " if description.kind is Kind.ADDED and description.is_field and not description.old else ""
    change = " → ".join(part for part in (description.old, description.new) if part)
    weaker = " ▼变弱" if description.is_less else ""
    return f"{blank}{change}{by_how_much(description.difference, description.percent)}{weaker}"


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
