"""The slips that people make in brackets and with the commas in them, and how the line was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfdocs.yamlfile.mend import KEY, NAME, Mend, Rule, by_pattern, by_quoting, in_quotes, preview, words_of

_CLOSING = {"{": "}", "[": "]"}
_OPENING = {"}": "{", "]": "["}
_HALF = {"｛": "{", "｝": "}", "［": "[", "］": "]", "：": ": ", "，": ", "}
_BRACKET = re.compile("[｛｝［］]")
_MARK = re.compile("[｛｝［］：，]")
_NAMED = re.compile(rf"(?P<before>^\s*(?:-\s+)*|[{{\[]|[,，]\s*)(?P<name>{NAME})[:：][ \u3000]*")
_WIDE_MARK = re.compile("[：，]")
_WIDE_COMMA = "花括号、方括号里用了全角逗号“，”，请改成半角逗号加一个空格“, ”；如果逗号是文字的一部分，请给文字加引号"
_BEFORE_NAME = r"(?<=[^\s,{：:、，；;/])"
_PIECES = re.compile(r"(?<=: )([^\s,:：{}\[\]\"'][^,:：{}\[\]\"']*(?:,[^,:：{}\[\]\"']+)+)(?= *(?:,[^,{}]*:|\}))")
_IN_BRACES = re.compile(rf"[{{,]\s*({NAME}):")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:, ?[0-9]{3})+(?:\.[0-9]+)?")
_IN_VALUE = r"(?<=: )(?P<here>(?P<text>[^\s,:：{}\[\]\"'][^,:：{}\[\]\"']*"
_TO_END = r"[^,{}\[\]\"']*))(?= *[,}])"


def _wide_brackets(lines: list[str], number: int) -> Iterator[Mend]:
    """Full-width brackets, alone and with the colons and commas between them."""
    line = lines[number]
    if not _BRACKET.search(line):
        return
    for marks in (_BRACKET, _MARK):
        wide = "".join(dict.fromkeys(marks.findall(line)))
        halves = "".join(_HALF[mark] for mark in wide)
        message = f"这里的“{wide}”是全角的：做括号、冒号、逗号要用半角的“{halves}”"
        fixed = re.sub(f"([{wide}])[ \u3000]*", lambda match: _HALF[match.group(1)], line)
        column = next(at for at, mark in enumerate(line) if mark in wide) + 1
        fields = tuple(_IN_BRACES.findall(fixed))
        yield Mend(column, fixed, message, certain=bool(fields), fields=fields)


def wide_marks_in_braces(lines: list[str], number: int) -> Iterator[Mend]:
    """Full-width colons behind fields, and commas before them, all of a row in braces; where there are no commas, no
    more is wrong than the colons."""
    line = lines[number]
    wide = "".join(dict.fromkeys(_WIDE_MARK.findall("".join(match.group() for match in _NAMED.finditer(line)))))
    if "，" not in wide or not ("{" in line or "[" in line):
        return
    fixed = _NAMED.sub(lambda match: f"{match['before'].replace('，', ', ')}{match['name']}: ", line)
    halves = "".join(_HALF[mark] for mark in wide)
    message = f"这里的“{wide}”是全角的：做括号、冒号、逗号要用半角的“{halves}”"
    message = _WIDE_COMMA if wide == "，" else message
    column = next(at for at, mark in enumerate(line) if mark in wide) + 1
    fields = tuple(match["name"] for match in _NAMED.finditer(line))
    yield Mend(column, fixed, message, certain=True, fields=fields)


def _cut_by_comma(lines: list[str], number: int) -> Iterator[Mend]:
    """`{事: 甲, 乙, 目标: 丙}`, `{数: 1,000}`."""
    line = lines[number]
    for match in _PIECES.finditer(line):
        text = match.group(1).rstrip()
        is_number = _THOUSANDS.fullmatch(text)
        if is_number:
            meant = re.sub("[, ]", "", text)
            message = f"花括号里的半角逗号把数断开了：不要写千分位逗号，写成 {preview(meant)}"
        else:
            meant = in_quotes(text)
            message = f"花括号里的半角逗号把文字断开了：请给整段加引号，写成 {preview(meant)}"
        fixed = line[: match.start(1)] + meant + line[match.start(1) + len(text) :]
        certain = " " not in text if is_number else True
        yield Mend(match.start(1) + 1, fixed, message, certain=certain, not_fields=words_of(text))


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
    starts = [match.end() for match in (re.match(r"\s*(?:-\s+)*", line), re.match(rf".*?{NAME}: +", line)) if match]
    for start in dict.fromkeys(starts):
        yield Mend(len(line), line[:start] + opening + line[start:], message)
    yield Mend(len(line), line[:-1], message)


def unclosed_bracket(lines: list[str], number: int) -> Iterator[Mend]:
    """`甲: {乙: 丙`, `甲: [乙] 丙`, and a field in a bracket of its own: `[甲: 乙`, `{甲: 乙}`."""
    line = lines[number].rstrip()
    match = re.match(rf"^(\s*(?:-\s+)*(?:{KEY}: +)?)([{{\[])(.*)$", line)
    if not match:
        return
    start, bracket, rest = match.group(1), match.group(3), match.group(4)
    closing = _CLOSING[bracket]
    if closing not in rest:
        fields = tuple(_IN_BRACES.findall(bracket + rest))
        below = next((row for row in lines[number + 1 :] if row.strip()), "")
        is_last = below.count(closing) <= below.count(bracket)
        certain = bool(fields) and is_last and not re.search("[{\\[\"'#]", rest)
        message = f"“{bracket}”没有配对：请在末尾补上“{closing}”"
        yield Mend(len(start) + 1, line + closing, message, certain=certain, fields=fields)
    if ":" not in rest and "：" not in rest:
        meant = in_quotes(bracket + rest)
        message = f"以“{bracket}”开头的文字要加引号，写成 {preview(meant)}"
        yield Mend(len(start) + 1, start + meant, message)
    if not start.strip() and re.match(rf"{NAME}: ", rest):
        message = f"一行一个字段，外面不用“{bracket}”：请删掉"
        yield Mend(len(start) + 1, start + rest.removesuffix(closing), message, doubt=1)


BRACKETS: tuple[Rule, ...] = (
    _wide_brackets,
    by_pattern(rf"(?P<here>，)\s*(?=(?P<key>{NAME})[:：])", ", ", _WIDE_COMMA, inside=True, certain=True),
    by_pattern(r"(?P<here>，)\s*", ", ", _WIDE_COMMA, inside=True),
    by_pattern(
        rf"(?P<here>,\s*[,，])\s*(?=(?P<key>{NAME})[:：])",
        ", ",
        "“{key}”前面的逗号写了两个：请只留一个",
        inside=True,
        certain=True,
    ),
    by_pattern(
        rf"{_BEFORE_NAME}\s*(?P<here>[、；;/／])\s*(?=(?P<key>{NAME})[:：])",
        ", ",
        "“{key}”前面的“{here}”要改成半角逗号加一个空格“, ”",
        inside=True,
        certain=True,
    ),
    by_pattern(
        rf"{_BEFORE_NAME}\s+(?P<here>(?P<key>{NAME}))(?=[:：])",
        r", \g<key>",
        "“{key}”前面少了逗号：花括号里各项用半角逗号加一个空格“, ”隔开",
        inside=True,
        certain=True,
    ),
    _cut_by_comma,
    by_quoting(
        r"(?<=[:,{\[] )(?P<text>[^,:{}\[\]\"'#]* (?P<here>#)[^,{}\[\]]*?)(?= *[,}\]])",
        "从“#”起都当成了注释，不会印出来：是文字就给整段加引号，写成 {meant}",
        "Y114",
    ),
    by_quoting(
        rf"{_IN_VALUE}[{{\[][^{{}}\[\]]*[}}\]]{_TO_END}", "文字里有花括号或方括号，要给整段加引号，写成 {meant}"
    ),
    by_quoting(rf"{_IN_VALUE}: {_TO_END}", "文字里有半角冒号“:”，要给整段加引号，写成 {meant}"),
    by_pattern(
        rf"^(?P<start>\s*(?:-\s+)*(?:{NAME}: +)?)(?P<here>[(（])(?P<rest>{NAME}[:：].*)[)）]\s*$",
        r"\g<start>{\g<rest>}",
        "这里的“{here}”要用花括号“{{”，末尾用“}}”",
    ),
    by_pattern(
        rf"^(?P<start>\s*-\s+|\s*{NAME}: +)(?P<here>{NAME}: [^{{}}\[\]\"']*, *{NAME}: .*?)\s*$",
        r"\g<start>{\g<here>}",
        "一行里有几个字段，要用花括号括起来：请在前面加“{{”，末尾加“}}”",
        doubt=1,
    ),
)
"""Within brackets, or where they should be."""
