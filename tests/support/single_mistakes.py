"""Single mistakes of a clerk: one harm done to one field or row of a sound spec."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.finding import Keys, value_at
from tests.support.sound_specs import Line, Spot, block, data_of, written


class Unfit(Exception):
    """The harm cannot be done to this field."""


class Mistake(NamedTuple):
    """A harm done to a spot, and the file as it is then."""

    harm: str
    spot: Spot
    text: str

    @property
    def id(self) -> str:
        return f"{self.harm}-{self.spot.pack}-{self.spot.name}"


Data = Any
Place = tuple[Any, Any]
"""What a field or row stands in, and its key or index there."""


def mistakes_at(spot: Spot) -> Iterator[Mistake]:
    """Every mistake that can be made at a spot."""
    for harm, spoil in HARMS.items():
        data = copy.deepcopy(data_of(spot.pack, spot.file))
        try:
            text = spoil(spot, data)
        except Unfit:
            continue
        yield Mistake(harm, spot, text)


def _owner(data: Data, path: Keys) -> Any:
    return value_at(data, path[:-1])


def _text(data: Data) -> str:
    return written(list(block(data)))


# Harms to the data ----------------------------------------------------------------------------------------------------


def _replaced(new: Callable[[Spot], Any]) -> Callable[[Spot, Data], str]:
    """The value is another one."""

    def spoil(spot: Spot, data: Data) -> str:
        value = new(spot)
        if value == spot.value and type(value) is type(spot.value):
            raise Unfit
        _owner(data, spot.path)[spot.path[-1]] = value
        return _text(data)

    return spoil


def _only(types: type | tuple[type, ...], value: Any) -> Callable[[Spot], Any]:
    def new(spot: Spot) -> Any:
        if not isinstance(spot.value, types) or isinstance(spot.path[-1], int):
            raise Unfit
        return value(spot.value) if callable(value) else value

    return new


def _left_out(spot: Spot, data: Data) -> str:
    del _owner(data, spot.path)[spot.path[-1]]
    return _text(data)


def _row_twice(spot: Spot, data: Data) -> str:
    if not isinstance(spot.path[-1], int):
        raise Unfit
    _owner(data, spot.path).insert(spot.path[-1], copy.deepcopy(spot.value))
    return _text(data)


def _one_up(spot: Spot, data: Data) -> str:
    if len(spot.path) < 2 or isinstance(spot.path[-1], int):
        raise Unfit
    del _owner(data, spot.path)[spot.path[-1]]
    above = spot.path[:-1]
    while isinstance(above[-1], int):
        above = above[:-1]
    owner = _owner(data, above)
    if spot.path[-1] in owner:
        raise Unfit
    owner[spot.path[-1]] = spot.value
    return _text(data)


def _one_down(spot: Spot, data: Data) -> str:
    """Into the group above it in the same place, as with an indent too many."""
    owner = _owner(data, spot.path)
    if isinstance(owner, list):
        raise Unfit
    keys = list(owner)
    at = keys.index(spot.path[-1])
    group = owner[keys[at - 1]] if at else None
    if isinstance(group, list) and group:
        group = group[-1]
    if not isinstance(group, dict) or spot.path[-1] in group:
        raise Unfit
    group[spot.path[-1]] = owner.pop(spot.path[-1])
    return _text(data)


def _to_next_table(spot: Spot, data: Data) -> str:
    """A row of indicators stands in the list that follows."""
    rows = _owner(data, spot.path)
    level = value_at(data, spot.path[:-2]) if len(spot.path) > 2 else None
    if not isinstance(rows, list) or not isinstance(level, dict):
        raise Unfit
    lists = [key for key, value in level.items() if isinstance(value, list)]
    following = lists[lists.index(str(spot.path[-2])) + 1 :]
    if not following:
        raise Unfit
    level[following[0]].append(rows.pop(int(spot.path[-1])))
    return _text(data)


def _swapped(spot: Spot, data: Data) -> str:
    """Two neighbours of one type stand in one another's place."""
    owner = _owner(data, spot.path)
    if not isinstance(owner, dict) or isinstance(spot.value, dict | list):
        raise Unfit
    keys = list(owner)
    following = keys[keys.index(spot.path[-1]) + 1 :]
    if not following or type(owner[following[0]]) is not type(spot.value) or owner[following[0]] == spot.value:
        raise Unfit
    owner[spot.path[-1]], owner[following[0]] = owner[following[0]], spot.value
    return _text(data)


