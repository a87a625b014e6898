"""What the formats of an overview say in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfdocs.compare.formats.phrases import by_how_much
from perfdocs.finding import Finding
from perfdocs.overview.columns import Column, Looks, Value
from perfdocs.overview.records import LABELS, Amount, Line, Overview, State, Sum
from perfdocs.prose.amounts import number_text
from perfdocs.report.text import level, sentence

WHY_MISSING = {State.ABSENT: "未报送", State.ERRORS: "空着或读不出来"}
"""Why a department has no amount, by its state; in any other it is blank."""

MOST = 10
"""Departments that a sentence names; chosen by hand, two lines of a terminal hold them."""


def heading(overview: Overview) -> str:
    """`2024 年：30 个部门，未报送 2，填报中 3，有错误 5，已豁免 1，无误 19`"""
    states = "，".join(f"{state.label} {overview.states[state]}" for state in LABELS if overview.states[state])
    handed_in = f"；清单上已报送 {overview.handed_in}" if overview.is_listed else ""
    others = f"（另有 {overview.left_out} 个部门没有列出）" if overview.left_out else ""
    return f"{overview.year} 年：{len(overview.lines)} 个部门{others}{'，' if states else ''}{states}{handed_in}"


def notes(overview: Overview) -> Iterator[str]:
    """What the sums are made of, what is missing from them, and what is to be known of the figures."""
    for title, one in ((overview.total_title, overview.total), (overview.projects_title, overview.projects)):
        yield f"{title}：{_sum_phrase(one, overview.unit, overview.lines)}"
    faulty = sum(line.state in (State.BEGUN, State.ERRORS) and line.total.new is not None for line in overview.lines)
    if faulty:
        yield f"合计里有 {faulty} 个部门还在填报或有错误，数可能还要改"
    warned = sum(line.state is State.CLEAN and line.tally.warnings > 0 for line in overview.lines)
    if warned:
        yield f"无误是没有错误；其中 {warned} 个部门还有警告"
    copies = [f"{line.department}（同 {line.copy_of}）" for line in overview.lines if line.copy_of]
    if copies:
        yield f"名称相同的目录是同一个部门，只算一次，没有算进合计的：{_named(copies)}"
    renamed = [f"{line.department}（原 {line.old_department}）" for line in overview.lines if line.old_department]
    if renamed:
        yield f"目录改了名、按名称认作同一个部门的：{_named(renamed)}"
    made_up = sum(line.is_demonstration for line in overview.lines)
    if made_up:
        yield f"{made_up} 个部门填的是演示数据，不是真实的申报"


def _sum_phrase(one: Sum, unit: str, lines: Sequence[Line]) -> str:
    missing = "；".join(_missing(one, lines))
    if one.amount is None:
        return f"没有一个部门有这个数{f'（{missing}）' if missing else ''}"
    parts = [f"{one.number} 个部门合计 {number_text(one.amount)} {unit}"]
    if missing:
        parts.append(f"没有算进去的 {len(one.missing)} 个：{missing}")
    both = amount_phrase(one.both, unit)
    if both:
        parts.append(f"两年都有的 {one.number_of_both} 个：{both}")
    return "；".join(parts)


def _missing(one: Sum, lines: Sequence[Line]) -> Iterator[str]:
    """The departments that are left out of a sum, by the reason."""
    reasons: dict[str, list[str]] = {}
    for line in lines:
        if line.department in one.missing:
            reasons.setdefault(WHY_MISSING.get(line.state, "空着"), []).append(line.department)
    for reason, departments in reasons.items():
        yield f"{reason} {_named(departments)}"


def amount_phrase(amount: Amount, unit: str) -> str:
    """`226.26 → 240 万元（+13.74，+6.1%）`; nothing where neither is known."""
    old, new = amount.old, amount.new
    if old is None or new is None:
        known = old if new is None else new
        if known is None:
            return ""
        return f"{number_text(known)} {unit}（{'现在没有' if new is None else '原来没有'}）"
    change = by_how_much(amount.difference, amount.percent)
    return f"{number_text(old)} → {number_text(new)} {unit}{change}" if change else f"{number_text(new)} {unit}，没有变"


def _named(departments: Sequence[str]) -> str:
    more = f" 等 {len(departments)} 个" if len(departments) > MOST else ""
    return "、".join(departments[:MOST]) + more


def cell(value: Value, looks: Looks) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, State):
        return value.label
    if isinstance(value, Decimal):
        signed = looks in (Looks.CHANGE, Looks.PERCENT) and value
        sign = "%" if looks is Looks.PERCENT else ""
        return f"{value:+f}{sign}" if signed else f"{number_text(value)}{sign}"
    return str(value)


def sums(overview: Overview, every: Sequence[Column]) -> dict[str, Value]:
    """The last row, by the keys of the columns: counts and amounts of all; changes of those that have both years."""
    row: dict[str, Value] = {"department": "总计"}
    for column in every:
        known = [value for line in overview.lines if isinstance(value := column.value(line), int)]
        if column.looks is Looks.COUNT and known:
            row[column.key] = sum(known)
    for key, one in (("total", overview.total), ("projects", overview.projects)):
        both = one.both
        row |= {key: one.amount, f"{key}_change": both.difference, f"{key}_percent": both.percent}
    return row


def finding_line(finding: Finding) -> str:
    """As a report has it: `file:line:column: 级别 CODE message`."""
    file, line, column = finding.place
    return f"{file}:{line}:{column}: {level(finding)} {finding.code} {sentence(finding)}"
