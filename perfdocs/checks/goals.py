"""Goals in words: that they are words, of this year, and not the same twice."""

from __future__ import annotations

import re
from decimal import Decimal

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.clauses import years_ahead
from perfdocs.prose.quantities import targets
from perfdocs.prose.shorten import without_spaces


def goal_of_several_years(by_role: ByRole) -> Remarks:
    """The goal of the year promises what several years are to bring; where it is that of all of them, G103 says so."""
    for target in by_role.targets:
        outside = [goal for goal in goals_in_words(target) if not goal.row]
        if not outside or not target.indicators:
            continue
        of_the_year = outside[-1]
        texts = [without_spaces(goal.text) for goal in outside]
        numbers = [stated.start for stated in targets(of_the_year.text)]
        spans = years_ahead(of_the_year.text, by_role.year) if numbers and texts.count(texts[-1]) == 1 else ()
        span = next((span for span in spans if any(span.start <= at < span.stop for at in numbers)), None)
        if span:
            words = span.words.strip("“”‘’")
            yield of_the_year, f"目标说的是“{words}”几年的，指标是这一年的：请写明这一年要做到多少"


def only_a_number(by_role: ByRole) -> Remarks:
    """A number, mostly an amount of money, stands where a goal should be told."""
    for target in by_role.targets:
        for goal in target.having("goal"):
            if not goal.blank and is_bare_number(goal.value):
                fault = f"“{goal.title}”只填了一个数“{goal.text}”：这里要写做成什么事、达到什么效果，金额另有栏目"
                yield goal, fault + _contradiction(goal, target)


def _contradiction(goal: Field, target: Target) -> str:
    """What a goal that is an amount has wrong besides: no amount of the form is like it."""
    amounts = [amount for amount in target.having("amount") if isinstance(amount.value, Decimal)]
    number = Decimal(re.sub(r"[^\d.]", "", goal.text) or 0)
    if not amounts or number in {amount.value for amount in amounts}:
        return ""
    nearest = min(amounts, key=lambda amount: abs(amount.value - number))
    return f"；这个数和“{nearest.title}”{nearest.text} 也不一样，请核对"


def goals_the_same(by_role: ByRole) -> Remarks:
    """The goal of the year is word for word the goal of the whole period."""
    for target in by_role.targets:
        seen: dict[str, Field] = {}
        for goal in goals_in_words(target):
            if not goal.row:
                same = seen.setdefault(without_spaces(goal.text), goal)
                if same is not goal:
                    yield goal, f"“{goal.title}”和“{same.title}”一字不差：请写明哪些是这一年要做到的"


def goals_in_words(target: Target) -> list[Field]:
    """The goals that are words, not a bare number."""
    goals = target.having("goal")
    return [goal for goal in goals if isinstance(goal.value, str) and not is_bare_number(goal.value)]
