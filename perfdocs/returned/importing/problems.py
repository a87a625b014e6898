"""What is told of a document that was read: cells without a place, labels with a slip, tracked changes, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdocs.finding import Finding, Place, Severity
from perfdocs.returned.form_map.align_rows import Aligner, Placed, Read
from perfdocs.returned.form_map.row_order import State
from perfdocs.returned.importing.draft import short
from perfdocs.word.cell_text import Mark
from perfdocs.word.grid import Cell, Row
from perfdocs.word.incoming import Returned


def dangers(came: Returned) -> Iterator[Finding]:
    """N105: what the file would run or fetch elsewhere."""
    for sentence in dict.fromkeys(came.document.dangers()):
        yield Finding("N105", Place(came.name), sentence, severity=Severity.WARNING)


def unplaced(file: str, placed: Sequence[Placed], aligner: Aligner) -> Iterator[Finding]:
    """N201: every cell with a text that is no field's and no label's."""
    for one in placed:
        if one.state is None:
            if aligner.is_head(one.row):
                continue
            strays = [(cell, cell.text) for cell in one.row.cells if cell.text.strip() and not cell.continued]
        else:
            strays = [(read.cell, read.cell.text) for read in one.cells if _is_stray(read)]
            strays += [(read.cell, text) for read in one.cells for text in read.fit.left if text.strip()]
        for cell, text in strays:
            severity = Severity.ERROR if cell.where.table else Severity.WARNING
            message = f"{cell.where}：“{short(text)}”不知道填到哪里，没有读入：请核对，需要的自己填上"
            yield _at(file, one.row, cell, "N201", message, severity)


def _is_stray(read: Read) -> bool:
    if not read.cell.text.strip() or read.cell.continued:
        return False
    if read.pattern is None:
        return True
    return not (read.pattern.holes or read.pattern.label.strip() or read.pattern.computed) and read.fit.cost >= 1


def slips(file: str, placed: Sequence[Placed]) -> Iterator[Finding]:
    """N202: labels that do not read as the form's."""
    for one in placed:
        for read in one.cells:
            for written, label in read.fit.slips:
                message = f"{read.cell.where}：表上写的是“{short(written)}”，应是“{short(label)}”：按后者读入"
                yield _at(file, one.row, read.cell, "N202", message, Severity.WARNING)


def tracked(file: str, rows: Sequence[Row]) -> Iterator[Finding]:
    """N207: tracked changes that were read as accepted. N208: text where a reader may not see it."""
    for row in rows:
        if row.tracked == "deleted":
            message = f"{row.where}：这一行在修订里删掉了，没有读入：“{short(' '.join(row.texts))}”"
            yield _at(file, row, row.cells[0], "N207", message, Severity.WARNING)
            continue
        if row.tracked:
            message = f"{row.where}：这一行是修订里加的，按接受以后的读"
            yield _at(file, row, row.cells[0], "N207", message, Severity.WARNING)
        for cell in row.cells:
            if Mark.TRACKED in cell.marks:
                message = (
                    f"{cell.where}：有没有接受的修订，按接受以后的读：“{short(cell.before)}” → “{short(cell.text)}”"
                )
                yield _at(file, row, cell, "N207", message, Severity.WARNING)
            for mark in sorted(cell.marks & {Mark.BOX, Mark.HIDDEN, Mark.STRUCK, Mark.NUMBERED}):
                yield _at(file, row, cell, "N208", f"{cell.where}：有{mark}：请核对读得对不对", Severity.HINT)


def missing(file: str, states: Sequence[State]) -> Iterator[Finding]:
    """N209: rows that the form always has and the document has not."""
    for state in states:
        label = next((cell.label or cell.literal for cell in state.pattern.cells if cell.label or cell.literal), "")
        if not state.pattern.items and label:
            message = f"没有找到“{short(label)}”这一行：里面的各项都空着"
            yield Finding("N209", Place(file), message, severity=Severity.WARNING)


def _at(file: str, row: Row, cell: Cell, code: str, message: str, severity: Severity) -> Finding:
    return Finding(code, Place(file, row.number, max(cell.where.cell, 1)), message, severity=severity)
