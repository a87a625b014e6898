"""Each slip that people make in YAML, and how the line was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from perfdocs.prose.shorten import shorten


class Mend(NamedTuple):
    """A line as it may have been meant. `column` counts from 1; `message` is for the clerk."""

    column: int
    line: str
    message: str


_ITEM = r"^(\s*(?:-\s+)*)"
_KEY = r"([^\s:：#\"'\[\]{}&*!|>%@`,，][^:：#\"'\[\]{},，]*)"
_LEADING_WIDE = re.compile("^[ \t]*[\u3000\u00a0][\u3000\u00a0 \t]*")
_WIDE_COLON = re.compile(_ITEM + _KEY + "：[ \u3000]*(.*)$")
_WIDE_COLON_INSIDE = re.compile(r"(?<=[{,，])(\s*" + _KEY + ")：[ \u3000]*")
_TIGHT_COLON = re.compile(_ITEM + _KEY + r":(?=[^\s:])(.*)$")
_DASH = re.compile(r"^(\s*)([-－—–])(?=[^\s-])(.*)$")
_VALUE = re.compile(_ITEM + r"(?:" + _KEY + r":[ ]+)?([^\s#].*)$")
_BARE_INSIDE = re.compile(r"""(?<=[{,:]\s)([>|%@`&*!][^,{}\[\]]*|"[^"]*"[^,{}\[\]\s"][^,{}\[\]]*)""")
_WORD_AND_VALUE = re.compile(_ITEM + r"([^\s:：#\"'\[\]{}&*!|>%@`-][^\s:：#]*)[ \u3000]+([^\s#:：][^:：]*)$")
_WORD_ALONE = re.compile(_ITEM + r"([^\s:：#\"'\[\]{}&*!|>%@`-][^\s:：#]*)[ ]*$")
_CLOSING = {"{": "}", "[": "]"}


def _wide_space(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if match := _LEADING_WIDE.match(line):
        spaces = "".join("  " if character in "\u3000\t" else " " for character in match.group())
        message = "行首用了全角空格（或不换行空格）缩进，请改成半角空格，每层两个"
        yield Mend(len(match.group()), spaces + line[match.end() :], message)


def _tab(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if "\t" in line:
        message = "这里用了 Tab 键，YAML 只认空格：请改成空格，每层两个"
        for spaces in ("  ", ""):
            yield Mend(line.index("\t") + 1, line.replace("\t", spaces), message)


def _wide_colon(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if match := _WIDE_COLON.match(line):
        start, key, rest = match.groups()
        message = f"“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”"
        yield Mend(len(start) + len(key) + 1, f"{start}{key}: {rest}", message)
    elif match := _WIDE_COLON_INSIDE.search(line):
        key = match.group(2)
        message = f"“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”"
        fixed = f"{line[: match.start()]}{match.group(1)}: {line[match.end() :]}"
        yield Mend(match.start() + len(match.group(1)) + 1, fixed, message)


def _tight_colon(lines: list[str], number: int) -> Iterator[Mend]:
    if match := _TIGHT_COLON.match(lines[number]):
        start, key, rest = match.groups()
        message = f"“{key}:”的冒号后面少一个空格，请写成“{key}: …”"
        yield Mend(len(start) + len(key) + 1, f"{start}{key}: {rest}", message)


def _no_colon(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if match := _WORD_AND_VALUE.match(line):
        start, key, value = match.groups()
        message = f"“{key}”后面少了冒号，请写成“{key}: {shorten(value, 30, tail=1)}”"
        yield Mend(len(start) + len(key) + 1, f"{start}{key}: {value}", message)
    elif match := _WORD_ALONE.match(line):
        start, key = match.groups()
        yield Mend(len(start) + len(key) + 1, f"{start}{key}:", f"“{key}”后面少了冒号，请写成“{key}:”")


def _bare_value_inside(lines: list[str], number: int) -> Iterator[Mend]:
    """Inside braces: `{单位: %}`, `{值: >=90%}`, `{名称: "甲"乙}`."""
    line = lines[number]
    for match in _BARE_INSIDE.finditer(line):
        value = match.group(1).rstrip()
        why = _why_quote(value, shorten(_in_quotes(value), 30, tail=1))
        if why and ("{" in line[: match.start(1)] or "[" in line[: match.start(1)]):
            fixed = line[: match.start(1)] + _in_quotes(value) + line[match.start(1) + len(value) :]
            yield Mend(match.start(1) + 1, fixed, why)


def _in_quotes(value: str) -> str:
    return f'"{value}"' if "'" in value and '"' not in value else "'" + value.replace("'", "''") + "'"


def _wide_comma(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if ("{" in line or "[" in line) and "，" in line:
        message = (
            "花括号、方括号里用了全角逗号“，”，请改成半角逗号加一个空格“, ”；如果逗号是文字的一部分，请给文字加引号"
        )
        yield Mend(line.index("，") + 1, line.replace("，", ", "), message)


def _dash(lines: list[str], number: int) -> Iterator[Mend]:
    if match := _DASH.match(lines[number]):
        start, dash, rest = match.groups()
        message = f"列表每一项以半角减号加一个空格“- ”开头，这里是“{dash}”"
        yield Mend(len(start) + 1, f"{start}- {rest}", message)


def _bare_value(lines: list[str], number: int) -> Iterator[Mend]:
    """A value that YAML takes for something else: `>=90%`, `%`, `@`, `"招商"活动`, `目标: 20个`."""
    line = lines[number]
    match = _VALUE.match(line)
    if not match:
        return
    start, value = match.start(3), match.group(3).rstrip()
    if value[0] in "\"'" and value.count(value[0]) == 1:
        message = f"引号 {value[0]} 没有配对：请在文字末尾补上，或去掉开头的引号"
        yield Mend(start + 1, f"{line[:start]}{value}{value[0]}", message)
    if value[0] in "[{":
        yield from _open_bracket(line, start, value)
    else:
        plain = value[1:-1] if _is_escaping(value) else value
        if why := _why_quote(value, shorten(_in_quotes(plain), 30, tail=1)):
            yield Mend(start + 1, line[:start] + _in_quotes(plain), why)


def _open_bracket(line: str, start: int, value: str) -> Iterator[Mend]:
    bracket, closing = value[0], _CLOSING[value[0]]
    if closing not in value:
        yield Mend(start + 1, line + closing, f"“{bracket}”没有配对：请在末尾补上“{closing}”")
    if ":" not in value and "：" not in value:
        message = f"以“{bracket}”开头的文字要加引号，写成 {shorten(_in_quotes(value), 30, tail=1)}"
        yield Mend(start + 1, line[:start] + _in_quotes(value), message)


def _is_escaping(value: str) -> bool:
    return len(value) > 1 and value[0] == value[-1] == '"' and "\\" in value


def _why_quote(value: str, shown: str) -> str | None:
    """Why a value must be in (other) quotation marks, or None where it need not."""
    if _is_escaping(value):
        return f"双引号里的“\\”是转义符号：请改用单引号，写成 {shown}"
    if value == "-":
        return "只写一个“-”会被当成列表：没有内容就空着，要印一条横线就写成 '-'"
    if value[0] in "\"'":
        return f"引号后面还有文字，YAML 读不懂：请给整段加引号，写成 {shown}"
    if value[0] in ">|%@`&*!?,]}" or value[:2] in ("- ", "? "):
        head = re.match(r"[^\w\s]+", value)
        return f"以“{head.group() if head else value[0]}”开头的文字要加引号，写成 {shown}"
    if ": " in value or value.endswith(":"):
        return f"文字里有半角冒号“:”，要给整段加引号，写成 {shown}"
    return None


def _indent(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    own = len(line) - len(line.lstrip(" "))
    above = [row for row in reversed(lines[max(0, number - 40) : number]) if row.strip() and row.lstrip()[0] != "#"]
    others: list[int] = []
    for row in above:
        level = len(row) - len(row.lstrip(" "))
        levels = [level, level + 2] if row.lstrip().startswith("- ") or row.rstrip().endswith(":") else [level]
        others += [level for level in levels if level != own and level not in others]
    for level in sorted(others, key=lambda level: abs(level - own)):
        message = f"缩进不对：这一行前面有 {own} 个空格，按上文应是 {level} 个（同一层的字段要左对齐）"
        yield Mend(own + 1, " " * level + line.lstrip(" "), message)


SLIPS: tuple[Callable[[list[str], int], Iterator[Mend]], ...] = (
    _wide_space,
    _tab,
    _wide_colon,
    _tight_colon,
    _bare_value_inside,
    _wide_comma,
    _bare_value,
    _dash,
    _indent,
    _no_colon,
)
"""From the surest to the least sure. Each yields the ways in which a line may have been meant."""
