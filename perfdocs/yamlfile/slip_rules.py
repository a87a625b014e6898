"""Each slip that people make in the lines of YAML, and how the line was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from perfdocs.prose.shorten import shorten
from perfdocs.yamlfile.mend import ITEM, KEY, WIDE_BLANKS, Mend
from perfdocs.yamlfile.oddities import REPEATED, ROW_GOES_ON
from perfdocs.yamlfile.value_slips import (
    bare_value,
    bare_value_inside,
    comma_behind_quotes,
    comment_in_brackets,
    cut_by_comma,
    missing_comma,
    quoted_key,
    unclosed_quote,
    unpaired_bracket,
    wide_brackets,
    wide_comma,
    wrong_quotes,
)

_LEADING_WIDE = re.compile(f"^[ \t]*[{WIDE_BLANKS}][{WIDE_BLANKS} \t]*")
_WIDE_AFTER_COLON = re.compile(rf"(?:{ITEM}|(?<=[{{,]) *){KEY}:([{WIDE_BLANKS}][{WIDE_BLANKS} ]*)")
_WIDE_COLON = re.compile(ITEM + KEY + f"：[ {WIDE_BLANKS}]*(.*)$")
_WIDE_COLON_INSIDE = re.compile(r"(?<=[{,，])(\s*" + KEY + f")：[ {WIDE_BLANKS}]*")
_OTHER_COLON = re.compile(ITEM + r"([^\s:：#\"'\[\]{}&*!|>%@`,，﹕∶︰꞉=＝；;]+) *([﹕∶︰꞉=＝；;])\s*(.*)$")
_TWO_COLONS = re.compile(ITEM + KEY + r"[:：] *([:：])[ :：]*(.*)$")
_TIGHT_COLON = re.compile(ITEM + KEY + r":(?=[^\s:])")
_TIGHT_COLON_INSIDE = re.compile(r"([{,] *)" + KEY + r":(?=[^\s:])")
_DASH = re.compile(
    rf"^(\s*)(-(?=[^\s-])|-(?=[{WIDE_BLANKS}])|[－—–−‐―·•・●○◆■▪➢＊]+|\*(?= )|[0-9]{{1,2}}(?:[、)）]|\.(?![0-9])))"
    rf"[ {WIDE_BLANKS}]*(.*)$"
)
_COMMENT = re.compile(r"^(\s*)(＃|//|/\*|<!--)\s*(.*)$")
_COMMENT_BEHIND = re.compile(f"(?<=[ \t{WIDE_BLANKS}])＃")
_WORD = r"([^\s:：#\"'\[\]{}&*!|>%@`-][^\s:：#，。；、！？,;]*)"
_WORD_AND_VALUE = re.compile(ITEM + _WORD + r"[ \u3000]+([^\s#:：](?:[^:]|:(?! ))*)$")
_WORD_ALONE = re.compile(ITEM + _WORD + "[ ]*$")
_SEPARATOR = re.compile(r"^(?:---|\.\.\.)\s*$")
_BLOCK_SIGN = re.compile(r"^(.*: *)([｜＞])\s*$")
_FIELD_OR_ITEM = re.compile(rf"^\s*(?:#|-(?:\s|$)|[{{}}\[\]]|{KEY}:(?:\s|$))")
_BLANKS = {"\u3000": "全角空格", "\u00a0": "不换行空格（U+00A0）"}


def _wide_space(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if match := _LEADING_WIDE.match(line):
        spaces = "".join(" " if character in " \u00a0" else "  " for character in match.group())
        message = "行首用了全角空格（或不换行空格）缩进，请改成半角空格，每层两个"
        yield Mend(len(match.group()), spaces + line[match.end() :], message)


def _tab(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if "\t" in line:
        message = "这里用了 Tab 键，YAML 只认空格：请改成空格，每层两个"
        for spaces in ("  ", ""):
            yield Mend(line.index("\t") + 1, line.replace("\t", spaces), message)


def _wide_after_colon(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    for match in _WIDE_AFTER_COLON.finditer(line):
        key, blank = match.group(2), match.group(3)
        kind = _BLANKS.get(blank[0], f"别的空白（U+{ord(blank[0]):04X}）")
        message = f"“{key}:”后面是{kind}：请改成一个半角空格，写成“{key}: …”"
        yield Mend(match.start(3) + 1, f"{line[: match.start(3)]} {line[match.end() :]}", message)


def _wide_colon(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if match := _WIDE_COLON.match(line):
        start, key, rest = match.groups()
        message = f"“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”"
        yield Mend(len(start) + len(key) + 1, f"{start}{key}: {rest}", message)
    for match in _WIDE_COLON_INSIDE.finditer(line):
        key = match.group(2)
        message = f"“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”"
        fixed = f"{line[: match.start()]}{match.group(1)}: {line[match.end() :]}"
        yield Mend(match.start() + len(match.group(1)) + 1, fixed, message)


def _other_colon(lines: list[str], number: int) -> Iterator[Mend]:
    if match := _OTHER_COLON.match(lines[number]):
        start, key, sign, rest = match.groups()
        message = f"“{key}”后面的“{sign}”不是冒号：请改成半角冒号加一个空格“: ”"
        yield Mend(match.start(3) + 1, f"{start}{key}: {rest}", message)


def _two_colons(lines: list[str], number: int) -> Iterator[Mend]:
    if match := _TWO_COLONS.match(lines[number]):
        start, key, _, rest = match.groups()
        yield Mend(match.start(3) + 1, f"{start}{key}: {rest}", f"“{key}”后面的冒号写了两个：请只留一个")


def _tight_colon(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    alone = _TIGHT_COLON.match(line)
    matches = [alone] if alone else _TIGHT_COLON_INSIDE.finditer(line)
    for match in matches:
        key = match.group(2)
        message = f"“{key}:”的冒号后面少一个空格，请写成“{key}: …”"
        yield Mend(match.end(), f"{line[: match.end()]} {line[match.end() :]}", message)


def _no_colon(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if match := _WORD_AND_VALUE.match(line):
        start, key, value = match.groups()
        message = f"“{key}”后面少了冒号，请写成“{key}: {shorten(value, 30, tail=1)}”"
        yield Mend(len(start) + len(key) + 1, f"{start}{key}: {value}", message)
    elif match := _WORD_ALONE.match(line):
        start, key = match.groups()
        yield Mend(len(start) + len(key) + 1, f"{start}{key}:", f"“{key}”后面少了冒号，请写成“{key}:”")


def _comment_sign(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    match = _COMMENT.match(line)
    behind = _COMMENT_BEHIND.search(line)
    sign = match.group(2) if match else "＃"
    message = f"注释要以半角的“#”开头，这里是“{sign}”：请改成“#”，后面空一格"
    if match:
        yield Mend(match.start(2) + 1, f"{match.group(1)}# {match.group(3)}", message)
    elif behind:
        yield Mend(behind.start() + 1, f"{line[: behind.start() - 1]} #{line[behind.end() :]}", message)


def _dash(lines: list[str], number: int) -> Iterator[Mend]:
    if match := _DASH.match(lines[number]):
        start, dash, rest = match.groups()
        message = f"列表每一项以半角减号加一个空格“- ”开头，这里是“{dash}”"
        yield Mend(len(start) + 1, f"{start}- {rest}", message)


def _wide_block_sign(lines: list[str], number: int) -> Iterator[Mend]:
    if match := _BLOCK_SIGN.match(lines[number]):
        sign = "|" if match.group(2) == "｜" else ">"
        message = f"分行用的“{sign}”要用半角，这里是“{match.group(2)}”"
        yield Mend(match.start(2) + 1, f"{match.group(1)}{sign}", message)


def _forgotten_dash(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    indent = len(line) - len(line.lstrip(" "))
    if indent >= 2:
        key = line.strip().split(":")[0]
        message = f"这里像是下一项的开头，前面少了“- ”：请写成“- {key}: …”"
        yield Mend(indent + 1, f"{line[: indent - 2]}- {line[indent:]}", message)


def _extra_dash(lines: list[str], number: int) -> Iterator[Mend]:
    if match := re.match(r"^( *)- ", lines[number]):
        message = "这一行像是上一项的下文，前面多了“- ”：请改成两个空格"
        yield Mend(match.end() - 1, f"{match.group(1)}  {lines[number][match.end() :]}", message)


def _indent(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if not line.strip() or line.lstrip().startswith("#"):
        return
    own = len(line) - len(line.lstrip(" "))
    near = [*reversed(lines[max(0, number - 40) : number]), *lines[number + 1 : number + 2]]
    others: list[int] = []
    for row in (row for row in near if row.strip() and row.lstrip()[0] != "#"):
        level = len(row) - len(row.lstrip(" "))
        levels = [level, level + 2] if row.lstrip().startswith("- ") or row.rstrip().endswith(":") else [level]
        others += [level for level in levels if level != own and level not in others]
    for level in sorted(others, key=lambda level: abs(level - own)):
        message = f"缩进不对：这一行前面有 {own} 个空格，按上文应是 {level} 个（同一层的字段要左对齐）"
        yield Mend(own + 1, " " * level + line.lstrip(" "), message, doubt=level % 2)


def _separator(lines: list[str], number: int) -> Iterator[Mend]:
    if _SEPARATOR.match(lines[number]):
        message = "一个文件里有两份 YAML（中间有“---”）：请拆成两个文件，或删掉“---”"
        yield Mend(1, "", message, "Y107")


def _pasted(lines: list[str], number: int) -> Iterator[Mend]:
    """Lines of text that stand in no field."""
    end = number
    while end < len(lines) and lines[end].strip() and not _FIELD_OR_ITEM.match(lines[end]):
        end += 1
    count = end - number
    if count:
        column = len(lines[number]) - len(lines[number].lstrip()) + 1
        start = f"从这一行起有 {count} 行" if count > 1 else "这一行"
        message = f"{start}没有写在字段里，像是粘贴进来的：请接到上面那段文字的末尾"
        text = "".join(line.strip() for line in lines[number:end])
        yield Mend(column, "", message, following=count - 1, above=text, doubt=1)
        yield Mend(column, "", message, following=count - 1, doubt=1)


Rule = Callable[[list[str], int], Iterator[Mend]]
"""The ways in which a line may have been meant, the likeliest first."""

_STRUCTURE: tuple[Rule, ...] = (
    _comment_sign,
    _wide_after_colon,
    _wide_colon,
    _two_colons,
    _tight_colon,
    _other_colon,
)
_BRACKETS: tuple[Rule, ...] = (wide_brackets, wide_comma, missing_comma, cut_by_comma, comment_in_brackets)
_QUOTES: tuple[Rule, ...] = (quoted_key, wrong_quotes)

BROKEN: tuple[Rule, ...] = (
    _separator,
    _wide_space,
    _tab,
    *_STRUCTURE,
    bare_value_inside,
    *_BRACKETS,
    *_QUOTES,
    unclosed_quote,
    comma_behind_quotes,
    unpaired_bracket,
    _dash,
    bare_value,
    _pasted,
    _no_colon,
    _indent,
)
"""For lines near which the parser gives up, from the surest to the least sure."""

ODD: tuple[Rule, ...] = (_wide_space, *_STRUCTURE, *_BRACKETS, *_QUOTES, unpaired_bracket, _dash, _wide_block_sign)
"""For lines that the parser reads as something that nobody means."""

OF_ODDITY: dict[str, tuple[Rule, ...]] = {REPEATED: (_forgotten_dash,), ROW_GOES_ON: (_extra_dash,)}
"""For oddities that come of nothing else."""
