"""A form read: its fields, tables and levels, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfdocs.packdraft import row_tables
from perfdocs.packdraft.form_cells import Block, FormCell, FormRow
from perfdocs.packdraft.form_parts import FormParts, Slot, Span
from perfdocs.packdraft.inline_fields import (
    is_field_label,
    is_signed_by_hand,
    is_sure,
    label_pieces,
    tick_options,
    unit_caption,
    year_part,
)
from perfdocs.packdraft.label_pairs import Reading, readings
from perfdocs.packdraft.row_tables import HeadedRows
from perfdocs.packdraft.vocabulary import (
    LIKELY,
    POSSIBLE,
    UNSURE,
    Term,
    Vocabulary,
    compact,
    term_title,
    unit_in,
    words,
)
from perfdocs.prose.shorten import shorten
from perfdocs.prose.tick_marks import BOXES

_LONGEST_LABEL = 8
"""Characters of a word before a colon that is taken for a label, though no words know it, outside of tables."""
_LONGEST_LINE = 200
"""Characters of a line with fields; longer ones are prose. The longest of real forms has 120."""
_QUOTED = 20


class FormReader:
    """Reads a form; what it recognised is in `parts`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.parts = FormParts()
        self._vocabulary = vocabulary
        self._unit = ""
        """The unit of money that the section names, in which the row stands."""

    def read(self, blocks: Iterable[Block]) -> FormParts:
        for block in blocks:
            for row in block.rows:
                for cell in row.cells:
                    self._note_unit(cell)
            self._read_block(block)
        return self.parts

    def _note_unit(self, cell: FormCell) -> None:
        self.parts.unit = self.parts.unit or unit_caption(cell.text)

    def _read_block(self, block: Block) -> None:
        rows = block.rows
        captions: list[FormCell] = []
        at = 0
        while at < len(rows):
            row = rows[at]
            inner_at = _sections(row)
            groups = tuple(filter(None, (term_title(cell.text) for cell in row.cells[:inner_at])))
            self._unit = next((unit for cell in row.cells[:inner_at][::-1] if (unit := unit_in(cell.text))), "")
            captions = [cell for cell in captions if _same_section(cell, row, inner_at)]
            headed = row_tables.headed_rows(rows, at, inner_at, self._vocabulary)
            if headed is not None:
                self._headed(headed, row, groups)
                at += 1 + len(headed.all_rows)
                continue
            inner = row.cells[inner_at:]
            if at + 1 < len(rows) and _are_captions(inner, rows[at + 1], self._vocabulary):
                captions = inner
            elif len(row.cells) == 1 and at and self._is_label_alone(rows[at - 1]) and self._is_value(row.cells[0]):
                self._slot(row.cells[0], self._vocabulary.term(rows[at - 1].cells[0].text), groups)
            elif len(row.cells) == 1 or _is_title(row):
                self._alone(row.cells[0])
            else:
                self._pairs(inner, groups, captions, bool(inner_at))
            at += 1

    def _is_label_alone(self, row: FormRow) -> bool:
        return len(row.cells) == 1 and self._vocabulary.term(row.cells[0].text).sure >= LIKELY

    def _is_value(self, cell: FormCell) -> bool:
        """Whether what stands in a row below a label alone is its value, or room for it."""
        is_label = self._vocabulary.term(cell.text).sure >= LIKELY or words().notes.match(cell.text.strip())
        return not is_label and not any(map(is_sure, label_pieces(cell.text, self._vocabulary)))

    def _headed(self, headed: HeadedRows, row: FormRow, groups: tuple[str, ...]) -> None:
        vocabulary, parts = self._vocabulary, self.parts
        title = row_tables.title_of(headed, row)
        headed_unit = next((unit for cell in row.cells[: headed.sections][::-1] if (unit := unit_in(cell.text))), "")
        self._unit = self._unit or headed_unit
        above = groups[:-1] if groups and groups[-1] == title else groups
        levels = row_tables.indicators(headed, title, above, vocabulary)
        if levels is not None:
            parts.tables.append(levels)
            return
        if row_tables.is_of_one(headed, vocabulary):
            self._values_below(headed, groups)
        elif row_tables.has_fixed_rows(headed, vocabulary):
            self._fixed_rows(headed, groups)
        else:
            table = row_tables.entries(headed, title, above, vocabulary)
            for column in table.columns:
                column.term = column.term._replace(unit=column.term.unit or self._unit)
            parts.tables.append(table)

    def _values_below(self, headed: HeadedRows, groups: tuple[str, ...]) -> None:
        for head, cell in zip(headed.head, headed.inner(headed.rows[0]), strict=True):
            self._inside_label(head, groups)
            self._slot(cell, self._vocabulary.term(head.text), groups)

    def _inside_label(self, cell: FormCell, groups: tuple[str, ...]) -> None:
        """A period that a label has in brackets, such as `总体目标（2024年-2026年）`, is a field of its own."""
        begin = max(cell.text.rfind("("), cell.text.rfind("（")) + 1
        inside = cell.text[begin:].rstrip().rstrip(")）")
        is_period = begin and (not inside.strip() or (inside[:4].isdecimal() and year_part(inside + "年")))
        if is_period:
            title = words().names["period"]
            part = Span(begin, begin + len(inside))
            self.parts.slots.append(Slot(cell, Term(title, "period", sure=LIKELY), groups, part))

    def _fixed_rows(self, headed: HeadedRows, groups: tuple[str, ...]) -> None:
        for row in headed.all_rows:
            inner = headed.inner(row)
            label = self._vocabulary.term(inner[0].text)
            by_start = {cell.start: cell for cell in inner[1:]}
            for head in headed.head[1:]:
                cell = by_start.get(head.start)
                if cell is None or cell.end != head.end:
                    self._doubt_fixed(cell)
                    continue
                term = self._vocabulary.term(head.text)
                unit = term.unit or label.unit
                self._slot(cell, term._replace(unit=unit), (*groups, label.title))

    def _alone(self, cell: FormCell) -> None:
        """A paragraph, or a row of one cell: a title with a year, fields with their labels, or a note."""
        text = cell.text
        if words().notes.match(text.strip()):
            return
        pieces = [piece for piece in label_pieces(text, self._vocabulary) if piece.term.title not in words().levels]
        year = year_part(text)
        labelled = [piece for piece in pieces if is_field_label(piece) or len(piece.term.title) <= _LONGEST_LABEL]
        if labelled and len(text) < _LONGEST_LINE:
            self._note_seal(cell)
            for piece in labelled:
                self._slot(cell, piece.term, (), piece.part, piece.line)
        elif year:
            self.parts.slots.append(Slot(cell, Term(words().names["year"], "year", sure=LIKELY), (), year))
        elif cell.where.table and self._vocabulary.term(text).sure < UNSURE:
            self._doubt_fixed(cell)

    def _pairs(
        self, inner: Sequence[FormCell], groups: tuple[str, ...], captions: Sequence[FormCell], has_label: bool
    ) -> None:
        vocabulary = self._vocabulary
        if not inner:
            return
        kinds = readings(inner, vocabulary, has_label)
        labels: list[FormCell] = []
        before = Reading.NOTHING
        for cell, kind in zip(inner, kinds, strict=True):
            caption = next((each for each in captions if each.start <= cell.start < each.end), None)
            about = (*groups, *((term_title(caption.text),) if caption else ()))
            if kind == Reading.LABEL:
                labels = [*labels, cell] if before == Reading.LABEL else [cell]
                self._note_seal(cell)
            elif kind == Reading.BOTH:
                self._note_seal(cell)
                above = tuple(term_title(label.text) for label in labels) if before == Reading.LABEL else ()
                for piece in filter(is_field_label, label_pieces(cell.text, vocabulary)):
                    self._slot(cell, piece.term, (*about, *above), piece.part, piece.line)
                labels = []
            elif kind == Reading.VALUE:
                self._value(cell, labels, about)
                labels = []
            else:
                self._doubt_unlike_label(labels)
            before = kind
        if before == Reading.LABEL:
            self._doubt_unlike_label(labels)

    def _doubt_unlike_label(self, labels: Sequence[FormCell]) -> None:
        for label in labels:
            if self._vocabulary.term(label.text).sure < UNSURE:
                self._doubt_fixed(label)

    def _value(self, cell: FormCell, labels: Sequence[FormCell], groups: tuple[str, ...]) -> None:
        if is_signed_by_hand(cell.text):
            self._note_seal(cell)
            return
        if labels:
            *above, label = labels
            term = self._vocabulary.term(label.text)
            self._slot(cell, term, (*groups, *(term_title(each.text) for each in above)))
        elif groups:
            self._slot(cell, self._vocabulary.term(groups[-1]), groups[:-1])
        else:
            self._doubt_fixed(cell)

    def _doubt_fixed(self, cell: FormCell | None) -> None:
        """Tells of a text that stays as it is, though it may have been filled in."""
        if cell is not None and not cell.is_blank and cell.above is None:
            filled = shorten(cell.text.strip(), _QUOTED)
            message = f"“{filled}”没有认出是什么，当作固定的字留在模板里：是填的内容的话，请改成标签"
            self.parts.doubt(cell, message)

    def _near(self, cell: FormCell, groups: tuple[str, ...]) -> tuple[str, ...]:
        """What tells a field from one of the same name: the field before it in its row, or what it stands under."""
        last = self.parts.slots[-1] if self.parts.slots else None
        is_beside = last is not None and (last.cell.where.table, last.cell.where.row) == (
            cell.where.table,
            cell.where.row,
        )
        return (last.term.title,) if last and is_beside else groups[-1:]

    def _slot(
        self,
        cell: FormCell,
        term: Term,
        groups: tuple[str, ...],
        part: Span | None = None,
        line: int = 0,
    ) -> None:
        if cell.above is not None and part is None:
            return
        term = term._replace(unit=term.unit or self._unit)
        slot = Slot(cell, term, groups, part, self._near(cell, groups), line=line)
        ticks = tick_options(slot.value) if part is None else None
        if ticks:
            slot.options, slot.mark = ticks.options, ticks.mark
        if ticks is not None and ticks.chosen > 1:
            self.parts.doubt(cell, f"“{term.title}”勾了 {ticks.chosen} 项，当作只能勾一项：能勾几项的，请改字段定义")
        elif ticks is None and part is None and any(box in cell.text for box in BOXES):
            self.parts.doubt(cell, f"“{term.title}”里有方框，没有认出选项，当作文字：请改成打勾的标签（tick）")
        self.parts.slots.append(slot)

    def _note_seal(self, cell: FormCell) -> None:
        for match in words().seals.finditer(cell.text):
            before, behind = cell.text[: match.start()][-1:], cell.text[match.end() :][:1]
            self.parts.seals.append(f"{before}{match[0]}{behind}" if before in "（(" and behind in "）)" else match[0])


