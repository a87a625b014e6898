"""What the numbers of a clause count: the words before them, and the noun behind.

The lists of words were fixed on the tuning half of `tests/examples/reading/quantities.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfdocs.prose.quantity import Quantity
from perfdocs.prose.quantity_tokens import Kind, Number, is_unit
from perfdocs.prose.units_and_operators import EARLIER, SIGN_OF

_RISEN = "提高|提升|增加|增长|扩大|上升|升|增|扩|发展|上涨|延长|拓展"
_FALLEN = "降低|下降|降|减少|减|缩短|缩小|压缩|压减|压降|回落"
_CHANGED = f"{_RISEN}|{_FALLEN}|调整|调|变|改"
_CHANGED_TO = re.compile(rf"(?:[^，,；;。]{{0,4}}?(?:{_CHANGED})(?:到|至|为|成)|到|至).{{0,12}}$")
"""Between two numbers of which one becomes the other: 由15天缩短为7天."""
_CHANGED_TO_EACH = re.compile(rf"(?:{_CHANGED})(?:到|至|为)(?=每)")
_FROM = re.compile("[由从]")

_NO_NOUN = frozenset("和与及并、其 :：*×+/=\0")
"""What no noun begins with."""
_SEPARATORS = re.compile("、|以及|及(?!时|格|其)|和(?!谐)|与(?!会|赛)|并(?!网|联)|其中")
_VERBS = re.compile(
    "累计|共(?![同享有产建])|发放|完成|总?投资(?!者)|投入|增配|配备|新增|新建|每|为期|占(?!用)|达到?(?!标)|建成|安排|受益|惠及|"
    "覆盖(?!率)|实现|带动|培训(?!班)|举办|减少|提高|提升|增加|下降|降低|各$"
)
"""Where another thing is said of what was counted: 20件实事项目|累计完成投资74亿元."""

_DOINGS = (
    "建设",
    "购置",
    "购买",
    "采购",
    "修建",
    "改造",
    "实施",
    "开展",
    "支持",
    "扶持",
    "补助",
    "用于",
    "奖励",
    "资助",
)
"""What alone stands between two numbers that say two things: 投资3000万元建设5个项目."""

_DOES = re.compile(f"{'|'.join(_DOINGS)}|完成|落实|推进|举办|制定|出台|组织|{_VERBS.pattern}")

_NAME_ENDS = ("率", "度", "数", "额", "量", "比例", "比", "值", "次", "情况")
_SHARES = ("率", "比", "比例", "占比", "比重")
_AGES = ("岁", "周岁")
_TIMES = ("年", "个月", "月", "周", "天", "日", "小时", "个小时", "分钟", "秒", "个工作日", "工作日", *_AGES)
_LEVELS = ("千伏", "kV", "V")
_PERSONS = re.compile("[的婴幼儿老青少居村学].{0,2}[儿童人民生年]")
_SORTS = re.compile(
    "的?(?:项目|企业|工程|合同|设备|大型|重大|医院|水库|河流|学校|建筑|公路|机组|景区|支出|采购|资金项目)"
)
"""What is told apart by its size: 500万元以上项目."""

_HEAD = re.compile(
    r"^(?:[\s”\"'、:：/和与及★▲*●]|[一二三四五六七八九十]+[、是]|[(（]?\d{1,2}[.．、)）](?!\d)|其中|包括|含(?!量|税)|全年|年内|今年底?|本年度?|力争|确保|预计|计划(?!生育)|争取|并|"
    r"目标\d*|约|在(?![建校册岗编线读园库])|以及|拟|将|把|由(?!于)|从(?!业)|(?:19|20)\d{2}年(?:度|全年)?(?=全[年国省市县区球]|底前|内)|"
    r"(?:19|20)\d{2}年至(?:19|20)\d{2}年|(?:19|20)\d{2}年[底末]?$)+"
)
_TAIL_WORDS = """
    达到 达 高达 可达 实现 为 至 到 共计 合计 共 累计 总计 控制在 保持在 稳定在 保持 在 是 有 : ： 、 了 的 已 已经 预计
    力争 应 应当 须 需 要 将 均 都 各 仅 可 分别 首次 \0 ± = - − － —
