"""A year put together: the departments that are expected, each with what was worked out of its files."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from perfdocs.batch.department_job import Outcome
from perfdocs.finding import Finding, Tally, in_order
from perfdocs.overview.amounts import PROJECTS, TOTAL
from perfdocs.overview.expected import Expected, expected_year
from perfdocs.overview.figures import Figures, MoneyPair
from perfdocs.overview.records import Amount, Line, Overview, State, StepLine
from perfdocs.prose.amounts import convert
from perfdocs.workspace import Department, Workspace
from perfdocs.year_index import YearIndex

Run = Callable[[Sequence[Department]], Iterable[Outcome]]
"""Runs a job whose figures are `plain_figures`; what came of each department, in their order."""

UNIT = "万元"
"""Of the amounts of an overview, where any of them is in it, or none is in any."""


def read_year(
    workspace: Workspace,
    year: str,
    index: YearIndex,
    today: datetime.date,
    run: Run,
    only: Collection[str] | None = None,
    unit: str = "",
) -> Overview:
    """The overview of a year in the order of the directories, where `only` says so of some of them. `index` knows the
    names by the fields of all packs. `unit` is that of all amounts, where it is not to be the usual one."""
    expected = expected_year(workspace, year, index, today)
    if only is not None:
        chosen = tuple(one for one in expected.departments if one.id in only)
        expected = expected._replace(departments=chosen, findings=())
    wanted = [department for one in expected.departments if (department := one.now or one.last)]
    steps = _steps(workspace, wanted)
    outcomes = {outcome.department: outcome for outcome in run([*wanted, *steps])}
    drafts = [_draft(one, outcomes, steps) for one in expected.departments]
    unit = unit or _common_unit(drafts)
    return Overview(
        int(year),
        tuple(_line(draft, unit) for draft in drafts),
        unit,
        _title((draft.total for draft in drafts), TOTAL),
        _title((draft.projects for draft in drafts), PROJECTS),
        tuple(in_order(expected.findings)),
        expected.is_listed,
    )


def _steps(workspace: Workspace, departments: Sequence[Department]) -> list[Department]:
    """The later steps of the departments' targets."""
    names = {department.name for department in departments}
    every = workspace.select((), with_steps=True)[0]
    return [step for step in every if step.targets and step.targets.name in names]


class _Draft(NamedTuple):
    """A line whose amounts are in their own units."""

    expected: Expected
    figures: Figures | None
    """Of last year, where the department is not there; None where there is none, or its process has died."""
    died: tuple[Finding, ...]
    total: MoneyPair
    projects: MoneyPair
    steps: tuple[StepLine, ...]


def _draft(expected: Expected, outcomes: dict[str, Outcome], steps: Sequence[Department]) -> _Draft:
    department = expected.now or expected.last
    outcome = outcomes[department.name] if department else None
    figures = Figures.of(outcome.figures) if outcome and outcome.figures else None
    pairs = (figures.total, figures.projects) if figures else (MoneyPair(), MoneyPair())
    total, projects = pairs if expected.now else (MoneyPair(pair.new) for pair in pairs)
    own = [step for step in steps if step.targets == expected.now] if expected.now else []
    lines = tuple(_step_line(step, outcomes[step.name]) for step in own)
    return _Draft(expected, figures, outcome.findings if outcome else (), total, projects, lines)


def _step_line(step: Department, outcome: Outcome) -> StepLine:
    directory = step.directory.name
    if outcome.figures is None:
        return StepLine(directory, directory, State.ERRORS, 0, Tally.of(outcome.findings), outcome.findings)
    figures = Figures.of(outcome.figures)
    title = figures.step or directory
    return StepLine(directory, title, _state(figures), figures.blanks, figures.tally, figures.findings, figures.codes)


def _line(draft: _Draft, unit: str) -> Line:
    expected, figures = draft.expected, draft.figures
    line = Line(
        expected.id,
        expected.name or (figures.name if figures else ""),
        State.ABSENT,
        expected.handed_in,
        total=_in_unit(draft.total, unit),
        projects=_in_unit(draft.projects, unit),
        old_department=expected.last.id if expected.last and expected.last.id != expected.id else "",
        copy_of=expected.copy_of,
        steps=draft.steps,
    )
    if expected.now is None:
        return line
    if figures is None:
        return line._replace(state=State.ERRORS, tally=Tally.of(draft.died), findings=draft.died)
    return line._replace(
        state=_state(figures),
        blanks=figures.blanks,
        tally=figures.tally,
        changes=figures.changes,
        findings=figures.findings,
        codes=figures.codes,
        is_demonstration=figures.is_demonstration,
    )


def _state(figures: Figures) -> State:
    """How far a department is that is there: as long as a figure is blank that the form is worthless without, begun."""
    if figures.needed:
        return State.BEGUN
    if figures.tally.errors:
        return State.ERRORS
    return State.WAIVED if figures.tally.waived else State.CLEAN


def _in_unit(pair: MoneyPair, unit: str) -> Amount:
    return Amount(*(None if one.value is None else convert(one.value, one.unit, unit) for one in pair))


def _common_unit(drafts: Iterable[_Draft]) -> str:
    units = Counter(_units(drafts))
    return UNIT if UNIT in units or not units else units.most_common(1)[0][0]


def _units(drafts: Iterable[_Draft]) -> Iterator[str]:
    for draft in drafts:
        for money in (*draft.total, *draft.projects):
            if money.value is not None:
                yield money.unit


def _title(pairs: Iterable[MoneyPair], otherwise: str) -> str:
    """What the packs of the year call an amount; where they differ, all of it."""
    titles = dict.fromkeys(pair.new.title or pair.old.title for pair in pairs)
    titles.pop("", None)
    if len(titles) > 1:
        titles.pop(otherwise, None)
    return "、".join(titles) or otherwise
