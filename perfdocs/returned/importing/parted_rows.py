"""Rows of a document in which several rows of data stand, numbered or one below the other in each of the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfdocs.finding import Finding, Severity
from perfdocs.prose.amounts import NUMBER
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.form_map.align_rows import AlignedRow
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.marker_data import Hole
from perfdocs.returned.form_map.row_match import ReadCell

SHORTEST = 4
"""Characters of a line that may be the name of a row of data. Chosen by hand: shorter ones are mostly ends of lines."""
_NEXT_NUMBER = re.compile(r"(?<=[；;。])\s*(?=[(（]?[1-9]\d?[)）、．.])")
_END = "；;。，, "


def parted_rows(file: str, rows: Sequence[AlignedRow]) -> tuple[list[AlignedRow], list[Finding]]:
    """The rows with those of several data as several (N206), where that is certain; N216 where it only looks so."""
    parted: list[AlignedRow] = []
    findings: list[Finding] = []
    for row in rows:
        fields = [
            read for read in row.cells if read.pattern and len(read.pattern.holes) == 1 and read.cell.text.strip()
        ]
        count = _count(row, fields)
        if count and _is_certain(fields):
            parted += [replace(row, cells=tuple(_cells(row, number))) for number in range(count)]
            message = f"这一行写了 {count} 条，分成 {count} 条读入：请核对"
            findings.append(finding_at(place_in(file, row.row), "N206", message, Severity.HINT))
            continue
        parted.append(row)
        values = [read for read in fields[1:] if _has_parts(read) and len(_lines(read)) == count]
        if count and not _is_wrapped(fields[0], values):
            message = f"{quote(fields[0].cell.text)}像是 {count} 条写在一格里，照一条读了：是几条就分成几条填"
            findings.append(finding_at(place_in(file, row.row, fields[0].cell), "N216", message, Severity.WARNING))
    return parted, findings


def _count(row: AlignedRow, fields: Sequence[ReadCell]) -> int:
    """How many rows of data stand in a row, by the lines of the first field and of another; 0 for one."""
    if row.form_row is None or not row.form_row.pattern.items or len(fields) < 2:
        return 0
    count = len(_lines(fields[0]))
    return count if count > 1 and any(len(_lines(read)) == count for read in fields[1:]) else 0


def _is_certain(fields: Sequence[ReadCell]) -> bool:
    """Whether all fields have as many lines, and those of one are numbers, or those of two are numbered."""
    lines = [_lines(read) for read in fields]
    if len(set(map(len, lines))) > 1:
        return False
    numbered = [each for each in lines if _without_numbers(each) != each]
    return len(numbered) > 1 or any(all(NUMBER.fullmatch(compact(line)) for line in each) for each in lines)


def _cells(row: AlignedRow, number: int) -> Iterator[ReadCell]:
    """The cells of the row with this number, from 0: labels only in the first."""
    for read in row.cells:
        if read.pattern and len(read.pattern.holes) == 1 and read.cell.text.strip():
            text = _without_numbers(_lines(read))[number]
            yield replace(read, cell=replace(read.cell, text=text), fit=read.pattern.fit(text))
        elif number == 0:
            yield read


def _lines(read: ReadCell) -> list[str]:
    """The lines of a cell; of a single one, its parts if they are numbered from 1."""
    lines = [line.strip() for line in read.cell.text.split("\n") if line.strip()]
    parts = _NEXT_NUMBER.split(lines[0]) if len(lines) == 1 else []
    return parts if len(parts) > 1 and _without_numbers(parts) != parts else lines


def _is_wrapped(name: ReadCell, values: Sequence[ReadCell]) -> bool:
    """Whether the lines may be those of one row: short ones, or a number on two of them."""
    is_torn = any(re.search(r"\d\n\d", read.cell.text) for read in values)
    return not values or is_torn or min(map(len, _lines(name))) < SHORTEST


def _without_numbers(lines: Sequence[str]) -> list[str]:
    """Lines that are numbered from 1 without that; `1.5万` and `2.5万` alone are none."""
    numbers = [re.match(rf"[(（]?{at}[)）、．.]\s*", line) for at, line in enumerate(lines, start=1)]
    ends = [number.end() for number in numbers if number]
    rest = [line[end:].strip(_END) for line, end in zip(lines, ends, strict=False)]
    return rest if len(ends) == len(lines) and not all(each[:1].isdigit() for each in rest) else list(lines)


def _has_parts(read: ReadCell) -> bool:
    """Whether the field may be given as sign, number and unit."""
    holes: Sequence[Hole] = read.pattern.holes if read.pattern else ()
    return any(choice.print_as is not None for hole in holes if hole.node for choice in hole.node.choices)
