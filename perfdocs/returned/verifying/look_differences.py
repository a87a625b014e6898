"""What of the look of a document that came back is not as it was printed, cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from lxml import etree

from perfdocs.prose.shorten import shorten
from perfdocs.returned.verifying.allowed import INDENT, Level, tolerance
from perfdocs.returned.verifying.as_printed import PrintedDocument, PrintedRow
from perfdocs.returned.verifying.cell_differences import RowPair, cell_pairs
from perfdocs.returned.verifying.margin_texts import margin_line, margin_lines
from perfdocs.returned.verifying.strange_parts import DRAWINGS
from perfdocs.word.effective import INHERITED, Properties
from perfdocs.word.grid import Cell, Row
from perfdocs.word.incoming import IncomingDocument
from perfdocs.word.look import CellLook, Looks
from perfdocs.word.page_edges import EDGES, Edges, edge_oddities, page_edges
from perfdocs.word.xml import W

MEASURE = re.compile(r"(?:-?[0-9]{1,9})?")
"""A measure; none is 0."""
LARGEST = 84
"""Half points of the largest size that has a name (初号)."""
SHORT = 20
"""Characters of a header or a footer that are told of it."""
PAGE_RULES = frozenset(("keepNext", "cantSplit"))
"""What the program itself sets (`word/page_rules.py`), and another version of it may set otherwise."""


@dataclass(frozen=True)
class Change:
    """A property that is not as it was printed."""

    level: Level
    name: str
    old: str
    new: str


@dataclass(frozen=True)
class LookDifference:
    """A change and where it is seen first; `more` are the other places. No row: it is the whole document's."""

    change: Change
    printed: PrintedRow | None = None
    column: int = -1
    row: Row | None = None
    cell: Cell | None = None
    more: int = 0


def look_differences(
    returned: IncomingDocument, printed: PrintedDocument, pairs: Iterable[RowPair], of_this_version: bool
) -> list[LookDifference]:
    """Every change of the look, in order, told once however many cells have it."""
    comparison = _Comparison(printed.package.looks, Looks(returned.document), of_this_version)
    first: dict[Change, LookDifference] = {}
    places: Counter[Change] = Counter()
    rows = chain.from_iterable(
        comparison.rows(old, printed.package.rows[old.row.number - 1], row)
        for old, row in pairs
        if old and row and old.row.number <= len(printed.package.rows)
    )
    for difference in chain(
        rows, comparison.document(printed.package.rows, returned.rows, printed.has_forms_taken_out)
    ):
        elsewhere = (replace(difference.change, level=level) for level in (Level.CHARACTER, Level.PARAGRAPH))
        if difference.change.level is Level.MARGIN and any(change in first for change in elsewhere):
            continue  # one cause: a style or a default that the cells have too
        first.setdefault(difference.change, difference)
        places[difference.change] += 1
    return [
        LookDifference(each.change, each.printed, each.column, each.row, each.cell, places[change] - 1)
        for change, each in first.items()
    ]


