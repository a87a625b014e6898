"""Which departments a year is expected to have: by its list, or by last year's directories and its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from perfdocs.finding import Finding, Place, Severity
from perfdocs.overview.department_list import DepartmentList, Entry, read_list
from perfdocs.workspace import DEPARTMENT_LIST, Department, Workspace
from perfdocs.year_index import YearIndex


class Expected(NamedTuple):
    """A department of a year: where it is, and where it was."""

    id: str
    name: str
    """As the list has it, or its own file, or last year's."""
    now: Department | None
    last: Department | None
    handed_in: str = ""
    copy_of: str = ""
    """Another directory of the year that is the same department."""


class ExpectedYear(NamedTuple):
    """All departments of a year by directory, and what is wrong with the list and with the tree."""

    departments: tuple[Expected, ...]
    findings: tuple[Finding, ...]
    is_listed: bool


def expected_year(workspace: Workspace, year: str, index: YearIndex, today: datetime.date) -> ExpectedYear:
    """The departments that the year should have, and those that it has all the same."""
    every, findings = workspace.departments()
    there = {department.id: department for department in every if department.year == year}
    before = {department.id: department for department in every if int(department.year) == int(year) - 1}
    of_year = [finding for finding in findings if finding.place.file.startswith(f"specs/{year}/")]
    listed = read_list(workspace, year, today)
    present = [_present(department, index) for department in there.values()]
    if listed is None or not listed.entries:
        partners = {one.last.id for one in present if one.last}
        names = index.names(int(year) - 1)
        gone = {name: last for name, last in before.items() if name not in partners}
        absent = [Expected(name, names.get(name, ""), None, last) for name, last in gone.items()]
    else:
        entries = {entry.department: entry for entry in listed.entries}
        present = [_as_listed(one, entries.get(one.id)) for one in present]
        absent = [
            Expected(name, entry.name, None, before.get(name), entry.handed_in)
            for name, entry in entries.items()
            if name not in there
        ]
        of_year += _contradictions(workspace, year, listed, there, index)
    findings = [*(listed.findings if listed else ()), *of_year]
    return ExpectedYear(tuple(sorted([*present, *absent], key=lambda one: one.id)), tuple(findings), listed is not None)


def _present(department: Department, index: YearIndex) -> Expected:
    first = min(index.twins(department), default="")
    copy_of = first if first and first < department.id else ""
    return Expected(department.id, index.name(department), department, index.last_year(department), "", copy_of)


def _as_listed(one: Expected, entry: Entry | None) -> Expected:
    return one._replace(name=entry.name or one.name, handed_in=entry.handed_in) if entry else one


def _contradictions(
    workspace: Workspace, year: str, listed: DepartmentList, there: dict[str, Department], index: YearIndex
) -> Iterator[Finding]:
    """W111: a department that has handed in and is not there, one that is there and not listed, another name."""
    for entry in listed.entries:
        own = index.name(there[entry.department]) if entry.department in there else ""
        if entry.department not in there and entry.handed_in:
            message = f"清单里写着“{entry.department}”{entry.handed_in} 报送了，specs/{year}/ 里却没有这个目录：请核对"
            yield Finding("W111", entry.place, message)
        elif own and entry.name and own not in entry.name and entry.name not in own:
            message = f"“{entry.department}”在清单里叫“{entry.name}”，填报文件里叫“{own}”：请核对是不是同一个部门"
            yield Finding("W111", entry.place, message, severity=Severity.WARNING)
    known = {entry.department for entry in listed.entries}
    for department in there.values():
        if department.id not in known:
            message = f"这个部门不在 specs/{year}/{DEPARTMENT_LIST} 里：要报的请补进清单，不要报的请移走目录"
            place = Place(workspace.relative(department.directory))
            yield Finding("W111", place, message, severity=Severity.WARNING)
