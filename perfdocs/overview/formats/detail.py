"""One department in detail, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfdocs.checks.todo import ToDo
from perfdocs.compare.change import Kind
from perfdocs.compare.formats.phrases import by_how_much, summary_phrase
from perfdocs.finding import dotted
from perfdocs.overview.detail import Detail, Part
from perfdocs.overview.formats.json import amount_row, department
from perfdocs.overview.formats.phrases import finding_line
from perfdocs.overview.records import Amount, State
from perfdocs.prose.amounts import number_text
from perfdocs.prose.shorten import shorten
from perfdocs.report.display_width import wrap_text
from perfdocs.report.safe_text import json_text, safe_line

WIDE = 80
LONGEST = 40
"""Characters of last year's value that are shown; chosen by hand, a line of a terminal holds them."""


def detail_as_text(detail: Detail) -> str:
    """What the department asks for, what is blank, and what weighs most, each with its place."""
    return "".join(f"{safe_line(line)}\n" for line in _lines(detail))


def _lines(detail: Detail) -> Iterator[str]:
    line = detail.line
    tally = line.tally
    handed_in = f"，{line.handed_in} 报送" if line.handed_in else ""
    yield f"{line.name or line.department}（{detail.year}/{line.department}）：{line.state.label}{handed_in}"
    if line.is_demonstration:
        yield "填的是演示数据，不是真实的申报"
    if line.state is State.ABSENT:
        yield f"没有 specs/{detail.year}/{line.department}/ 这个目录{_last_year(line.total, detail.unit)}"
        return
    yield f"错误 {tally.errors}，警告 {tally.warnings}，提示 {tally.hints}，豁免 {tally.waived}；待填 {line.blanks}"
    if detail.comparison:
        yield from wrap_text(f"比上年：{summary_phrase([detail.comparison]).removeprefix('合计：')}", WIDE, "")
    else:
        yield "上年没有这个部门，或者读不出来：没有比较"
    yield ""
    yield "资金"
    yield from (f"  {'  ' * part.depth}{_part(part)}" for part in detail.parts)
    for note in _notes(detail):
        yield f"  {note}"
    yield ""
    yield f"还要填 {len(detail.todos)} 处" + ("：" if detail.todos else "")
    yield from map(_todo, detail.todos)
    yield ""
    few = f"，列出最重的 {len(line.findings)} 条" if detail.number_of_findings > len(line.findings) else ""
    yield f"问题 {detail.number_of_findings} 条{few}" + ("：" if line.findings else "")
    yield from (f"  {finding_line(finding)}" for finding in line.findings)
    for step in line.steps:
        errors, warnings, hints, waived, _ = step.tally
        yield ""
        yield f"{step.title}：{step.state.label}"
        yield f"错误 {errors}，警告 {warnings}，提示 {hints}，豁免 {waived}；待填 {step.blanks}"
        yield from (f"  {finding_line(finding)}" for finding in step.findings)


def _last_year(amount: Amount, unit: str) -> str:
    return f"；上年 {number_text(amount.old)} {unit}" if amount.old is not None else ""


def _part(part: Part) -> str:
    """`提退人员经费 21.15 → 22 万元（+0.85，+4%）`"""
    old, new = part.amount.old, part.amount.new
    if new is None:
        was = f"（上年 {number_text(old)} {part.unit}）" if old is not None else ""
        return f"{part.name} 空着或读不出来{was}"
    now = f"{number_text(new)} {part.unit}"
    if old is None:
        return f"{part.name} {now}{'（上年没有）' if part.is_new else ''}"
    change = by_how_much(part.amount.difference, part.amount.percent) or "（没有变）"
    return f"{part.name} {number_text(old)} → {now}{change}"


def _notes(detail: Detail) -> Iterator[str]:
    """What was asked for last year, and is not there any more or cannot be read."""
    what = {Kind.REMOVED: "今年没有了", Kind.UNREADABLE: "今年的读不出来"}
    for total in detail.comparison.totals if detail.comparison else ():
        if total.kind in what and total.new is None and total.old is not None:
            yield f"{total.label} {what[total.kind]}（上年 {number_text(total.old)} {total.unit}）"


def _todo(todo: ToDo) -> str:
    last = shorten(todo.last_text, LONGEST)
    more = f"（上年 {last}）" if last else "（上年有）" if todo.last is not None else ""
    needed = "，没有它表不能用" if todo.is_needed else ""
    return f"  {todo.place.file}:{todo.place.line}:{todo.place.column}: {todo.title}{needed}{more}"


def detail_as_json(detail: Detail) -> str:
    """`{"version": 1, "year", "unit", "department": {…}, "amounts": […], "blanks": […]}`; numbers are text."""
    told = {
        "version": 1,
        "year": detail.year,
        "unit": detail.unit,
        "department": department(detail.line) | {"findings": detail.number_of_findings},
        "amounts": [*map(_part_row, detail.parts)],
        "blanks": [*map(_todo_row, detail.todos)],
    }
    return json_text(told, indent=2)


def _part_row(part: Part) -> dict[str, Any]:
    return {"depth": part.depth, "name": part.name, "unit": part.unit, "file": part.file, **amount_row(part.amount)}


def _todo_row(todo: ToDo) -> dict[str, Any]:
    row = {**todo.place._asdict(), "path": dotted(todo.path), "title": todo.title}
    return row | {"last": todo.last_text if todo.last is not None else None, "needed": todo.is_needed}