class _Comparison:
    def __init__(self, old: Looks, new: Looks, of_this_version: bool) -> None:
        self._old, self._new = old, new
        self._free = frozenset() if of_this_version else PAGE_RULES
        self._tables: set[etree._Element] = set()

    def _changes(
        self, level: Level, old: Properties, new: Properties, of_table: frozenset[str] = frozenset()
    ) -> Iterator[Change]:
        """What is not allowed to differ; `of_table` says what differs in the table."""
        if old == new:
            return
        allowed = tolerance(level)
        free = allowed.free | self._free | {name for name, other in allowed.only_with.items() if other in of_table}
        for name in sorted(old.keys() | new.keys()):
            before, after = old.get(name, ""), new.get(name, "")
            if before in (after, f"{after}{INHERITED}") or name in free or name.partition(".")[0] in free:
                continue
            if name == INDENT:
                moved = _measure(before) + _measure(old.get("tblCellMar.left", "").removesuffix(INHERITED))
            else:
                moved = _measure(before)
            if not _is_near(before, str(moved), after, allowed.by.get(name, 0)):
                yield Change(level, name, before, after)

    def document(self, old: Sequence[Row], new: Sequence[Row], has_forms_taken_out: bool) -> Iterator[LookDifference]:
        """Sections, headers and footers, and paragraphs without a text outside of tables, unless those of forms may be
        left over."""
        yield from map(LookDifference, self._sections())
        yield from map(LookDifference, self._margins())
        yield from map(LookDifference, self._edges())
        if has_forms_taken_out:
            return
        before, after = self._old.blank_paragraphs(old), self._new.blank_paragraphs(new)
        if len(before) != len(after):
            yield LookDifference(Change(Level.PARAGRAPH, "blank", str(len(before)), str(len(after))))
            return
        for one, other in zip(before, after, strict=True):
            yield from (LookDifference(change) for change in self._changes(Level.PARAGRAPH, one, other))
        blocks, new_blocks = self._old.blocks(), self._new.blocks()
        if len(blocks) == len(new_blocks) and blocks != new_blocks:
            yield LookDifference(Change(Level.TABLE, "order", blocks, new_blocks))

    def _sections(self) -> Iterator[Change]:
        """Each section as the one in its place was printed; as any was, where another number of them was.

        Where headers begin says nothing if there are none, nor of one that was added, which is told by itself.
        """
        absent = {f"pgMar.{kind}" for kind in EDGES if kind not in self._old.edges() & self._new.edges()}
        printed, returned = (
            [{name: each[name] for name in each if name not in absent} for each in looks.sections()]
            for looks in (self._old, self._new)
        )
        if printed and not returned:
            yield Change(Level.SECTION, "length", str(len(printed)), "0")
        elif len(printed) == len(returned):
            for one, other in zip(printed, returned, strict=True):
                yield from self._changes(Level.SECTION, one, other)
        else:
            yield from self._nowhere_printed(Level.SECTION, printed, returned)

    def _margins(self) -> Iterator[Change]:
        """Headers, footers and notes: each paragraph and character as any of them was printed."""
        old, new = self._old.margins(), self._new.margins()
        lines = margin_lines(each.element for each in old)
        new = [each for each in new if margin_lines([each.element]) <= lines]  # other words are told by N309
        drawn = self._nowhere_printed(Level.PARAGRAPH, [each.drawn for each in old], [each.drawn for each in new])
        letters = self._nowhere_printed(
            Level.CHARACTER,
            [look for each in old for look in each.characters],
            [look for each in new for look in each.characters],
        )
        yield from (replace(change, level=Level.MARGIN) for change in chain(drawn, letters))
        before, after = self._old.blank_margins(), self._new.blank_margins()
        if before != after:
            yield Change(Level.MARGIN, "blank", str(before), str(after))

    def _edges(self) -> Iterator[Change]:
        """What the pages of each section have above and below as the section in its place had it; as any had it, where
        another number of them was printed. Words that are gone or new in the whole file are told by N309, and
        references that two programs read in two ways by N317."""
        if next(edge_oddities(self._new.document), ""):
            return
        old, new = page_edges(self._old.document), page_edges(self._new.document)
        told = margin_lines(self._old.document.margins) ^ margin_lines(self._new.document.margins)
        for number, edges in enumerate(new):
            printed = [old[number]] if len(old) == len(new) else old
            yield from min((list(_edge_changes(each, edges, told)) for each in printed), key=len, default=())

    def _nowhere_printed(
        self, level: Level, printed: Sequence[Properties], returned: Iterable[Properties]
    ) -> Iterator[Change]:
        """The changes of each that is like none that was printed, from the one that it is most like."""
        for each in returned:
            differing = [list(self._changes(level, one, each)) for one in printed or [{}]]
            if all(differing):
                yield from min(differing, key=len)

    def rows(self, printed: PrintedRow, old: Row, row: Row) -> Iterator[LookDifference]:
        """The row, its table where it has not been looked at yet, and its cells."""
        if old.texts != printed.row.texts or not (old.cells and row.cells):
            return
        (_, before), (table, after) = self._old.table(old.cells[0]), self._new.table(row.cells[0])
        of_table = frozenset(name for name in (INDENT,) if before.get(name) != after.get(name))
        look, new_look = self._old.row(old.cells[0]), self._new.row(row.cells[0])
        changes = list(self._changes(Level.ROW, look, new_look, of_table))
        if table is not None and table not in self._tables:
            self._tables.add(table)
            changes += self._changes(Level.TABLE, before, after)
        yield from (LookDifference(change, printed, row=row) for change in changes)
        for column, cell in cell_pairs(old, row):
            if column is not None and cell is not None:
                for change in self._cell(old.cells[column], cell):
                    yield LookDifference(change, printed, column, row, cell)

    def _cell(self, old: Cell, cell: Cell) -> Iterator[Change]:
        before, after = self._old.cell(old), self._new.cell(cell)
        yield from self._changes(Level.CELL, before.cell, after.cell)
        if old.text == cell.text and not (old.continued and cell.continued):
            yield from dict.fromkeys(self._texts(before, after))
        elif old.text != cell.text:
            yield from dict.fromkeys(_displaced(before, after))

    def _texts(self, before: CellLook, after: CellLook) -> Iterator[Change]:
        """What of paragraphs and characters differs, where the text is the same."""
        if len(before.characters) == len(after.characters):
            for one, other in zip(before.characters, after.characters, strict=True):
                yield from self._changes(Level.CHARACTER, one, other)
        else:
            yield Change(Level.CHARACTER, "length", str(len(before.characters)), str(len(after.characters)))
        if len(before.paragraphs) == len(after.paragraphs):
            for one, other in zip(before.paragraphs, after.paragraphs, strict=True):
                yield from self._changes(Level.PARAGRAPH, one, other)
        else:
            yield Change(Level.PARAGRAPH, "length", str(len(before.paragraphs)), str(len(after.paragraphs)))


