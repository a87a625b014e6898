"""What a branch does to the departments that it touches: findings that come and go, money, targets that get weaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from perfdocs.checks.check_department import CheckedDepartment
from perfdocs.compare.change import Kind
from perfdocs.compare.describe import Description, describe
from perfdocs.compare.summary import sum_up
from perfdocs.compare.years import Comparison, Side, Unread, compare_sides
from perfdocs.finding import Finding, Severity
from perfdocs.overview.figures import weightiest
from perfdocs.overview.records import Amount, Line, State, TargetChanges


class Weaker(NamedTuple):
    """A target that promises less than in the version that the branch began with."""

    document: str
    description: Description


class BranchDepartment(NamedTuple):
    """A department that a branch touches. A line is None where the department is not there."""

    year: str
    department: str
    before: Line | None
    after: Line | None
    new: tuple[Finding, ...]
    """The findings that were not there before, the weightiest first."""
    gone: tuple[Finding, ...]
    changes: TargetChanges
    weaker: tuple[Weaker, ...]

    @property
    def name(self) -> str:
        return f"{self.year}/{self.department}"

    @property
    def line(self) -> Line:
        """As it is now, or was before it went."""
        line = self.after or self.before
        assert line is not None
        return line

    @property
    def total(self) -> Amount:
        return Amount(*(line.total.new if line else None for line in (self.before, self.after)))

    @property
    def projects(self) -> Amount:
        return Amount(*(line.projects.new if line else None for line in (self.before, self.after)))

    @property
    def weight(self) -> tuple[int, int, int]:
        """What a reviewer looks at first: errors that came, targets that got weaker, other findings that came."""
        errors = sum(finding.severity is Severity.ERROR for finding in self.new)
        return errors, self.changes.weaker, len(self.new)

    @property
    def is_same(self) -> bool:
        """Whether nothing that can be seen is another, though its pack or its last year was touched."""
        lines = [line and line._replace(findings=()) for line in (self.before, self.after)]
        return lines[0] == lines[1] and not self.new and not self.gone


class BranchYear(NamedTuple):
    """The departments of a year that a branch touches, those first in which most came or got weaker."""

    year: str
    departments: tuple[BranchDepartment, ...]
    same: int
    """How many departments have a pack that it touches, and nothing that can be seen is another."""
    unit: str
    total_title: str
    projects_title: str


class Branch(NamedTuple):
    """What stands between the version that a branch began with and the files as they are."""

    revision: str
    """What was asked for, and the version that both have in common."""
    base: str
    years: tuple[BranchYear, ...]
    packs: tuple[str, ...]
    """The packs that it touches."""

    @property
    def departments(self) -> list[BranchDepartment]:
        return [one for year in self.years for one in year.departments]


class Touched(NamedTuple):
    """What differs between two versions of a workspace, by name: `2024/commerce`."""

    departments: frozenset[str]
    packs: frozenset[str]
    every_pack: bool
    """Whether something differs that all packs may use."""

    def is_of_pack(self, pack: str) -> bool:
        """Whether a department of this pack is touched by it; one of which no pack is known, by any."""
        return self.every_pack or pack in self.packs or (not pack and bool(self.packs))


def touched(paths: Iterable[str], packs: Collection[str]) -> Touched:
    """The departments and packs of which a file came, went or changed, given the names of all packs."""
    departments, changed, every_pack = set(), set(), False
    for path in paths:
        first, *steps = path.split("/")
        if first == "specs" and len(steps) > 2:
            departments.add("/".join(steps[:2]))
        elif first != "specs" and len(steps) > 1 and steps[0] in packs:
            changed.add(steps[0])
        elif first == "schema" and len(steps) > 1:
            every_pack = True
    return Touched(frozenset(departments), frozenset(changed), every_pack)


def new_and_gone(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that came, and those that went. One is known by what it says, first in its own file, then in any:
    lines move, and files are renamed. What is waived counts as not there."""
    come, gone = ([finding for finding in findings if not finding.waived] for findings in (after, before))
    for key in (_in_file, _anywhere):
        come, gone = _without(come, gone, key), _without(gone, come, key)
    return weightiest(come), weightiest(gone)


Key = Callable[[Finding], tuple[str, ...]]


def _in_file(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.place.file, finding.cause or finding.message


def _anywhere(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.cause or finding.message


def _without(findings: Sequence[Finding], others: Sequence[Finding], key: Key) -> list[Finding]:
    """The findings without as many of each as the others have."""
    left = Counter(map(key, others))
    kept = []
    for finding in findings:
        if left[key(finding)]:
            left[key(finding)] -= 1
        else:
            kept.append(finding)
    return kept


def branch_department(
    name: str,
    lines: tuple[Line | None, Line | None],
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    checked: tuple[CheckedDepartment | None, CheckedDepartment | None],
) -> BranchDepartment:
    """A department before and after, given its lines, findings and papers in both versions."""
    year, _, department = name.partition("/")
    before, after = (line if line and line.state is not State.ABSENT else None for line in lines)
    new, gone = new_and_gone(*findings)
    comparison = _comparison(department, *checked)
    summary = sum_up([comparison])
    kinds = summary.kinds
    changes = TargetChanges(kinds[Kind.ADDED], kinds[Kind.REMOVED] - summary.emptied, summary.weaker)
    weaker = tuple(_weaker(comparison))
    return BranchDepartment(year, department, before, after, tuple(new), tuple(gone), changes, weaker)


def _comparison(department: str, before: CheckedDepartment | None, after: CheckedDepartment | None) -> Comparison:
    sides = (
        Side(one.specs, department, frozenset(Unread(*lost) for lost in one.lost)) if one else Side(None, department)
        for one in (before, after)
    )
    return compare_sides(department, *sides)


def _weaker(comparison: Comparison) -> Iterator[Weaker]:
    for pairing in comparison.documents:
        for change in pairing.changes:
            description = describe(change)
            if description.weaker:
                yield Weaker(pairing.name, description)
