"""Whether a regular expression is of a kind that any text is held against in time that grows with its length.

Python goes back and tries again: `^(a+)+$` takes forever for forty letters. What may do so is refused, with what to do.
"""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

sre: Any = importlib.import_module("re._constants")
_parser: Any = importlib.import_module("re._parser")
"""Python's own reader of them; `sre_parse`, its public name, is to go."""

MANY = 20
"""Repetitions from which on a repetition counts as one without end. Chosen by hand: dates and numbers have fewer."""
FEW = 3
"""Repetitions up to which it does not matter that there are several ways through what is repeated."""
LONGEST_TEXT = 10_000
"""Characters of a text that is held against a pattern; a longer one does not match. Chosen by hand."""
LONGEST = 1_000
"""Characters of a pattern."""
_SAMPLE = [chr(number) for number in range(0x180)] + list("一年月日万元、，。：（）％①Ⅰ１Ａ　é\u2028")
"""Characters by which it is told whether two classes of them have any in common, beside those of the pattern."""

_ONE = (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY)
"""Items that stand for one character."""
_NOT_ALLOWED = (sre.GROUPREF, sre.GROUPREF_EXISTS, sre.ASSERT, sre.ASSERT_NOT)

_Item = tuple[Any, Any]


def fault_of_pattern(pattern: str) -> str:
    """Why a pattern is refused, in Chinese; empty where it is not."""
    if len(pattern) > LONGEST:
        return f"正则表达式太长（最多 {LONGEST} 个字符）"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
            items: list[_Item] = list(_parser.parse(pattern))
    except (re.error, RecursionError, OverflowError):
        return "不是 Python 的正则表达式"
    optional = sum(_is_repeat(kind) and value[0] != value[1] for kind, value in _flat(items))
    try:
        if optional > MANY:
            raise _Ambiguous(f"可有可无、次数不定的地方太多（最多 {MANY} 处）")
        _walk(items, None, _Letters(pattern))
    except (_Ambiguous, RecursionError) as reason:
        return f"这个正则表达式可能永远算不完：{reason if isinstance(reason, _Ambiguous) else '括号套得太深'}"
    return ""


class _Letters:
    """The characters that classes are tried with."""

    def __init__(self, pattern: str) -> None:
        self.all = list(dict.fromkeys([*_SAMPLE, *pattern]))

    def of(self, item: _Item) -> set[str]:
        """Those that an item of one character matches; all for an item of another kind."""
        kind, value = item
        if kind is sre.LITERAL:
            return {chr(value)}
        if kind is sre.NOT_LITERAL:
            return {letter for letter in self.all if ord(letter) != value}
        if kind is sre.IN:
            negated = bool(value) and value[0][0] is sre.NEGATE
            return {letter for letter in self.all if any(_is_in(letter, each) for each in value) != negated}
        return set(self.all)


def _is_in(letter: str, member: _Item) -> bool:
    kind, value = member
    if kind is sre.LITERAL:
        return bool(ord(letter) == value)
    if kind is sre.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    if kind is sre.CATEGORY:
        name = str(value)
        known: bool = letter.isdigit() if "DIGIT" in name else letter.isspace() if "SPACE" in name else _is_word(letter)
        return known != ("NOT" in name)
    return False


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


class _Ambiguous(Exception):
    """A text may be shared out between two repetitions in many ways, all of which are tried. The text says where."""


def _walk(items: Sequence[_Item], before: set[str] | None, letters: _Letters) -> set[str] | None:
    """Goes through items behind a repetition without end of these characters (None: behind none, or where something
    that is none of them has to stand between); what holds behind them. Raises _Ambiguous.
    """
    for kind, value in items:
        if kind is sre.SUBPATTERN:
            before = _walk(list(value[-1]), before, letters)
        elif kind is sre.BRANCH:
            before = _either([_walk(list(branch), before, letters) for branch in value[1]])
        elif (_is_repeat(kind) and _is_endless(value)) or (
            _is_repeat(kind) and value[1] > FEW and _varies(list(value[2]))
        ):
            before = _walk_endless(list(value[2]), before, letters)
        elif _is_repeat(kind):
            once = _walk(list(value[2]), before, letters)
            more = _walk(list(value[2]), once, letters) if value[1] > 1 else once
            before = more if value[0] else _either([before, more])
        elif kind in _NOT_ALLOWED:
            raise _Ambiguous("不能写反向引用和环视")
        elif kind is not sre.AT and before is not None and not before & letters.of((kind, value)):
            before = None
    return before


def _walk_endless(body: Sequence[_Item], before: set[str] | None, letters: _Letters) -> set[str]:
    first, *others = _one_by_one(body)
    begins = letters.of(first) if first[0] in _ONE else set(letters.all)
    within = set[str]().union(*(letters.of(each) for each in _flat(others) if each[0] in _ONE))
    if others and not (first[0] in _ONE and not begins & within):
        if any(_is_repeat(each) and rest[0] != rest[1] for each, rest in _flat(body)):
            raise _Ambiguous("重复里面又有重复，例如 (a+)+")
        begins = begins | within
    if any(each is sre.BRANCH for each, _ in _flat(body)):
        raise _Ambiguous("重复里面有“|”，例如 (a|ab)*")
    if _is_repeat(first[0]):
        raise _Ambiguous("重复里面又有重复，例如 (a+)+")
    if before is not None and before & begins:
        raise _Ambiguous("两处不限次数的重复挨在一起，分不清哪些字归谁，例如 a*a*")
    _walk(others, None, letters)
    return begins | within


def _varies(body: Sequence[_Item]) -> bool:
    """Whether a body may match texts of different lengths."""
    return any(each is sre.BRANCH or (_is_repeat(each) and rest[0] != rest[1]) for each, rest in _flat(body))


def _either(ways: Sequence[set[str] | None]) -> set[str] | None:
    known = [way for way in ways if way is not None]
    return set[str]().union(*known) if known else None


def _is_repeat(kind: Any) -> bool:
    return kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def _is_endless(value: Any) -> bool:
    least, most, _ = value
    return bool(most is sre.MAXREPEAT or most - least > MANY)


def _one_by_one(items: Sequence[_Item]) -> list[_Item]:
    """The items one after the other, with those of groups in their place."""
    steps: list[_Item] = []
    for kind, value in items:
        steps += _one_by_one(list(value[-1])) if kind is sre.SUBPATTERN else [(kind, value)]
    return steps


def _flat(items: Sequence[_Item]) -> Iterator[_Item]:
    """All items, also those inside of others."""
    for kind, value in items:
        yield kind, value
        if kind is sre.SUBPATTERN:
            yield from _flat(list(value[-1]))
        elif _is_repeat(kind):
            yield from _flat(list(value[2]))
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _flat(list(branch))
