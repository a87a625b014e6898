"""An overview for a terminal of 80 columns: how far each department is, then its money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile

from perfdocs.overview.columns import Column, Looks, Value, columns
from perfdocs.overview.formats.phrases import cell, finding_line, heading, notes, sums
from perfdocs.overview.records import Line, Overview, State, StepLine
from perfdocs.report.display_width import character_width, display_width, wrap_text
from perfdocs.report.safe_text import safe_line, safe_value
from perfdocs.rules.catalog import read_rule

WIDE = 80
LEAST_OF_NAME, LEAST_OF_DIRECTORY = 10, 12
"""Columns that are left of a name, and of a directory, where they must be cut; chosen by hand."""

PROGRESS = ("department", "name", "state", "handed_in", "blanks", "errors", "warnings", "hints")
CHANGES = ("added", "removed", "weaker")
WHO = ("department", "name")
MONEY = ("total", "total_change", "total_percent")
PROJECTS = ("projects", "projects_change", "projects_percent")


def as_text(overview: Overview, most: int = 0, with_faults: bool = False) -> str:
    """The states first, then both tables, what the sums leave out, which faults are common, if asked for, and at `most`
    so many findings a department."""
    every = {column.key: _short(column) for column in columns(overview)}
    lines = [*wrap_text(safe_line(heading(overview)), WIDE, "")]
    prefix = _common_beginning([line.name for line in overview.lines if line.name])
    if prefix:
        lines += wrap_text(safe_line(f"全称前面的“{prefix}”都省略了"), WIDE, "")
    every["name"] = every["name"]._replace(value=lambda line: line.name.removeprefix(prefix) or None)
    if overview.lines:
        for keys in ((*PROGRESS, *CHANGES), *_tables_of_money(overview, every)):
            lines += ["", *_table(overview, [every[key] for key in keys if key in every])]
        if overview.steps:
            keys = (*WHO, *(f"step_{name}" for name in overview.steps))
            lines += ["", *[*_table(overview, [every[key] for key in keys])][:-1]]  # there is nothing to add up
        lines += ["", *(line.strip() for note in notes(overview) for line in wrap_text(safe_line(note), WIDE, ""))]
    lines += _faults(overview) if with_faults else ()
    lines += _findings(overview, most) if most else ()
    return "".join(f"{safe_line(line)}\n" for line in lines)


def _common_beginning(names: Sequence[str]) -> str:
    """What all names begin with, of which the rest still says who it is: the name of a district; nothing for one."""
    columns_of_names = takewhile(lambda letters: len({*letters}) == 1, zip(*names, strict=False))
    beginning = "".join(letters[0] for letters in columns_of_names) if len(names) > 1 else ""
    rest = min((len(name) - len(beginning) for name in names), default=0)
    return beginning if len(beginning) > 1 and rest > 1 else ""


def _faults(overview: Overview) -> Iterator[str]:
    """Which faults were found in how many departments."""
    yield ""
    yield "代号 级别 部门 条数 是什么"
    for fault in overview.common_faults:
        what = read_rule(fault.code).title
        yield f"{fault.code} {fault.severity.label} {len(fault.departments):4} {fault.number:4} {what}"


def _findings(overview: Overview, most: int) -> Iterator[str]:
    """What to send back to whom: who has not handed in, and what weighs most in the others."""
    only_hints = 0
    for line in overview.lines:
        tally = line.tally_of_all
        if line.state is not State.ABSENT and not tally.errors and not tally.warnings:
            only_hints += bool(tally.hints or tally.waived)
            continue
        yield ""
        yield f"{line.name or line.department}（{line.department}）：{line.state.label}"
        yield from _weightiest(line, most, f"perfdocs overview {overview.year}/{line.department}")
        for step in line.steps:
            yield f"  {step.title}：{step.state.label}"
            yield from _weightiest(step, most, f"perfdocs check {overview.year}/{line.department}/{step.directory}")
    if only_hints:
        yield ""
        yield f"另有 {only_hints} 个部门只有提示或已豁免的，没有列出"


def _weightiest(line: Line | StepLine, most: int, command: str) -> Iterator[str]:
    shown = line.findings[:most]
    yield from (f"  {finding_line(finding)}" for finding in shown)
    tally = line.tally
    if rest := tally.errors + tally.warnings + tally.hints + tally.waived - len(shown):
        yield f"  还有 {rest} 条：{command}"


def _short(column: Column) -> Column:
    """The column with a title that the amount before it explains."""
    titles = {Looks.CHANGE: "增减", Looks.PERCENT: "增减%"}
    return column._replace(title=titles.get(column.looks, column.title))


def _tables_of_money(overview: Overview, every: Mapping[str, Column]) -> list[tuple[str, ...]]:
    """Both amounts in one table, or in two where one would be too wide."""
    together = (*WHO, *MONEY, *PROJECTS)
    widths = [max(map(display_width, texts)) for texts in _columns(overview, [every[key] for key in together])]
    fits = LEAST_OF_DIRECTORY + sum(widths[len(WHO) :]) + len(MONEY) + len(PROJECTS) <= WIDE
    return [together] if fits else [(*WHO, *MONEY), (*WHO, *PROJECTS)]


def _table(overview: Overview, shown: Sequence[Column]) -> Iterator[str]:
    columns_of_texts = _columns(overview, shown)
    widths = _widths([max(map(display_width, texts)) for texts in columns_of_texts], shown)
    for row in zip(*columns_of_texts, strict=True):
        cells = zip(row, widths, shown, strict=True)
        yield " ".join(_padded(text, width, column) for text, width, column in cells if width).rstrip()


def _columns(overview: Overview, shown: Sequence[Column]) -> list[list[str]]:
    """The texts of each column: its title, those of the lines, and the sum."""
    total = sums(overview, shown)
    return [
        [
            column.title,
            *_texts([*map(column.value, overview.lines), total.get(column.key)], column, overview.year),
        ]
        for column in shown
    ]


def _texts(values: Sequence[Value], column: Column, year: int) -> list[str]:
    """The values of a column: numbers with as many places as the longest has, a day of the year without it."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    places = max((-int(number.as_tuple().exponent) for number in numbers), default=0)
    with_places = [value if not isinstance(value, Decimal) else _with_places(value, places) for value in values]
    texts = [safe_value(cell(value, column.looks)) for value in with_places]
    return [text.removeprefix(f"{year}-") for text in texts] if column.key == "handed_in" else texts


def _with_places(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-max(places, 0)))


def _widths(widest: Sequence[int], shown: Sequence[Column]) -> list[int]:
    """The widths of the columns: where they do not fit into a line, names are cut, then directories."""
    widths = {column.key: width for column, width in zip(shown, widest, strict=True)}
    too_wide = sum(widths.values()) + len(widths) - 1 - WIDE
    for key, least in (("name", LEAST_OF_NAME), ("department", LEAST_OF_DIRECTORY), ("name", 0)):
        cut = max(0, min(too_wide, widths[key] - least))
        widths[key] -= cut
        too_wide -= cut
    return [*widths.values()]


def _padded(text: str, width: int, column: Column) -> str:
    fitting = cut_beginning(text, width) if column.key == "name" else cut_end(text, width)
    blanks = " " * (width - display_width(fitting))
    return f"{fitting}{blanks}" if column.is_in_words else f"{blanks}{fitting}"


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
