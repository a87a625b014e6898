"""The one list of checks: findings across fields and forms, what a reviewer would send back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from perfdocs.checks import (
    across_forms,
    amounts,
    completeness,
    dates,
    duplicates,
    equalities,
    goal_numbers,
    goals,
    indicator_values,
    indicators,
    operators_and_units,
    pack_rules,
    pasted,
    results,
    scores,
    second_levels,
    sums_in_texts,
    typos,
    vague_values,
)
from perfdocs.checks.check import Check, Needs, Placed, Remarks
from perfdocs.department.by_role import ByRole
from perfdocs.department.forms import Submission
from perfdocs.finding import Finding, Fix, Severity
from perfdocs.pack.manifest import Pack
from perfdocs.pack.values import Sum

if TYPE_CHECKING:
    from perfdocs.checks.against_last_year import Years

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


def _against_last_year(name: str, severity: Severity = WARNING) -> Check:
    """The check of that name; with what compares years, it is imported where there is a year before."""

    def find(years: Any) -> Remarks:
        from perfdocs.checks import against_last_year

        check: Callable[[Any], Remarks] = getattr(against_last_year, name)
        return check(years)

    return Check(severity, find, Needs.LAST_YEAR)


COPIED = "F202"
"""Of what stands twice: whatever else is found in the copy comes of that."""

NAMED_TWICE = ("F201", COPIED)
"""Of names that are there twice: two documents of one file name come of that."""

PACK_RULE = "F301"
"""What a pack's own rules find."""

BLANK = ("F101", "F103", "F105")
"""What tells that a field is blank that the form wants."""

CHECKS: dict[str, Check] = {
    "M101": Check(ERROR, equalities.amounts_disagree, Needs.AMOUNTS),
    "M102": Check(HINT, equalities.badly_rounded, Needs.AMOUNTS),
    "M103": Check(WARNING, equalities.nothing_to_compare, Needs.AMOUNTS),
    "M104": Check(WARNING, equalities.limit_exceeded, Needs.AMOUNTS),
    "M201": Check(WARNING, amounts.calculation_differs_from_amount),
    "M202": Check(WARNING, amounts.units_mixed),
    "M203": Check(WARNING, amounts.finer_than_a_fen),
    "M204": Check(WARNING, amounts.cost_exceeds_amount),
    "M205": Check(WARNING, amounts.unit_cost_disagrees),
    "M206": Check(HINT, amounts.size_unlikely),
    "M207": Check(WARNING, sums_in_texts.parts_differ_from_sum),
    "M208": Check(HINT, amounts.cost_far_below),
    "I101": Check(WARNING, indicators.too_few),
    "I102": Check(WARNING, indicators.level_empty),
    "I103": Check(HINT, indicators.out_of_order),
    "I104": Check(ERROR, indicators.name_or_value_missing),
    "I105": Check(WARNING, indicators.name_is_a_number),
    "I106": Check(WARNING, vague_values.name_repeated),
    "I107": Check(WARNING, vague_values.bare_adjective),
    "I108": Check(WARNING, indicator_values.number_missing),
    "I109": Check(WARNING, operators_and_units.void_operator),
    "I110": Check(WARNING, operators_and_units.unit_wrong),
    "I111": Check(WARNING, indicator_values.only_money),
    "I112": Check(WARNING, indicator_values.several_in_one),
    "I113": Check(WARNING, pasted.rows_pasted),
    "I114": Check(WARNING, indicator_values.satisfaction_vague),
    "I115": Check(HINT, indicators.nothing_about_the_project),
    "I116": Check(WARNING, indicators.named_twice),
    "I117": Check(WARNING, across_forms.figures_contradict),
    "I118": Check(HINT, across_forms.figures_differ),
    "I119": Check(HINT, vague_values.benefit_without_measure),
    "I120": Check(WARNING, amounts.cost_restates_budget),
    "I121": Check(WARNING, indicators.value_in_name),
    "I122": Check(WARNING, second_levels.misplaced),
    "I123": Check(HINT, second_levels.likely_misplaced),
    "G101": Check(WARNING, goal_numbers.number_in_no_indicator),
    "G102": Check(WARNING, goals.only_a_number),
    "G103": Check(HINT, goals.goals_the_same),
    "G104": Check(WARNING, goal_numbers.indicator_differs_from_goal),
    "G105": Check(HINT, goals.goal_of_several_years),
    "G106": Check(WARNING, goal_numbers.money_differs),
    "D101": Check(WARNING, dates.stale_year),
    "D102": Check(ERROR, dates.ends_before_it_begins),
    "D103": Check(WARNING, dates.period_misses_the_year),
    "D104": Check(WARNING, dates.deadline_outside),
    "D105": Check(WARNING, dates.needs_finished_project),
    "D106": Check(WARNING, dates.periods_differ),
    "D107": Check(ERROR, dates.impossible_date),
    "D108": Check(WARNING, dates.year_left_out),
    "D109": Check(WARNING, dates.period_without_time),
    "B101": Check(ERROR, scores.scores_do_not_add_up),
    "B102": Check(ERROR, scores.score_missing),
    "B103": Check(WARNING, scores.score_for_standard),
    "B104": Check(HINT, scores.standard_missing),
    "B105": Check(WARNING, scores.execution_scored_twice),
    "B106": Check(ERROR, scores.part_does_not_add_up),
    "L101": Check(ERROR, typos.left_in),
    "L102": Check(WARNING, typos.mark_or_word_doubled),
    "L103": Check(WARNING, typos.mark_unpaired),
    "L104": Check(HINT, typos.widths_mixed),
    "L105": Check(HINT, typos.spaces_around),
    "L106": Check(WARNING, typos.number_too_long),
    "L107": Check(WARNING, typos.letter_for_digit),
    "L108": Check(WARNING, typos.unfinished),
    "L109": Check(WARNING, typos.misspelt),
    "L110": Check(WARNING, typos.number_or_sign_wrong),
    "F101": Check(WARNING, completeness.expected_blank),
    "F102": Check(WARNING, completeness.names_differ),
    "F103": Check(ERROR, completeness.amount_blank),
    "F104": Check(WARNING, completeness.empty_rows),
    "F105": Check(WARNING, completeness.result_blank, Needs.FORMS),
    "F201": Check(ERROR, duplicates.name_twice),
    COPIED: Check(ERROR, duplicates.copied),
    "F203": Check(WARNING, duplicates.row_twice),
    "F204": Check(HINT, duplicates.row_named_twice),
    "F205": Check(WARNING, duplicates.id_twice),
    "F206": Check(WARNING, duplicates.order_twice),
    "E201": Check(WARNING, results.missed_with_full_score),
    "E202": Check(WARNING, results.reason_missing),
    "E203": Check(ERROR, results.more_than_full_score),
    "E204": Check(HINT, results.out_of_proportion),
    PACK_RULE: Check(WARNING, pack_rules.rule_broken, Needs.RULES),
    "C101": _against_last_year("weaker"),
    "C102": _against_last_year("moved_without_a_word"),
    "C103": _against_last_year("same_words_for_another_amount"),
    "C104": _against_last_year("fund_gone"),
    "C105": _against_last_year("last_year_pasted"),
    "C106": _against_last_year("list_gone", HINT),
}