def _is_title(row: FormRow) -> bool:
    """Whether a row has but the title of the form, in a cell that is not as wide as the table."""
    text = compact(row.cells[0].text)
    return all(cell.is_blank for cell in row.cells[1:]) and words().form_titles.fullmatch(text) is not None


def _sections(row: FormRow) -> int:
    """How many cells at the left are merged over several rows."""
    count = 0
    while count + 1 < len(row.cells) and row.cells[count].top.height > 1 and row.cells[count].text.strip():
        count += 1
    return count


def _same_section(caption: FormCell, row: FormRow, sections: int) -> bool:
    return bool(sections) and row.cells[sections - 1].top.end <= caption.start


def _are_captions(cells: Sequence[FormCell], below: FormRow, vocabulary: Vocabulary) -> bool:
    """Whether each cell stands over a label with its values in the row below."""
    if len(cells) < 2 or any(cell.is_blank or cell.above for cell in cells):
        return False
    for cell in cells:
        inside = [each for each in below.cells if cell.start <= each.start and each.end <= cell.end]
        if len(inside) < 2 or (inside[0].start, inside[-1].end) != (cell.start, cell.end):
            return False
        labels = [vocabulary.term(each.text).sure >= POSSIBLE for each in inside]
        if vocabulary.term(cell.text).sure < UNSURE or all(labels) or not (labels[0] or inside[0].is_blank):
            return False
    return True
