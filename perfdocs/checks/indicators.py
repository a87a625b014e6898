"""The set of indicators: how many, in which order, with what names, and whether they are this form's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from operator import add

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Indicator
from perfdocs.department.read_by_role import is_blank
from perfdocs.finding import Keys, value_at
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.read_periods import periods
from perfdocs.prose.shorten import without_spaces

FEWEST = 3
"""Indicators that a form should have at least: a local guide to filling in that I101 names."""

_GENERAL_WORDS = """
    项目 工作 经费 专项 资金 指标 完成 目标 年度 实施 保障 提高 提升 增强 促进 推进 推动 加强 改善 满意 意度 情况 建设
    工程 发展 社会 经济 效益 生态 环境 影响 持续 可持 合格 格率 及时 时率 成本 控制 预算 数量 质量 时效 管理 服务 区域
    全年 单位 有效 人员 补助 支出 水平 机制 长效 群众 对象 受益 率达 验收 县级 区级 市级 省级 其他 相关 开展
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
"""Pairs of characters that say nothing about what a project is for. Chosen by hand; the cases of I115 and the real
forms in `tests/examples/forms` hold them."""

_AROUND_A_TIME = re.compile("[于在到至之以底末初前后内止起]*")
"""What may stand before and behind a date, and says nothing but when."""

_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]$")
_COUNT_AT_END = re.compile("(?:总?数量?|[个户次座件项处]数)$")
"""What says that something is counted, and not what."""

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


def too_few(by_role: ByRole) -> Remarks:
    """A form has fewer than three indicators."""
    for target in by_role.targets:
        filled_in = [indicator for indicator in target.indicators if indicator.text or not indicator.name.blank]
        if target.groups and len(filled_in) < FEWEST:
            yield target.groups[0].place, f"只有 {len(filled_in)} 条三级的指标，至少要 {FEWEST} 条：请把目标分解细一些"


def level_empty(by_role: ByRole) -> Remarks:
    """Under a first level that every form should fill there is no indicator; of a form without any, I101 says so."""
    for target in (target for target in by_role.targets if target.indicators):
        for group in target.groups:
            if group.expected and not any(_is_below(indicator, group.place.path) for indicator in target.indicators):
                yield group.place, f"“{group.place.title}”下面一条也没有：请补上，这一级每个项目都应该有"


def _is_below(indicator: Indicator, path: Keys) -> bool:
    return indicator.value.path[: len(path)] == path


def out_of_order(by_role: ByRole) -> Remarks:
    """Levels are written in another order than the form has them."""
    for target in by_role.targets:
        for group in target.groups:
            level = value_at(group.place.document.data, group.place.path)
            there = [key for key in level if key in group.known] if isinstance(level, dict) else []
            in_order = [key for key in group.known if key in there]
            if there != in_order:
                yield group.place, f"写的先后和表上不同，印出来按表上的顺序：{'、'.join(in_order)}"


def name_or_value_missing(by_role: ByRole) -> Remarks:
    """An indicator has a name and no value, or a value and no name, where the form has a column for names."""
    for target in by_role.targets:
        for indicator in target.indicators:
            has_name, has_value = not is_blank(indicator.name.value), not is_blank(indicator.text)
            if has_value and not has_name and indicator.name.role:
                yield indicator.name, f"有指标值“{indicator.text}”，没有指标名称：请补上名称"
            elif has_name and not has_value:
                yield indicator.value, f"“{indicator.label}”没有指标值：请写明要达到多少"


def name_is_a_number(by_role: ByRole) -> Remarks:
    """A number stands where the name of an indicator should be."""
    for target in by_role.targets:
        for indicator in target.indicators:
            if is_bare_number(indicator.name.value) or _is_only_a_quantity(indicator):
                message = f"指标名称是一个数“{indicator.name.text}”：名称要写考核什么，数写在指标值里"
                yield indicator.name, message
            elif _is_only_a_time(indicator):
                message = f"指标名称是时间“{indicator.name.text}”：名称要写考核什么（例如 完成时间），时间写在指标值里"
                yield indicator.name, message


