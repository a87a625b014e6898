"""What a check is: the function that speaks, how severely it counts, and what it is given to look at."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

from perfdocs.finding import Keys, Place, Severity


class Placed(Protocol):
    """What stands somewhere in a spec: a field, or two amounts that disagree there."""

    @property
    def place(self) -> Place: ...
    @property
    def path(self) -> Keys: ...


class Remark(NamedTuple):
    """Where something is wrong, and in a sentence what that is and what to do."""

    place: Placed
    sentence: str
    others: Sequence[Placed] = ()
    """Where the same cause shows too."""
    cause: str = ""
    """See `Finding.cause`."""
    meant: str | None = None
    """The text that can only have been meant at the place, where that is certain."""
    severity: Severity | None = None
    """How severely it counts, where that is said of this very remark."""


Remarks: TypeAlias = Iterator[tuple[Placed, str] | Remark]
"""What a check yields: remarks, or no more of them than place and sentence."""


class Needs(enum.Enum):
    """What a check is given."""

    DEPARTMENT = "ByRole"
    """The department's documents by role; also where they have errors."""
    AMOUNTS = "Sequence[Disagreement]"
    """The amounts that the pack wants equal and that differ; only where everything could be read."""
    RULES = "Iterator[Breach]"
    """The rules of the pack's own that do not hold; only where everything could be read."""
    FORMS = "Submission"
    """The forms as they are filled in; only where everything could be read."""
    LAST_YEAR = "Years"
    """The documents of this year and of the year before, compared; only where there are both."""


class Check(NamedTuple):
    """A check; its code is its key in the registry, its text and its cases are in `rules/<code>.yaml`."""

    severity: Severity
    """How severely it counts, where the pack does not say otherwise."""
    find: Callable[[Any], Remarks]
    needs: Needs = Needs.DEPARTMENT