"""
_KEPT_WORDS = """
    年均 人均 户均 亩均 日均 月均 平均 主要 重要 必要 供应 响应 反应 效应 感应 对应 适应 首都 许可 认可 目的 存在 现在
    行为 作为 签到 报到 国有 拥有 所有 持有 享有 自有 没有 含有 即将 急需 刚需 内需 四至 于是
"""
_KEPT = frozenset(_KEPT_WORDS.split())
"""Words that end as one of the tails does."""
_TAILS = [*_TAIL_WORDS.split(), *(f"{verb}{to}" for verb in _CHANGED.split("|") for to in "到至为")]
_TAILS_BY_LAST: dict[str, list[str]] = {}
for _tail in [*_KEPT, *sorted(_TAILS, key=len, reverse=True)]:
    _TAILS_BY_LAST.setdefault(_tail[-1], []).append(_tail)

_FOR = re.compile("^(?:对(?!外|口)|向|为(?!期)|给)")
_HOW_OFTEN = re.compile(r"\s*每[^每\s]{1,3}\s*(?:至少|最少|起码|至多|最多)?")
"""What says nothing of its own before a number: 巡查频次：每周不少于3次."""
_IN_A_ROW = re.compile(r"连续[一二三四五六七八九十两\d]+[年月天日个]+$")
_HINT = re.compile(r"[(（][^()（）]*\*\*[^()（）]*[)）][。:：]?")
_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]?$")
_UNIT_IN_NAME = re.compile(r"[(（](?:单位[:：]?)?([^()（）]{1,8})[)）]\s*[:：]?$")
_YEAR_AT_END = re.compile(r"(?:19|20)\d{2}年?度?的?$")
_EARLIER = re.compile(rf"(?:{EARLIER})(?![上去往前同全平标规])")
_ENUMERATED = re.compile("[、和与及]")
_RATE = re.compile(".{2}[率数量额度]$")
_SHORT_NAME = 3
"""Characters of a name that is joined to the noun behind the last of several: 猪、羊死亡率."""


class _Noun(NamedTuple):
    """The noun that a number stands before, and where behind the number the next words begin."""

    text: str
    end: int


def clause_quantities(text: str, begin: int, end: int, numbers: Sequence[Number]) -> Iterator[Quantity]:
    """The quantities of a clause with what they count; numbers that only describe a noun are left out."""
    at = begin
    subject = base = ""
    is_name = text.endswith(_NAME_ENDS, numbers[-1].end, end)
    each = _each(text[begin : numbers[0].start], numbers, text) if len(numbers) > 1 else ()
    for index, number in enumerate(numbers):
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        between = text[number.end : following.start if following else end]
        to = following is not None and _CHANGED_TO.match(between) is not None
        noun = _Noun("", 0) if to else _noun(number, between, following)
        if noun is None or (noun.text and is_name):
            continue
        if following and number.in_words and _is_in_name(number, text[at : number.start], between, following):
            continue
        words, unit = _unit_in_name(text[at : number.start], number.unit)
        said = _said(words, bool(noun.text))
        operator = number.operator
        if not operator and (earlier := _EARLIER.search(said)):
            operator, said = SIGN_OF[earlier.group()], said.replace(earlier.group(), "", 1)
        if to:
            said = _without_tail(_YEAR_AT_END.sub("", _FROM.sub("", said, 1)))
        if each:
            said, operator = each[index], operator or numbers[-1].operator
        said = (base or said) + noun.text
        subject = said or (subject if number.start == at else "")
        base = subject if to else ""
        yield Quantity(number.value, unit, operator, subject, number.upper, number.start, number.end, to)
        at = number.end + noun.end


def _is_in_name(number: Number, before: str, between: str, following: Number) -> bool:
    """True for a numeral in the name of what the following number is of: 残疾人两项补贴发放人数300人."""
    if number.has_ending or not between.rstrip().endswith(_NAME_ENDS):
        return False
    return following.unit in ("%", "‰") or (number.unit == "项" and not _DOES.search(before))


def _unit_in_name(words: str, unit: str) -> tuple[str, str]:
    """The words before a number and its unit, which may stand in brackets at their end: 合格率（%）95."""
    bracket = None if unit else _UNIT_IN_NAME.search(words)
    if bracket is None or not is_unit(bracket[1]):
        return words, unit
    return words[: bracket.start()], bracket[1].replace("％", "%")


def unit_in_name(name: str) -> str:
    """The unit that a name says in brackets at its end, as in 合格率（%）; empty where there is none."""
    return _unit_in_name(name.rstrip(), "")[1]


def _each(words: str, numbers: Sequence[Number], text: str) -> Sequence[str]:
    """What each of several numbers counts, as in 生猪、羊死亡率分别控制在4%、3%; none where that is not said."""
    names, separately, verb = words.partition("分别")
    if not separately:
        return ()
    parts = _ENUMERATED.split(_without_head(names))
    gaps = {text[one.end : other.start].strip() for one, other in pairwise(numbers)}
    if len(parts) != len(numbers) or not gaps <= {"、", "和", "与", "及"}:
        return ()
    verb = "" if _CHANGED_TO.match(verb) else _without_tail(verb)
    rate = _RATE.search(parts[-1])
    short = rate is not None and max(map(len, parts[:-1])) <= _SHORT_NAME < len(parts[-1])
    ending = rate.group() if rate and short else ""
    return [*(f"{part}{ending}{verb}" for part in parts[:-1]), f"{parts[-1]}{verb}"]


def _said(words: str, has_noun: bool) -> str:
    """What the words before a number say that it counts."""
    if "*" in words:
        words = _HINT.sub("", words)
    said = _without_tail(_without_head(words))
    colon = max(said.rfind("："), said.rfind(":"))
    if colon >= 0:
        behind = said[colon + 1 :]
        said = said[:colon] + behind if _HOW_OFTEN.fullmatch(behind) else _without_head(behind)
    if "连续" in said:
        said = _IN_A_ROW.sub("", said)
    if has_noun:
        said = _FOR.sub("", said)
    return _CHANGED_TO_EACH.sub("", said) if "每" in said else said


def _without_head(text: str) -> str:
    head = _HEAD.match(text)
    return text[head.end() :] if head else text


def _without_tail(text: str) -> str:
    """The text without 达到, 控制在 and the like at its end; most texts have none, which is soon seen."""
    text = text.rstrip()
    while text:
        tail = next(filter(text.endswith, _TAILS_BY_LAST.get(text[-1], ())), "")
        if not tail or tail in _KEPT:
            return text
        text = text[: -len(tail)].rstrip()
    return text


def _noun(number: Number, between: str, following: Number | None) -> _Noun | None:
    """The noun behind a number; None where the number only describes it."""
    if following is not None and between.strip() == "且":
        return _Noun("", len(between))
    if not between or between[0] in _NO_NOUN or between[0] in "(（" or between[0].isspace():
        return _Noun("", 0)
    if between[0] == "的" and number.has_ending:
        return None
    if following is None:
        noun = _BRACKET_AT_END.sub("", between).removesuffix("中").removeprefix("之间").strip(" 、的")
        return None if _describes(number, between) else _Noun(noun, len(between))
    if between in _DOINGS:
        return _Noun("", 0)
    separator = _SEPARATORS.search(between)
    if separator:
        rate = following.unit in ("%", "‰") and between.rstrip().endswith(_NAME_ENDS)
        return None if rate else _Noun(between[: separator.start()], separator.end())
    verb = _VERBS.search(between, 1)
    noun = between[: verb.start()] if verb else between
    if _describes(number, noun) or (verb and noun.endswith(_SHARES)):
        return None
    if verb:
        return _Noun(noun.removesuffix("已").strip(" 的"), verb.start())
    if number.has_ending or number.kind is Kind.MEASURED:
        return None
    return _Noun(noun, 0 if following.unit in ("%", "‰") else len(between))


def _describes(number: Number, noun: str) -> bool:
    """True where a number says which things are meant, not how many: 35千伏线路, 65周岁以上老年人."""
    if number.unit in _LEVELS:
        return True
    if number.unit in _AGES:
        return number.has_ending
    if number.has_ending and (number.kind is Kind.MEASURED or number.unit == "人"):
        return bool(_SORTS.match(noun)) or (number.unit in _TIMES and bool(_PERSONS.match(noun)))
    return number.unit in _TIMES and not number.operator and noun[0] != "的"
