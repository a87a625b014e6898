"""Comparisons of two years as the JSON that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.describe import describe
from perfdocs.compare.summary import sum_up
from perfdocs.compare.totals import Total
from perfdocs.compare.years import Comparison
from perfdocs.finding import dotted
from perfdocs.prose.amounts import number_text
from perfdocs.prose.text_changes import NumberChange
from perfdocs.report.safe_text import json_text


def as_json(comparisons: Sequence[Comparison], _templates: Path) -> str:
    """The contract: `{"version": 1, "summary": {…}, "changes": [{kind, department, path, label, old, new, …}],
    "totals": […]}`.

    Numbers are as written, in text; `difference` and `percent` of amounts and of the numbers in a text too.
    """
    changes = [row for comparison in comparisons for row in _changes(comparison)]
    totals = [
        {"department": comparison.department, **_total(total)}
        for comparison in comparisons
        for total in comparison.totals
    ]
    told = {"version": 1, "summary": _summary(comparisons), "changes": changes, "totals": totals}
    return json_text(told, indent=2)


def _summary(comparisons: Sequence[Comparison]) -> dict[str, Any]:
    """How many changes there are of each kind, how many of them are weaker, and the sum of the departments."""
    summary = sum_up(comparisons)
    always = (Kind.ADDED, Kind.REMOVED)
    kinds = {str(kind): summary.kinds[kind] for kind in Kind if kind in always or summary.kinds[kind]}
    amount = summary.amount and {
        key: _plain(value)
        for key, value in (
            ("old", summary.amount.old),
            ("new", summary.amount.new),
            ("difference", summary.amount.difference),
            ("percent", summary.amount.percent),
            ("unit", summary.amount.unit),
        )
    }
    counts = {**kinds, "blank": summary.emptied, "weaker": summary.weaker}
    return {**counts, "amount": amount, "departments_left_out": summary.unknown}


def _total(total: Total) -> dict[str, Any]:
    row: dict[str, Any] = {"label": total.label, "old": total.old, "new": total.new, "unit": total.unit}
    if total.old_label:
        row["old_label"] = total.old_label
    if total.notes:
        row["notes"] = [*total.notes]
    return {key: _plain(value) for key, value in row.items()}


def _changes(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for pairing in comparison.documents:
        if pairing.kind:
            yield {
                "kind": str(pairing.kind),
                "department": comparison.department,
                "file": pairing.new_file or pairing.old_file,
                "path": "",
                "label": pairing.name,
                "old": pairing.name if pairing.old_file else None,
                "new": pairing.name if pairing.new_file else None,
            }
        for change in pairing.changes:
            yield _change(comparison.department, pairing.new_file, change)


def _change(department: str, file: str, change: Change) -> dict[str, Any]:
    description = describe(change)
    row: dict[str, Any] = {
        "kind": str(change.kind),
        "department": department,
        "file": file,
        "path": dotted(change.new_path),
        "old_path": dotted(change.old_path),
        "label": description.label,
        "old": _plain(change.old),
        "new": _plain(change.new),
    }
    if description.difference is not None:
        amounts = {"difference": description.difference, "percent": description.percent, "unit": description.unit}
        row |= _plain(amounts)
    if description.numbers:
        row["numbers"] = [_number(number) for number in description.numbers]
        row["weaker"] = description.weaker
    if change.kind in (Kind.SPLIT, Kind.MERGED):
        row["parts"] = [dotted(path) for path in change.parts]
        row["total"] = change.total and f"{number_text(change.total.number)}{change.total.unit or change.unit}"
        row["weaker"] = description.weaker
    if change.result:
        row["result"] = change.result
    if change.old_file:
        row["old_file"] = change.old_file
    if change.between:
        row |= {"from": description.old, "to": description.new}
    if change.kind is Kind.RENAMED or change.sure < 1:
        row["sure"] = change.sure
    return row


def _number(number: NumberChange) -> dict[str, Any]:
    return {
        "subject": number.subject,
        "old": number.old_text or None,
        "new": number.new_text or None,
        "difference": _plain(number.difference),
        "percent": _plain(number.percent),
        "weaker": number.weaker,
    }


def _plain(value: Any) -> Any:
    """The value with its numbers as text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return f"{value:f}" if isinstance(value, Decimal) else value
