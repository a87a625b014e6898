"""One document made of two: what only the old one has as deleted, what only the new one has as inserted.

Both are the same form filled with two years' data, and each row of their tables says which row of the data it
was made for. A row that is in both and has the same cells is kept, with its texts compared word by word; any
other is deleted as a whole and inserted as a whole. So whoever accepts all gets the rows of the new document,
and whoever rejects all those of the old one, each with its own merged cells.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, starmap
from typing import Any

from lxml import etree

from perfdocs.prose.text_changes import word_changes
from perfdocs.word.row_sequence import row_sequence
from perfdocs.word.xml import ROW_MARK, SPACE, W, canonical, paragraph_properties

_BLOCKS = (f"{W}p", f"{W}tbl")
_CHARACTERS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
_TAGS = {"\n": f"{W}br", "\t": f"{W}tab"}
_TEXT_PARTS = {f"{W}t", f"{W}rPr", *_CHARACTERS}
Element = etree._Element


@dataclass
class Author:
    """Who made the changes and when (ISO 8601), as the caller says; `numbers` makes each change's id."""

    name: str
    date: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def change(self, tag: str) -> Element:
        """An element of a tracked change: `ins` or `del`."""
        change = etree.Element(f"{W}{tag}")
        change.set(f"{W}id", str(next(self.numbers)))
        change.set(f"{W}author", self.name)
        change.set(f"{W}date", self.date)
        return change

    def mark_end(self, paragraph: Element, tag: str) -> None:
        """Marks the end of a paragraph as inserted or deleted."""
        properties = paragraph_properties(paragraph)
        mark = properties.find(f"{W}rPr")
        if mark is None:
            mark = etree.Element(f"{W}rPr")
            behind = [properties.find(f"{W}{name}") for name in ("sectPr", "pPrChange")]
            place = next((element for element in behind if element is not None), None)
            properties.append(mark) if place is None else place.addprevious(mark)
        mark.insert(0, self.change(tag))


def track_changes(old: Iterable[Element], new: Element, author: Author) -> None:
    """Turns the new body into one with tracked changes against the old, without the marks of its rows."""
    tracker = _Tracker(author)
    old_blocks = [element for element in old if element.tag in _BLOCKS]
    new_blocks = [element for element in new if element.tag in _BLOCKS]
    rest = [element for element in new if element.tag not in _BLOCKS]
    new[:] = [*tracker.blocks(old_blocks, new_blocks), *rest]
    for row in new.iter(f"{W}tr", f"{W}p"):
        row.attrib.pop(ROW_MARK, None)


@dataclass
class _Tracker:
    """Makes elements with tracked changes of copies of old and new ones."""

    author: Author

    def blocks(self, old: Sequence[Element], new: Sequence[Element]) -> Iterator[Element]:
        for before, after in _pairs(old, new, _block_key):
            if before is not None and after is not None:
                yield from self._both(before, after)
            elif before is not None:
                yield self._whole(before, "del")
            elif after is not None:
                yield self._whole(after, "ins")

    def _both(self, old: Element, new: Element) -> list[Element]:
        if old.tag == f"{W}tbl":
            return [self._table(old, new)]
        if _are_paragraphs_alike(old, new):
            return [self._paragraph(old, new)]
        return [self._whole(old, "del"), self._whole(new, "ins")]

    def _whole(self, element: Element, tag: str) -> Element:
        """A row, table or paragraph that went (`del`) or came (`ins`)."""
        copied = copy.deepcopy(element)
        if copied.tag == f"{W}p":
            self._mark_paragraph(copied, tag)
        rows = [copied] if copied.tag == f"{W}tr" else copied.findall(f"{W}tr")
        for row in rows:
            self._mark_row(row, tag)
        return copied

    def _table(self, old: Element, new: Element) -> Element:
        table = copy.deepcopy(new)
        for row in table.findall(f"{W}tr"):
            table.remove(row)
        for before, after in row_sequence(old.findall(f"{W}tr"), new.findall(f"{W}tr"), _are_rows_alike):
            if before is not None and after is not None:
                table.append(self._row(before, after))
            elif before is not None:
                table.append(self._whole(before, "del"))
            elif after is not None:
                table.append(self._whole(after, "ins"))
        return table

    def _row(self, old: Element, new: Element) -> Element:
        row = copy.deepcopy(new)
        for before, cell in zip(old.findall(f"{W}tc"), row.findall(f"{W}tc"), strict=True):
            for old_paragraph, paragraph in zip(before.findall(f"{W}p"), cell.findall(f"{W}p"), strict=True):
                cell.replace(paragraph, self._paragraph(old_paragraph, paragraph))
        return row

    def _paragraph(self, old: Element, new: Element) -> Element:
        """The new paragraph with the old one's runs deleted and its own inserted where they differ."""
        paragraph = copy.deepcopy(new)
        old_runs, runs = _text_runs(old), _text_runs(paragraph)
        if old_runs is None or runs is None:
            return paragraph
        if [canonical(run.find(f"{W}rPr")) for run in old_runs] == [canonical(run.find(f"{W}rPr")) for run in runs]:
            for before, run in zip(old_runs, runs, strict=True):
                self._change_text(run, _run_text(before), _run_text(run))
            return paragraph
        for run in runs:
            _replace(run, [self._wrap(copy.deepcopy(run), "ins")])
        at = 1 if paragraph.find(f"{W}pPr") is not None else 0
        paragraph[at:at] = [self._wrap(copy.deepcopy(run), "del") for run in old_runs]
        return paragraph

    def _change_text(self, run: Element, old: str, new: str) -> None:
        """Puts runs that look like this one in its place: with the text that stayed, went and came."""
        if old == new:
            return
        runs = []
        for kind, text in word_changes(old, new):
            piece = _run_like(run, text)
            runs.append(piece if kind == "=" else self._wrap(piece, "del" if kind == "-" else "ins"))
        _replace(run, runs)

    def _wrap(self, run: Element, tag: str) -> Element:
        """The run as inserted or deleted."""
        if tag == "del":
            for part in run.findall(f"{W}t"):
                part.tag = f"{W}delText"
        change = self.author.change(tag)
        change.append(run)
        return change

    def _mark_paragraph(self, paragraph: Element, tag: str) -> None:
        """Marks the paragraph, its end too, as inserted or deleted."""
        self._mark_runs(paragraph, tag)
        self.author.mark_end(paragraph, tag)

    def _mark_row(self, row: Element, tag: str) -> None:
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(1 if row.find(f"{W}tblPrEx") is not None else 0, properties)
        properties.append(self.author.change(tag))
        for paragraph in row.iter(f"{W}p"):
            self._mark_paragraph(paragraph, tag)

    def _mark_runs(self, paragraph: Element, tag: str) -> None:
        for run in paragraph.findall(f"{W}r"):
            _replace(run, [self._wrap(copy.deepcopy(run), tag)])


