"""The words that make a number a quantity: units, scales, and operators before and after it.

A new word is a new entry here. Fixed on the phrases in `tests/examples/quantities.yaml`, of real forms; `make bench`
prints how many of them are read rightly.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

OPERATORS = {
    "≥": ("≥", "不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "最少", ">=", "≧", "＞＝"),
    "≤": ("≤", "不高于", "不超过", "不多于", "不大于", "不得超过", "不得高于", "至多", "最多", "<=", "≦", "＜＝"),
    ">": (">", "＞", "超过", "大于", "高于", "多于", "突破"),
    "<": ("<", "＜", "低于", "少于", "小于"),
    "=": ("=", "＝", "等于"),
    "≈": ("≈", "大约", "约"),
}
"""Words and signs before a number, by the sign that they mean."""

ENDINGS = {
    "≥": ("以上", "及以上", "或以上", "（含）以上", "起"),
    "≤": ("以下", "及以下", "以内", "之内", "（含）以内", "内"),
    "≈": ("左右", "上下"),
}
"""Words after the unit, by the sign that they mean."""

EARLIER = ("至少", "最少", "至多", "最多", "不少于", "不超过")
"""Operators that may also stand further away, before what is counted: 至少引进项目5个."""

SCALES = {"千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百": 10**2}
"""Words between a number and its unit, by which it is multiplied."""

COUNTED = (
    "个 家 项 件 次 人次 户次 场次 批次 班次 架次 门次 人 名 户 场 期 批 台 套 辆 座 处 条 份 篇 册 本 位 所 间 栋 "
    "幢 株 棵 粒 头 只 匹 羽 级 倍 班 点 片 块 张 面 支 队 门 轮 趟 起 宗 例 课时 学时 工日 标段 盏 眼 口 艘 款 部 幅 "
    "道 组 根 节"
)
"""Units in which things are counted."""

MEASURED = (
    "元 美元 欧元 港元 % ％ 百分点 个百分点 百分比 成 公里 千米 平方公里 平方千米 平方米 立方米 米 厘米 毫米 亩 公顷 "
    "吨 公斤 千克 克 升 千瓦 千瓦时 兆瓦 度 年 个月 周 天 日 个工作日 工作日 小时 分钟 分"
)
"""Units by which something is measured."""

PLAIN_UNITS: dict[str, tuple[str, Decimal]] = {
    "％": ("%", Decimal(1)),
    "百分比": ("%", Decimal(1)),
    "成": ("%", Decimal(10)),
    "公里": ("米", Decimal(1000)),
    "千米": ("米", Decimal(1000)),
    "公斤": ("千克", Decimal(1)),
    "吨": ("千克", Decimal(1000)),
    "公顷": ("亩", Decimal(15)),
    "名": ("人", Decimal(1)),
    "位": ("人", Decimal(1)),
}
"""Units that say the same thing in another: the plain one, and how many of it."""

SAME_THING = "个 家 项 件 条 处 座 所 间 户 宗 例 台 套 只 张"
"""Units that are one as good as another: what is counted is in the noun."""

UNITS = frozenset(f"{COUNTED} {MEASURED}".split())
_SAME_THING = frozenset(SAME_THING.split())
_LONGEST_FIRST = sorted(SCALES, key=len, reverse=True)


def in_plain_unit(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number and its unit in the plain unit: 6 万人 is (60000, 人), 2.5 亿元 is (250000000, 元)."""
    scale, factor, plain = _plain(unit)
    return number * scale * factor, plain


class _InPlain(NamedTuple):
    """One of a unit in its plain unit: 万公里 is 10000 times 1000 米."""

    scale: int
    factor: Decimal
    unit: str


@lru_cache(maxsize=1024)
def _plain(unit: str) -> _InPlain:
    name, _, per = unit.partition("/")
    scale = 1
    for word in _LONGEST_FIRST:
        if name.startswith(word) and (name == word or name[len(word) :] in UNITS):
            scale, name = SCALES[word], name[len(word) :]
            break
    plain, factor = PLAIN_UNITS.get(name, (name, Decimal(1)))
    return _InPlain(scale, factor, f"{plain}/{per}" if per else plain)


def comparable_units(unit: str, other: str) -> bool:
    """True where numbers in these units can be compared; 个, 家 and the like are one as good as another."""
    plain, other_plain = _plain(unit).unit, _plain(other).unit
    return plain == other_plain or {plain, other_plain} <= _SAME_THING
