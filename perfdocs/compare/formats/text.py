"""Comparisons of two years as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from perfdocs.compare.change import Change
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
from perfdocs.compare.years import Comparison, Pairing
from perfdocs.prose.shorten import on_one_line
from perfdocs.prose.text_changes import Piece
from perfdocs.report.display_width import wrap_text
from perfdocs.report.safe_text import safe_value

COLUMNS = 80
"""The width of a terminal that nobody has made wider."""


def as_text(comparisons: Sequence[Comparison], _templates: Path) -> str:
    """For a terminal of 80 columns: how much has changed, totals, what came and went, then every change."""
    head = [*wrap_text(summary_phrase(comparisons), COLUMNS, "")]
    lines = (line for comparison in comparisons for line in _lines(comparison))
    return "".join(f"{safe_value(line)}\n" for line in (*head, *lines))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield title(comparison)
    if comparison.is_empty:
        yield f"  {comparison.nothing}"
        return
    for total in comparison.totals:
        yield from wrap_text(f"{total_label(total)}：{total_phrase(total)}", COLUMNS, "  ")
    for phrase in folded_phrases(comparison):
        yield from wrap_text(phrase, COLUMNS, "  ")
    for pairing in comparison.documents:
        if pairing.kind:
            yield f"  {WORDS[pairing.kind]} {pairing.name}（{pairing.new_file or pairing.old_file}）"
        elif told_changes(pairing):
            yield from _document_lines(pairing)


def _document_lines(pairing: Pairing) -> Iterator[str]:
    yield ""
    yield f"  {pairing.name}（{pairing.new_file}）"
    changes = told_changes(pairing)
    common = _common_label(changes)
    if common:
        yield from wrap_text(f"都在 {'·'.join(common)} 里：".replace("·“", "“"), COLUMNS, "  ")
    for change in changes:
        yield from _change_lines(describe(change, len(common)))


def _common_label(changes: Sequence[Change]) -> tuple[str, ...]:
    """The beginning that the labels of all changes share, where it is more than one step; it is said once."""
    labels = [change.label[:-1] for change in changes]
    common = []
    for steps in zip(*labels, strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return tuple(common) if len(labels) > 1 and len(common) > 1 else ()


def _change_lines(description: Description) -> Iterator[str]:
    head = f"{description.word} {description.label}"
    if description.numbers:
        yield from wrap_text(head, COLUMNS, "    ")
        for number in description.numbers:
            yield from wrap_text(number_phrase(number), COLUMNS, "      ")
    elif needs_marks(description):
        yield from wrap_text(head, COLUMNS, "    ")
        yield from wrap_text(on_one_line("".join(map(_marked_piece, description.pieces))), COLUMNS, "      ")
    else:
        yield from wrap_text(f"{head}：{from_to(description)}", COLUMNS, "    ")


def _marked_piece(piece: Piece) -> str:
    """What went as `[-…-]`, what came as `{+…+}`."""
    marks = {"-": f"[-{piece.text}-]", "+": f"{{+{piece.text}+}}"}
    return marks.get(piece.kind) or cut_middle(piece.text)
