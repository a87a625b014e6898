"""An overview as the JSON that scripts rely on."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfdocs.overview.records import LABELS, Amount, CommonFault, Line, Overview, StepLine, Sum
from perfdocs.report.json import finding_row
from perfdocs.report.safe_text import json_text


def as_json(overview: Overview) -> str:
    """The contract: `{"version": 1, "year", "unit", "states", "sums", "departments": […], "findings": […]}`.

    Amounts and percentages are as written, in text; None is what is blank or not known.
    """
    told = {
        "version": 1,
        "year": overview.year,
        "unit": overview.unit,
        "titles": {"total": overview.total_title, "projects": overview.projects_title},
        "listed": overview.is_listed,
        "left_out": overview.left_out,
        "states": {str(state): overview.states[state] for state in LABELS},
        "sums": {"total": _sum(overview.total), "projects": _sum(overview.projects)},
        "faults": [_fault(fault) for fault in overview.common_faults],
        "departments": [department(line) for line in overview.lines],
        "findings": [*map(finding_row, overview.findings)],
    }
    return json_text(told, indent=2)


def department(line: Line) -> dict[str, Any]:
    """A line as JSON holds it."""
    changes = line.changes._asdict() if line.changes else {"added": None, "removed": None, "weaker": None}
    return {
        "department": line.department,
        "name": line.name,
        "state": str(line.state),
        "handed_in": line.handed_in or None,
        "blanks": line.blanks,
        "errors": line.tally.errors,
        "warnings": line.tally.warnings,
        "hints": line.tally.hints,
        "waived": line.tally.waived,
        "total": amount_row(line.total),
        "projects": amount_row(line.projects),
        **changes,
        "old_department": line.old_department or None,
        "copy_of": line.copy_of or None,
        "demonstration": line.is_demonstration,
        "weightiest": [*map(finding_row, line.findings)],
        "steps": [_step(step) for step in line.steps],
    }


def _fault(fault: CommonFault) -> dict[str, Any]:
    severity = fault.severity.name.lower()
    return {**fault._asdict(), "severity": severity, "departments": [*fault.departments]}


def _step(step: StepLine) -> dict[str, Any]:
    return {
        "step": step.directory,
        "title": step.title,
        "state": str(step.state),
        "blanks": step.blanks,
        "errors": step.tally.errors,
        "warnings": step.tally.warnings,
        "hints": step.tally.hints,
        "waived": step.tally.waived,
        "weightiest": [*map(finding_row, step.findings)],
    }


def amount_row(amount: Amount) -> dict[str, str | None]:
    """An amount of both years, with its change."""
    values = {"old": amount.old, "new": amount.new, "difference": amount.difference, "percent": amount.percent}
    return {key: plain(value) for key, value in values.items()}


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "amount": plain(one.amount),
        "departments": one.number,
        "missing": [*one.missing],
        "both_years": {"departments": one.number_of_both, **amount_row(one.both)},
    }


def plain(value: Decimal | None) -> str | None:
    """A number as text."""
    return None if value is None else f"{value:f}"
