"""The list of a year's departments, `specs/<year>/departments.yaml`: who is expected, and who has handed in."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from perfdocs.finding import Finding, Place
from perfdocs.schema.load import Schema
from perfdocs.schema.validate import validate_document
from perfdocs.workspace import DEPARTMENT_LIST, Workspace
from perfdocs.yamlfile.reader import Document, read_file

SCHEMA = "departments.schema.json"


class Entry(NamedTuple):
    """A department of the list."""

    department: str
    name: str
    handed_in: str
    """The day, as 2024-01-15; empty where it has not."""
    place: Place


class DepartmentList(NamedTuple):
    """The list of a year as far as it can be read, each department once."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def read_list(workspace: Workspace, year: str, today: datetime.date) -> DepartmentList | None:
    """The list, or None where the year has none. What is wrong with an entry is found and left out of it."""
    path = workspace.root / "specs" / year / DEPARTMENT_LIST
    file = workspace.relative(path)
    try:
        document = read_file(path, file)
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"文件打不开：{error.strerror or error}。请检查文件权限，或关闭正在使用它的程序"
        return DepartmentList((), (Finding("Y100", Place(file), message, cannot=True),))
    outcome = validate_document(document, list_schema())
    meant = outcome.document
    findings = [*meant.findings, *outcome.findings]
    entries: dict[str, Entry] = {}
    for index, row in enumerate(_rows(meant.data)):
        values = _by_role(row)
        department, name, handed_in = (values.get(role) for role in ("department", "department-name", "handed-in"))
        if not isinstance(department, str):
            continue
        place = meant.value_place((_key(), index))
        if department in entries:
            message = f"“{department}”在第 {entries[department].place.line} 行已经有了：一个部门只写一项，请删掉一项"
            findings.append(Finding("W110", place, message))
            continue
        day = handed_in if isinstance(handed_in, str) else ""
        fault = _fault_of_day(day, today)
        if fault:
            findings.append(Finding("W110", _day_place(meant, index), fault))
        shown = name if isinstance(name, str) else ""
        entries[department] = Entry(department, shown, "" if fault else day, place)
    return DepartmentList(tuple(entries.values()), tuple(findings))


@cache
def list_schema() -> Schema:
    """The schema of the list; editors know it by the first line of the file."""
    text = resources.files("perfdocs.overview").joinpath(SCHEMA).read_text("utf-8")
    return Schema(SCHEMA, {SCHEMA: json.loads(text)})


def _key() -> str:
    (key,) = list_schema().tree.with_role("departments")
    return key


def _rows(data: Any) -> Iterator[Mapping[str, Any]]:
    rows = data.get(_key()) if isinstance(data, dict) else None
    yield from (row if isinstance(row, dict) else {} for row in (rows if isinstance(rows, list) else ()))


def _by_role(row: Mapping[str, Any]) -> dict[str, Any]:
    fields = list_schema().tree.fields[_key()].row_fields
    return {child.role: row.get(key) for key, child in fields.items()}


def _day_place(document: Document, index: int) -> Place:
    fields = list_schema().tree.fields[_key()].row_fields
    key = next(key for key, child in fields.items() if child.role == "handed-in")
    return document.value_place((_key(), index, key))


def _fault_of_day(day: str, today: datetime.date) -> str:
    """What is wrong with a day of the right form; empty where nothing is."""
    if not day:
        return ""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return f"没有“{day}”这一天：请核对月和日"
    return f"“{day}”还没有到（今天是 {today}）：报送以后再写日期" if date > today else ""