def _edge_changes(old: Edges, new: Edges, told: frozenset[str]) -> Iterator[Change]:
    """What of a section's headers and footers differs, but for the lines that are `told`; what is the same on several
    kinds of pages, once."""
    seen: set[tuple[str, str, str]] = set()
    for name in new:
        lines, new_lines = map(_edge_lines, (old[name], new[name]))
        before, after = (shorten("／".join(one), SHORT) for one in (lines, new_lines))
        key = name.partition(".")[0], before, after
        if lines != new_lines and not {*lines} ^ {*new_lines} <= told and key not in seen:
            seen.add(key)
            yield Change(Level.MARGIN, name, before, after)


def _edge_lines(part: etree._Element | None) -> list[str]:
    """What a header or a footer shows, line by line; blank lines say nothing."""
    if part is None:
        return []
    drawn = ["〔图形〕"] if next(part.iter(*DRAWINGS), None) is not None else []
    return [*filter(None, map(margin_line, part.iter(f"{W}p"))), *drawn]


def _displaced(before: CellLook, after: CellLook) -> Iterator[Change]:
    """Where a text was typed: what puts it over another cell, or another figure before it."""
    printed = {pair for each in chain(before.paragraphs, before.characters) for pair in each.items()}
    for level, looks in ((Level.PARAGRAPH, after.paragraphs), (Level.CHARACTER, after.characters)):
        for name, value in chain.from_iterable(look.items() for look in looks):
            if (name, value) not in printed and _displaces(name, value):
                yield Change(level, name, "", value)


def _displaces(name: str, value: str) -> bool:
    base = name.partition(".")[0]
    if base in ("framePr", "numPr", "position"):
        return True
    return (base in ("ind", "spacing") and value.startswith("-")) or (name == "sz" and _measure(value) > LARGEST)


def _is_near(old: str, moved: str, new: str, by: int) -> bool:
    """Whether two measures are the same but for what is lost when they are converted; none is 0."""
    return by > 0 and all(map(MEASURE.fullmatch, (old, new))) and abs(_measure(moved) - _measure(new)) <= by


def _measure(text: str) -> int:
    return int(text) if text and MEASURE.fullmatch(text) else 0
