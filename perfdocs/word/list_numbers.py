"""The numbers and bullets that Word puts before the paragraphs of a list: they stand in no text of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from perfdocs.prose.numerals import chinese_numeral
from perfdocs.word.effective import Styles
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import W, val

LEVELS = 9
"""Levels of a list (ECMA-376 part 1, 17.9.6)."""
_PLACE = re.compile(r"%([1-9])")
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)  # noqa: SIM905
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_MOST_ROMAN, _MOST_CHINESE = 3999, 9999


class _List(NamedTuple):
    """A list (`w:num`): whose counts it goes on with, its levels, and at what number those begin that begin anew."""

    abstract: str
    levels: Mapping[int, etree._Element]
    starts: Mapping[int, int]


class ListNumbers:
    """The numbers of a document's paragraphs; each is to be asked for once, in the order of the document."""

    def __init__(self, document: WordFile) -> None:
        self._styles = Styles(document)
        self._parts = document.parts("numbering")
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def of(self, paragraph: etree._Element) -> str:
        """The number or the bullet before a paragraph; empty where it has none."""
        number, level_text = self._styles.numbering(paragraph)
        if not number:
            return ""
        if number not in self._lists:
            self._lists[number] = self._list(number)
        owner = self._lists[number]
        if owner is None:
            return f"（numId {number}）"
        level = min(_number(level_text), LEVELS - 1)
        counts = self._counts.setdefault(owner.abstract, [None] * LEVELS)
        count = counts[level]
        if level in owner.starts and (number, level) not in self._begun:
            counts[level] = owner.starts[level]
        else:
            counts[level] = _start(owner.levels.get(level)) if count is None else count + 1
        self._begun.add((number, level))
        counts[level + 1 :] = [None] * (LEVELS - level - 1)

        def counted(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            count, its_level = counts[place], owner.levels.get(place)
            return _in_format(_start(its_level) if count is None else count, its_level)

        own = owner.levels.get(level)
        return _PLACE.sub(counted, "" if own is None else val(own.find(f"{W}lvlText")))

    def _list(self, number: str) -> _List | None:
        found = (each for part in self._parts for each in _named(part, "num", "numId", number))
        owner = next(found, None)
        if owner is None:
            return None
        abstract = val(owner.find(f"{W}abstractNumId"))
        shared = (each for part in self._parts for each in _named(part, "abstractNum", "abstractNumId", abstract))
        levels = [level for each in shared for level in each.iterfind(f"{W}lvl")]
        overrides = owner.findall(f"{W}lvlOverride")
        levels += [level for each in overrides for level in each.iterfind(f"{W}lvl")]
        anew = [(each, each.find(f"{W}startOverride")) for each in overrides]
        starts = {_place(each): _number(val(start)) for each, start in anew if start is not None}
        return _List(abstract, {_place(level): level for level in levels}, starts)


def _named(parent: etree._Element, tag: str, key: str, value: str) -> Iterator[etree._Element]:
    return (each for each in parent.iterfind(f"{W}{tag}") if each.get(f"{W}{key}") == value)


def _place(level: etree._Element) -> int:
    return _number(level.get(f"{W}ilvl", "0"))


def _start(level: etree._Element | None) -> int:
    return _number(val(None if level is None else level.find(f"{W}start"), "1"))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _in_format(number: int, level: etree._Element | None) -> str:
    """The number as the level writes it; one in a format that is not known here, with the name of that."""
    name = val(None if level is None else level.find(f"{W}numFmt"), "decimal")
    if name in ("decimal", "decimalZero"):
        return f"{number:02}" if name == "decimalZero" else str(number)
    if name == "none":
        return ""
    if name.startswith(("chineseCounting", "ideographDigital", "japaneseCounting")) and 0 < number <= _MOST_CHINESE:
        return chinese_numeral(number)
    if name == "ideographTraditional" and 0 < number <= len(_STEMS):
        return _STEMS[number - 1]
    if name in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if name.endswith("Letter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if name.startswith("upper") else letter
    if name.endswith("Roman") and 0 < number <= _MOST_ROMAN:
        return _roman(number).upper() if name.startswith("upper") else _roman(number)
    return f"{number}（{name}）"


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
