"""Headers and footers in effect: what each section prints on its first page, on even pages and on the others.

ECMA-376 part 1, 17.10: a section without a reference of a kind goes on with that of the section before; the first
section has nothing to go on with, and prints nothing there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from perfdocs.word.effective import said
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import R, W

EDGES = {"header": "页眉", "footer": "页脚"}
PAGES = ("default", "first", "even")
"""Kinds of pages; `default` are those that are none of the others."""

Edges = Mapping[str, etree._Element | None]
"""The parts by edge and kind of page (`header.first`); None where nothing is printed."""


class _Reference(NamedTuple):
    """Edge, kind of pages, and the part; None: it is not there."""

    edge: str
    pages: str
    part: etree._Element | None


def page_edges(document: WordFile) -> list[Edges]:
    """What is in effect in each section, in order."""
    has_even = _has_even_pages(document)
    known: dict[str, etree._Element | None] = {}
    sections: list[Edges] = []
    for section in document.body.iter(f"{W}sectPr"):
        known |= {f"{each.edge}.{each.pages}": each.part for each in _references(document, section)}
        apart = {"default": "default", "first": "default", "even": "even" if has_even else "default"}
        if said(section).get("titlePg") == "on":
            apart["first"] = "first"
        sections.append(
            {f"{edge}.{pages}": known.get(f"{edge}.{kind}") for edge in EDGES for pages, kind in apart.items()}
        )
    return sections


def edge_oddities(document: WordFile) -> Iterator[str]:
    """References to headers and footers that no two programs need read alike, or that are not in effect any more, by
    what they are called."""
    has_even = _has_even_pages(document)
    for section in document.body.iter(f"{W}sectPr"):
        references = list(_references(document, section))
        for each in references:
            if each.pages not in PAGES:
                yield f"不认识的{EDGES[each.edge]}（{each.pages}）"
            elif each.part is None:
                yield f"指向不存在的部分的{EDGES[each.edge]}"
        times = Counter((each.edge, each.pages) for each in references)
        yield from (f"写了两遍的{EDGES[edge]}" for (edge, _), number in times.items() if number > 1)
        if not has_even:
            yield from (f"不起作用的偶数页{EDGES[edge]}" for edge, pages in times if pages == "even")


def _has_even_pages(document: WordFile) -> bool:
    """Whether even pages have headers and footers of their own."""
    settings = {name: value for part in document.parts("settings") for name, value in said(part).items()}
    return settings.get("evenAndOddHeaders") == "on"


def _references(document: WordFile, section: etree._Element) -> Iterator[_Reference]:
    for edge in EDGES:
        for each in section.iterfind(f"{W}{edge}Reference"):
            yield _Reference(edge, each.get(f"{W}type", ""), document.margin(each.get(f"{R}id", "")))