# Harms to the text ----------------------------------------------------------------------------------------------------


def _lines(spot: Spot, data: Data) -> tuple[list[Line], int, int]:
    """The lines of the file, and those of the spot: the first, and the one behind the last."""
    lines = list(block(data))
    own = [at for at, line in enumerate(lines) if line.path[: len(spot.path)] == spot.path]
    return lines, own[0], own[-1] + 1


def _field_twice(spot: Spot, data: Data) -> str:
    if isinstance(spot.path[-1], int):
        raise Unfit
    lines, begin, end = _lines(spot, data)
    first = Line(lines[begin].path, " " * lines[begin].indent + lines[begin].text.lstrip(" -"))
    return written([*lines[:end], first, *lines[begin + 1 : end], *lines[end:]])


def _ends_here(spot: Spot, data: Data) -> str:
    lines, begin, _ = _lines(spot, data)
    if begin + 1 == len(lines):
        raise Unfit
    return written(lines[: begin + 1])


def _ends_within(spot: Spot, data: Data) -> str:
    lines, begin, _ = _lines(spot, data)
    text = lines[begin].text
    return written(lines[:begin]) + text[: lines[begin].indent + (len(text) - lines[begin].indent) // 2]


def _retyped(change: Callable[[str, Line], str]) -> Callable[[Spot, Data], str]:
    """The line in which the field begins is typed in another way."""

    def spoil(spot: Spot, data: Data) -> str:
        if isinstance(spot.path[-1], int):
            raise Unfit
        lines, begin, _ = _lines(spot, data)
        text = change(str(spot.path[-1]), lines[begin])
        if text == lines[begin].text:
            raise Unfit
        return written([*lines[:begin], Line((), text), *lines[begin + 1 :]])

    return spoil


def _with_key(change: Callable[[str], str]) -> Callable[[Spot, Data], str]:
    return _retyped(lambda key, line: line.text.replace(f"{key}:", f"{change(key)}:", 1))


def _with_colon(colon: str) -> Callable[[Spot, Data], str]:
    return _retyped(lambda key, line: re.sub(f"{re.escape(key)}: ?", f"{key}{colon}", line.text, count=1))


def _with_indent(more: int) -> Callable[[Spot, Data], str]:
    def change(_: str, line: Line) -> str:
        if "- " in line.text[: line.indent] or line.indent + more < 0:
            raise Unfit
        return " " * (line.indent + more) + line.text.lstrip(" ")

    return _retyped(change)


def _typed(change: Callable[[Any], str]) -> Callable[[Spot, Data], str]:
    """A number, as it is typed by somebody who does not type it as the form wants it."""

    def spoil(spot: Spot, data: Data) -> str:
        if not isinstance(spot.value, Decimal):
            raise Unfit
        typed = change(spot.value)
        return _retyped(lambda key, line: f"{line.text[: line.text.index(key)]}{key}: {typed}")(spot, data)

    return spoil


# What is typed instead ------------------------------------------------------------------------------------------------

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_OPPOSITE = str.maketrans("≥≤＞＜", "≤≥＜＞")


def _half(value: Any) -> Any:
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        if len(digits) < 2:
            raise Unfit
        return Decimal(digits[:-1].rstrip("."))
    if len(value) < 2:
        raise Unfit
    return value[: len(value) // 2].strip()


def _with_digits(change: Callable[[str], str]) -> Callable[[str], str]:
    def new(text: str) -> str:
        if not re.search("[0-9]", text):
            raise Unfit
        return change(text)

    return new


def _without_point(value: Decimal) -> Decimal:
    return Decimal(f"{value:f}".replace(".", ""))


def _only_number(text: str) -> str:
    match = re.search(r"[0-9][0-9.]*", text)
    if not match or match.group() == text:
        raise Unfit
    return match.group()


SCALAR = (str, Decimal)
HARMS: dict[str, Callable[[Spot, Data], str]] = {
    # left out, left blank
    "漏掉": _left_out,
    "留空": _replaced(_only((str, Decimal, dict, list), None)),
    "写斜杠": _replaced(_only(SCALAR, "/")),
    "空引号": _replaced(_only(SCALAR, "")),
    "空的列表": _replaced(_only(list, [])),
    "空的一组": _replaced(_only(dict, {})),
    "写成零": _replaced(_only(Decimal, Decimal(0))),
    # doubled
    "字段写两遍": _field_twice,
    "行写两遍": _row_twice,
    "值打两遍": _replaced(_only(str, lambda text: text * 2)),
    "多一位": _replaced(_only(Decimal, lambda value: Decimal(f"{value:f}" + f"{value:f}"[-1]))),
    # misplaced
    "高了一层": _one_up,
    "低了一层": _one_down,
    "写到下一张表": _to_next_table,
    "和下一栏对调": _swapped,
    # cut
    "少了后半": _replaced(_only(SCALAR, _half)),
    "文件到此为止": _ends_here,
    "文件断在这一行": _ends_within,
    # altered
    "小数点丢了": _replaced(_only(Decimal, _without_point)),
    "一万倍": _replaced(_only(Decimal, lambda value: value * 10_000)),
    "负数": _replaced(_only(Decimal, lambda value: -value)),
    "另一个数": _replaced(_only(Decimal, lambda value: value + 1)),
    "文字里的数改了": _replaced(_only(str, _with_digits(lambda text: re.sub("[1-9]", "7", text, count=1)))),
    "只剩数": _replaced(_only(str, _only_number)),
    "符号反了": _replaced(_only(str, lambda text: text.translate(_OPPOSITE))),
    # read as something else
    "数字加引号": _replaced(_only(Decimal, lambda value: f"{value:f}")),
    "文字写成数": _replaced(_only(str, Decimal(12))),
    "写成日期": _replaced(_only(Decimal, "2023-12-01")),
    "写成列表": _replaced(_only((str, Decimal, dict), lambda value: [value])),
    "写成一组": _replaced(_only((str, Decimal, list), lambda value: {"内容": value})),
    "写成一句": _replaced(_only((dict, list), "见附件")),
    # look-alikes
    "全角数字": _typed(lambda value: f"{value:f}".translate(_WIDE)),
    "数里有字母": _typed(lambda value: f"{value:f}".replace("0", "O").replace("1", "l")),
    "千分位": _typed(lambda value: f"{value:,f}"),
    "带单位": _typed(lambda value: f"{value:f}万元"),
    "前面有零": _typed(lambda value: f"0{value:f}"),
    "文字里全角数字": _replaced(_only(str, lambda text: text.translate(_WIDE))),
    "文字里有字母": _replaced(_only(str, lambda text: text.replace("0", "O").replace("1", "l"))),
    "字段名少一字": _with_key(lambda key: key[:-1] if len(key) > 1 else key),
    "字段名里有空格": _with_key(lambda key: f"{key[:1]} {key[1:]}"),
    "字段名里有看不见的字": _with_key(lambda key: f"{key[:1]}\u200b{key[1:]}"),
    "值里有看不见的字": _replaced(_only(str, lambda text: f"{text[:1]}\u200b{text[1:]}")),
    "全角冒号": _with_colon("："),
    "冒号后没空格": _with_colon(":"),
    "缩进少一格": _with_indent(-1),
    "缩进多一格": _with_indent(1),
}
"""What can happen to a field, by what a clerk would call it; each raises Unfit where it cannot happen."""
