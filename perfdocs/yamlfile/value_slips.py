"""The slips that people make in values and with quotation marks, and how the line was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdocs.yamlfile.mend import KEY, START, Mend, Rule, by_pattern, in_quotes, preview, words_of

MARKS = "“”‘’＂＇"
"""Quotation marks that are none for YAML."""
_VALUE = re.compile(rf"{START}(?:{KEY}:[ ]+)?(?P<value>[^\s#].*)$")
_BARE_INSIDE = re.compile(
    r"""(?<=[{,:]\s)([>|%@`&*!][^,{}\[\]]*|(?P<quote>["']).*?(?P=quote)[^,{}\[\]\s"'][^,{}\[\]]*)"""
)
_GREATER = re.compile(r">\s*[=＝0-9]")
_FIELD_BEHIND = re.compile(r"\S.*\s(?P<key>[\u4e00-\u9fff][^\s:：，。；、]*):(?:\s|$)")
_OPENING_QUOTE = re.compile(r"(?:(?<=[:,{\[-] )|(?<=[{\[]))[\"']")
_END_INSIDE = re.compile(r"[,}\]]")
_ANY_QUOTE = re.compile(f"[{MARKS}\"']")
_WRONG_QUOTES = re.compile(rf"([{MARKS}\"'])(.*)([{MARKS}\"'])$")


def bare_value_inside(lines: list[str], number: int) -> Iterator[Mend]:
    """Inside braces: `{单位: %}`, `{值: >=90%}`, `{名称: "甲"乙}`."""
    line = lines[number]
    for match in _BARE_INSIDE.finditer(line):
        value = match.group(1).rstrip()
        why = _why_quote(value, preview(in_quotes(value)))
        if why and ("{" in line[: match.start(1)] or "[" in line[: match.start(1)]):
            fixed = line[: match.start(1)] + in_quotes(value) + line[match.start(1) + len(value) :]
            yield Mend(match.start(1) + 1, fixed, why, certain=_is_text(value), not_fields=words_of(value))


def _wrong_quotes(lines: list[str], number: int) -> Iterator[Mend]:
    """Chinese quotation marks where those of YAML are meant: `“甲: 乙”`, `"甲”`."""
    line = lines[number]
    match = _VALUE.match(line)
    quotes = _WRONG_QUOTES.match(match["value"].rstrip()) if match else None
    if match and quotes and not (quotes.group(1) == quotes.group(3) and quotes.group(1) in "\"'"):
        meant = in_quotes(quotes.group(2))
        message = f"这里的引号不是半角的，或者左右不是一对：请写成 {preview(meant)}"
        is_half = '"' in (quotes.group(1), quotes.group(3)) and not _ANY_QUOTE.search(quotes.group(2))
        yield Mend(match.start("value") + 1, line[: match.start("value")] + meant, message, certain=is_half)


def unclosed_quote(lines: list[str], number: int) -> Iterator[Mend]:
    """`甲: "乙`, `{甲: "乙, 丙: 丁}`."""
    line = lines[number].rstrip()
    for match in _OPENING_QUOTE.finditer(line):
        quote, start = match.group(), match.start()
        if line.count(quote, start) == 1:
            message = f"引号 {quote} 没有配对：请在文字末尾补上，或去掉开头的引号"
            inside = "{" in line[:start] or "[" in line[:start]
            ends = [end.start() for end in _END_INSIDE.finditer(line, start)] if inside else []
            is_all = not inside and not _ANY_QUOTE.search(line, start + 1) and " #" not in line[start:]
            for end in (*ends, len(line)):
                yield Mend(start + 1, line[:end] + quote + line[end:], message, certain=is_all)


def bare_value(lines: list[str], number: int) -> Iterator[Mend]:
    """A value that YAML takes for something else: `>=90%`, `%`, `@`, `"招商"活动`, `目标: 20个`."""
    line = lines[number]
    match = _VALUE.match(line)
    value = match["value"].rstrip() if match else ""
    if match and value and value[0] not in "[{":
        start = match.start("value")
        plain = value[1:-1] if _is_escaping(value) else value
        if why := _why_quote(value, preview(in_quotes(plain))):
            fixed = line[:start] + in_quotes(plain)
            certain = _is_text(value) and not _is_alias(value, lines)
            yield Mend(start + 1, fixed, why, certain=certain, not_fields=words_of(value))


def _is_text(value: str) -> bool:
    """Whether a value can be nothing but a text that is to be printed as it stands."""
    if value[0] == ">":
        return _GREATER.match(value) is not None
    return value[0] not in "\"'-?,]}!|&" and not value.endswith((":", "：")) and " #" not in value


def _is_alias(value: str, lines: list[str]) -> bool:
    """Whether a value that begins with * may stand for what is marked with & elsewhere."""
    return value[0] == "*" and any(f"&{value[1:]}" in line for line in lines)


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
    if field := _FIELD_BEHIND.match(value):
        there = f"“{field['key']}:”前面还有别的内容"
        return f"{there}：“{field['key']}”是另一栏的，请另起一行写；是文字的，要给整段加引号，写成 {shown}"
    if ": " in value or value.endswith(":"):
        return f"文字里有半角冒号“:”，要给整段加引号，写成 {shown}"
    return None


QUOTES: tuple[Rule, ...] = (
    by_pattern(
        rf"(?P<start>^\s*(?:-\s+)*|[{{,]\s*)(?P<here>[{MARKS}\"])(?P<key>[^{MARKS}\":：]+)[{MARKS}\"]\s*[:：]\s*",
        r"\g<start>\g<key>: ",
        "字段名外面不用加引号：请写成“{key}: …”",
        certain=True,
    ),
    _wrong_quotes,
)

_BEHIND = "“{start}”后面多了“{here}”：请删掉"
COMMA_BEHIND: tuple[Rule, ...] = (
    by_pattern(r"(?P<start>[\"'])\s*(?P<here>[;；。])\s*$", r"\g<start>", _BEHIND),
    by_pattern(r"(?P<start>[\"'}\]])\s*(?P<here>[,，;；。])\s*$", r"\g<start>", _BEHIND, certain=True),
)
"""A mark behind quotation marks may belong to the text."""
