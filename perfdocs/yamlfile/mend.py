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

_WORD_ENDS = re.compile(r"[\s:：,，;；、{}\[\]\"']+")


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
    certain: bool = False
    """Whether nothing else can have been meant, if the parser gets on with it and `fields` are fields of the form."""
    fields: tuple[str, ...] = ()
    not_fields: tuple[str, ...] = ()
    """The same, but of what may not be one: then it stands there for itself."""


Rule = Callable[[list[str], int], Iterator[Mend]]
"""The ways in which a line may have been meant, the likeliest first."""


def by_pattern(
    pattern: str,
    fixed: str,
    message: str,
    code: str = "Y101",
    *,
    doubt: int = 0,
    inside: bool = False,
    certain: bool = False,
) -> Rule:
    """A rule for a slip that is seen by a pattern: its group `here` is the slip, `fixed` what the match becomes.

    Where a line has several, each is mended alone, and then all together. `inside`: only behind a bracket. `certain`:
    nothing else can be meant, where the group `key` is a field.
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
            fields = tuple((match["key"] or "").strip() for match in chosen if "key" in compiled.groupindex)
            fixed_line, said = mended + line[end:], message.format(**groups)
            yield Mend(column, fixed_line, said, code, doubt=doubt, certain=certain, fields=fields)

    return mends


def by_quoting(pattern: str, message: str, code: str = "Y101") -> Rule:
    """A rule for a text in brackets that wants quotation marks: the group `text`; `here` is the slip.

    Nothing else can be meant, unless a field stands in the text, or a comment behind it.
    """
    compiled = re.compile(pattern)

    def mends(lines: list[str], number: int) -> Iterator[Mend]:
        line = lines[number]
        for match in compiled.finditer(line):
            if "{" in line[: match.start()] or "[" in line[: match.start()]:
                meant = in_quotes(match["text"].rstrip())
                fixed = line[: match.start("text")] + meant + line[match.end("text") :]
                said, words = message.format(meant=preview(meant)), words_of(match["text"])
                certain = "# " not in match["text"]
                yield Mend(match.start("here") + 1, fixed, said, code, certain=certain, not_fields=words)

    return mends


def words_of(text: str) -> tuple[str, ...]:
    """The parts of a text that may be names of fields."""
    return tuple(word for word in _WORD_ENDS.split(text) if word)


def in_quotes(value: str) -> str:
    return f'"{value}"' if "'" in value and '"' not in value else "'" + value.replace("'", "''") + "'"


def preview(text: str) -> str:
    """A text in a message, cut where it is long."""
    return shorten(on_one_line(text), 30, tail=1)