def _is_only_a_time(indicator: Indicator) -> bool:
    """Where the value is the same, I106 has said so."""
    name = indicator.name.text.strip()
    read = periods(name) if name != indicator.text.strip() else ()
    return len(read) == 1 and _AROUND_A_TIME.fullmatch(name[: read[0].start] + name[read[0].stop :]) is not None


def _is_only_a_quantity(indicator: Indicator) -> bool:
    quantities = indicator.named_quantities
    name = indicator.name.text.strip()
    return len(quantities) == 1 and quantities[0].start == 0 and quantities[0].end >= len(name)


def named_twice(by_role: ByRole) -> Remarks:
    """Two indicators of a form have one name under one level, or ask for the same in nearly the same words."""
    for target in by_role.targets:
        seen: dict[tuple[str, str], Indicator] = {}
        alike: dict[tuple[str, str], Indicator] = {}
        for indicator in target.indicators:
            level, name = indicator.group[1], without_spaces(indicator.name.text)
            if not name or is_bare_number(indicator.name.value):
                continue
            first = seen.setdefault((level, name), indicator)
            same = alike.setdefault((_matter(name), without_spaces(indicator.text)), indicator)
            if first is not indicator:
                differ = f"值却是“{first.text}”和“{indicator.text}”，请核对"
                values = "值也一样，请删掉一条" if first.text == indicator.text else differ
                yield indicator.name, f"“{indicator.label}”在“{level}”里写了两次，{values}"
            elif same is not indicator and indicator.quantities:
                there = f"“{same.group[1]}”里的“{same.label}”"
                yield indicator.name, f"“{indicator.label}”和{there}是一回事，值也一样：请删掉一条"


def _matter(name: str) -> str:
    """What a name is about, without what may be written behind it or left out: 里程 and 里程数 are the same."""
    return _COUNT_AT_END.sub("", _BRACKET_AT_END.sub("", name))


def value_in_name(by_role: ByRole) -> Remarks:
    """The name of an indicator says already what is to be reached."""
    for target in by_role.targets:
        for indicator in target.indicators:
            if len(indicator.quantities) == 1 and indicator.text.strip() != indicator.name.text.strip():
                stated = next(filter(partial(_says_as_much, indicator.quantities[0]), indicator.named_quantities), None)
                if stated and not _is_only_a_quantity(indicator):
                    name = indicator.name.text
                    fault = f"“{indicator.label}”的名称里已经写了“{name[stated.start : stated.end].strip()}”"
                    yield indicator.name, f"{fault}：名称只写考核什么，要达到的数写在指标值里"


def _says_as_much(value: Quantity, stated: Quantity) -> bool:
    """Whether the quantity in a name is that of the value; a value may leave its unit out."""
    if value.unit:
        return value.in_plain_unit == stated.in_plain_unit
    return value.number == stated.number and bool(stated.unit)


def nothing_about_the_project(by_role: ByRole) -> Remarks:
    """Nothing in the indicators has to do with the name or the goals of the project.

    A name alone is too short to tell by: where there is no goal in words, nothing is said.
    """
    for target in by_role.targets:
        values = [goal.value for goal in target.having("goal")]
        goals = [value for value in values if isinstance(value, str) and not is_bare_number(value)]
        named = [indicator for indicator in target.indicators if not is_bare_number(indicator.name.value)]
        about = _pairs(goals) if target.first("name") and named else set()
        texts = [indicator.name.text + indicator.text for indicator in named]
        if about and _have_nothing_of(about | _pairs([target.name]), texts):
            message = f"指标里没有一处提到“{target.name}”要做的事：请核对是不是别的项目的指标"
            yield target.groups[0].place, message


def _have_nothing_of(about: set[str], texts: Sequence[str]) -> bool:
    """True where the texts say something, and nothing of that is among what the project is about."""
    say_something = False
    for text in texts:
        pairs = _pairs([text])
        if pairs & about:
            return False
        say_something = say_something or bool(pairs)
    return say_something


def _pairs(texts: Sequence[str]) -> set[str]:
    """Pairs of neighbouring Chinese characters, without those that say nothing."""
    pairs: set[str] = set()
    for text in texts:
        for run in _RUN.findall(text):
            pairs.update(map(add, run, run[1:]))
    return pairs - _GENERAL
