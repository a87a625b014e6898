"""A note to send back: what is wrong with a department's forms, grouped by cause, most serious first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from perfdocs.finding import Finding, Severity, Tally
from perfdocs.notes.paper_place import PaperPlace
from perfdocs.rules.catalog import Rule, read_rule
from perfdocs.workspace import Department

_QUOTED = re.compile(r"“[^“”]*”")


class Point(NamedTuple):
    """A finding at its places on the paper."""

    finding: Finding
    places: tuple[PaperPlace, ...]
    also_on: tuple[str, ...] = ()
    """Other forms that print the same field."""
    was_there: bool = False
    """Whether last year's files have it too."""

    @property
    def sort(self) -> tuple[str, str]:
        """What is the same for all findings that say the same of different things: code, and words without values."""
        return self.finding.code, _QUOTED.sub("“”", self.finding.message)


class Remark(NamedTuple):
    """Findings that say the same, perhaps of different things, in one sentence; what is new this year first."""

    points: tuple[Point, ...]

    @property
    def message(self) -> str:
        """The sentence; that of the first, where it names what it is about."""
        message = self.points[0].finding.message
        is_same = all(point.finding.message == message for point in self.points)
        return message if is_same else f"{message}（以第一处为例）"


class Cause(NamedTuple):
    """All findings of a rule that are equally serious."""

    severity: Severity
    code: str
    remarks: tuple[Remark, ...]

    @property
    def rule(self) -> Rule:
        """What the rule is called, and what it wants to be done."""
        return read_rule(self.code)

    @property
    def points(self) -> list[Point]:
        """The findings, in the order of the remarks."""
        return [point for remark in self.remarks for point in remark.points]


class Note:
    """What is to be said to a department; nothing is to be sent back where `is_needed` is false."""

    def __init__(self, department: Department, name: str, points: Sequence[Point], step: str = "") -> None:
        self.department = department
        self.name = name
        """As the forms have it; empty where it is not known."""
        self.step = step
        """What a later step is called (绩效自评); empty for targets."""
        self.points = [point for point in points if not point.finding.waived]
        self.waived = [point for point in points if point.finding.waived]
        self.tally = Tally.of([point.finding for point in points])

    @property
    def called(self) -> str:
        """The name, or that of the directory."""
        return self.name or self.department.id

    @property
    def is_needed(self) -> bool:
        """Whether anything is to be sent back: a hint alone is no reason."""
        return bool(self.tally.errors or self.tally.warnings)

    @cached_property
    def causes(self) -> list[Cause]:
        """The most serious first, then what there is most of."""
        remarks: dict[tuple[Severity, str], dict[tuple[str, str], list[Point]]] = {}
        for point in sorted(self.points, key=lambda point: point.was_there):
            cause = remarks.setdefault((point.finding.severity, point.finding.code), {})
            cause.setdefault(point.sort, []).append(point)
        causes = [
            Cause(severity, code, tuple(Remark(tuple(points)) for points in sorts.values()))
            for (severity, code), sorts in remarks.items()
        ]
        return sorted(causes, key=lambda cause: (-cause.severity, -len(cause.points), cause.code))
