"""How sure one may be that two names are one thing under a new name."""

from __future__ import annotations

import re
from collections.abc import Iterable

ENOUGH = 0.56
"""The least likeness of two rows that are taken for one, renamed."""

_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?度?")
_IDLE = re.compile(r"[\s“”\"'（）()、，,的·－—-]|全年|本年|年度")
_OPPOSED = """
    进口 出口|新增 减少|增加 减少|增长 下降|提高 降低|上升 下降|城市 农村|城镇 农村|国内 国外|内资 外资|境内 境外
    |收入 支出|男 女|上半年 下半年|一季度 二季度 三季度 四季度|省级 市级 区级 县级 乡镇|小学 初中 高中|数量 质量
    |经济 社会 生态|新建 改建 扩建 维修|合格 优良|引进 履约|签约 履约|注册 履约|养老 医疗 失业 工伤 生育|水 电 气
    |公路 桥梁|保安 保洁|开工 完工 竣工|培训 会议|企业 个人|企业 项目|企业 群众|一般 重点|交通 食宿 租车|满意度 知晓率
    |合格率 及时率 完成率 覆盖率 到位率 利用率
"""
"""Words that make two things of what is else the same name."""
_SETS = [group.split() for group in _OPPOSED.split("|")]


def likeness(old: str, new: str) -> float:
    """From 0 to 1; the same in both directions. Years do not count, opposed words (进口, 出口) part."""
    one, other = _plain(old), _plain(new)
    if one == other:
        return 1.0
    if not one or not other or _opposed(one, other):
        return 0.0
    from rapidfuzz import fuzz  # slow to import, and wanted only where there are two years

    alike = max(fuzz.ratio(one, other), 0.9 * fuzz.partial_ratio(one, other) if min(len(one), len(other)) > 3 else 0)
    return round(float(alike) / 100, 4)


def _plain(name: str) -> str:
    return _IDLE.sub("", _YEAR.sub("", name))


def _opposed(one: str, other: str) -> bool:
    said = [(_said(one, words), _said(other, words)) for words in _SETS]
    return any(left and right and not left & right for left, right in said)


def _said(name: str, words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word in name)


def sureness(names: float, place: bool, contents: float) -> float:
    """How sure that two rows are one: mostly by the name, then by what stands in them and where.

    `names` and `contents` are likenesses from 0 to 1; `place` is whether both stand at the same place.
    """
    if names == 1:
        return 1.0
    return round(0.65 * names + 0.25 * contents + 0.1 * place, 4) if names >= 0.4 else 0.0
