"""Comparisons of two years as Markdown, for a merge request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from perfdocs.compare.describe import WORDS, Description, describe
from perfdocs.compare.formats.phrases import (
    cut_middle,
    folded_phrases,
    from_to,
    needs_marks,
    number_phrase,
    summary_phrase,
    title,
    told_changes,
    total_label,
    total_phrase,
)
from perfdocs.compare.years import Comparison
from perfdocs.prose.text_changes import Piece
from perfdocs.report.safe_text import safe_line

_ESCAPED = str.maketrans({**{mark: f"\\{mark}" for mark in "\\|*_~`[]$"}, "&": "&amp;", "<": "&lt;", ">": "&gt;"})
_WAKING = re.compile(r"(?<=[@#!])(?=\w)|(?<=&amp;)(?=\w)|(?<=\w)(?=:/)|(?i:(?<=\bwww)(?=\.)|(?<=\bgh)(?=-\d))")
"""Where a service would make a link: `@name`, `#1`, `!1`, `&1`, `GH-1`, `https://…`, `www.…`. A comment parts it."""


def as_markdown(comparisons: Sequence[Comparison], _templates: Path) -> str:
    """How much has changed, then a section a department: a table of totals, then the changes of each document."""
    lines = (line for comparison in comparisons for line in _lines(comparison))
    return "".join(f"{line}\n" for line in (f"{_escape(summary_phrase(comparisons))}\n", *lines))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"## {_escape(title(comparison))}\n"
    if comparison.is_empty:
        yield f"{comparison.nothing}。\n"
        return
    yield "| 合计 | 变化 |\n|---|---|"
    for total in comparison.totals:
        yield f"| {_escape(total_label(total))} | {_escape(total_phrase(total))} |"
    yield ""
    for phrase in folded_phrases(comparison):
        yield f"{_escape(phrase)}\n"
    for pairing in comparison.documents:
        if pairing.kind:
            yield f"**{WORDS[pairing.kind]}** {_escape(pairing.name)}\n"
        elif told_changes(pairing):
            yield f"### {_escape(pairing.name)}\n\n| | 哪里 | 变化 |\n|---|---|---|"
            for change in told_changes(pairing):
                description = describe(change)
                yield f"| {description.word} | {_escape(description.label)} | {_cell(description)} |"
            yield ""


def _cell(description: Description) -> str:
    if description.numbers:
        return "<br>".join(_escape(number_phrase(number)) for number in description.numbers)
    if needs_marks(description):
        return "".join(map(_marked_piece, description.pieces))
    return _escape(from_to(description))


def _marked_piece(piece: Piece) -> str:
    if piece.kind == "=":
        return _escape(cut_middle(piece.text))
    return f"~~{_escape(piece.text)}~~" if piece.kind == "-" else f"**{_escape(piece.text)}**"


def _escape(text: str) -> str:
    """The text as it is; the comment is put in after the signs are escaped, since it has some of them."""
    return _WAKING.sub("<!-- -->", safe_line(text.replace("\n", " ")).translate(_ESCAPED))
