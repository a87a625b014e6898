"""Findings across fields and forms: what a reviewer would send back.

A check is a function of the department's papers by role; it yields the field and what to say of it. Its
code, and how severely it counts, stand here; what it is for, with examples, in `cases/<code>.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from perfdocs.checks import amounts, completeness, dates, goals, indicators, scores, targets, wording
from perfdocs.checks.equalities import unequal
from perfdocs.checks.found import Found
from perfdocs.department.by_role import ByRole
from perfdocs.department.forms import Submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Severity
from perfdocs.pack.manifest import Pack


class Check(NamedTuple):
    """How severely a check counts, and what finds it; None for what the pack's `equalities` find, and
    for what needs last year's papers (`years.YEARLY`)."""

    severity: Severity
    find: Callable[[ByRole], Found] | None


E, W, H = Severity.ERROR, Severity.WARNING, Severity.HINT

CHECKS: dict[str, Check] = {
    "M101": Check(E, None),
    "M102": Check(H, None),
    "M201": Check(W, amounts.calculation_differs_from_amount),
    "M202": Check(W, amounts.units_mixed),
    "M203": Check(W, amounts.finer_than_a_fen),
    "M204": Check(W, amounts.cost_exceeds_amount),
    "M205": Check(W, amounts.unit_cost_disagrees),
    "I101": Check(W, indicators.too_few),
    "I102": Check(W, indicators.level_empty),
    "I103": Check(H, indicators.out_of_order),
    "I104": Check(E, indicators.half_filled),
    "I105": Check(W, indicators.name_is_a_number),
    "I106": Check(W, targets.name_repeated),
    "I107": Check(W, targets.bare_adjective),
    "I108": Check(W, targets.number_missing),
    "I109": Check(W, targets.void_operator),
    "I110": Check(W, targets.unit_wrong),
    "I111": Check(W, targets.only_money),
    "I112": Check(W, targets.several_in_one),
    "I113": Check(W, indicators.rows_pasted),
    "I114": Check(W, targets.satisfaction_vague),
    "I115": Check(H, indicators.unrelated),
    "I116": Check(W, indicators.named_twice),
    "G101": Check(W, goals.number_in_no_indicator),
    "G102": Check(W, goals.only_a_number),
    "G103": Check(H, goals.goals_the_same),
    "D101": Check(W, dates.stale_year),
    "D102": Check(E, dates.ends_before_it_begins),
    "D103": Check(W, dates.period_misses_the_year),
    "D104": Check(W, dates.deadline_outside),
    "D105": Check(W, dates.needs_finished_project),
    "D106": Check(W, dates.periods_differ),
    "B101": Check(E, scores.scores_do_not_add_up),
    "B102": Check(E, scores.score_missing),
    "B103": Check(W, scores.score_for_standard),
    "L101": Check(E, wording.left_in),
    "L102": Check(W, wording.doubled),
    "L103": Check(W, wording.unbalanced),
    "L104": Check(H, wording.widths_mixed),
    "L105": Check(H, wording.spaces),
    "F101": Check(W, completeness.expected_blank),
    "F102": Check(W, completeness.names_differ),
    "C101": Check(W, None),
    "C102": Check(W, None),
    "C103": Check(W, None),
    "C104": Check(W, None),
    "C105": Check(W, None),
}


def check(by_role: ByRole) -> list[Finding]:
    """What the checks find in a department's papers, as severe as its pack has it."""
    return [
        Finding(code, field.place, message, field.path, severity)
        for code, one in CHECKS.items()
        if one.find is not None and (severity := severity_of(code, by_role.pack)) is not None
        for field, message in one.find(by_role)
    ]


def check_years(old: Specs, new: Specs) -> list[Finding]:
    """What the checks find in a department's papers against those of the year before."""
    from perfdocs.checks.against_last_year import YEARLY, Years

    both = Years(old, new)
    return [
        Finding(code, field.place, message, field.path, severity)
        for code, find in YEARLY.items()
        if (severity := severity_of(code, new.pack)) is not None
        for field, message in find(both)
    ]


def check_amounts(submission: Submission) -> list[Finding]:
    """The amounts that must be equal and are not. Raises BadExpression for a manifest at fault."""
    found = [(one, severity_of(one.code, submission.pack)) for one in unequal(submission)]
    return [one._replace(severity=severity) for one, severity in found if severity is not None]


def severity_of(code: str, pack: Pack) -> Severity | None:
    """How severely a check counts under a pack; None where the pack has it switched off."""
    return pack.severities[code] if code in pack.severities else CHECKS[code].severity
