"""Comparisons of two years as Markdown, for a merge request."""

from __future__ import annotations

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
from perfdocs.report.safe_text import markdown_text


def as_markdown(comparisons: Sequence[Comparison], _templates: Path) -> str:
    """How much has changed, then a section a department: a table of totals, then the changes of each document."""
    lines = (line for comparison in comparisons for line in _lines(comparison))
    return "".join(f"{line}\n" for line in (f"{markdown_text(summary_phrase(comparisons))}\n", *lines))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"## {markdown_text(title(comparison))}\n"
    if comparison.is_empty:
        yield f"{comparison.nothing}。\n"
        return
    yield "| 合计 | 变化 |\n|---|---|"
    for total in comparison.totals:
        yield f"| {markdown_text(total_label(total))} | {markdown_text(total_phrase(total))} |"
    yield ""
    for phrase in folded_phrases(comparison):
        yield f"{markdown_text(phrase)}\n"
    for pairing in comparison.documents:
        if pairing.kind:
            yield f"**{WORDS[pairing.kind]}** {markdown_text(pairing.name)}\n"
        elif told_changes(pairing):
            yield f"### {markdown_text(pairing.name)}\n\n| | 哪里 | 变化 |\n|---|---|---|"
            for change in told_changes(pairing):
                description = describe(change)
                yield f"| {description.word} | {markdown_text(description.label)} | {_cell(description)} |"
            yield ""


def _cell(description: Description) -> str:
    if description.numbers:
        return "<br>".join(markdown_text(number_phrase(number)) for number in description.numbers)
    if needs_marks(description):
        return "".join(map(_marked_piece, description.pieces))
    return markdown_text(from_to(description))


def _marked_piece(piece: Piece) -> str:
    if piece.kind == "=":
        return markdown_text(cut_middle(piece.text))
    return f"~~{markdown_text(piece.text)}~~" if piece.kind == "-" else f"**{markdown_text(piece.text)}**"
