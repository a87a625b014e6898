"""What is said of a year: a line for each department that is expected, and the sums of all."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from perfdocs.finding import Finding, Severity, Tally
from perfdocs.prose.amounts import percentage, total, without_zeros


class State(enum.StrEnum):
    """How far a department is; the order is that of the work that is left."""

    ABSENT = "absent"
    BEGUN = "begun"
    ERRORS = "errors"
    WAIVED = "waived"
    CLEAN = "clean"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    State.ABSENT: "未报送",
    State.BEGUN: "填报中",
    State.ERRORS: "有错误",
    State.WAIVED: "已豁免",
    State.CLEAN: "无误",
}
"""What a state is called. 无误 has no error; warnings and hints are columns of their own."""


class Amount(NamedTuple):
    """An amount in both years, in the unit of the overview; None where it is blank, cannot be read or was not there."""

    old: Decimal | None = None
    new: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        return None if self.old is None or self.new is None else without_zeros(self.new - self.old)

    @property
    def percent(self) -> Decimal | None:
        """To one place; None where the old amount is 0, or not known."""
        return percentage(self.difference, self.old) if self.old and self.difference is not None else None


class TargetChanges(NamedTuple):
    """How many targets came and went since last year, and how many numbers promise less."""

    added: int
    removed: int
    weaker: int


class CodeCount(NamedTuple):
    """How many findings of a code there are that nobody waived, and how severe they are at most."""

    code: str
    severity: Severity
    number: int


class CommonFault(NamedTuple):
    """A code, with the departments in which it was found."""

    code: str
    severity: Severity
    departments: tuple[str, ...]
    number: int
    """Of findings."""


class StepLine(NamedTuple):
    """A later step of a department's targets (绩效监控), by the name of its directory in that of the department."""

    directory: str
    title: str
    state: State
    blanks: int = 0
    tally: Tally = Tally()
    findings: tuple[Finding, ...] = ()
    """The weightiest ones."""
    codes: tuple[CodeCount, ...] = ()


class Line(NamedTuple):
    """A department that is expected, by the name of its directory."""

    department: str
    name: str
    state: State
    handed_in: str = ""
    """The day on which it handed in, as the list of departments has it."""
    blanks: int = 0
    """How many places are still to be filled in."""
    tally: Tally = Tally()
    total: Amount = Amount()
    projects: Amount = Amount()
    changes: TargetChanges | None = None
    """None where there is no year before."""
    old_department: str = ""
    """Last year's directory, where that was another one."""
    findings: tuple[Finding, ...] = ()
    """The weightiest ones, those first that weigh most."""
    is_demonstration: bool = False
    """Whether its figures are made up."""
    copy_of: str = ""
    """Another directory of the year that is the same department: no sum has it twice."""
    steps: tuple[StepLine, ...] = ()
    codes: tuple[CodeCount, ...] = ()

    @property
    def tally_of_all(self) -> Tally:
        """The findings of the department and of its later steps."""
        return sum_of_tallies([self.tally, *(step.tally for step in self.steps)])


class Sum(NamedTuple):
    """The amounts of all departments together."""

    amount: Decimal | None
    """This year's, of all that have one; None where none has."""
    number: int
    """Of how many departments."""
    missing: tuple[str, ...]
    """The departments that are expected and have none."""
    both: Amount
    """Of those that have it in both years."""
    number_of_both: int

    @staticmethod
    def of(amounts: Sequence[tuple[str, Amount]]) -> Sum:
        """The sum, given each department's directory and amount."""
        known = [amount.new for _, amount in amounts if amount.new is not None]
        both = [amount for _, amount in amounts if amount.difference is not None]
        return Sum(
            total(known) if known else None,
            len(known),
            tuple(department for department, amount in amounts if amount.new is None),
            Amount(total(one.old for one in both), total(one.new for one in both)) if both else Amount(),
            len(both),
        )


class Overview(NamedTuple):
    """A year. `lines` are in the order that was asked for."""

    year: int
    lines: tuple[Line, ...]
    unit: str
    """Of all amounts."""
    total_title: str
    """What the forms call the amount of a department as a whole, and that of its projects."""
    projects_title: str
    findings: tuple[Finding, ...] = ()
    """On the list of departments and on files that belong to none."""
    is_listed: bool = False
    """Whether there is a list of departments, which says who has handed in."""
    left_out: int = 0
    """How many departments are not among the lines, since others were asked for."""

    @property
    def states(self) -> Counter[State]:
        return Counter(line.state for line in self.lines)

    @property
    def tally(self) -> Tally:
        """The findings of all departments and their later steps."""
        return sum_of_tallies(line.tally_of_all for line in self.lines)

    @property
    def common_faults(self) -> list[CommonFault]:
        """The codes that were found, errors first, then those of most departments."""
        departments: dict[str, list[str]] = {}
        counts: dict[str, list[CodeCount]] = {}
        for line in self.lines:
            for count in (*line.codes, *(count for step in line.steps for count in step.codes)):
                departments.setdefault(count.code, []).append(line.department)
                counts.setdefault(count.code, []).append(count)
        faults = [
            CommonFault(
                code,
                max(count.severity for count in counts[code]),
                tuple(dict.fromkeys(departments[code])),
                sum(count.number for count in counts[code]),
            )
            for code in counts
        ]
        return sorted(faults, key=lambda fault: (-fault.severity, -len(fault.departments), -fault.number, fault.code))

    @property
    def steps(self) -> dict[str, str]:
        """The titles of the later steps that any department has begun, by their directories."""
        return {step.directory: step.title for line in self.lines for step in line.steps}

    @property
    def total(self) -> Sum:
        return Sum.of([(line.department, line.total) for line in self.lines if not line.copy_of])

    @property
    def projects(self) -> Sum:
        return Sum.of([(line.department, line.projects) for line in self.lines if not line.copy_of])

    @property
    def handed_in(self) -> int:
        """How many have handed in, as the list has it."""
        return sum(bool(line.handed_in) for line in self.lines)


def sum_of_tallies(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    return reduce(Tally.and_of, tallies, Tally())
