"""How sure one may be that two names are one thing under a new name."""

from __future__ import annotations

import re

# The figures below were fixed on the pairs of names in `tests/examples/renames.yaml`, which were labelled first;
# `tests/compare/test_years.py` holds precision and recall above 0.9, `make bench` prints them.

ENOUGH = 0.56
"""The least likeness of two names, or sureness of two rows, that are taken for one, renamed."""
_PART = 0.9
"""What it counts if one name is a part of the other."""
_SHORTEST = 4
"""Characters of a name that is looked for in the other: a shorter one is in it by chance."""
_UNLIKE = 0.4
"""Names less alike than this are two things, whatever else is the same."""
_NAMES, _CONTENTS, _PLACE = 0.65, 0.25, 0.1
"""The shares of the names, of what stands in the rows and of their place in how sure it is that they are one."""

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
_OPPOSED_WORDS = [group.split() for group in _OPPOSED.split("|")]


def likeness(old: str, new: str) -> float:
    """From 0 to 1; the same in both directions. Years do not count, opposed words (进口, 出口) part."""
    old, new = _plain(old), _plain(new)
    if old == new:
        return 1.0
    if not old or not new or _have_opposites(old, new):
        return 0.0
    from rapidfuzz import fuzz  # slow to import, and wanted only where there are two years

    part = _PART * fuzz.partial_ratio(old, new) if min(len(old), len(new)) >= _SHORTEST else 0
    return round(float(max(fuzz.ratio(old, new), part)) / 100, 4)


def _plain(name: str) -> str:
    return _IDLE.sub("", _YEAR.sub("", name))


def _have_opposites(old: str, new: str) -> bool:
    """True where the names have words of one group, and none in common."""
    for words in _OPPOSED_WORDS:
        in_old = {word for word in words if word in old}
        in_new = {word for word in words if word in new}
        if in_old and in_new and not in_old & in_new:
            return True
    return False


def sureness(names: float, same_place: bool, contents: float) -> float:
    """How sure that two rows are one, from 0 to 1; `names` and `contents` are likenesses."""
    if names == 1:
        return 1.0
    return round(_NAMES * names + _CONTENTS * contents + _PLACE * same_place, 4) if names >= _UNLIKE else 0.0
