"""The set of indicators: how many, in which order, with what names, and whether they are this form's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add

from perfdocs.checks.found import Found
from perfdocs.department.by_role import ByRole, Indicator, Target
from perfdocs.finding import Keys, value_at
from perfdocs.prose.amounts import is_bare_number

FEWEST = 3
"""Indicators that a form should have at least."""

_GENERAL_WORDS = """
    项目 工作 经费 专项 资金 指标 完成 目标 年度 实施 保障 提高 提升 增强 促进 推进 推动 加强 改善 满意 意度 情况 建设
    工程 发展 社会 经济 效益 生态 环境 影响 持续 可持 合格 格率 及时 时率 成本 控制 预算 数量 质量 时效 管理 服务 区域
    全年 单位 有效 人员 补助 支出 水平 机制 长效 群众 对象 受益 率达 验收 县级 区级 市级 省级 其他 相关 开展
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())
"""Pairs of characters that say nothing about what a project is for."""

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


def too_few(by_role: ByRole) -> Found:
    """A form has fewer than three indicators."""
    for target in by_role.targets:
        named = [one for one in target.indicators if not (one.name.blank and not one.text)]
        if target.groups and len(named) < FEWEST:
            yield target.groups[0].place, f"只有 {len(named)} 条三级的指标，至少要 {FEWEST} 条：请把目标分解细一些"


def level_empty(by_role: ByRole) -> Found:
    """Under a first level that every form should fill there is no indicator."""
    for target in by_role.targets:
        for group in target.groups:
            if group.expected and not [one for one in target.indicators if _below(one, group.place.path)]:
                yield group.place, f"“{group.place.title}”下面一条也没有：请补上，这一级每个项目都应该有"


def _below(indicator: Indicator, path: Keys) -> bool:
    return indicator.value.path[: len(path)] == path


def out_of_order(by_role: ByRole) -> Found:
    """Levels are written in another order than the form has them."""
    for target in by_role.targets:
        for group in target.groups:
            written = value_at(group.place.document.data, group.place.path)
            written_keys = [key for key in written if key in group.known] if isinstance(written, dict) else []
            ordered = [key for key in group.known if key in written_keys]
            if written_keys != ordered:
                yield group.place, f"写的先后和表上不同，印出来按表上的顺序：{'、'.join(ordered)}"


def half_filled(by_role: ByRole) -> Found:
    """An indicator has a name and no value, or a value and no name."""
    for target in by_role.targets:
        for one in target.indicators:
            if one.name.blank and one.text:
                yield one.name, f"有指标值“{one.text}”，没有指标名称：请补上名称"
            elif one.text == "" and not one.name.blank:
                yield one.value, f"“{one.label}”没有指标值：请写明要达到多少"


def name_is_a_number(by_role: ByRole) -> Found:
    """A number stands where the name of an indicator should be."""
    for target in by_role.targets:
        for one in target.indicators:
            if is_bare_number(one.name.value):
                yield one.name, f"指标名称是一个数“{one.name.text}”：名称要写考核什么，数写在指标值里"


def rows_pasted(by_role: ByRole) -> Found:
    """Three indicators or more under one first level, or all of several, are another form's, word for word."""
    targets = [(target, _rows(target)) for target in by_role.targets if target.indicators]
    for number, (target, rows) in enumerate(targets):
        for other, other_rows in targets[:number]:
            if other.kind != target.kind:
                continue
            for level, mine in rows.items():
                others = other_rows.get(level, [])
                same = [row for row in mine if row in others]
                if len(same) >= 3 or (len(same) == len(mine) == len(others) == 2):
                    first = next(one for one in target.indicators if one.group[0] == level and _row(one) in same)
                    told = f"“{level}”有 {len(same)} 条和“{other.name}”的一字不差"
                    yield first.name, f"{told}：多半是复制过来的，请写这个项目自己的指标"


def _rows(target: Target) -> dict[str, list[tuple[str, str, str]]]:
    """The rows of a form by their first level."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in target.indicators:
        found.setdefault(one.group[0], []).append(_row(one))
    return found


def _row(one: Indicator) -> tuple[str, str, str]:
    return one.group[1], without_blanks(one.name.text), without_blanks(one.text)


def without_blanks(text: str) -> str:
    return "".join(text.split())


def named_twice(by_role: ByRole) -> Found:
    """Two indicators of one form have the same name under the same level."""
    for target in by_role.targets:
        seen: dict[tuple[str, str], str] = {}
        for one in target.indicators:
            key = one.group[1], without_blanks(one.name.text)
            if key in seen and key[1] and not is_bare_number(one.name.value):
                same = "值也一样，请删掉一条" if seen[key] == one.text else f"值却是“{seen[key]}”和“{one.text}”，请核对"
                yield one.name, f"“{one.label}”在“{one.group[1]}”里写了两次，{same}"
            seen.setdefault(key, one.text)


def unrelated(by_role: ByRole) -> Found:
    """Nothing in the indicators has to do with the name or the goals of the project.

    A name alone is too short to tell by: where there is no goal in words, nothing is said.
    """
    for target in by_role.targets:
        named = target.first("name")
        values = [goal.value for goal in target.having("goal")]
        goals = [value for value in values if isinstance(value, str) and not is_bare_number(value)]
        names = [one.name.text + one.text for one in target.indicators if not is_bare_number(one.name.value)]
        told = _pairs(goals) if named and names else None
        if told and _have_nothing_of(told | _pairs([target.name]), names):
            message = f"指标里没有一处提到“{target.name}”要做的事：请核对是不是别的项目的指标"
            yield target.groups[0].place, message


def _have_nothing_of(about: set[str], names: Sequence[str]) -> bool:
    """Whether the names say something, and nothing of that is among what the project is about."""
    say = False
    for name in names:
        pairs = _pairs([name])
        if pairs & about:
            return False
        say = say or bool(pairs)
    return say


def _pairs(texts: Sequence[str]) -> set[str]:
    """Pairs of neighbouring Chinese characters, without those that say nothing."""
    found: set[str] = set()
    for text in texts:
        for run in _RUN.findall(text):
            found.update(map(add, run, run[1:]))
    return found - _GENERAL
