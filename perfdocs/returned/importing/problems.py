"""What is to be said of a document that was read: cells without a place, labels with a slip, tracked changes, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdocs.finding import Finding, Place, Severity
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.align_rows import AlignedRow, Aligner
from perfdocs.returned.form_map.document_columns import OddColumn
from perfdocs.returned.form_map.row_match import ReadCell
from perfdocs.returned.form_map.row_order import FormRow
from perfdocs.returned.importing.collect_fields import unit_finding
from perfdocs.returned.importing.stated_units import unit_in
from perfdocs.word.cell_text import CellMark
from perfdocs.word.grid import Cell, Row
from perfdocs.word.incoming import IncomingDocument

QUOTED_CELLS = 3
"""Cells of a column that a message quotes."""
_MARKS = (CellMark.BOX, CellMark.HIDDEN, CellMark.STRUCK, CellMark.NUMBERED, CellMark.PICTURE)


def dangers(returned: IncomingDocument) -> Iterator[Finding]:
    """N105: what the file would run or fetch elsewhere."""
    for sentence in dict.fromkeys(returned.document.dangers()):
        yield Finding("N105", Place(returned.name), sentence, severity=Severity.WARNING)


def strays(file: str, rows: Sequence[AlignedRow], aligner: Aligner) -> Iterator[Finding]:
    """N201: every text that is no field's and no label's."""
    for aligned in rows:
        for cell, text in _strays(aligned, aligner):
            severity = Severity.ERROR if cell.where.table else Severity.WARNING
            message = f"{quote(text)}不知道填到哪里，没有读入：请核对，需要的自己填上"
            yield finding_at(place_in(file, aligned.row, cell), "N201", message, severity)


def columns(file: str, columns: Sequence[OddColumn]) -> Iterator[Finding]:
    """N212: a column that the form does not have. N213: one that the document does not have."""
    for column in columns:
        place = place_in(file, column.row, column.cell)
        head = quote(column.head)
        if column.cell is None:
            message = f"这里没有{head}这一列：各行的这一项都空着，需要的自己填上"
            yield finding_at(place, "N213", message, Severity.WARNING)
            continue
        reason = f"{head}这样的列有两列，只读了一列" if column.is_double else f"表上没有{head}这一列"
        texts = "、".join(quote(cell.text) for cell in column.cells[:QUOTED_CELLS])
        more = f"等 {len(column.cells)} 格" if len(column.cells) > QUOTED_CELLS else ""
        lost = f"，没有读入里面的{texts}{more}：请核对，需要的自己填上" if texts else "，里面也是空的：没有读入"
        severity = Severity.ERROR if texts else Severity.HINT
        yield finding_at(place, "N212", reason + lost, severity)


def _strays(aligned: AlignedRow, aligner: Aligner) -> Iterator[tuple[Cell, str]]:
    if aligned.form_row is not None:
        yield from ((read.cell, read.cell.text) for read in aligned.cells if _is_stray(read))
        yield from ((read.cell, text) for read in aligned.cells for text in read.fit.left if text.strip())
    elif not aligner.is_head(aligned.row):
        yield from ((cell, cell.text) for cell in aligned.row.cells if cell.text.strip() and not cell.continued)


def _is_stray(read: ReadCell) -> bool:
    pattern = read.pattern
    if not read.cell.text.strip() or read.cell.continued:
        return False
    if pattern is None:
        return True
    return not (pattern.holes or pattern.label.strip() or pattern.computed) and read.fit.cost >= costs.SURE


def slips(file: str, rows: Sequence[AlignedRow]) -> Iterator[Finding]:
    """N202: labels that do not read as the form's."""
    for aligned in rows:
        for read in aligned.cells:
            for written, label in read.fit.slips:
                place = place_in(file, aligned.row, read.cell)
                stated, own = unit_in(written), unit_in(label)
                if stated and own and stated != own:
                    yield unit_finding(place, stated, own)
                    continue
                message = f"表上写的是{quote(written)}，应是{quote(label)}：按后者读入"
                yield finding_at(place, "N202", message, Severity.WARNING)


def tracked_changes(file: str, rows: Sequence[Row]) -> Iterator[Finding]:
    """N207: tracked changes that were read as accepted. N208: text where a reader may not see it."""
    for row in rows:
        if row.tracked == "deleted":
            message = f"这一行在修订里删掉了，没有读入：{quote(' '.join(row.texts))}"
            yield finding_at(place_in(file, row), "N207", message, Severity.WARNING)
            continue
        if row.tracked:
            message = "这一行是修订里加的，按接受以后的读"
            yield finding_at(place_in(file, row), "N207", message, Severity.WARNING)
        for cell in row.cells:
            place = place_in(file, row, cell)
            if CellMark.TRACKED in cell.marks:
                message = f"有没有接受的修订，按接受以后的读：{quote(cell.before)} → {quote(cell.text)}"
                yield finding_at(place, "N207", message, Severity.WARNING)
            for mark in sorted(cell.marks.intersection(_MARKS)):
                yield finding_at(place, "N208", f"有{mark}：请核对读得对不对", Severity.HINT)


def missing_rows(file: str, rows: Sequence[FormRow]) -> Iterator[Finding]:
    """N209: rows that the form always has and the document has not."""
    for row in rows:
        label = next((cell.label or cell.literal for cell in row.pattern.cells if cell.label or cell.literal), "")
        if not row.pattern.items and label:
            message = f"没有找到{quote(label)}这一行：里面的各项都空着"
            yield Finding("N209", Place(file), message, severity=Severity.WARNING)
