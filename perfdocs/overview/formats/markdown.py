"""An overview as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from perfdocs.overview.columns import columns
from perfdocs.overview.formats.phrases import cell, heading, notes, sums
from perfdocs.overview.records import Overview
from perfdocs.report.safe_text import markdown_text


def as_markdown(overview: Overview) -> str:
    """The states and sums first, then a row a department."""
    return "".join(f"{line}\n" for line in _lines(overview))


def _lines(overview: Overview) -> Iterator[str]:
    yield f"## {markdown_text(heading(overview))}\n"
    if not overview.lines:
        return
    for note in notes(overview):
        yield f"- {markdown_text(note)}"
    every = columns(overview)
    yield f"\n| {' | '.join(markdown_text(column.title) for column in every)} |"
    yield f"|{'|'.join('---' if column.is_in_words else '---:' for column in every)}|"
    for line in overview.lines:
        cells = (markdown_text(cell(column.value(line), column.looks)) for column in every)
        yield f"| {' | '.join(cells)} |"
    total = sums(overview, every)
    cells = (markdown_text(cell(total.get(column.key), column.looks)) for column in every)
    yield f"| {' | '.join(f'**{text}**' if text else '' for text in cells)} |"
