"""What the page is told: the departments that there are, and the one that is looked at, ready for the screen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence, Set
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from perfdocs.finding import Finding, Place, Severity, Tally
from perfdocs.form_view.department_view import DepartmentView, FindingView
from perfdocs.form_view.editor_link import editor_link
from perfdocs.form_view.page_html import Addition, Marking, cell_id, css
from perfdocs.report.text import level, sentence
from perfdocs.returned.cell_map import FormCell
from perfdocs.rules.catalog import read_rule
from perfdocs.workspace import YAML_NAME, Department

_HASH = 8
"""Characters of a hash that are shown: two states of one department never share them."""


class ListedDepartment(NamedTuple):
    """A department of the list. `tally` is None while it has not been checked yet."""

    department: Department
    name: str
    tally: Tally | None


def list_data(listed: Sequence[ListedDepartment], stray: Sequence[Finding], root: Path) -> dict[str, Any]:
    """The departments with their state, the latest year first, and what is wrong beside them."""
    rows = [
        {
            "id": each.department.name,
            "year": each.department.year,
            "name": each.name or each.department.id,
            "state": state_of(each.tally),
            "label": label_of(each.tally),
        }
        for each in sorted(listed, key=lambda each: (-int(each.department.year), each.department.id))
    ]
    return {"departments": rows, "findings": [_finding(FindingView(finding, ()), root) for finding in stray]}


def state_of(tally: Tally | None) -> str:
    """`error`, `warning`, `hint` or `clean`: the weightiest of what was found; `waiting` before it is known."""
    if tally is None:
        return "waiting"
    kinds = {"error": tally.errors, "warning": tally.warnings, "hint": tally.hints}
    return next((kind for kind, number in kinds.items() if number), "clean")


def label_of(tally: Tally | None) -> str:
    """The same in words, for a list that has little room: only of the weightiest kind."""
    if tally is None:
        return "在检查"
    return next(iter(counts_of(tally)), "没有问题")


def counts_of(tally: Tally) -> list[str]:
    """How many findings there are of each kind, the weightiest first."""
    counts = [(tally.errors, "处错误"), (tally.warnings, "处警告"), (tally.hints, "处提示")]
    return [f"{number} {what}" for number, what in counts if number]


class Moment(NamedTuple):
    """When a department was looked at, and what is beside its forms: cells that changed with the last save, and what
    cells showed last year (None where that is not asked for)."""

    at: datetime.datetime
    changed: Set[FormCell]
    last_year: Mapping[FormCell, str] | None
    no_last_year: str = ""
    """Why there is no last year to be compared with, in Chinese."""


def department_data(view: DepartmentView, moment: Moment, root: Path) -> dict[str, Any]:
    """The forms as HTML with everything that is marked on them, and the findings, errors first."""
    files: dict[str, int] = {}

    def mark(cell: FormCell) -> Marking:
        known = view.mark(cell) or Marking()
        classes, attributes, additions = list(known.classes), dict(known.attributes), list(known.additions)
        fields = view.cells.fields(cell) if view.cells else ()
        if fields:
            places = dict.fromkeys(field.place for field in fields)
            numbered = (f"{files.setdefault(p.file, len(files))}:{p.line}:{p.column}" for p in places)
            attributes["data-at"] = " ".join(numbered)
            attributes["tabindex"] = "-1"
        if cell in moment.changed:
            classes.append("changed")
        if moment.last_year and cell in moment.last_year:
            classes.append("was-other")
            additions.append(Addition(moment.last_year[cell], "last-year"))
        return Marking(tuple(classes), attributes, tuple(additions))

    forms = [{"title": form.file, "html": form.page.html(form.number, mark)} for form in view.forms]
    tally = Tally.of([found.finding for found in view.findings])
    in_order = sorted(view.findings, key=lambda found: (bool(found.finding.waived), -found.finding.severity))
    return {
        "id": view.department.name,
        "year": view.department.year,
        "name": view.name,
        "state": state_of(tally),
        "label": "、".join(counts_of(tally)) or "没有问题",
        "draft": view.is_draft,
        "noForms": view.no_forms,
        "unread": unread_files(view),
        **stamp(view, moment.at),
        "css": css(*(form.page for form in view.forms)),
        "forms": forms,
        "changed": [cell_id(cell) for cell in sorted(moment.changed, key=cell_order)],
        "lastYear": None if moment.last_year is None else len(moment.last_year),
        "noLastYear": moment.no_last_year,
        "files": [{"name": file, "href": editor_link(root, Place(file), with_line=False)} for file in files],
        "findings": [_finding(found, root) for found in in_order],
        "rules": {code: _rule(code) for code in sorted({found.finding.code for found in view.findings})},
    }


def stamp(view: DepartmentView, at: datetime.datetime) -> dict[str, str]:
    """By what one state of a department is told from another: the time and the hash of its files."""
    return {"at": f"{at:%H:%M:%S}", "hash": view.hash[:_HASH]}


def cell_order(cell: FormCell) -> tuple[int, ...]:
    return cell.form, cell.where.table, cell.where.row, cell.where.cell


def unread_files(view: DepartmentView) -> list[str]:
    """The department's files of which nothing could be read: their forms are missing among those that are shown."""
    specs = view.checked.specs
    read = {document.file for group in specs.documents.values() for document in group} if specs else set()
    broken = (found.finding.place.file for found in view.findings if found.finding.severity is Severity.ERROR)
    below = f"specs/{view.department.name}/"
    return sorted({file for file in broken if file not in read and file.startswith(below) and _is_yaml(file)})


def _is_yaml(file: str) -> bool:
    return YAML_NAME.search(PurePosixPath(file).name) is not None


def _finding(found: FindingView, root: Path) -> dict[str, Any]:
    finding = found.finding
    return {
        "weight": found.weight,
        "level": level(finding),
        "code": finding.code,
        "message": sentence(finding),
        "place": f"{finding.place.file}:{finding.place.line}:{finding.place.column}",
        "href": editor_link(root, finding.place),
        "cells": [cell_id(cell) for cell in found.cells],
    }


@cache
def _rule(code: str) -> dict[str, str]:
    rule = read_rule(code)
    return {"title": rule.title, "why": rule.why, "mend": rule.mend}
