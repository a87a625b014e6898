"""One document made of two: what only the old one has as deleted, what only the new one has as inserted.

Both are the same form filled with two years' data, and each row of their tables says which row of the data it
was made for. A row that is in both and has the same cells is kept, with its texts redlined word by word; any
other is deleted as a whole and inserted as a whole. So whoever accepts all gets the rows of the new document,
and whoever rejects all those of the old one, each with its own merged cells.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from lxml import etree

from perfdocs.prose.text_changes import word_changes
from perfdocs.word.xml import ROW_MARK, W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
Element = etree._Element


class _NotAlike(Exception):
    """Two rows or paragraphs whose shapes differ: they are replaced as a whole."""


@dataclass
class Author:
    """Who made the changes and when (ISO 8601), as the caller says; `numbers` makes each change's id."""

    name: str
    date: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def change(self, tag: str) -> Element:
        """An element of a tracked change: `ins` or `del`."""
        made = etree.Element(f"{W}{tag}")
        made.set(f"{W}id", str(next(self.numbers)))
        made.set(f"{W}author", self.name)
        made.set(f"{W}date", self.date)
        return made


def redline(old: Iterable[Element], new: Element, author: Author) -> None:
    """Turns the new body into one with tracked changes against the old. Both lose the marks of their rows."""
    before = [one for one in old if one.tag in (f"{W}p", f"{W}tbl")]
    after = [one for one in new if one.tag in (f"{W}p", f"{W}tbl")]
    rest = [one for one in new if one not in after]
    made: list[Element] = []
    for ones, others in _aligned(before, after, _block):
        if ones and others:
            made += _block_in_both(ones[0], others[0], author)
        else:
            made += [_whole(one, "del", author) for one in ones] + [_whole(one, "ins", author) for one in others]
    new[:] = [*made, *rest]
    for row in new.iter(f"{W}tr"):
        row.attrib.pop(ROW_MARK, None)


def _block(element: Element) -> str:
    """What makes a paragraph or table of the form the same one: for a table, the place of its first row."""
    row = element.find(f"{W}tr")
    return "p" if row is None else f"t{row.get(ROW_MARK, '').partition(':')[0]}"


