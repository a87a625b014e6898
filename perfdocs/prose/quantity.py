"""A quantity: what reading a phrase comes to."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.units_and_operators import in_plain_unit


class Quantity(NamedTuple):
    """A number with what it counts. `operator` is one of ≥ ≤ > < = ≈, or empty where none is said.

    `unit` is as written (万美元, 元/亩); `upper` is the other end of a range; `start` and `end` are the
    span in the text that was read.
    """

    number: Decimal
    unit: str = ""
    operator: str = ""
    subject: str = ""
    upper: Decimal | None = None
    start: int = 0
    end: int = 0
    is_start: bool = False
    """Whether something is to change from here, as 15 in 由15天缩短为7天: no target."""

    @property
    def in_plain_unit(self) -> tuple[Decimal, str]:
        """The number and unit in the plain unit: 6万人 is (60000, 人), 2.5亿元 is (250000000, 元)."""
        return in_plain_unit(self.number, self.unit)
