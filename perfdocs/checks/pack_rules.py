"""The rules that a pack has of its own: expressions that must be true, each with its own sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdocs.checks.check import Remark, Remarks
from perfdocs.department.forms import Context, Submission
from perfdocs.finding import Keys, Place
from perfdocs.pack.arithmetic import BlankOperand, judging
from perfdocs.pack.expressions import evaluate, fill_text
from perfdocs.pack.manifest_rules import PackRule


class Breach(NamedTuple):
    """A rule that does not hold, at the field that it points to, with what it says there."""

    place: Place
    path: Keys
    rule: PackRule
    sentence: str


def breaches(submission: Submission, with_partial_sums: bool = True) -> Iterator[Breach]:
    """The rules that do not hold. Raises BadExpression.

    A rule is not judged where a number that it compares is blank, or is a sum with blanks in it and those are not
    wanted: whoever looks after the blanks tells them.
    """
    for rule in submission.pack.rules:
        for scope in submission.scopes(rule.loops):
            if not _holds(rule, scope, with_partial_sums):
                place, path = submission.place(scope, rule.at)
                yield Breach(place, path, rule, fill_text(rule.say, scope))


def _holds(rule: PackRule, scope: Context, with_partial_sums: bool) -> bool:
    try:
        with judging(without_partial_sums=not with_partial_sums):
            return (rule.when is not None and not evaluate(rule.when, scope)) or bool(evaluate(rule.must, scope))
    except BlankOperand:
        return True


def look_over(submission: Submission) -> None:
    """Works out every part of every rule, whether it holds or not. Raises BadExpression."""
    for rule in submission.pack.rules:
        for scope in submission.scopes(rule.loops):
            for source in filter(None, (rule.when, rule.must)):
                evaluate(source, scope)
            fill_text(rule.say, scope)
            submission.place(scope, rule.at)


def rule_broken(breaches: Iterator[Breach]) -> Remarks:
    """An expression of the pack's own `rules` is not true."""
    for breach in breaches:
        yield Remark(breach, breach.sentence, severity=breach.rule.severity)
