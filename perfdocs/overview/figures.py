"""The figures of one department, worked out where it is checked and kept with its findings: what a line is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.batch.kept_result import findings_of
from perfdocs.checks.check_department import CheckedDepartment
from perfdocs.checks.todo import ToDo, todos_of
from perfdocs.compare.change import Kind
from perfdocs.compare.summary import sum_up
from perfdocs.compare.years import Comparison, Side, Unread, compare_sides
from perfdocs.department.loaded import Loaded, Lost
from perfdocs.finding import Finding, Severity, Tally, touches
from perfdocs.overview.amounts import Money, projects_money, total_money
from perfdocs.overview.records import CodeCount, TargetChanges

MOST = 10
"""Findings that a line has; as many as somebody reads of a department among thirty."""


class MoneyPair(NamedTuple):
    """An amount as last year had it and as this year has it, each in its own unit."""

    old: Money = Money("")
    new: Money = Money("")


class Figures(NamedTuple):
    """What is known of a department without the other departments."""

    name: str
    tally: Tally
    blanks: int
    """How many places are to be filled in; of them, how many without which the form is worthless."""
    needed: int
    total: MoneyPair
    projects: MoneyPair
    changes: TargetChanges | None
    """None where there is no year before."""
    findings: tuple[Finding, ...]
    """The weightiest."""
    codes: tuple[CodeCount, ...]
    is_demonstration: bool
    pack: str
    step: str
    """What the step is called, where these are the figures of a later step."""

    @staticmethod
    def of(plain: Mapping[str, Any]) -> Figures:
        """What `plain_figures` gave."""
        return Figures(
            plain["name"],
            Tally(*plain["tally"]),
            plain["blanks"],
            plain["needed"],
            _both(plain["total"]),
            _both(plain["projects"]),
            TargetChanges(*plain["changes"]) if plain["changes"] else None,
            findings_of(plain["findings"]),
            tuple(CodeCount(code, Severity(severity), number) for code, severity, number in plain["codes"]),
            plain["demonstration"],
            plain["pack"],
            plain["step"],
        )


def plain_figures(checked: CheckedDepartment) -> dict[str, Any]:
    """The figures of a department as JSON holds them, for `Figures.of`."""
    specs, last = checked.specs, checked.last or Loaded(None)
    year = Loaded(specs, (), checked.lost)
    comparison = comparison_of(checked)
    todos = blanks_of(checked, comparison)
    head = specs.by_role.targets[0] if specs and specs.by_role.targets else None
    return {
        "name": specs.name if specs else "",
        "tally": Tally.of(checked.findings),
        "blanks": len(todos),
        "needed": sum(todo.is_needed for todo in todos),
        "total": [_plain(total_money(last)), _plain(total_money(year))],
        "projects": [_plain(projects_money(last)), _plain(projects_money(year))],
        "changes": _changes(comparison) if comparison else None,
        "findings": [finding._replace(fix=None) for finding in weightiest(checked.findings)[:MOST]],
        "codes": _codes(checked.findings),
        "pack": specs.pack.name if specs else "",
        "step": specs.pack.step.title if specs and specs.pack.step else "",
        "demonstration": bool(head and head.first("demonstration")),
    }


def _codes(findings: Iterable[Finding]) -> list[tuple[str, int, int]]:
    """Each code that was found, its highest severity and how often."""
    known = [finding for finding in findings if not finding.waived]
    counts = Counter(finding.code for finding in known)
    severities = {finding.code: int(finding.severity) for finding in sorted(known, key=lambda one: one.severity)}
    return [(code, severities[code], number) for code, number in counts.items()]


def blanks_of(checked: CheckedDepartment, comparison: Comparison | None) -> list[ToDo]:
    """What is to be filled in, without what only could not be read: of that, its own error tells."""
    todos = todos_of(checked.specs, comparison) if checked.specs else []
    return [todo for todo in todos if not any(_is_of(todo, lost) for lost in checked.lost if lost.keys)]


def _is_of(todo: ToDo, lost: Lost) -> bool:
    return todo.place.file == lost.file and touches(todo.path, lost.keys)


def comparison_of(checked: CheckedDepartment) -> Comparison | None:
    """The comparison with last year, in which nothing is said of what could not be read; None where there is none."""
    last = checked.last
    if last is None or last.specs is None or checked.specs is None:
        return None
    if checked.comparison and not last.lost:
        return checked.comparison
    old, new = (frozenset(Unread(one.file, one.keys) for one in lost) for lost in (last.lost, checked.lost))
    return compare_sides("", Side(last.specs, "", old), Side(checked.specs, "", new))


def weightiest(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those first that weigh most: errors, then those that show in most places; what is waived last."""
    return sorted(findings, key=lambda one: (bool(one.waived), -one.severity, -len(one.places), one.place))


def _changes(comparison: Comparison) -> TargetChanges:
    """As the first line of a comparison counts them."""
    summary = sum_up([comparison])
    return TargetChanges(summary.kinds[Kind.ADDED], summary.kinds[Kind.REMOVED] - summary.emptied, summary.weaker)


def _plain(money: Money) -> tuple[str, str | None, str]:
    return money.title, None if money.value is None else f"{money.value:f}", money.unit


def _both(plain: Iterable[tuple[str, str | None, str]]) -> MoneyPair:
    return MoneyPair(*(Money(title, None if value is None else Decimal(value), unit) for title, value, unit in plain))