def check_by_role(by_role: ByRole) -> list[Finding]:
    """What the checks find in a department's documents, as severe as its pack has it."""
    return _findings(Needs.DEPARTMENT, by_role, by_role.pack)


def check_forms(submission: Submission, with_partial_sums: bool = True) -> list[Finding]:
    """What the checks find in the forms as they are filled in. Raises BadExpression for a manifest at fault.

    Sums of which parts are blank are left out where the blanks themselves are told as errors: one cause, one finding.
    """
    disagreements = [
        disagreement
        for disagreement in equalities.disagreements(submission)
        if with_partial_sums or not isinstance(disagreement.computed, Sum)
    ]
    findings = _findings(Needs.AMOUNTS, disagreements, submission.pack)
    findings += _findings(Needs.RULES, pack_rules.breaches(submission, with_partial_sums), submission.pack)
    return findings + _findings(Needs.FORMS, submission, submission.pack)


def without_blanks_told_twice(findings: Sequence[Finding]) -> list[Finding]:
    """The findings; of a pack's own rules those are left out that point to a field which is told to be blank."""
    blanks = {(finding.place.file, finding.path) for finding in findings if finding.code in BLANK}
    return [
        finding for finding in findings if finding.code != PACK_RULE or (finding.place.file, finding.path) not in blanks
    ]


def check_years(years: Years) -> list[Finding]:
    """What the checks find in a department's documents against those of the year before."""
    return _findings(Needs.LAST_YEAR, years, years.after.pack)


def _findings(needs: Needs, given: Any, pack: Pack) -> list[Finding]:
    return [
        _finding(code, severity, code in pack.severities, *remark)
        for code, check in CHECKS.items()
        if check.needs is needs and (severity := pack.severities.get(code, check.severity)) is not None
        for remark in check.find(given)
    ]


def _finding(
    code: str,
    severity: Severity,
    is_of_pack: bool,
    placed: Placed,
    sentence: str,
    others: Sequence[Placed] = (),
    cause: str = "",
    meant: str | None = None,
    own_severity: Severity | None = None,
) -> Finding:
    """A remark as a finding; its own severity counts unless the pack says one of all remarks of the check."""
    places = tuple(other.place for other in others)
    fix = None if meant is None else Fix(value=meant)
    severity = severity if is_of_pack else own_severity or severity
    return Finding(code, placed.place, sentence, placed.path, severity, places=places, cause=cause, fix=fix)