def _pairs(
    old: Sequence[Element], new: Sequence[Element], key: Callable[[Element], str]
) -> Iterator[tuple[Element | None, Element | None]]:
    """The elements in the order of the document with changes: each with its partner, or with None."""
    matcher = difflib.SequenceMatcher(None, [key(each) for each in old], [key(each) for each in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from ((element, None) for element in old[i1:i2])
            yield from ((None, element) for element in new[j1:j2])


def _block_key(element: Element) -> str:
    """What makes a paragraph or table of the form the same one: for a table, the place of its first row."""
    row = element.find(f"{W}tr")
    return "p" if row is None else f"t{row.get(ROW_MARK, '').partition(':')[0]}"


def _are_rows_alike(old: Element, new: Element) -> bool:
    """Whether a row can be kept as the other, with the changes inside its cells."""
    old_cells, new_cells = old.findall(f"{W}tc"), new.findall(f"{W}tc")
    if [_cell_shape(cell) for cell in old_cells] != [_cell_shape(cell) for cell in new_cells]:
        return False
    for before, after in zip(old_cells, new_cells, strict=True):
        nested = before.find(f"{W}tbl") is not None or after.find(f"{W}tbl") is not None
        paragraphs = zip(before.findall(f"{W}p"), after.findall(f"{W}p"), strict=True)
        if (nested and canonical(before) != canonical(after)) or not all(starmap(_are_paragraphs_alike, paragraphs)):
            return False
    return True


def _are_paragraphs_alike(old: Element, new: Element) -> bool:
    """Whether the changes of a paragraph can be shown inside of it: both are nothing but text, or quite the same."""
    is_text = _text_runs(old) is not None and _text_runs(new) is not None
    return is_text or canonical(old) == canonical(new)


def _cell_shape(cell: Element) -> str:
    """The properties of a cell, merging among them, and how many paragraphs it has."""
    return f"{len(cell.findall(f'{W}p'))} {canonical(cell.find(f'{W}tcPr'))}"


def _text_runs(paragraph: Element) -> list[Element] | None:
    """The runs of a paragraph that is nothing but text; None for one with fields, pictures or links."""
    runs = [child for child in paragraph if child.tag != f"{W}pPr"]
    simple = all(run.tag == f"{W}r" and all(part.tag in _TEXT_PARTS for part in run) for run in runs)
    return runs if simple else None


def _run_text(run: Element) -> str:
    return "".join((part.text or "") if part.tag == f"{W}t" else _CHARACTERS.get(str(part.tag), "") for part in run)


def _run_like(model: Element, text: str) -> Element:
    """A run with this text that looks like another."""
    run = etree.Element(f"{W}r")
    properties = model.find(f"{W}rPr")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    for words in re.split(r"([\n\t])", text):
        if words in _TAGS:
            run.append(etree.Element(_TAGS[words]))
        elif words:
            part = etree.SubElement(run, f"{W}t")
            part.text = words
            part.set(SPACE, "preserve")
    return run


def _replace(run: Element, others: Sequence[Element]) -> None:
    owner: Any = run.getparent()
    at = owner.index(run)
    owner[at : at + 1] = others
