"""The parts of a calculation in words: what is to be added, totals, details of another part, prices, counts."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.arithmetic import Unclear
from perfdocs.prose.calculation_text import plain_text
from perfdocs.prose.quantity_tokens import unit_at
from perfdocs.prose.units_and_operators import COUNTED, in_plain_unit


class Kind(enum.Enum):
    """What a part of a calculation is."""

    TERM = "to be added: an amount, a product, a sum"
    TOTAL = "a total of other parts"
    DETAIL = "a part of another part: 其中"
    PRICE = "an amount for one of something"
    COUNT = "a number of things, or one without a unit"


class Part(NamedTuple):
    """A part of a calculation."""

    kind: Kind
    text: str
    """Its arithmetic."""
    written: str
    """With its words."""
    units: frozenset[str] = frozenset()
    """Of a number of things: what a price may be for, as 个, 个村 and 村 for 3个村."""
    per: tuple[str, ...] = ()
    """What a price is for."""
    is_subtotal: bool = False

    def is_for(self, per: str) -> bool:
        """Whether a number of things is one that a price is for: 20名 where it is for 每名学生."""
        if per in self.units or (per[:1] in COUNTED and _SAME.get(per[0], per[0]) in self.units):
            return True
        return any(in_plain_unit(Decimal(1), unit) == in_plain_unit(Decimal(1), per) for unit in self.units)


_WORDS_IN_BRACKETS = re.compile(r"\([^()\d]*\)(?!\s*[*×xX÷/+])")
"""Words that are no operand: （单位+个人）1394*12, but not （工资+津贴）*12."""
_FIGURE = "[一二三四五六七八九十]"
_MARKER = re.compile(rf"^\s*(?:\(?\d{{1,2}}(?:[.．、)](?!\d))|{_FIGURE}+、|\({_FIGURE}+\))\s*")
_SENTENCES = re.compile(r"[；;。\n]")
_COMMAS = re.compile(
    r"""[，,]
    |(?<=[一-龥])、(?=\d)|(?<=元)[、和及与](?=[^、，,]*\d)|(?<=\d[万亿])、(?=[^、，,]*\d)|(?<=元/年)、
    |(?<=[一-龥)])(?<![小合共总累统审设估])(?=(?:合计|共计|总计|共需|共|计)\d[\d.]*[万亿]?元)""",
    re.VERBOSE,
)
_TOTAL = re.compile(
    r"^(?P<word>合计|共计|总计|小计|总共|总额|累计|共需|金额|计|共)[^\d]{0,8}(?P<amount>\d[\d.]*(?:[万亿]元?|元))$"
)
_DETAIL = re.compile("^(?:其中|包括|包含|含(?!量))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGN = re.compile(r"[*×÷+=]|/(?=\s*[\d(])|-(?=\s*[\d(])|(?<=[\d)人元月次天])\s*[xX]\s*(?=[\d(])")
_ALONE = re.compile(r"^(?P<label>[^\d]*?)(?P<amount>\d+(?:\.\d+)?\s*(?P<scale>[万亿]?)(?P<money>元?))(?P<rest>[^\d]*)$")
_FOR_ONE = re.compile("[一每]([^一每\\d]{1,2})$")
_SEVERAL_COUNTS = re.compile(r"^([^\d]*\d+(?:人|名|台|个|辆|间|户))[,、]?(\d+(?:天|次|个月|月|期|场|晚))$")
"""20人5天."""
_PER_EACH = re.compile("每(?P<per>[^每\\d，,;；]{1,3}?)(?=每|$|补|发|按|标|给|[为:：]|\\d)")
"""每人每天100元."""
_PRICE = re.compile("(?:单价|标准|均价)(?:[为是:]|按)?$|每|[人户亩日月]均|平均|月[租薪]|月工资|日薪")
_SAME = {"生": "人", "名": "人", "位": "人", "学生": "人", "师": "人", "个月": "月", "日": "天"}
"""Units that stand for others in prices."""
_WHOLE = re.compile("总投资|总额|总价|概算|总预算|总金额|总经费|总费用|合同价|合同金额|总规模")
"""What is no part beside others, but the whole of them."""
_MONEY_NAME = re.compile("[费额款金资贴补薪酬奖]:?$")
"""The name of an amount, of which 元 may be left out."""
_UNSAID = re.compile("按|参照|另|视|定额|其余|自筹|承担|配套|同上|分年|分期|逐年|实际|结算|审定|核定|比例")


"""Words behind an amount that say that there is more, and not how much."""


def sentences(text: str) -> Sequence[Sequence[Part]]:
    """The parts of a text with a number in them, by sentence. Raises Unclear where the text is not certain."""
    found = [list(_parts(sentence)) for sentence in _SENTENCES.split(plain_text(text))]
    every = [part for parts in found for part in parts]
    if sum(part.kind is Kind.PRICE for part in every) == 1:  # its numbers may stand in another sentence
        return [every]
    return [parts for parts in found if parts]


def _parts(sentence: str) -> Iterator[Part]:
    is_detail = begun = False
    for written in _COMMAS.split(sentence):
        words = _WORDS_IN_BRACKETS.sub("", _MARKER.sub("", written)).strip()
        is_detail = is_detail or bool(_DETAIL.match(words))
        if not _NUMBER.search(words):
            if _SIGN.search(words) or (begun and _UNSAID.search(words)):
                raise Unclear(f"“{words[:12]}”没有写是多少")
            continue
        begun = True
        if several := _SEVERAL_COUNTS.match(words):
            for count in (several[1], several[2]):
                yield _part(count, written.strip())
            continue
        part = _part(words, written.strip())
        yield part._replace(kind=Kind.DETAIL) if is_detail and part.kind is not Kind.TOTAL else part


def _part(words: str, written: str) -> Part:
    total = _TOTAL.match(words)
    if total:
        return Part(Kind.TOTAL, total["amount"], written, is_subtotal=total["word"] == "小计")
    if _SIGN.search(words):
        return Part(Kind.TERM, _without_label(words), written)
    alone = _ALONE.match(words)
    if alone is None:
        raise Unclear("两个数挨着，看不出是相加还是相乘")
    rest, label = alone["rest"].strip(), alone["label"]
    is_money = bool(alone["money"] or (alone["scale"] and not rest))
    if is_money:
        per = _per(label, rest)
        if per == ["年"]:
            return Part(Kind.PRICE, alone["amount"], written, per=("年",))
        if per or _PRICE.search(label):
            wanted = tuple(_SAME.get(one, one) for one in per if one != "年")
            return Part(Kind.PRICE, alone["amount"], written, per=wanted)
        return Part(Kind.TOTAL if _WHOLE.search(label) else Kind.TERM, alone["amount"], written)
    if rest[:1] in ("%", "‰"):
        return Part(Kind.TERM, alone["amount"] + rest[0], written)
    if label[-1:].isascii() and label[-1:].isalpha():
        raise Unclear(f"“{words}”像是名称")
    if label and not rest and not _MONEY_NAME.search(label):
        raise Unclear(f"“{words[:12]}”没有写单位")
    unit = unit_at(rest, 0).text
    names = {unit, rest, rest.removeprefix(unit)} if rest else set()
    return Part(Kind.COUNT, alone["amount"], written, frozenset(_SAME.get(name, name) for name in names if name))


def _per(label: str, rest: str) -> list[str]:
    """What a price is for: 元/人·天, 每人每天100元."""
    if rest.startswith("/"):
        things = [one for one in re.split("[/·、.每]", rest) if one]
        return [one for one in things if one != "次"] or things
    if one := _FOR_ONE.match(rest):
        return [one[1]]
    return [each["per"] for each in _PER_EACH.finditer(label)]


def _without_label(words: str) -> str:
    """An equation without what stands before its first number: 设计费=建安费1200万元×3%=36万元."""
    sides = [side for side in words.split("=") if _NUMBER.search(side)]
    return "=".join(sides)
