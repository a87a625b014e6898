"""How sure one may be that two names are one thing under a new name.

What is not in both names weighs more than what is: a word against another is another thing (发案数, 破案数), unless the
two are known to say the same (长度, 里程); a word that came or went is a closer or a wider name of the same. The words
are in `words/contrasts.yaml` and `words/same_words.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from perfdocs.prose.words import read_words

# The figures below were fixed on the half of `tests/examples/reading/renames*.tsv` that is for tuning, and on
# `tests/examples/renames.yaml`; `make bench reading` prints precision and recall on the other half.

ENOUGH = 0.61
"""The least sureness of two rows that are taken for one, renamed."""
SAME_NAME = 0.71
"""The least likeness of two names of which nothing else is known; that of two rows in the same place."""
MAYBE = 0.4
"""The least sureness of two rows that may be one, which is said."""
_UNLIKE = 0.55
"""Names less alike than this are two things, whatever else is the same."""
_NAMES, _CONTENTS, _PLACE = 0.75, 0.17, 0.08
"""The shares of the names, of what stands in the rows and of their place in how sure it is that they are one."""
_ADDED = 0.3
"""What it costs if all of a name's words but one were added or left out, of 1."""
_REPLACED = 1.1
"""How many times the share of the words that are replaced by others it costs."""
_CLOSER = 0.1
"""What it costs if a word that is opposed to others (城镇) stands in one name alone."""
_SHARED_CHARACTER = 0.3
"""What it gains where words that were replaced have a character in common with those in their place (筛查, 检查)."""
_OTHER_END = 0.2
"""What it gains where the last word is another one too: what differs in a single word is likelier to be two things."""
_ONE_WORD = 0.15
"""What it costs if one word that is known stands in the place of another, and nothing else differs."""
_ONE_CHARACTER = 0.3
"""What it costs if a single character stands in the place of another, and no table says the same of the two words: 东区
and 西区 are two things."""
_OTHER_RATE = 0.25
"""What it costs if a word that says which rate it is was added just before 率: 接种及时率 is measured otherwise than
接种率."""
_MOST = 0.99
"""What names that are not quite the same are alike at most."""
_IDLE_WEIGHT = 0.3
"""What 数量 and the like count, where another word counts 1 a character."""

BLANK = "〇"
"""In the example of a group of words, where they stand."""

_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?度?")
_IDLE = re.compile(r"[\s“”\"'（）()《》、，,。；;：:·－—-]|全年|本年度?|年度|当年|年内|情况|总体|相关|各类|有关")
_IDLE_CHARACTERS = frozenset("的和与或及对")
"""What does not count unless it is a part of a word that is known."""
_NUMBER = re.compile(r"\d[\d.]*%?")
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def likeness(old: str, new: str) -> float:
    """From 0 to 1; the same in both directions. Years do not count, opposed words (进口, 出口) part."""
    if old == new:
        return float(bool(old))
    before, after = _read_name(old), _read_name(new)
    went, came = _without_pairs(before.words, after.words)
    if not went and not came:
        return 1.0
    went_weight, came_weight = _weight(went), _weight(came)
    common = (before.weight + after.weight - went_weight - came_weight) / 2
    replaced, most = min(went_weight, came_weight), max(went_weight, came_weight)
    if common <= 0 or replaced > common:
        return 0.0
    alone = _without_pairs(before.opposable, after.opposable)
    if _are_opposed(*alone):
        return 0.0
    grade = 1 - _ADDED * (most - replaced) / (common + replaced + most) - _REPLACED * replaced / (common + replaced)
    grade -= _CLOSER * any(alone)
    grade += _OTHER_END * (before.last != after.last)
    grade += _SHARED_CHARACTER * bool(_characters(went) & _characters(came))
    grade -= _ONE_CHARACTER * _differ_in_one_character(before.plain, after.plain)
    grade -= _OTHER_RATE * (not (went and came) and _is_other_rate(before, after, went | came))
    grade -= _ONE_WORD * (before.last == after.last and _is_one_word(went) and _is_one_word(came))
    return round(min(max(grade, 0.0), _MOST), 4)


def is_closer_name(wide: str, close: str) -> bool:
    """True where one name is the other with words added to it: 建档人数, 城镇居民建档人数."""
    went, came = _without_pairs(_read_name(wide).words, _read_name(close).words)
    return bool(came) and not went


def are_opposed_names(old: str, new: str) -> bool:
    """True where two names are parted by words of contrast: 城镇居民建档人数, 农村居民建档人数."""
    return _are_opposed(*_without_pairs(_read_name(old).opposable, _read_name(new).opposable))


def sureness(names: float, same_place: bool, contents: float) -> float:
    """How sure that two rows are one, from 0 to 1; `names` and `contents` are likenesses."""
    if names == 1:
        return 1.0
    return round(_NAMES * names + _CONTENTS * contents + _PLACE * same_place, 4) if names >= _UNLIKE else 0.0


class Group(NamedTuple):
    """Words that are opposed to one another, or say the same, and a name in which `BLANK` is any of them."""

    example: str
    words: tuple[str, ...]


def read_groups(name: str) -> list[Group]:
    """The groups of `words/<name>.yaml`."""
    lines: list[dict[str, str]] = read_words(name)
    return [Group(example, tuple(words.split())) for line in lines for example, words in line.items()]


class _Word(NamedTuple):
    """A word of a name, or a character of what is in no table; `again` counts those before it that are the same."""

    text: str
    again: int = 0


class _Name(NamedTuple):
    """A name as it is compared."""

    plain: str
    words: frozenset[_Word]
    last: str
    before_last: str
    weight: float
    opposable: frozenset[_Word]
    """The words that are opposed to others, also those that are a part of a longer word (养老保险)."""


