"""Accepting and rejecting all tracked changes, written from what the standard says of them."""

from __future__ import annotations

import copy

from lxml import etree

from perfdocs.word.xml import W

Element = etree._Element


def accept_all(body: Element) -> Element:
    """The body with every insertion kept and every deletion gone."""
    return _keep_and_drop(body, keep="ins", drop="del")


def reject_all(body: Element) -> Element:
    """The body with every deletion taken back and every insertion gone."""
    return _keep_and_drop(body, keep="del", drop="ins")


def _keep_and_drop(body: Element, keep: str, drop: str) -> Element:
    copied = copy.deepcopy(body)
    for row in list(copied.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{drop}") is not None:
            _remove(row)
    for paragraph in list(copied.iter(f"{W}p")):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{drop}") is not None and paragraph.getparent() is not None:
            _remove(paragraph)
    for change in list(copied.iter(f"{W}{drop}")):
        _remove(change)
    for change in list(copied.iter(f"{W}{keep}")):
        owner = change.getparent()
        assert owner is not None
        at = owner.index(change)
        owner[at : at + 1] = list(change)
    for text in list(copied.iter(f"{W}delText")):
        text.tag = f"{W}t"
    for table in list(copied.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            _remove(table)
    return copied


def _remove(element: Element) -> None:
    owner = element.getparent()
    assert owner is not None
    owner.remove(element)


def shape(body: Element) -> list[object]:
    """Paragraphs by their text, tables by their rows: of each cell its text, its span, its merge and its width."""
    blocks: list[object] = []
    for block in body:
        if block.tag == f"{W}p":
            blocks.append(_text(block))
        elif block.tag == f"{W}tbl":
            blocks.append([[_cell(cell) for cell in row.iterfind(f"{W}tc")] for row in block.iterfind(f"{W}tr")])
    return blocks


SHAPE = {f"{W}{name}" for name in ("gridSpan", "vMerge", "tcW")}


def _cell(cell: Element) -> tuple[str, ...]:
    texts = "\n".join(_text(paragraph) for paragraph in cell.iterfind(f"{W}p"))
    properties = cell.find(f"{W}tcPr")
    shaping = [] if properties is None else [element for element in properties if element.tag in SHAPE]
    return (texts, *(f"{element.tag!s}{sorted(element.items())}" for element in shaping))


def _text(paragraph: Element) -> str:
    marks = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t"}
    parts = paragraph.iter(f"{W}t", *marks)
    return "".join(part.text or "" if part.tag == f"{W}t" else marks[str(part.tag)] for part in parts)
