"""The slips that people make who type YAML by hand, named at the line where they were made.

The parser blames the wrong line for a full-width colon and speaks of "block mappings". So a slip is
found by trying: where mending a line lets the parser get further, that line held the slip. The mended
text is read on, so that one run tells of every slip and of what the schema has to say besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from perfdocs.finding import Finding, Place

ABOVE = 12
"""Lines above the parser's complaint in which the slip is looked for."""
BUDGET = 30_000_000
"""Characters that the search may parse altogether."""
MOST = 30
"""Slips reported for one file; who has more has another problem."""


@dataclass(frozen=True)
class Mend:
    """A line as it may have been meant. `column` counts from 1; `message` is for the clerk."""

    column: int
    line: str
    message: str


@dataclass(frozen=True)
class _Complaint:
    """What the parser says, and where (lines and columns from 0)."""

    problem: str
    line: int
    column: int
    begun: int | None
    """The line where the construct began that was not understood."""


def mended(text: str, file: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Text that parses, with the slips that kept it from parsing; None where one could not be named."""
    findings: list[Finding] = []
    spent = 0
    while complaint := _complaint(text):
        found, cost = _search(text, complaint, BUDGET - spent)
        spent += cost
        if not found or len(findings) >= MOST:
            findings.append(_unexplained(complaint, text, file))
            return None, tuple(findings)
        lines = text.split("\n")
        for number, mend in found:
            findings.append(Finding("Y101", Place(file, number + 1, mend.column), mend.message))
            lines[number] = mend.line
        text = "\n".join(lines)
    return text, tuple(findings)


def _complaint(text: str) -> _Complaint | None:
    parser = yaml.CSafeLoader(text)
    try:
        while not isinstance(parser.get_event(), yaml.StreamEndEvent):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        begun = error.context_mark.line if error.context_mark else None
        return _Complaint(str(error.problem), mark.line, mark.column, begun) if mark else _NOWHERE
    except yaml.YAMLError:
        return _NOWHERE
    finally:
        parser.dispose()
    return None


_NOWHERE = _Complaint("", 0, 0, None)


def _search(text: str, complaint: _Complaint, budget: int) -> tuple[list[tuple[int, Mend]], int]:
    """The mend, or mends of one kind together, with which the parser gets furthest; and what it cost."""
    lines = text.split("\n")
    best: list[tuple[int, Mend]] = []
    furthest, cost = complaint.line, 0
    for mends in _candidates(lines, complaint):
        if cost + len(text) > budget:
            break
        cost += len(text)
        trial = list(lines)
        for number, mend in mends:
            trial[number] = mend.line
        after = _complaint("\n".join(trial))
        reached = len(lines) + 1 if after is None else after.line
        if reached > furthest and not (after and after.line <= max(number for number, _ in mends)):
            best, furthest = mends, reached
        if after is None:
            break
    return best, cost


def _candidates(lines: list[str], complaint: _Complaint) -> Iterator[list[tuple[int, Mend]]]:
    near = [n for n in range(min(complaint.line, len(lines) - 1), complaint.line - ABOVE, -1) if n >= 0]
    if complaint.begun is not None and complaint.begun < len(lines) and complaint.begun not in near:
        near.append(complaint.begun)
    for find in _SLIPS:
        each = [(n, mend) for n in near for mend in find(lines, n)]
        yield from ([one] for one in each)
        first_of_line = {n: (n, mend) for n, mend in reversed(each)}
        for count in range(2, len(first_of_line) + 1):
            yield [first_of_line[n] for n in sorted(first_of_line, reverse=True)][:count]


_ITEM = r"^(\s*(?:-\s+)*)"
_KEY = r"([^\s:：#\"'\[\]{}&*!|>%@`,，][^:：#\"'\[\]{},，]*)"
_LEADING_WIDE = re.compile("^[ \t]*[\u3000\u00a0][\u3000\u00a0 \t]*")
_WIDE_COLON = re.compile(_ITEM + _KEY + "：[ \u3000]*(.*)$")
_WIDE_COLON_INSIDE = re.compile(r"(?<=[{,，])(\s*" + _KEY + ")：[ \u3000]*")
_TIGHT_COLON = re.compile(_ITEM + _KEY + r":(?=[^\s:])(.*)$")
_DASH = re.compile(r"^(\s*)([-－—–])(?=[^\s-])(.*)$")
_VALUE = re.compile(_ITEM + r"(?:" + _KEY + r":[ ]+)?([^\s#].*)$")
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
        yield Mend(
            line.index("\t") + 1, line.replace("\t", "  "), "这里用了 Tab 键，YAML 只认空格：请改成空格，每层两个"
        )


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
    quoted = f'"{value}"' if "'" in value and '"' not in value else "'" + value.replace("'", "''") + "'"
    shown = quoted if len(quoted) <= 30 else f"{quoted[:28]}…{quoted[-1]}"
    column = start + 1
    if value[0] in "\"'" and value.count(value[0]) == 1:
        yield Mend(
            column, f"{line[:start]}{value}{value[0]}", f"引号 {value[0]} 没有配对：请在文字末尾补上，或去掉开头的引号"
        )
    if value[0] in "\"'":
        message = f"引号后面还有文字，YAML 读不懂：请给整段加引号，写成 {shown}"
    elif value[0] in "[{" and _CLOSING[value[0]] not in value:
        yield Mend(column, line + _CLOSING[value[0]], f"“{value[0]}”没有配对：请在末尾补上“{_CLOSING[value[0]]}”")
        message = f"以“{value[0]}”开头的文字要加引号，写成 {shown}"
    elif value[0] in ">|%@`&*!?,[]{}" or value[:2] in ("- ", "? "):
        head = re.match(r"[^\w\s]+", value)
        message = f"以“{head.group() if head else value[0]}”开头的文字要加引号，写成 {shown}"
    elif ": " in value or value.endswith(":"):
        message = f"文字里有半角冒号“:”，要给整段加引号，写成 {shown}"
    else:
        return
    yield Mend(column, line[:start] + quoted, message)


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
        others += [one for one in levels if one != own and one not in others]
    for level in sorted(others, key=lambda one: abs(one - own)):
        message = f"缩进不对：这一行前面有 {own} 个空格，按上文应是 {level} 个（同一层的字段要左对齐）"
        yield Mend(own + 1, " " * level + line.lstrip(" "), message)


_SLIPS: tuple[Callable[[list[str], int], Iterator[Mend]], ...] = (
    _wide_space,
    _tab,
    _wide_colon,
    _tight_colon,
    _wide_comma,
    _bare_value,
    _dash,
    _indent,
)

_PROBLEMS = {
    "mapping values are not allowed": "这里不该有“字段: 值”：看看上一行的缩进、引号和冒号",
    "could not find expected ':'": "这一行少了半角冒号“: ”",
    "did not find expected key": "这里应当是一个字段名：看看缩进是否和上面同级的字段对齐",
    "did not find expected '-' indicator": "这里应当是列表的下一项“- …”：看看缩进是否和上面的“-”对齐",
    "did not find expected ',' or '}'": "花括号没有写完：各项用半角逗号隔开，末尾要有“}”",
    "did not find expected ',' or ']'": "方括号没有写完：各项用半角逗号隔开，末尾要有“]”",
    "found unexpected end of stream": "引号没有配对：从这里开始的文字没有结束",
    "found character that cannot start any token": "这里有 YAML 不认的字符（Tab、@、` 等）：文字请加引号，缩进请用空格",
    "did not find expected <document start>": "这里以后的内容读不出来：看看缩进，或是不是多写了一份",
    "found unknown escape character": "双引号里的“\\”是转义符号：请改用单引号，或写成“\\\\”",
    "did not find expected hexdecimal number": "双引号里的“\\x”“\\u”后面要有十六进制数：请改用单引号",
    "found undefined alias": "“*”开头的文字要加引号",
    "control characters are not allowed": "这里有看不见的控制字符，请删掉",
}


def _unexplained(complaint: _Complaint, text: str, file: str) -> Finding:
    unknown = "这里的写法 YAML 读不懂：看看这一行和上一行的缩进、冒号和引号"
    message = next((told for start, told in _PROBLEMS.items() if complaint.problem.startswith(start)), unknown)
    line, column = complaint.line, complaint.column
    if complaint.problem.startswith("found unexpected end") and complaint.begun is not None:
        line, column = complaint.begun, 0
    last = text.count("\n")
    return Finding("Y101", Place(file, min(line, last) + 1, column + 1), message)
