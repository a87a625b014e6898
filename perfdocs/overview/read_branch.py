"""A branch put together: the departments that it touches, each before and after."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.overview.branch import Branch, BranchDepartment, BranchYear, Touched, branch_department, touched
from perfdocs.overview.figures import Figures
from perfdocs.overview.read_year import Run, read_year
from perfdocs.overview.records import Line, Overview
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace
from perfdocs.year_index import YearIndex


class Version(NamedTuple):
    """A workspace as it is, or was, and how its departments are gone through."""

    workspace: Workspace
    packs: Packs
    names: YearIndex
    run: Run
    today: datetime.date

    @property
    def departments(self) -> dict[str, Department]:
        return {department.name: department for department in self.workspace.departments()[0]}

    @property
    def steps(self) -> Mapping[str, Sequence[Department]]:
        """The later steps of each department's targets: a branch may touch nothing else."""
        steps: defaultdict[str, list[Department]] = defaultdict(list)
        for department in self.workspace.select((), with_steps=True)[0]:
            if department.targets:
                steps[department.targets.name].append(department)
        return steps

    def year(self, year: str, only: frozenset[str] | None = None, unit: str = "") -> Overview:
        """The overview of a year, or of some departments of it."""
        return read_year(self.workspace, year, self.names, self.today, self.run, only, unit)

    def checked(self, department: Department) -> CheckedDepartment:
        """One department with all its findings and papers."""
        return check_department(self.workspace, self.packs, department, self.today, self.names)


def read_branch(
    before: Version, after: Version, revision: str, base: str, paths: Iterable[str], is_asked: Callable[[str], bool]
) -> Branch:
    """What differs between two versions, given the files that do, of the departments that are asked for
    (`2024/commerce`)."""
    what = touched(paths, {*before.packs.names, *after.packs.names})
    names = {*what.departments, *_of_packs(before, what), *_of_packs(after, what)}
    followers = {
        department.name
        for department in after.departments.values()
        if (last := after.names.last_year(department)) and last.name in what.departments
    }
    chosen = sorted(name for name in names | followers if is_asked(name))
    years = []
    for year in sorted({name.partition("/")[0] for name in chosen}, reverse=True):
        ids = frozenset(name.partition("/")[2] for name in chosen if name.startswith(f"{year}/"))
        now = after.year(year, ids)
        was = before.year(year, ids, now.unit)
        every = [*_of_year(before, after, year, ids, (was, now))]
        shown = [one for one in every if not one.is_same or one.name in what.departments]
        shown.sort(key=lambda one: [-count for count in one.weight])
        same = sum(one.is_same and one.name in names - what.departments for one in every)
        years.append(BranchYear(year, tuple(shown), same, now.unit, now.total_title, now.projects_title))
    return Branch(revision, base, tuple(years), tuple(sorted(what.packs)))


def _of_packs(version: Version, what: Touched) -> Iterator[str]:
    """The departments whose pack is touched."""
    if what.packs or what.every_pack:
        every = [*version.departments.values()]
        for department, outcome in zip(every, version.run(every), strict=True):
            if what.is_of_pack(Figures.of(outcome.figures).pack if outcome.figures else ""):
                yield department.name


def _of_year(
    before: Version, after: Version, year: str, ids: frozenset[str], overviews: tuple[Overview, Overview]
) -> Iterator[BranchDepartment]:
    was, now = ({line.department: line for line in overview.lines} for overview in overviews)
    places, steps = (before.departments, after.departments), (before.steps, after.steps)
    for department in sorted(ids):
        name = f"{year}/{department}"
        old, new = (_checked(version, there.get(name)) for version, there in zip((before, after), places, strict=True))
        if old is None and new is None:
            continue
        lines: tuple[Line | None, Line | None] = was.get(department), now.get(department)
        findings = [
            [*(one.findings if one else ()), *(found for step in of[name] for found in version.checked(step).findings)]
            for one, of, version in zip((old, new), steps, (before, after), strict=True)
        ]
        yield branch_department(name, lines, (findings[0], findings[1]), (old, new))


def _checked(version: Version, department: Department | None) -> CheckedDepartment | None:
    return version.checked(department) if department else None
