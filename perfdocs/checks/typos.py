"""Typing errors in texts: what was left in from a template, doubled, unbalanced or mixed.

The patterns come of the published texts that the rules L101 to L105 name as their source; the cases of those rules and
the real forms in `tests/examples/forms` hold them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, wraps
from typing import NamedTuple, TypeAlias

from perfdocs.checks.check import Remark, Remarks
from perfdocs.department.by_role import ByRole
from perfdocs.prose.amounts import LONG_NUMBER
from perfdocs.prose.letters_in_numbers import numbers_with_letters
from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.shorten import shorten
from perfdocs.prose.words import read_words

_LEFT_IN = re.compile(
    r"(?=[XＸ×x待此请点示_＿增减上原主（(≥≤≧≦><＞＜=＝*＊])(?:"  # what it can begin with: nothing is tried elsewhere
    r"[（(][^（）()]{0,4}[*＊]{2,}[^（）()]{0,6}[）)]|[（(]\s*[≥≤≧≦><＞＜=＝]\s*[^\d（）()]{0,4}[）)]|[（(]填写[^（）()]*[）)]|[≥≤≧≦><＞＜=＝]\s?[*＊XＸ×x]{2,}|[*＊]{3,}|"
    r"[（(](?:限\d+字|不超过\d+字|\d+字(?:以内|之内|内))[）)](?=$|[：:\s])|"
    r"[XＸ×]{2,}|(?<![A-Za-z])x{2,}(?![A-Za-z])|待填|待补充?(?=$|[，。；）)])|此处填写?|请填写|请输入|点击输入|示例文字|_{3,}|＿{3,}|"
    r"增加[（(]减少[）)]|减少[（(]增加[）)]|上升[（(]下降[）)]|原因是[。；]|主要(?:用于|包括|是)[。；]|"
    r"[（(][^（）()]{6,}等[）)](?=$|[。\s]))"
)
_NOT_YET = re.compile(
    r"\s*(?:待定|待补|待核|暂无|暂缺|略|同上|同左|同前|见附件|见附表|详见附件|详见附表|[?？]+)[。.]?\s*"
)
"""All that a field says which says nothing; in a longer text such words may be meant."""
_HINT = re.compile(r"以及|数量|情况|包括|填写|说明|[*＊≥≤≧≦><＞＜=＝]|字")
_DOUBLED_MARK = re.compile(r"(?=[。，；、：！？,;])(?:([。，；、：！？])\1+|[。，；、：][，；、：]|,,|;;)")
_DOUBLED_ONCE = re.compile(r"(?<![。，；、：！？,;])([。，；、：！？,;])\1(?![。，；、：！？,;])")
"""Two of a kind: three may be dots, and of two that differ nobody knows which one is meant."""
_DOUBLED_WORD = re.compile(r"([\u4e00-\u9fffA-Za-z0-9.%]{2,12}?)\1")
_MEANT_TWICE = re.compile(r"^一|^[A-Za-z0-9.%]+$|^(?:研究|讨论|商量|考虑|学习|往往|常常|渐渐|天天|年年|人人|家家|户户)")
_SHORTEST_HALF = 3
"""Characters of a text that stands there twice; chosen by hand. Shorter ones are words, which `_DOUBLED_WORD` knows."""
_SHORTEST_NUMBER = 7
"""Digits of the same; 2020 is a number, a telephone number has seven at least."""
_TWO_SIGNS = re.compile("[≥≤≧≦]\\s?[≥≤≧≦<>＜＞]|[<>＜＞]\\s?[≥≤≧≦]|>>|<<|＞＞|＜＜|[=＝][=＝]")
_SIGN_TWICE = re.compile(r"(?<![≥≤≧≦<>＜＞=＝])([≥≤≧≦=＝])\1(?![≥≤≧≦<>＜＞=＝])")
_TWO_POINTS = re.compile(
    r"(?<![\d.A-Za-z])\d+\.\d+\.\d+(?:\.\d+)*(?=\s?(?:[万亿]|元|[%％‰]|公里|千米|平方|立方|[米亩吨个人次家户件天项台座套])(?!月|[间代民]))"
)
"""Dates and the numbers of chapters have two points, and nothing behind them that is counted or measured."""
_BETWEEN = " \t\n\u3000，,、；;。"
_PAIRS = {"“": "”", "‘": "’", "（": "）", "(": ")", "【": "】", "《": "》", "[": "]", "「": "」"}
_CLOSING = frozenset(_PAIRS.values())
_ANY_MARK = re.compile(f"[{re.escape(''.join([*_PAIRS, *_CLOSING]))}]")
_HALVES = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = re.compile("[,;:?!]")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_GOES_ON = frozenset("，、：")
_NUMBERED = re.compile(r"(?:^|(?<=[\s；;。，,：:、]))[\da-zA-Z一二三四五六七八九十]{1,3}[)）]")


class Typo(NamedTuple):
    """What is wrong with a text, in a sentence, and the text that can only have been meant, where that is certain."""

    sentence: str
    meant: str | None = None


Typos: TypeAlias = "Iterable[str | Typo]"
"""What is found in a text: no more than sentences, where nobody can say what was meant."""
_FAULTS: dict[str, Callable[[str], Typos]] = {}
"""What is looked for in every text, by the name of its check."""


def _of_texts(faults: Callable[[str], Typos]) -> Callable[[ByRole], Remarks]:
    """Makes a check of what is wrong with one text."""
    _FAULTS[faults.__name__] = faults

    @wraps(faults)
    def find(by_role: ByRole) -> Remarks:
        yield from _in_texts(by_role).get(faults.__name__, ())

    return find


@lru_cache(maxsize=1)
def _in_texts(by_role: ByRole) -> Mapping[str, Sequence[Remark]]:
    """What every check finds, by its name: the texts are gone through once for all."""
    found: dict[str, list[Remark]] = {}
    for field in by_role.texts:
        for name, fault in _every_fault(field.value):
            found.setdefault(name, []).append(Remark(field, fault.sentence, meant=fault.meant))
    return found


@memoize_text()
def _every_fault(text: str) -> Sequence[tuple[str, Typo]]:
    """Each fault of a text, with the name of the check that finds it."""
    found = ((name, fault) for name, faults in _FAULTS.items() for fault in faults(text))
    return [(name, fault if isinstance(fault, Typo) else Typo(fault)) for name, fault in found]


@_of_texts
def left_in(text: str) -> Iterable[str]:
    """A placeholder or a hint of the blank form is still there."""
    if _NOT_YET.fullmatch(text):
        yield f"“{text.strip()}”是空白表上的提示或没有填完的话：请改成真实的内容，或删掉"
    for match in _LEFT_IN.finditer(text):
        if match.group()[0] not in "（(" or _HINT.search(match.group()):
            yield f"“{shorten(match.group(), 24)}”是空白表上的提示或没有填完的话：请改成真实的内容，或删掉"
            return


@_of_texts
def mark_or_word_doubled(text: str) -> Typos:
    """A mark or a word stands twice in a row."""
    mark = _DOUBLED_MARK.search(text)
    if mark:
        once = _DOUBLED_ONCE.sub(r"\1", text)
        meant = None if _DOUBLED_MARK.search(once) else once
        yield Typo(f"“{_around(text, mark)}”里标点重了：请删掉一个", meant)
    word = next((m for m in _DOUBLED_WORD.finditer(text) if not _MEANT_TWICE.search(m.group(1))), None)
    if word:
        yield f"“{word.group()}”重复了：请删掉一个“{word.group(1)}”"
    elif half := _half_said_twice(text):
        yield f"“{shorten(half, 24)}”写了两遍：请删掉一遍"


def _half_said_twice(text: str) -> str:
    """The text of which the whole text is nothing but a repetition; empty where it is none."""
    text = text.strip()
    half = text[: len(text) // 2]
    shortest = _SHORTEST_NUMBER if half.isdecimal() else _SHORTEST_HALF
    if len(half) < shortest or not text.endswith(half):
        return ""
    return half if text[len(half) : -len(half)].strip(_BETWEEN) == "" else ""


@_of_texts
def mark_unpaired(text: str) -> Iterable[str]:
    """Quotation marks or brackets that are opened and not closed, or the reverse."""
    stray = _stray(text) if _ANY_MARK.search(text) else None
    if stray is not None:
        yield f"“{text[max(0, stray - 6) : stray + 7]}”里的{text[stray]}没有配成对：请补上或删掉"
    elif text.count('"') % 2:
        at = text.index('"')
        yield f"“{text[max(0, at - 6) : at + 7]}”里的引号没有配成对：请补上或删掉"


def _stray(text: str) -> int | None:
    """Where the first mark stands that has no partner."""
    text = _NUMBERED.sub(lambda match: "\0" * len(match.group()), text)
    waiting: list[tuple[str, int]] = []
    for mark in _ANY_MARK.finditer(text):
        character = mark.group()
        if character in _PAIRS:
            waiting.append((_PAIRS[character], mark.start()))
        elif not waiting or not _closes(waiting.pop()[0], character):
            return mark.start()
    return waiting[0][1] if waiting else None


def _closes(wanted: str, character: str) -> bool:
    return wanted == character or {wanted, character} == {")", "）"}


@_of_texts
def number_too_long(text: str) -> Iterable[str]:
    """More digits than any number has: it is not understood, and nothing is held against it."""
    if match := LONG_NUMBER.search(text):
        yield f"“{shorten(match.group(), 40)}”位数太多，没有核对：请看看是不是多打了，或者两个数连在了一起"


@_of_texts
def unfinished(text: str) -> Iterable[str]:
    """A text that ends, or begins, in the middle of a sentence."""
    plain = text.strip()
    if plain[-1:] in _GOES_ON and len(plain) > 1:
        yield f"“{plain[-12:]}”停在“{plain[-1]}”上，像是没有写完，或者后面的掉了：请补完"
    elif plain[:1] in _GOES_ON and len(plain) > 1:
        yield f"“{plain[:12]}”以“{plain[0]}”开头，像是前面的掉了：请补上"


@_of_texts
def number_or_sign_wrong(text: str) -> Typos:
    """A sign that stands there twice, or a number with two points: nobody can say what is meant."""
    if signs := _TWO_SIGNS.search(text):
        once = _SIGN_TWICE.sub(r"\1", text)
        meant = None if _TWO_SIGNS.search(once) else once
        yield Typo(f"“{_around(text, signs)}”里的符号“{signs.group()}”写重了：请只留一个", meant)
    if number := _TWO_POINTS.search(text):
        yield f"“{number.group()}”有两个小数点，看不出是多少：请核对，重新打这个数"


@_of_texts
def letter_for_digit(text: str) -> Iterable[str]:
    """A letter in a number, which looks like one of its digits."""
    for number, letter, digit in numbers_with_letters(text):
        yield f"“{number}”里的“{letter}”是字母，不是数字 {digit}：请核对，重新打这个数"


@_of_texts
def misspelt(text: str) -> Iterable[str]:
    """A word in which one character is taken for another that looks or sounds like it."""
    for match in _misspellings().finditer(text):
        yield f"“{match.group()}”多半是“{read_misspellings()[match.group()]}”：请核对"


@cache
def read_misspellings() -> dict[str, str]:
    """What is written by mistake, and what is meant."""
    words: dict[str, str] = read_words("misspellings")
    return words


@cache
def _misspellings() -> re.Pattern[str]:
    words = read_misspellings()
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(words)})")


@_of_texts
def widths_mixed(text: str) -> Typos:
    """Half-width marks among full-width ones, or full-width digits."""
    half = next((mark for mark in _HALF.finditer(text) if _is_among_words(text, mark.start())), None)
    wide = _WIDE.search(text)
    if half and any(full in text for full in _HALVES.values()):
        fault = f"“{_around(text, half)}”里的“{half.group()}”是半角，别处用的是全角"
        yield Typo(f"{fault}：请改成“{_HALVES[half.group()]}”", _with_wide_marks(text))
    elif wide:
        narrow = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        yield Typo(f"“{wide.group()}”是全角的数字或字母：请改成半角", narrow)


def _with_wide_marks(text: str) -> str:
    def wide(mark: re.Match[str]) -> str:
        return _HALVES[mark.group()] if _is_among_words(text, mark.start()) else mark.group()

    return _HALF.sub(wide, text)


def _is_among_words(text: str, at: int) -> bool:
    """True where a mark stands between Chinese words; behind a number too, not before one as in 1,000 and 12:30."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    begins = _is_chinese(before) or before.isdecimal() or before in ("”", "）")
    return begins and (_is_chinese(after) or after in ("“", "（"))


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


@_of_texts
def spaces_around(text: str) -> Typos:
    """Blanks before or after the text."""
    bare = text.strip(" \t\u3000\u00a0")
    if text.strip() and text != bare:
        yield Typo(f"“{shorten(text, 24)}”前面或后面有空格：请删掉，与上年对比时会被当成不同的文字", bare)


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 5) : match.end() + 5]