@lru_cache(maxsize=4096)
def _read_name(name: str) -> _Name:
    lexicon = _lexicon()
    plain = _IDLE.sub("", _YEAR.sub("", name.translate(_WIDE)))
    texts = [text for text in lexicon.split(plain) if text not in _IDLE_CHARACTERS]
    words = frozenset(_Word(text, texts[:index].count(text)) for index, text in enumerate(texts))
    opposed = lexicon.opposed
    every = {text for text in {*texts, *lexicon.parts(plain)} if text in opposed}
    opposable = frozenset(
        _Word(text)
        for text in every
        if not any(text in other and text != other and not opposed[text].isdisjoint(opposed[other]) for other in every)
    )
    before_last, last = ["", "", *texts][-2:]
    return _Name(plain, words, last, before_last, _weight(words), opposable)


class _Lexicon(NamedTuple):
    """What is known of words. `same` and `opposed` are the numbers of the groups in which a word is; that of the
    opposed words also counts for those that say the same."""

    same: Mapping[str, frozenset[int]]
    opposed: Mapping[str, frozenset[int]]
    contrasts: Collection[str]
    """The words of the groups of opposed words themselves."""
    longest: int
    idle: int
    """The group of 数量, which says the same as 总数."""
    measures: int
    """The group of 人数, which is opposed to 面积."""
    rates: int
    """The group of 及时, which is opposed to 合格."""

    def is_measure(self, word: str) -> bool:
        """True for a word that says what is counted: 人数, 面积, 数量."""
        return self.idle in self.same.get(word, ()) or self.measures in self.opposed.get(word, ())

    def split(self, name: str) -> Iterator[str]:
        """The words of a name, the longest first; what is in no table is a character each, a number is one."""
        start = 0
        while start < len(name):
            number = _NUMBER.match(name, start)
            unknown = number.group() if number else name[start]
            text = next(self._words_at(name, start, self.opposed), unknown)
            yield text
            start += len(text)

    def parts(self, name: str) -> Iterator[str]:
        """The opposed words in a name, also inside one another."""
        for start in range(len(name)):
            yield from self._words_at(name, start, self.contrasts)

    def _words_at(self, name: str, start: int, words: Collection[str]) -> Iterator[str]:
        """The words that begin at a place, the longest first; a single 数 or 率 is one at the end alone."""
        for stop in range(min(len(name), start + self.longest), start, -1):
            text = name[start:stop]
            if text in words and (stop - start > 1 or stop == len(name) or text not in self.same):
                yield text


@cache
def _lexicon() -> _Lexicon:
    alike = [group.words for group in read_groups("same_words")]
    same = _by_word(alike)
    groups = [group.words for group in read_groups("contrasts")]
    contrasts = _by_word(groups)
    opposed = {
        word: frozenset(
            number
            for other in {word, *(mate for group in same.get(word, ()) for mate in alike[group])}
            for number in contrasts.get(other, ())
        )
        for word in {*same, *contrasts}
    }
    idle = next(number for number, words in enumerate(alike) if "数量" in words)
    measures = next(number for number, group in enumerate(groups) if {"人数", "面积"} <= {*group})
    rates = next(number for number, group in enumerate(groups) if {"及时", "合格"} <= {*group})
    return _Lexicon(same, opposed, frozenset(contrasts), max(map(len, opposed)), idle, measures, rates)


def _by_word(groups: Sequence[tuple[str, ...]]) -> dict[str, frozenset[int]]:
    """The numbers of the groups in which each word is."""
    numbers: dict[str, set[int]] = {}
    for number, words in enumerate(groups):
        for word in words:
            numbers.setdefault(word, set()).add(number)
    return {word: frozenset(every) for word, every in numbers.items()}


def _without_pairs(old: frozenset[_Word], new: frozenset[_Word]) -> tuple[set[_Word], set[_Word]]:
    """The words of each name that the other has not, nor one that says the same."""
    went, came = set(old - new), set(new - old)
    same = _lexicon().same
    for word in sorted(went) if came else ():
        groups = same.get(word.text)
        partners = [other for other in came if not groups.isdisjoint(same.get(other.text, ()))] if groups else ()
        if partners:
            went.remove(word)
            came.remove(min(partners))
    return went, came


def _weight(words: Iterable[_Word]) -> float:
    lexicon = _lexicon()
    return sum(
        _IDLE_WEIGHT if lexicon.idle in lexicon.same.get(word.text, ()) else min(len(word.text), 2) for word in words
    )


def _are_opposed(went: Iterable[_Word], came: Iterable[_Word]) -> bool:
    opposed = _lexicon().opposed
    return any(not opposed[word.text].isdisjoint(opposed[other.text]) for word in went for other in came)


def _is_one_word(words: Collection[_Word]) -> bool:
    """True for a single word that is known."""
    return len(words) == 1 and all(len(word.text) > 1 for word in words)


def _differ_in_one_character(old: str, new: str) -> bool:
    """True where a character stands in the place of another, and neither is a figure."""
    if len(old) != len(new):
        return False
    differing = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return len(differing) == 1 and not any(character.isdecimal() for character in differing[0])


def _is_other_rate(before: _Name, after: _Name, added: Collection[_Word]) -> bool:
    """True for two rates of which one has an added word that says which rate it is just before 率."""
    lexicon = _lexicon()
    words = {word.text for word in added} & {before.before_last, after.before_last}
    return before.last == after.last == "率" and any(lexicon.rates in lexicon.opposed.get(word, ()) for word in words)


def _characters(words: Iterable[_Word]) -> set[str]:
    """The characters of words, but for those that say what is counted (人数, 次数)."""
    lexicon = _lexicon()
    return {character for word in words if not lexicon.is_measure(word.text) for character in word.text}
