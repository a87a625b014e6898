"""A problem and its place: the value that every step returns and every report prints."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import add
from typing import Any, NamedTuple

Keys = tuple[str | int, ...]
"""Keys and list indices from the root of a document to a value."""


class Severity(enum.IntEnum):
    """How sure we are that something is wrong; only errors keep a spec from being rendered."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return {"HINT": "提示", "WARNING": "警告", "ERROR": "错误"}[self.name]


class Place(NamedTuple):
    """Where in which file: path relative to the workspace, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1


class Edit(NamedTuple):
    """A part of a file, from a place to before another (lines and columns from 1), and the text for it."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(NamedTuple):
    """How a problem is mended in its file where only one thing can have been meant: what `check --fix` does."""

    edits: tuple[Edit, ...] = ()
    value: Any = None
    """What the value at the finding's path becomes; None where no value becomes another. The edits may be made of it
    where they are asked for."""
    as_utf8: bool = False
    """Whether the file is written as UTF-8, without another change."""


class Finding(NamedTuple):
    """One problem. `message` says in Chinese what is wrong and what to do."""

    code: str
    place: Place
    message: str
    path: Keys = ()
    severity: Severity = Severity.ERROR
    cannot: bool = False
    """True where the step could not be done at all (exit status 2), not merely found a fault."""
    waived: str = ""
    """Why, and by whom, the problem was accepted; it is shown and does not count."""
    places: tuple[Place, ...] = ()
    """Where the same cause shows too; `place` is the first."""
    cause: str = ""
    """What tells the problem from others of its code and file; empty where the message does. It stays the same
    where the message counts the places, and says in Chinese what it is about."""
    address: str = ""
    """The path by the names of rows, as a waiver gives it; empty where it is the whole file, or cannot be waived."""
    fix: Fix | None = None
    """How it is mended; None where that is for a person to say."""


class Tally(NamedTuple):
    """How many findings there are of each kind."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0
    waived: int = 0
    cannot: int = 0
    """Of all, those that mean that something could not be done."""

    @staticmethod
    def of(findings: Sequence[Finding]) -> Tally:
        """The findings counted; one that is waived counts as nothing else."""
        counts = Counter("waived" if finding.waived else finding.severity.name for finding in findings)
        cannot = sum(1 for finding in findings if finding.cannot)
        return Tally(counts["ERROR"], counts["WARNING"], counts["HINT"], counts["waived"], cannot)

    def and_of(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*map(add, self, other))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place, then code, without repetitions."""
    key = {(f.place, f.code, f.message): f for f in findings}
    return [key[k] for k in sorted(key)]


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether there is an error that nobody has waived."""
    return any(f.severity is Severity.ERROR and not f.waived for f in findings)


def value_at(data: Any, keys: Keys) -> Any:
    """The value at a place in a document; None where nothing stands there."""
    for key in keys:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def put_value(data: Any, keys: Keys, value: Any) -> None:
    """Puts a value at a place in a document, with the groups above it that are not there yet."""
    *above, last = keys
    for key in above:
        data = data[key] if isinstance(key, int) else data.setdefault(key, {})
    data[last] = value


def touches(keys: Keys, other: Keys) -> bool:
    """Whether a place is the other, above it or below it."""
    return keys[: len(other)] == other[: len(keys)]


def dotted(path: Keys) -> str:
    """The path as people write it: `各项[0].数`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
