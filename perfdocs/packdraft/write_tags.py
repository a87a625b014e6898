"""Tags in the place of what a form has there: the paragraph, the run and the cell stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from perfdocs.packdraft.form_parts import Span
from perfdocs.word.grid import unwrapped
from perfdocs.word.xml import SPACE, W, val

_CHARACTERS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_HEIGHT = (f"{W}trHeight", f"{W}tblHeader")


class _Character(NamedTuple):
    """A character of a cell, and the element that it stands in; no element for the end of a paragraph."""

    character: str
    element: etree._Element | None
    paragraph: etree._Element


def write_tag(owner: etree._Element, tag: str) -> None:
    """The tag as all that a cell (or a paragraph) says, in the look of what it said first."""
    paragraphs = _paragraphs(owner)
    first = next((p for p in paragraphs if any(c.character.strip() for c in _characters([p]))), paragraphs[0])
    whole = list(_characters([first]))
    _replace(whole, 0, len(whole), tag, first)
    for paragraph in paragraphs:
        if paragraph is not first and owner.tag != f"{W}p":
            take_out(paragraph)


def write_part(owner: etree._Element, part: Span, tag: str, underline: bool = False) -> None:
    """The tag in the place of a part of the text."""
    characters = list(_characters(_paragraphs(owner)))
    at = min(part.begin, len(characters) - 1)
    paragraph = characters[at].paragraph if characters else _paragraphs(owner)[0]
    run = _replace(characters, part.begin, part.end, tag, paragraph)
    if underline and run is not None:
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = run.makeelement(f"{W}rPr")
            run.insert(0, properties)
        if properties.find(f"{W}u") is None:
            line = properties.makeelement(f"{W}u")
            line.set(f"{W}val", "single")
            properties.append(line)


def says(owner: etree._Element) -> str:
    """The text of a cell as far as tags can be put into it."""
    return "".join(each.character for each in _characters(_paragraphs(owner)))


def _paragraphs(owner: etree._Element) -> list[etree._Element]:
    if owner.tag == f"{W}p":
        return [owner]
    return [child for child in unwrapped(owner) if child.tag == f"{W}p"]


def _characters(paragraphs: list[etree._Element]) -> Iterator[_Character]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield _Character("\n", None, paragraphs[number - 1])
        for element in paragraph.iter(f"{W}t", *_CHARACTERS):
            if next(element.iterancestors()).tag != f"{W}r":  # a tab stop, not a tab
                continue
            for character in (element.text or "") if element.tag == f"{W}t" else _CHARACTERS[str(element.tag)]:
                yield _Character(character, element, paragraph)


def _replace(
    characters: list[_Character], begin: int, end: int, tag: str, paragraph: etree._Element
) -> etree._Element | None:
    """Puts the tag in the place of some characters, into the run of the first; the run that it stands in."""
    replaced = characters[begin:end]
    texts = [c.element for c in replaced if c.element is not None and c.element.tag == f"{W}t"]
    beside = [c.element for c in characters[:begin] if c.element is not None and c.element.tag == f"{W}t"]
    if texts:
        home = texts[0]
        offset = sum(1 for c in characters[:begin] if c.element is home)
    elif beside and begin and characters[begin - 1].element is beside[-1]:
        home = beside[-1]
        offset = sum(1 for c in characters[:begin] if c.element is home)
    else:
        home, offset = _new_text(paragraph), 0
    for element in dict.fromkeys(c.element for c in replaced if c.element is not None):
        kept = "".join(c.character for n, c in enumerate(characters) if c.element is element and not begin <= n < end)
        if element.tag == f"{W}t":
            element.text = kept
        elif element is not home:
            take_out(element)
    text = home.text or ""
    home.text = text[:offset] + tag + text[offset:]
    home.set(SPACE, "preserve")
    return home.getparent()


def _new_text(paragraph: etree._Element) -> etree._Element:
    """A new text at the end of a paragraph, in the look that its mark has."""
    run = paragraph.makeelement(f"{W}r")
    look = paragraph.find(f"{W}pPr/{W}rPr")
    other = next((r.find(f"{W}rPr") for r in paragraph.iter(f"{W}r") if r.find(f"{W}rPr") is not None), None)
    properties = other if other is not None else look
    if properties is not None:
        copied = deepcopy(properties)
        for tracked in list(copied.iterchildren(f"{W}ins", f"{W}del", f"{W}rPrChange")):
            copied.remove(tracked)
        run.append(copied)
    text = run.makeelement(f"{W}t")
    run.append(text)
    paragraph.append(run)
    return text


def enclose(first: etree._Element, last: etree._Element, loop: str) -> tuple[etree._Element, etree._Element]:
    """A loop around rows of a table: each of its tags in a row of its own, which is not printed; these two rows."""
    begin, end = _tag_row(first, f"{{%tr for {loop} %}}"), _tag_row(last, "{%tr endfor %}")
    first.addprevious(begin)
    last.addnext(end)
    return begin, end


def _tag_row(row: etree._Element, tag: str) -> etree._Element:
    copy = deepcopy(row)
    cells = [child for child in unwrapped(copy) if child.tag == f"{W}tc"]
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
    width = sum(int(val(span, "1")) for span in spans)
    for child in list(copy):
        if child.tag not in (f"{W}trPr", f"{W}tblPrEx"):
            copy.remove(child)
    for height in list(copy.iter(*_HEIGHT)):
        take_out(height)
    copy.append(_cell(copy, tag, width))
    return copy


def _cell(row: etree._Element, text: str, width: int) -> etree._Element:
    cell = row.makeelement(f"{W}tc")
    properties = etree.SubElement(cell, f"{W}tcPr")
    etree.SubElement(properties, f"{W}gridSpan").set(f"{W}val", str(width))
    run = etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return cell


def unmerge(cell: etree._Element) -> None:
    """The cell without its merge with those below or above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None:
        take_out(merge)


def take_out(element: etree._Element) -> None:
    """The element is no longer there."""
    next(element.iterancestors()).remove(element)
