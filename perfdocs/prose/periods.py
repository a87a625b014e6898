"""Dates and periods as texts have them: what days they can mean, and where they stand."""

from __future__ import annotations

import datetime
import enum
from typing import NamedTuple


class Precision(enum.IntEnum):
    """How exactly a date is written; a quarter or half a year counts as its months."""

    YEAR = 4
    MONTH = 7
    DAY = 10


class Date(NamedTuple):
    """A date as a text has it: the days from `first` to `last` that it can mean.

    `start` and `end` are its span in the text. `fault` says why there is no such date; its days are then nearby ones.
    """

    first: datetime.date
    last: datetime.date
    precision: Precision
    start: int
    end: int
    year_at: int = -1
    """Where the four characters of its year stand; -1 where the text leaves the year to be understood."""
    borrowed: bool = False
    """True where its year is that of the date before it, without a word."""
    fault: str = ""

    @property
    def as_begin(self) -> str:
        """The first day that it can mean, as exactly as it is written: 2023, 2023-07, 2023-07-20."""
        return self.first.isoformat()[: self.precision]

    @property
    def as_end(self) -> str:
        return self.last.isoformat()[: self.precision]


class Period(NamedTuple):
    """A date, or several that belong together: a beginning with its end, or an enumeration (2022、2023年).

    `begin` is None where only a limit is given (2023年底前), `end` where there is none (2023年起, 2023年7月至今).
    """

    begin: Date | None
    end: Date | None
    dates: tuple[Date, ...]
    start: int
    stop: int
    is_range: bool = False
    is_torn: bool = False
    """True where something stands behind it that may be its end, and could not be read."""

    @property
    def fault(self) -> str:
        """Why one of its dates does not exist; empty where all do."""
        return next((date.fault for date in self.dates if date.fault), "")

    @property
    def runs_backwards(self) -> bool:
        both = self.is_range and self.begin is not None and self.end is not None and not self.fault
        return both and self.dates[-1].last < self.dates[0].first

    @property
    def leaves_its_year_out(self) -> bool:
        """True where it runs backwards only because the year of its end is not written: 2023年11月-3月."""
        return self.runs_backwards and self.dates[-1].borrowed

    def covers(self, year: int) -> bool:
        began = self.begin is None or self.begin.first.year <= year
        return began and (self.end is None or self.end.last.year >= year)
