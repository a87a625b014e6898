"""A line as it may have been meant, and how such lines are found by patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from perfdocs.prose.shorten import on_one_line, shorten

WIDE_BLANKS = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
"""Blanks that YAML takes for letters."""
START = r"^(?P<start>\s*(?:-\s+)*)"
"""Where the first field of a line begins."""
FIELD_START = r"(?P<start>^\s*(?:-\s+)*|(?<=[{,，])\s*)"
"""The same, or where one begins in braces."""
KEY = r"(?P<key>[^\s:：#\"'\[\]{}&*!|>%@`,，][^:：#\"'\[\]{},，]*)"
NAME = r"[^\s:：,，{}\[\]\"'、；;/]+"
"""A key in braces."""


class Mend(NamedTuple):
    """`column` counts from 1 and is that of the slip; `message` is for the clerk."""

    column: int
    line: str
    message: str
    code: str = "Y101"
    following: int = 0
    """How many of the lines below go with it and are left out."""
    above: str = ""
    """Text that belongs behind the last line above."""
    doubt: int = 0
    """How much less likely it is than others that do as well."""


Rule = Callable[[list[str], int], Iterator[Mend]]
"""The ways in which a line may have been meant, the likeliest first."""


def by_pattern(
    pattern: str, fixed: str, message: str, code: str = "Y101", *, doubt: int = 0, inside: bool = False
) -> Rule:
    """A rule for a slip that is seen by a pattern: its group `here` is the slip, `fixed` what the match becomes.

    Where a line has several, each is mended alone, and then all together. `inside`: only behind a bracket.
    """
    compiled = re.compile(pattern)

    def mends(lines: list[str], number: int) -> Iterator[Mend]:
        line = lines[number]
        brackets = [at for at in (line.find("{"), line.find("[")) if at >= 0]
        if inside and not brackets:
            return
        matches = list(compiled.finditer(line, min(brackets) if inside else 0))
        choices = [[match] for match in matches]
        if len(matches) > 1:
            choices.append(matches)
        for chosen in choices:
            mended, end = "", 0
            for match in chosen:
                mended += line[end : match.start()] + match.expand(fixed)
                end = match.end()
            groups = {name: preview(text) for name, text in chosen[0].groupdict().items() if text is not None}
            column = chosen[0].start("here") + 1
            yield Mend(column, mended + line[end:], message.format(**groups), code, doubt=doubt)

    return mends


def by_quoting(pattern: str, message: str, code: str = "Y101") -> Rule:
    """A rule for a text in brackets that wants quotation marks: the group `text`; `here` is the slip."""
    compiled = re.compile(pattern)

    def mends(lines: list[str], number: int) -> Iterator[Mend]:
        line = lines[number]
        for match in compiled.finditer(line):
            if "{" in line[: match.start()] or "[" in line[: match.start()]:
                meant = in_quotes(match["text"].rstrip())
                fixed = line[: match.start("text")] + meant + line[match.end("text") :]
                yield Mend(match.start("here") + 1, fixed, message.format(meant=preview(meant)), code)

    return mends


def in_quotes(value: str) -> str:
    return f'"{value}"' if "'" in value and '"' not in value else "'" + value.replace("'", "''") + "'"


def preview(text: str) -> str:
    """A text in a message, cut where it is long."""
    return shorten(on_one_line(text), 30, tail=1)
