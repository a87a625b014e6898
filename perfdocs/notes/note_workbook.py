"""All notes of a year as a workbook: the departments, each finding in full at its place, and what was waived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from perfdocs.notes.note import Note, Point
from perfdocs.notes.paper_place import PaperPlace
from perfdocs.overview.expected import Expected
from perfdocs.report.sheets import Sheets
from perfdocs.rules.catalog import read_rule

_DEPARTMENTS = "部门目录 16,名称 30,错误 8,警告 8,提示 8,已豁免 8,上年也有 10,结果 40"
_PLACES = "部门 20,等级 6,代号 6,问题 20,表 30,第几个表 6,第几行 8,行 24,栏 14,怎么不对 44"
_POINTS = f"{_PLACES},怎么改 30,上年也有 6,同一栏也印在 24,审核意见 20"
_WAIVED = f"{_PLACES},豁免的理由 40"
"""The columns of the sheets, with their widths in characters."""
NOT_HANDED_IN = "未报送"


def workbook(year: str, notes: Sequence[Note], results: Sequence[str], missing: Sequence[Expected] = ()) -> bytes:
    """The workbook; `results` says of each department what came of its note; `missing` have no directory."""
    sheets = Sheets()
    needed = sum(note.is_needed for note in notes)
    above = f"{year}年度，{len(notes)} 个部门，要退回的 {needed} 个" + (
        f"，{NOT_HANDED_IN} {len(missing)} 个" if missing else ""
    )
    absent = [(one.id, one.name, *[""] * 5, NOT_HANDED_IN) for one in missing]
    sheets.add("各部门", _DEPARTMENTS, [*map(_department, notes, results), *absent], above)
    sheets.add("问题", _POINTS, (row for note in notes for row in _points(note)))
    sheets.add("已豁免", _WAIVED, (row for note in notes for row in _waived(note)))
    return sheets.to_own_bytes(f"{year}年度退回意见", {"spec": f"specs/{year}"})


def _department(note: Note, result: str) -> tuple[Any, ...]:
    tally = note.tally
    again = sum(point.was_there for point in note.points)
    return note.department.id, note.name, tally.errors, tally.warnings, tally.hints, tally.waived, again, result


def _points(note: Note) -> Iterator[tuple[Any, ...]]:
    for cause in note.causes:
        for point in cause.points:
            also_on, again = "\n".join(point.also_on), "是" if point.was_there else ""
            for row in _rows(note, point):
                yield *row, cause.rule.mend, again, also_on


def _waived(note: Note) -> Iterator[tuple[Any, ...]]:
    for point in note.waived:
        for row in _rows(note, point):
            yield *row, point.finding.waived


def _rows(note: Note, point: Point) -> Iterator[tuple[Any, ...]]:
    """A row for each place of a finding."""
    finding = point.finding
    for place in point.places:
        kind = finding.severity.label, finding.code, read_rule(finding.code).title
        yield note.called, *kind, *_place(place), finding.message


def _place(place: PaperPlace) -> tuple[Any, ...]:
    name = " ".join(part for part in (place.labels, place.row) if part)
    rows = str(place.first_row) if place.first_row == place.last_row else f"{place.first_row}—{place.last_row}"
    remark = f"（{place.remark}）" if name and place.remark else place.remark
    return place.form, place.table or "", rows if place.first_row else "", f"{name}{remark}", place.column
