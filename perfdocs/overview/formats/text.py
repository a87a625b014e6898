"""An overview for a terminal of 80 columns: how far each department is, then its money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from perfdocs.overview.columns import Column, Looks, columns
from perfdocs.overview.formats.phrases import cell, finding_line, heading, notes, sums
from perfdocs.overview.records import Line, Overview, State
from perfdocs.report.display_width import character_width, display_width, wrap_text
from perfdocs.report.safe_text import safe_line, safe_value

WIDE = 80
WIDEST_DIRECTORY = 14
"""Columns of a directory's name; chosen by hand, longer ones are cut."""

PROGRESS = ("department", "name", "state", "handed_in", "blanks", "errors", "warnings", "hints")
CHANGES = ("added", "removed", "weaker")
MONEY = ("department", "name", "total", "total_change", "total_percent")
PROJECTS = ("projects", "projects_change", "projects_percent")


def as_text(overview: Overview, most: int = 0) -> str:
    """The states first, then both tables, what the sums leave out, and at `most` so many findings a department."""
    every = {column.key: column for column in columns(overview)}
    lines = [*wrap_text(safe_line(heading(overview)), WIDE, "")]
    if overview.lines:
        for keys in ((*PROGRESS, *CHANGES), (*MONEY, *PROJECTS)):
            lines += ["", *_table(overview, [_short(every[key]) for key in keys if key in every])]
        lines += ["", *(line for note in notes(overview) for line in wrap_text(safe_line(note), WIDE, ""))]
    for line in overview.lines if most else ():
        lines += _findings(line, most)
    return "".join(f"{line}\n" for line in lines)


def _findings(line: Line, most: int) -> Iterator[str]:
    """What to send back to a department: that it has not handed in, or what weighs most."""
    if line.findings or line.state is State.ABSENT:
        yield ""
        yield safe_line(f"{line.name or line.department}（{line.department}）：{line.state.label}")
        yield from (f"  {safe_line(finding_line(finding))}" for finding in line.findings[:most])
        every = line.tally.errors + line.tally.warnings + line.tally.hints + line.tally.waived
        shown = len(line.findings[:most])
        if every > shown:
            yield f"  还有 {every - shown} 条"


def _short(column: Column) -> Column:
    """The column with a title that the amount before it explains."""
    titles = {Looks.CHANGE: "增减", Looks.PERCENT: "增减%"}
    return column._replace(title=titles.get(column.looks, column.title))


class _Fitted(NamedTuple):
    column: Column
    width: int
    cut: Callable[[str, int], str]


def _table(overview: Overview, shown: Sequence[Column]) -> Iterator[str]:
    total = sums(overview, shown)
    rows = [[column.title for column in shown]]
    rows += [[safe_value(cell(column.value(line), column.looks)) for column in shown] for line in overview.lines]
    rows += [[safe_value(cell(total.get(column.key), column.looks)) for column in shown]]
    widths = [max(display_width(row[at]) for row in rows) for at in range(len(shown))]
    widths[0] = min(widths[0], WIDEST_DIRECTORY)
    name = next(at for at, column in enumerate(shown) if column.key == "name")
    others = sum(widths) - widths[name] + len(widths) - 1
    widths[name] = max(0, min(widths[name], WIDE - others))
    for row in rows:
        texts = zip(row, widths, shown, strict=True)
        yield " ".join(_padded(text, width, column) for text, width, column in texts if width).rstrip()


def _padded(text: str, width: int, column: Column) -> str:
    fitting = cut_beginning(text, width) if column.key == "name" else cut_end(text, width)
    blanks = " " * (width - display_width(fitting))
    return f"{fitting}{blanks}" if column.looks is Looks.TEXT else f"{blanks}{fitting}"


def cut_end(text: str, width: int) -> str:
    """The text in so many columns of a terminal; … stands where it was cut."""
    if display_width(text) <= width:
        return text
    kept, used = "", 1
    for character in text:
        used += character_width(character)
        if used > width:
            break
        kept += character
    return f"{kept}…"


def cut_beginning(text: str, width: int) -> str:
    """The same with its end kept: the names of a district's bureaus all begin alike."""
    return cut_end(text[::-1], width)[::-1]
