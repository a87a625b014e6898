"""The slips that people make in values, brackets and quotation marks, and how the line was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdocs.prose.shorten import shorten
from perfdocs.yamlfile.mend import ITEM, KEY, Mend

_VALUE = re.compile(ITEM + r"(?:" + KEY + r":[ ]+)?([^\s#].*)$")
_BARE_INSIDE = re.compile(r"""(?<=[{,:]\s)([>|%@`&*!][^,{}\[\]]*|"[^"]*"[^,{}\[\]\s"][^,{}\[\]]*)""")
_CLOSING = {"{": "}", "[": "]"}
_OPENING = {"}": "{", "]": "["}
_WIDE = str.maketrans({"｛": "{", "｝": "}", "［": "[", "］": "]"})
_WIDE_BRACKET = re.compile("[｛｝［］]")
_WIDE_MARK = re.compile("[｛｝［］：，]")
_HALF = {"｛": "{", "｝": "}", "［": "[", "］": "]", "：": ": ", "，": ", "}
_NAME_INSIDE = r"[^\s:：,，{}\[\]\"'、；;/]+"
_COMMA_BEFORE_NAME = re.compile(f"，\\s*(?={_NAME_INSIDE}[:：])")
_NO_COMMA = re.compile(rf"(?<=[^\s,{{：:、，；;/])(\s+|\s*[、；;/／]\s*)(?=({_NAME_INSIDE})[:：])")
_PIECES = re.compile(r"(?<=: )([^\s,:：{}\[\]\"'][^,:：{}\[\]\"']*(?:,[^,:：{}\[\]\"']+)+)(?= *(?:,[^,{}]*:|\}))")
_LAST_PIECE = re.compile(r", *[^,:]+$")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:, ?[0-9]{3})+(?:\.[0-9]+)?")
_HASH_INSIDE = re.compile(r"(?<=[:,{\[] )([^,{}\[\]\"'#]* #[^,{}\[\]]*?)(?= *[,}\]])")
_OPENING_QUOTE = re.compile(r"(?:(?<=[:,{\[-] )|(?<=[{\[]))[\"']")
_END_INSIDE = re.compile(r"[,}\]]")
_COMMA_BEHIND = re.compile(r"""(.*:\ *(?:"[^"]*"|'[^']*'))\ *([,，;；。])\s*$""")
_MARKS = "“”‘’＂＇"
_WRONG_QUOTES = re.compile(rf"([{_MARKS}\"'])(.*)([{_MARKS}\"'])$")
_QUOTED_KEY = re.compile(rf"(^\s*(?:-\s+)*|[{{,]\s*)[{_MARKS}\"]([^{_MARKS}\":：]+)[{_MARKS}\"]\s*[:：]\s*")


def bare_value_inside(lines: list[str], number: int) -> Iterator[Mend]:
    """Inside braces: `{单位: %}`, `{值: >=90%}`, `{名称: "甲"乙}`."""
    line = lines[number]
    for match in _BARE_INSIDE.finditer(line):
        value = match.group(1).rstrip()
        why = _why_quote(value, shorten(in_quotes(value), 30, tail=1))
        if why and ("{" in line[: match.start(1)] or "[" in line[: match.start(1)]):
            fixed = line[: match.start(1)] + in_quotes(value) + line[match.start(1) + len(value) :]
            yield Mend(match.start(1) + 1, fixed, why)


def in_quotes(value: str) -> str:
    return f'"{value}"' if "'" in value and '"' not in value else "'" + value.replace("'", "''") + "'"


def wide_brackets(lines: list[str], number: int) -> Iterator[Mend]:
    """Full-width brackets, alone and with the colons and commas between them."""
    line = lines[number]
    if not _WIDE_BRACKET.search(line):
        return
    yield _with_halves(line, "".join(dict.fromkeys(_WIDE_BRACKET.findall(line))))
    yield _with_halves(line, "".join(dict.fromkeys(_WIDE_MARK.findall(line))))


def _with_halves(line: str, wide: str) -> Mend:
    halves = "".join(_HALF[mark] for mark in wide)
    message = f"这里的“{wide}”是全角的：做括号、冒号、逗号要用半角的“{halves}”"
    fixed = re.sub(f"([{wide}])[ \u3000]*", lambda match: _HALF[match.group(1)], line)
    return Mend(next(at for at, mark in enumerate(line) if mark in wide) + 1, fixed, message)


def wide_comma(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    if ("{" in line or "[" in line) and "，" in line:
        message = (
            "花括号、方括号里用了全角逗号“，”，请改成半角逗号加一个空格“, ”；如果逗号是文字的一部分，请给文字加引号"
        )
        if match := _COMMA_BEFORE_NAME.search(line):
            yield Mend(match.start() + 1, _COMMA_BEFORE_NAME.sub(", ", line), message)
        yield Mend(line.index("，") + 1, line.replace("，", ", "), message)


def missing_comma(lines: list[str], number: int) -> Iterator[Mend]:
    """Inside braces: `{甲: 一 乙: 二}`, `{甲: 一、乙: 二}`."""
    line = lines[number]
    brace = line.find("{")
    if brace < 0:
        return
    for match in _NO_COMMA.finditer(line, brace):
        sign, name = match.group(1).strip(), match.group(2)
        fixed = f"{line[: match.start()]}, {line[match.end() :]}"
        if sign:
            message = f"“{name}”前面的“{sign}”要改成半角逗号加一个空格“, ”"
            yield Mend(line.index(sign, match.start()) + 1, fixed, message)
        else:
            message = f"“{name}”前面少了逗号：花括号里各项用半角逗号加一个空格“, ”隔开"
            yield Mend(match.end() + 1, fixed, message)


def cut_by_comma(lines: list[str], number: int) -> Iterator[Mend]:
    """Inside braces: `{事: 甲, 乙, 目标: 丙}`, `{数: 1,000}`."""
    line = lines[number]
    for match in _PIECES.finditer(line):
        text = match.group(1).rstrip()
        number_alone = _THOUSANDS.fullmatch(text)
        meant = re.sub("[, ]", "", text) if number_alone else in_quotes(text)
        shown = shorten(meant, 30, tail=1)
        message = (
            f"花括号里的半角逗号把数断开了：不要写千分位逗号，写成 {shown}"
            if number_alone
            else f"花括号里的半角逗号把文字断开了：请给整段加引号，写成 {shown}"
        )
        yield Mend(match.start(1) + 1, line[: match.start(1)] + meant + line[match.start(1) + len(text) :], message)


def comment_in_brackets(lines: list[str], number: int) -> Iterator[Mend]:
    """Inside braces: `{事: 甲 #1, 目标: 乙}`."""
    line = lines[number]
    for match in _HASH_INSIDE.finditer(line):
        text = match.group(1)
        shown = shorten(in_quotes(text), 30, tail=1)
        message = f"从“#”起都当成了注释，不会印出来：是文字就给整段加引号，写成 {shown}"
        fixed = line[: match.start(1)] + in_quotes(text) + line[match.end(1) :]
        yield Mend(line.index(" #", match.start(1)) + 2, fixed, message, "Y114")


def quoted_key(lines: list[str], number: int) -> Iterator[Mend]:
    line = lines[number]
    for match in _QUOTED_KEY.finditer(line):
        start, key = match.groups()
        message = f"字段名外面不用加引号：请写成“{key}: …”"
        fixed = f"{line[: match.start()]}{start}{key}: {line[match.end() :]}"
        yield Mend(match.start() + len(start) + 1, fixed, message)


def wrong_quotes(lines: list[str], number: int) -> Iterator[Mend]:
    """Chinese quotation marks where those of YAML are meant: `“甲: 乙”`, `"甲”`."""
    line = lines[number]
    match = _VALUE.match(line)
    quotes = _WRONG_QUOTES.match(match.group(3).rstrip()) if match else None
    if match and quotes and not (quotes.group(1) == quotes.group(3) and quotes.group(1) in "\"'"):
        meant = in_quotes(quotes.group(2))
        message = f"这里的引号不是半角的，或者左右不是一对：请写成 {shorten(meant, 30, tail=1)}"
        yield Mend(match.start(3) + 1, line[: match.start(3)] + meant, message)


def unclosed_quote(lines: list[str], number: int) -> Iterator[Mend]:
    """`甲: "乙`, `{甲: "乙, 丙: 丁}`."""
    line = lines[number].rstrip()
    for match in _OPENING_QUOTE.finditer(line):
        quote, start = match.group(), match.start()
        if line.count(quote, start) % 2 == 0 or line.count(quote, start + 1) > 1:
            continue
        message = f"引号 {quote} 没有配对：请在文字末尾补上，或去掉开头的引号"
        is_inside = "{" in line[:start] or "[" in line[:start]
        ends = [end.start() for end in _END_INSIDE.finditer(line, start)] if is_inside else []
        for end in [*ends, len(line)]:
            yield Mend(start + 1, line[:end] + quote + line[end:], message)


def comma_behind_quotes(lines: list[str], number: int) -> Iterator[Mend]:
    """`"甲": "乙",`, as in JSON."""
    if match := _COMMA_BEHIND.match(lines[number]):
        yield Mend(match.start(2) + 1, match.group(1), f"引号后面多了“{match.group(2)}”：请删掉")


def bare_value(lines: list[str], number: int) -> Iterator[Mend]:
    """A value that YAML takes for something else: `>=90%`, `%`, `@`, `"招商"活动`, `目标: 20个`."""
    line = lines[number]
    match = _VALUE.match(line)
    if not match:
        return
    start, value = match.start(3), match.group(3).rstrip()
    if value[0] in "[{":
        yield from _open_bracket(line, start, value)
    else:
        plain = value[1:-1] if _is_escaping(value) else value
        if why := _why_quote(value, shorten(in_quotes(plain), 30, tail=1)):
            yield Mend(start + 1, line[:start] + in_quotes(plain), why)


def _open_bracket(line: str, start: int, value: str) -> Iterator[Mend]:
    bracket, closing = value[0], _CLOSING[value[0]]
    if closing not in value:
        yield Mend(start + 1, line + closing, f"“{bracket}”没有配对：请在末尾补上“{closing}”")
    if ":" not in value and "：" not in value:
        message = f"以“{bracket}”开头的文字要加引号，写成 {shorten(in_quotes(value), 30, tail=1)}"
        yield Mend(start + 1, line[:start] + in_quotes(value), message)


def unpaired_bracket(lines: list[str], number: int) -> Iterator[Mend]:
    """A closing bracket that nothing has opened, or one too many."""
    line = lines[number].rstrip()
    closing = line[-1:]
    if closing not in _OPENING or line.count(closing) <= line.count(_OPENING[closing]):
        return
    opening = _OPENING[closing]
    for other, right in _CLOSING.items():
        if right != closing and line.count(other) > line.count(right):
            yield Mend(len(line), line[:-1] + right, f"“{closing}”和“{other}”不是一对：请改成“{right}”")
    message = f"“{closing}”没有配对：请在前面补上“{opening}”，或删掉它"
    item = re.match(ITEM, line)
    value = _VALUE.match(line)
    starts = [match.end() for match in (item,) if match] + [match.start(3) for match in (value,) if match]
    for start in dict.fromkeys(starts):
        yield Mend(len(line), line[:start] + opening + line[start:], message)
    yield Mend(len(line), line[:-1], message)


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