def _aligned(
    old: Sequence[Element], new: Sequence[Element], key: Callable[[Element], str]
) -> Iterator[tuple[list[Element], list[Element]]]:
    """The elements in the order of the redline: one with its partner, or some that went or some that came."""
    matcher = difflib.SequenceMatcher(None, [key(one) for one in old], [key(one) for one in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (([one], [other]) for one, other in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            yield from (([one], []) for one in old[i1:i2])
            yield from (([], [other]) for other in new[j1:j2])


def _block_in_both(old: Element, new: Element, author: Author) -> list[Element]:
    if old.tag == f"{W}tbl":
        return [_table(old, new, author)]
    try:
        return [_paragraph(old, new, author)]
    except _NotAlike:
        return [_whole(old, "del", author), _whole(new, "ins", author)]


def _table(old: Element, new: Element, author: Author) -> Element:
    made = copy.deepcopy(new)
    for row in made.findall(f"{W}tr"):
        made.remove(row)
    for ones, others in _aligned(old.findall(f"{W}tr"), new.findall(f"{W}tr"), lambda row: row.get(ROW_MARK, "")):
        if ones and others:
            made.extend(_row(ones[0], others[0], author))
        else:
            made.extend(_whole_row(one, "del", author) for one in ones)
            made.extend(_whole_row(one, "ins", author) for one in others)
    return made


def _row(old: Element, new: Element, author: Author) -> list[Element]:
    cells, others = old.findall(f"{W}tc"), new.findall(f"{W}tc")
    try:
        if [_shape(cell) for cell in cells] != [_shape(cell) for cell in others]:
            raise _NotAlike
        made = copy.deepcopy(new)
        for cell, other, target in zip(cells, others, made.findall(f"{W}tc"), strict=True):
            _cell(cell, other, target, author)
        return [made]
    except _NotAlike:
        return [_whole_row(old, "del", author), _whole_row(new, "ins", author)]


def _shape(cell: Element) -> str:
    """The properties of a cell, merging among them, and how many paragraphs it has."""
    return f"{len(cell.findall(f'{W}p'))} {_canonical(cell.find(f'{W}tcPr'))}"


def _cell(old: Element, new: Element, target: Element, author: Author) -> None:
    nested = any(one.find(f"{W}tbl") is not None for one in (old, new))
    if nested and _canonical(old) != _canonical(new):
        raise _NotAlike
    paragraphs = zip(old.findall(f"{W}p"), new.findall(f"{W}p"), target.findall(f"{W}p"), strict=True)
    for one, other, place in list(paragraphs):
        target.replace(place, _paragraph(one, other, author))


def _paragraph(old: Element, new: Element, author: Author) -> Element:
    """The new paragraph with the old one's runs deleted and its own inserted where they differ."""
    made = copy.deepcopy(new)
    ones, others = _runs(old), _runs(made)
    if ones is None or others is None:
        if _canonical(old) != _canonical(new):
            raise _NotAlike
        return made
    if [_canonical(one.find(f"{W}rPr")) for one in ones] == [_canonical(one.find(f"{W}rPr")) for one in others]:
        for one, other in zip(ones, others, strict=True):
            if _string(one) != _string(other):
                pieces = word_changes(_string(one), _string(other))
                _replace(other, [_piece(other, kind, text, author) for kind, text in pieces])
        return made
    for other in others:
        _replace(other, [_wrapped(copy.deepcopy(other), "ins", author)])
    at = 1 if made.find(f"{W}pPr") is not None else 0
    made[at:at] = [_wrapped(copy.deepcopy(one), "del", author) for one in ones]
    return made


def _runs(paragraph: Element) -> list[Element] | None:
    """The runs of a paragraph that is nothing but text; None for one with fields, pictures or links."""
    runs = [one for one in paragraph if one.tag != f"{W}pPr"]
    plain = {f"{W}t", f"{W}rPr", *_BREAKS}
    simple = all(run.tag == f"{W}r" and all(part.tag in plain for part in run) for run in runs)
    return runs if simple else None


def _string(run: Element) -> str:
    return "".join((part.text or "") if part.tag == f"{W}t" else _BREAKS.get(str(part.tag), "") for part in run)


def _piece(like: Element, kind: str, text: str, author: Author) -> Element:
    """A run that looks like another, with a text that stayed, went or came."""
    run = etree.Element(f"{W}r")
    properties = like.find(f"{W}rPr")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    run.extend(_parts(text))
    return run if kind == "=" else _wrapped(run, "del" if kind == "-" else "ins", author)


def _parts(text: str) -> Iterator[Element]:
    names = {mark: tag for tag, mark in _BREAKS.items() if tag != f"{W}cr"}
    plain = ""
    for character in [*text, None]:
        if character is not None and character not in names:
            plain += character
            continue
        if plain:
            part = etree.Element(f"{W}t")
            part.text = plain
            part.set(_SPACE, "preserve")
            yield part
            plain = ""
        if character is not None:
            yield etree.Element(names[character])


def _wrapped(run: Element, tag: str, author: Author) -> Element:
    """A run as inserted or deleted."""
    if tag == "del":
        for part in run.findall(f"{W}t"):
            part.tag = f"{W}delText"
    made = author.change(tag)
    made.append(run)
    return made


def _replace(run: Element, pieces: Sequence[Element]) -> None:
    owner: Any = run.getparent()
    at = owner.index(run)
    owner[at : at + 1] = pieces


def _whole(element: Element, tag: str, author: Author) -> Element:
    """A table or paragraph all of which came or went."""
    if element.tag == f"{W}tbl":
        made = copy.deepcopy(element)
        for row in made.findall(f"{W}tr"):
            made.replace(row, _whole_row(row, tag, author))
        return made
    made = copy.deepcopy(element)
    _mark_runs(made, tag, author)
    properties = made.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        made.insert(0, properties)
    mark = properties.find(f"{W}rPr")
    if mark is None:
        mark = etree.Element(f"{W}rPr")
        after = [properties.find(f"{W}{name}") for name in ("sectPr", "pPrChange")]
        place = next((one for one in after if one is not None), None)
        properties.append(mark) if place is None else place.addprevious(mark)
    mark.insert(0, author.change(tag))
    return made


def _whole_row(row: Element, tag: str, author: Author) -> Element:
    made = copy.deepcopy(row)
    properties = made.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        made.insert(1 if made.find(f"{W}tblPrEx") is not None else 0, properties)
    properties.append(author.change(tag))
    for paragraph in made.iter(f"{W}p"):
        _mark_runs(paragraph, tag, author)
    return made


def _mark_runs(paragraph: Element, tag: str, author: Author) -> None:
    for run in paragraph.findall(f"{W}r"):
        _replace(run, [_wrapped(copy.deepcopy(run), tag, author)])


def _canonical(element: Element | None) -> str:
    return "" if element is None else etree.tostring(element, method="c14n", exclusive=True).decode().strip()
