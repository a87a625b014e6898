"""Which numbers of a phrase are quantities: that is said by what stands around them."""

from __future__ import annotations

import re

from perfdocs.prose.quantity_tokens import STOPS, Kind, Number
from perfdocs.prose.units_and_operators import BEFORE, SIGN_OF

_TIME = frozenset(["年", "个月", "月", "周", "天", "日", "小时", "个小时", "分钟", "秒"])
_SPANS = ("连续", "近", "过去", "今后", "未来", "前", "后", "满", "上", "下", "头", "每", "这", "一个", "最近")
"""Before a time they make a period of it: 近三年, 连续五年."""

_WEAK = frozenset("点面分成起道方级度节口门部位类种对字章片包本根头把双班队")
"""Units behind a Chinese numeral that are more often part of another word: 三点, 两面, 四方."""

_SCALES_ALONE = frozenset("百千万亿")
_HELD = re.compile("召开|举办|开展|组织|进行|通报|培训|更新|检查|发布|编制|编印|调度|轮训|体检|演练|不少于|至少|每")
"""What is done once: before 一次 and 一期 it says that they are counted."""

_ENDS = frozenset(f"{STOPS})）]】") | {""}
_SAID = (":", "：", "为", "达", "至", "到", "在", "是", "=")
_NAME_ENDS = (
    "率",
    "度",
    "数",
    "额",
    "量",
    "值",
    "比",
    "比例",
    "次",
    "本",
    "费",
    "费用",
    "标准",
    "面积",
    "里程",
    "长度",
    "时限",
    "时间",
    "评分",
    "得分",
    "分值",
    "指数",
    "总计",
    "批次",
    "人次",
    "品种",
    "价",
    "收入",
)
"""What a name ends with that a number may follow without a unit."""
_NUMBERED = re.compile(
    "(?:附件|附表|表|图|第|目标|任务|指标|序号|编号|电话|热线|代码|编码|文号|号码|账号|邮编)[:：\\s]*$"
)
_FACTORS = ("×", "*", "÷", "✕")
_MINUS = ("-", "−", "－")
_BELOW_ZERO = frozenset(["%", "‰", "个百分点", "百分点", "℃", "°C", "摄氏度", "度", ""])
_MAY_FALL = re.compile("(?:[幅速温差]|同比|环比|增长|下降|降低|减少|变化|温度)[率为]?$")
"""Units and names of what is often less than nothing."""
_OPERATOR_AT_END = re.compile(rf"({BEFORE})[\s:：]{{0,3}}$")
_LONGEST_OPERATOR = max(map(len, SIGN_OF)) + 3
_DASHES = frozenset(["-", "—", "–", "~", "～", "－", "——", "至", "到"])


def range_of(low: Number, number: Number, text: str, begin: int) -> Number | None:
    """Both as one, where they are the ends of a range: 3-5家, 98%至100%, 10万元到20万元, -20～-15℃."""
    between = text[low.end : number.start].strip()
    if between.endswith(_MINUS) and between[:-1].strip() in _DASHES:
        number, between = _below_zero(number), between[:-1].strip()
        low = _below_zero(low) if low.value > 0 and text.endswith(_MINUS, 0, low.start) else low
    if between not in _DASHES or not number.unit.startswith(low.unit) or low.value >= number.value or low.has_ending:
        return None
    if between in ("至", "到") and low.unit and any(word in text[begin : low.start] for word in "由从"):
        return None
    return number._replace(
        value=low.value, upper=number.value, start=low.start, operator=low.operator or number.operator
    )


def with_sign(number: Number, text: str) -> Number:
    """The number with the minus that stands before it, and the operator before that: 增幅为-3.2%, ≤-18℃, 零下5℃.

    In 培训人数-50人 the dash stands between a name and its number.
    """
    if text.endswith("零下", 0, number.start):
        return number._replace(value=-number.value, start=number.start - len("零下"))
    if not text.endswith(_MINUS, 0, number.start):
        return number
    start = number.start - 1
    operator = _OPERATOR_AT_END.search(text, max(0, start - _LONGEST_OPERATOR), start)
    if operator:
        return number._replace(value=-number.value, start=operator.start(), operator=SIGN_OF[operator[1]])
    is_whole = not start and number.end == len(text.rstrip())
    before = text[:start].rstrip()
    is_said = before.endswith(_SAID) or (number.unit in _BELOW_ZERO and _MAY_FALL.search(before))
    return _below_zero(number) if is_whole or is_said else number


def _below_zero(number: Number) -> Number:
    return number._replace(value=-number.value, start=number.start - 1)


def is_quantity(number: Number, text: str, begin: int) -> bool:
    """True where a number is one of something; `begin` is where its clause begins."""
    if number.unit in _TIME and not number.has_ending:
        near = number.operator == "≈" and text[number.start] == "近"
        if near or (text.endswith(_SPANS, begin, number.start) and not text.endswith("提前", begin, number.start)):
            return False
    if _is_in_calculation(number, text, begin):
        return False
    if number.in_words:
        return _is_quantity_in_words(number, text, begin)
    if number.kind is Kind.UNKNOWN:
        return bool(number.operator) or bool(text[begin : number.start].strip("\0 "))
    if number.unit or number.operator:
        return True
    return _is_bare_quantity(number, text, begin)


def _is_in_calculation(number: Number, text: str, begin: int) -> bool:
    """True for a factor, and for what a calculation comes to: 5人×2000元=1万元 says nothing that is to be reached."""
    if text[number.end : number.end + 1] in _FACTORS or text[max(begin, number.start - 1) : number.start] in _FACTORS:
        return True
    return number.operator == "=" and any(sign in text[begin : number.start] for sign in _FACTORS)


def _is_quantity_in_words(number: Number, text: str, begin: int) -> bool:
    """一 is an article more often than a number; the other numerals count where a unit follows."""
    if number.kind in (Kind.NONE, Kind.UNKNOWN) or text.endswith(("几", "数", "好"), begin, number.start):
        return False
    if number.operator and number.operator != "≈":
        return True
    if _SCALES_ALONE.issuperset(number.in_words):
        return bool(number.operator)
    if number.in_words == "二" and number.unit in ("次", "期", "批"):
        return False  # the second, or it would be 两
    if number.in_words == "一":
        return number.unit in ("次", "期", "场") and bool(_HELD.search(text, begin, number.start))
    following = text[number.end : number.end + 1]
    if number.unit in _WEAK:
        return number.unit == "成" and following in _ENDS and number.start > begin
    return not following or following not in "一二三四五六七八九十"


def _is_bare_quantity(number: Number, text: str, begin: int) -> bool:
    """True where a number without a unit ends a clause whose words are the name of a figure: 补助学生数量168."""
    rest = text[number.end : number.end + 2].strip()
    if rest[:1] not in _ENDS:
        return False
    before = text[begin : number.start]
    name = before.strip()
    if not name or _NUMBERED.search(name) or not name.endswith((*_SAID, *_NAME_ENDS, ")", "）")):
        return False
    return name.endswith(_SAID) or before[-1] in " )）" or len(name) > 2
