"""Figures that `make bench` prints, and how they are measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from perfdocs.report.display_width import display_width

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, and what it is held against.

    `against` says what that is, `other` is its value in the same unit; `at_least` and `at_most` are what is
    demanded of the ratio of the two. Where there is no value, `against` says why.
    """

    what: str
    value: float | None
    unit: str
    against: str = ""
    other: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times `other` the value is."""
        return None if self.value is None or not self.other else self.value / self.other

    @property
    def kept(self) -> bool | None:
        """Whether the ratio is what is demanded; None where nothing is."""
        if self.ratio is None or (self.at_least is None and self.at_most is None):
            return None
        return (self.at_least is None or self.ratio >= self.at_least) and (
            self.at_most is None or self.ratio <= self.at_most
        )


def median(run: Callable[[], None], rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def as_json(figure: Figure) -> dict[str, Any]:
    return {**asdict(figure), "ratio": figure.ratio, "kept": figure.kept}


HEAD = ("量的是什么", "数值", "对照", "是对照的几倍")
TO_THE_RIGHT = (False, True, False, False)


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """The figures in columns: what, the value, what it is held against, the ratio."""
    rows = [HEAD, *map(cells, figures)]
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        yield "  ".join(map(padded, row, widths, TO_THE_RIGHT)).rstrip()


def cells(figure: Figure) -> tuple[str, ...]:
    against = [figure.against, quantity(figure.other, figure.unit)]
    ratio = [quantity(figure.ratio, "倍"), demand(figure)]
    return figure.what, quantity(figure.value, figure.unit), " ".join(filter(None, against)), "".join(ratio)


def quantity(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.{2 if abs(value) < 10 else 1}f} {unit}"


def demand(figure: Figure) -> str:
    demanded = [("至少", figure.at_least), ("至多", figure.at_most)]
    told = "，".join(f"{word} {limit:g}" for word, limit in demanded if limit is not None)
    met = {True: "", False: "：没有达到", None: ""}[figure.kept]
    return f"（要{told}{met}）" if told and figure.ratio is not None else ""


def padded(text: str, columns: int, to_the_right: bool) -> str:
    space = " " * (columns - display_width(text))
    return space + text if to_the_right else text + space
