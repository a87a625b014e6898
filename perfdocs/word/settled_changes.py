"""Tracked changes of a document, settled one by one: kept as if they had never been tracked, or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from perfdocs.word.xml import W

Element = etree._Element

_CHARACTERS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
STAYED, CAME, WENT = "=", "+", "-"
_KINDS = {f"{W}ins": CAME, f"{W}del": WENT}


class Piece(NamedTuple):
    """A part of a text that stayed (`=`), came (`+`) or went (`-`); no element for the end of a paragraph."""

    kind: str
    text: str
    element: Element | None = None


def pieces(paragraphs: Iterable[Element]) -> list[Piece]:
    """The text of paragraphs as tracked changes divide it; only what `track_changes` makes is understood."""
    found: list[Piece] = []
    for number, paragraph in enumerate(paragraphs):
        found += [Piece(STAYED, "\n")] if number else []
        for child in paragraph.iterchildren(f"{W}r", *_KINDS):
            text = "".join(map(_text, child.iter(f"{W}t", f"{W}delText", *_CHARACTERS)))
            if text:
                found.append(Piece(_KINDS.get(str(child.tag), STAYED), text, child))
    return found


def settle(element: Element, is_kept: bool) -> None:
    """Takes a tracked change (`w:ins`, `w:del`) out with its text, or leaves the text as any other."""
    owner = element.getparent()
    assert owner is not None
    for text in list(element.iter(f"{W}delText")):
        text.tag = f"{W}t"
    at = owner.index(element)
    owner[at : at + 1] = list(element) if is_kept else []


def settle_whole(block: Element, is_kept: bool) -> None:
    """Takes a row or paragraph that came or went out, or leaves it as any other."""
    if not is_kept:
        owner = block.getparent()
        assert owner is not None
        owner.remove(block)
        return
    for change in list(_changes(block)):
        settle(change, is_kept=bool(len(change)))


def whole_change(block: Element) -> str:
    """Whether a row or a paragraph came (`+`) or went (`-`) as a whole; `=` for one that did not."""
    marks = block.find(f"{W}trPr") if block.tag == f"{W}tr" else block.find(f"{W}pPr/{W}rPr")
    found = () if marks is None else (_KINDS[str(mark.tag)] for mark in marks if mark.tag in _KINDS)
    return next(iter(found), STAYED)


def _changes(block: Element) -> Iterator[Element]:
    """Innermost first, so that none is lost with another."""
    yield from reversed(list(block.iter(*_KINDS)))


def _text(part: Element) -> str:
    return _CHARACTERS.get(str(part.tag), part.text or "")
