"""One indicator in two forms of a submission: what the department promises, and what a part of it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfdocs.checks.check import Remark, Remarks
from perfdocs.department.by_role import ByRole, Indicator, Target
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.shorten import without_spaces
from perfdocs.prose.units_and_operators import comparable_units

_SLIPS = {10: "10 倍", 100: "100 倍", 1000: "1000 倍", 10_000: "1 万倍", 100_000_000: "1 亿倍"}
"""How many times too large or small a number is that has some noughts too many or too few, or the wrong unit."""

_LIMITS = ("≤", "<")
_NO_SUM = re.compile(
    "率|满意|占比|比重|比例|百分|平均|人均|户均|亩均|均价|单价|每|标准|时间|时限|时长|天数|指数|得分|评分|增幅|增速|增长"
)
"""Names of what does not add up over the parts of a department; chosen by hand, the cases of I117 and I118 hold it."""

_RATES_AND_TIMES = "% ‰ 成 百分点 个百分点 级 倍 分 度 年 个月 周 天 日 个工作日 工作日 小时 分钟"
_NO_SUM_UNITS = frozenset(["", *_RATES_AND_TIMES.split()])
"""The same of units; a number without one may be of anything."""

_SHOWN = 2
"""Figures of an indicator that a sentence names."""


class _Figures(NamedTuple):
    """A figure of the whole and the same figure of a part, as they stand in their texts."""

    whole: Quantity
    part: Quantity

    @property
    def are_of_one_thing(self) -> bool:
        """Whether both say as much in the same way: in one unit, both at least or both at most, and no range."""
        whole, part = self
        ranges = whole.upper is not None or part.upper is not None
        same_way = (whole.operator in _LIMITS) == (part.operator in _LIMITS)
        return same_way and not ranges and comparable_units(whole.unit, part.unit)

    @property
    def of_costs(self) -> bool:
        """Whether they are money, also for one of something, or may be: a number without a unit."""
        return self.part.in_plain_unit[1].partition("/")[0] in ("", "元")

    @property
    def same_subject(self) -> bool:
        return self.whole.subject == self.part.subject

    @property
    def differ(self) -> bool:
        """Whether they are two numbers; a negative one is a slip, of which I109 speaks."""
        whole, part = (quantity.in_plain_unit[0] for quantity in self)
        return whole != part and min(whole, part) >= 0

    @property
    def times(self) -> str:
        """How many times one is the other, where that is a slip of the pen."""
        small, large = sorted(abs(quantity.in_plain_unit[0]) for quantity in self)
        return _SLIPS.get(int(large / small), "") if small and large % small == 0 else ""

    def part_exceeds(self, name: str) -> bool:
        """Whether the part is more than the whole of what adds up."""
        number, unit = self.part.in_plain_unit
        adds_up = unit not in _NO_SUM_UNITS and "/" not in unit and not _NO_SUM.search(name + self.part.subject)
        return adds_up and number > self.whole.in_plain_unit[0]


class _Pair(NamedTuple):
    """An indicator of the department, one of the same name in another form, and the figures that differ."""

    form: Target
    whole: Indicator
    part: Indicator
    differing: Sequence[_Figures]
    alone: bool
    """Whether no other form has an indicator of that name."""

    @property
    def of_one_matter(self) -> bool:
        """Whether the figures are likely the same ones: of no other part, and no costs, of which each has its own."""
        return self.alone and not any(figures.of_costs for figures in self.differing)

    @property
    def contradiction(self) -> str:
        """Why the figures cannot both be right; empty where they can."""
        times = {figures.times for figures in self.differing}
        exceeds = any(figures.part_exceeds(self.whole.name.text) for figures in self.differing)
        if len(times) == 1 and "" not in times and (self.of_one_matter or exceeds):
            return f"正好相差 {times.pop()}：多半有一边多写、少写了 0，或者写错了单位，请核对"
        return "一部分比总数还大：请核对" if exceeds else ""

    @property
    def sentence(self) -> str:
        here = self._named([figures.part for figures in self.differing], self.part)
        there = self._named([figures.whole for figures in self.differing], self.whole)
        return f"“{self.part.label}”这里是{here}，“{self.form.whole.title}”上是{there}"

    @staticmethod
    def _named(quantities: Sequence[Quantity], indicator: Indicator) -> str:
        named = "、".join(f"“{indicator.text[q.start : q.end].strip()}”" for q in quantities[:_SHOWN])
        return named + ("等" if len(quantities) > _SHOWN else "")


@lru_cache(maxsize=1)
def _pairs(by_role: ByRole) -> Sequence[_Pair]:
    """The indicators of which the department and another form say different things."""
    many = {kind.name for kind in by_role.pack.kinds if kind.many}
    wholes: dict[str, list[tuple[Target, Indicator]]] = {}
    parts: dict[str, list[Indicator]] = {}
    for target in by_role.targets:
        for indicator in target.indicators:
            name = without_spaces(indicator.name.text)
            if name and not is_bare_number(indicator.name.value):
                if target.kind.partition(".")[0] in many:
                    parts.setdefault(name, []).append(indicator)
                else:
                    wholes.setdefault(name, []).append((target, indicator))
    return [
        pair for name, same in wholes.items() if len(same) == 1 for pair in _differing(*same[0], parts.get(name, ()))
    ]


def _differing(form: Target, whole: Indicator, parts: Sequence[Indicator]) -> Iterator[_Pair]:
    for part in parts:
        if part.text == whole.text:
            continue
        differing = [figures for figures in _aligned(whole, part) if figures.differ]
        if differing:
            yield _Pair(form, whole, part, differing, len(parts) == 1)


def _aligned(whole: Indicator, part: Indicator) -> Sequence[_Figures]:
    """The figures of both, one by one; none unless it is sure that they are the same ones."""
    if len(whole.quantities) != len(part.quantities):
        return ()
    figures = [_Figures(*pair) for pair in zip(whole.quantities, part.quantities, strict=True)]
    single = len(figures) == 1
    return figures if all(pair.are_of_one_thing and (single or pair.same_subject) for pair in figures) else ()


def figures_contradict(by_role: ByRole) -> Remarks:
    """An indicator of the department and of a part of it have figures that cannot both be right."""
    for pair in _pairs(by_role):
        if pair.contradiction:
            yield Remark(pair.part.value, f"{pair.sentence}，{pair.contradiction}", [pair.whole.value])


def figures_differ(by_role: ByRole) -> Remarks:
    """An indicator of the department is that of a single part of it, with other figures."""
    for pair in _pairs(by_role):
        if pair.of_one_matter and not pair.contradiction:
            hint = "只有这一部分的不用改，同一件事的请改成一样的"
            yield Remark(pair.part.value, f"{pair.sentence}：{hint}", [pair.whole.value])
