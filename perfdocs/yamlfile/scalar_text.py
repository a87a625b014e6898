"""Text that is not printed as it was meant: cut off at a #, with a \\n as it stands, broken over lines, in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml

from perfdocs.finding import Severity
from perfdocs.prose import amounts
from perfdocs.yamlfile.mend import in_quotes, preview

_COMMENT = re.compile(r"[ \t]+(#[^\s#!=*-][^\n]*?)(?= *(?:\n|$))")
_SIGN = re.compile(r"(?<![A-Za-z]:)(?<!\\)\\(?:r\\n|[nrt])(?![A-Za-z])|<br ?/?>|&(?:nbsp|#[0-9]+);?")
"""What stands for a line break or another character elsewhere, and is printed as it stands."""
_IN_QUOTES = re.compile("“(?:[^“”]|“[^“”]*”)*”|‘(?:[^‘’]|‘[^‘’]*’)*’|＂[^＂]*＂|＇[^＇]*＇")
_WIDE = re.compile("[\u2014\u2018-\u201f\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
"""Characters between which Chinese sets no blank: a line broken beside one is joined without.
After https://www.w3.org/TR/css-text-3/#line-break-transform."""

_CUT_NUMBER = re.compile(r"[0-9.]+ [0-9.]+")
_LONGEST_NUMBER = 20
"""Digits: more than any amount or quantity has."""


class Remark(NamedTuple):
    """What is to be said of a scalar, and at which character of the file's text."""

    at: int
    message: str
    severity: Severity = Severity.ERROR
    meant: str | None = None
    """The text without the character there, where that is certainly too much."""


def is_in_quotes(text: str) -> bool:
    """Whether a plain text stands in Chinese quotation marks as a whole."""
    return _IN_QUOTES.fullmatch(text) is not None


def text_as_meant(scalar: Any, source: str) -> str:
    """The text of a scalar (an event or a node), its lines joined without a blank where Chinese wants none.

    Where a comment has cut it off, that belongs to it.
    """
    if folded := _fold(scalar, source):
        return folded.joined
    cut = None if scalar.style else _comment_in_text(scalar, source)
    return str(scalar.value) + (cut.group() if cut and scalar.value else cut.group(1) if cut else "")


def remarks_on(scalar: Any, source: str) -> Iterator[Remark]:
    """What is to be said of how a scalar is written."""
    start, end, style = scalar.start_mark.index, scalar.end_mark.index, scalar.style
    written, text = source[start:end], text_as_meant(scalar, source).removesuffix("\n")
    if folded := _fold(scalar, source):
        yield from _on_lines(folded, style, start + written.index("\n") + 1, source)
    elif not style and (cut := _comment_in_text(scalar, source)):
        message = f"从“#”起都当成了注释，不会印出来：是文字就给整段加引号，写成 {preview(in_quotes(text))}"
        yield Remark(cut.start(1), f"{message}；是注释就在“#”后面空一格")
    elif not style and is_in_quotes(text):
        message = f"外面的引号会照样印出来：不要印就删掉；要印就再加一层半角引号，写成 {preview(in_quotes(text))}"
        yield Remark(start, message, Severity.WARNING)
    elif not style and text.endswith(","):
        yield Remark(end - 1, "末尾的“,”会照样印出来：请删掉", Severity.WARNING, text[:-1])
    if style != '"' and (sign := _SIGN.search(written)):
        yield Remark(start + sign.start(), f"“{sign.group()}”在这里会照样印出来：{_instead(sign.group(), text)}")


def _comment_in_text(scalar: Any, source: str) -> re.Match[str] | None:
    """The comment that was text: its sign stands directly before a character, behind what is not only a number."""
    match = _COMMENT.match(source, scalar.end_mark.index)
    is_text = match and (not amounts.NUMBER.fullmatch(scalar.value) or match.group(1)[1].isdigit())
    return match if is_text else None


def _instead(sign: str, text: str) -> str:
    if sign[0] == "\\" and "n" in sign:
        return f"要分行就用双引号，写成 {preview(in_double_quotes(text))}"
    return "要分行就用双引号，在那里写 \\n" if sign[0] == "<" else "请改成空格，或要印的那个字"


class _Folded(NamedTuple):
    """The lines of a scalar in one: `joined`; `breaks` is what stands on either side of each blank put in."""

    joined: str
    lines: int
    breaks: tuple[str, ...]


def _fold(scalar: Any, source: str) -> _Folded | None:
    """The lines of a scalar, None where it is not folded, or where blanks in front of a line mean something."""
    style, written = scalar.style, source[scalar.start_mark.index : scalar.end_mark.index]
    if style == "|" or "\n" not in written:
        return None
    if style == ">":
        literal = _value(f"|{written[1:]}")
        lines = (literal or "").split("\n")
        return None if literal is None or any(line[:1] in " \t" for line in lines if line) else _join(lines, "\n")
    if not style:
        return _join([line.strip(" \t") for line in written.split("\n")], "\n")
    body = [line.strip(" \t") for line in written[1:-1].split("\n")]
    if style == "'":
        folded = _join(body, "\n")
        return folded._replace(joined=folded.joined.replace("''", "'"))
    folded = _join(body, "\\n")
    value = _value(f'"{folded.joined}"')
    return None if value is None else folded._replace(joined=value)


def _join(lines: Sequence[str], paragraph: str) -> _Folded:
    text, blank, breaks = lines[0], 0, []
    for line in lines[1:]:
        if not line:
            blank += 1
            continue
        if blank:
            text += paragraph * blank + line
        elif text.endswith("\\") and paragraph != "\n":
            text = text[:-1] + line
        elif _WIDE.match(text[-1:]) or _WIDE.match(line):
            text += line
        else:
            breaks.append(f"{text[-_LONGEST_NUMBER:]} {line[:_LONGEST_NUMBER]}")
            text += f" {line}"
        blank = 0
    return _Folded(text, sum(1 for line in lines if line), tuple(breaks))


def _on_lines(folded: _Folded, style: str, index: int, source: str) -> Iterator[Remark]:
    while source[index : index + 1] in (" ", "\t", "\n"):
        index += 1
    head = f"上面这段文字分写在 {folded.lines} 行"
    cut = next((match.group() for pair in folded.breaks if (match := _CUT_NUMBER.search(pair))), None)
    if cut:
        yield Remark(index, f"{head}，断开的数印成“{cut}”：请写在一行里")
    elif style != ">" and _WIDE.search(folded.joined):
        message = f"{head}，印出来接成一段：请写在一行里；要分行印就用“|”"
        yield Remark(index, message, Severity.WARNING)


def _value(written: str) -> str | None:
    """The text of a scalar that stands alone."""
    try:
        node = yaml.compose(written, yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    return str(node.value) if isinstance(node, yaml.ScalarNode) else None


def in_double_quotes(text: str) -> str:
    """A text in double quotes, in which \\n is a line break."""
    return '"' + re.sub(r'\\(?![nrt])|"', lambda match: f"\\{match.group()}", text) + '"'
