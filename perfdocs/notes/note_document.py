"""A note as a Word document, through a template that is edited in Word like any other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Severity
from perfdocs.notes.note import Cause, Note, Point, Remark
from perfdocs.notes.paper_place import place_lines
from perfdocs.render.template import Template, read_template
from perfdocs.render.template_fault import TemplateFault
from perfdocs.rules.catalog import read_rule

TEMPLATE = "notes.docx"
"""The template, in the directory of the templates."""
TITLE = "退回意见"
_LEVELS = {Severity.ERROR: "必须改正", Severity.WARNING: "请修改，或者说明理由", Severity.HINT: "请核对"}
_NUMBERS = "一二三"
_AGAIN = "▲"
"""Stands before the places that last year's forms had too."""


class NoteTemplate:
    """The template of notes. Raises PerfdocsError for one that is not there or at fault.

    What it is given is told in `docs/templates.md`.
    """

    def __init__(self, templates: Path) -> None:
        if not (templates / TEMPLATE).is_file():
            raise PerfdocsError(f"没有模板 templates/{TEMPLATE}：退回意见的 Word 模板放在那里")
        try:
            self._template = Template(read_template(templates / TEMPLATE))
        except TemplateFault as fault:
            raise _at_fault(fault) from None

    def document(self, note: Note, today: datetime.date) -> bytes:
        """The note as a .docx file."""
        try:
            filled = self._template.fill(_context(note, today))
        except TemplateFault as fault:
            raise _at_fault(fault) from None
        origin = {"spec": f"specs/{note.department.name}", "template": self._template.hash}
        return filled.to_docx(f"{TITLE}：{note.called}", origin)


def _at_fault(fault: TemplateFault) -> PerfdocsError:
    return PerfdocsError(f"templates/{TEMPLATE}：{fault}")


def _context(note: Note, today: datetime.date) -> dict[str, Any]:
    return {
        "报送单位": note.called,
        "年份": note.department.year,
        "环节": note.step,
        "日期": f"{today.year}年{today.month}月{today.day}日",
        "错误": str(note.tally.errors),
        "警告": str(note.tally.warnings),
        "提示": _number(note.tally.hints),
        "上年": _number(sum(point.was_there for point in note.points)),
        "各级": list(_levels(note.causes)),
        "已豁免": [_waived(point) for point in note.waived],
    }


def _number(number: int) -> str:
    return str(number) if number else ""


def _levels(causes: Sequence[Cause]) -> Iterator[dict[str, Any]]:
    levels = [(severity, [cause for cause in causes if cause.severity is severity]) for severity in _LEVELS]
    first = 1
    for number, (severity, some) in zip(_NUMBERS, ((level, some) for level, some in levels if some), strict=False):
        yield {
            "序号": number,
            "标题": _LEVELS[severity],
            "条数": str(sum(len(cause.points) for cause in some)),
            "问题": [_cause(cause, at) for at, cause in enumerate(some, start=first)],
        }
        first += len(some)


def _cause(cause: Cause, number: int) -> dict[str, Any]:
    rule = cause.rule
    return {
        "序号": str(number),
        "规则": cause.code,
        "标题": rule.title,
        "条数": str(len(cause.points)),
        "上年": _number(sum(point.was_there for point in cause.points)),
        "怎么改": rule.mend,
        "说明": [_remark(remark) for remark in cause.remarks],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    new = _lines(point for point in remark.points if not point.was_there)
    again = _lines(point for point in remark.points if point.was_there)
    return {
        "话": remark.message,
        "条数": str(len(remark.points)),
        "地方": [*new, *(f"{_AGAIN}{line}" for line in again)],
    }


def _lines(points: Iterable[Point]) -> list[str]:
    return place_lines([place for point in points for place in point.places])


def _waived(point: Point) -> dict[str, Any]:
    finding = point.finding
    return {
        "规则": finding.code,
        "标题": read_rule(finding.code).title,
        "话": finding.message,
        "地方": _lines([point]),
        "豁免理由": finding.waived,
    }
