"""Pages as they are printed, measured in the PDF: lines of text, ruled lines, lines to sign on, room for the seal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw

CM = 72 / 2.54
"""Points in a centimetre."""
SEAL = 4.2 * CM
"""The width of a round seal of 42 mm."""
THIN = 3
"""Points of height up to which a drawn thing is a line."""
SAME_LINE = 2
"""Points by which the tops of texts on one line may differ."""


class Text(NamedTuple):
    """Some text on one line and the box around it, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


class Rule(NamedTuple):
    """A line drawn across: where it begins and ends, and how high it stands."""

    left: float
    right: float
    height: float

    @property
    def length(self) -> float:
        """In centimetres."""
        return (self.right - self.left) / CM


class Page(NamedTuple):
    """What is printed on a page. `number` is its place in the document, from 1; `width` is the page's."""

    number: int
    width: float
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]

    def find(self, words: str) -> Text | None:
        """The first text on the page with these words."""
        return next((text for text in self.texts if words in text.text), None)

    def line_behind(self, label: str) -> Rule | None:
        """The line to sign on that begins where a label ends."""
        text = self.find(label)
        if text is None:
            return None
        end = text.left + (text.right - text.left) * (text.text.index(label) + len(label)) / len(text.text)
        beside = (rule for rule in self.rules if abs(rule.height - text.bottom) < (text.top - text.bottom))
        return next((rule for rule in beside if abs(rule.left - end) < 1.5 * (text.top - text.bottom)), None)

    def seal_room(self, words: str) -> float:
        """The width of the largest free circle around a text, in points: nothing but its line may lie in it."""
        own = self.find(words)
        assert own is not None
        x, y = (own.left + own.right) / 2, (own.bottom + own.top) / 2
        others = [text for text in self.texts if abs(text.top - own.top) > SAME_LINE or text.left > own.right + SEAL]
        to_texts = (math.dist((x, y), _nearest(x, y, text)) for text in others)
        to_rules = (math.dist((x, y), (min(max(x, rule.left), rule.right), rule.height)) for rule in self.rules)
        return 2 * min(*to_texts, *to_rules)

    def above(self, text: Text) -> list[Text]:
        """The texts above another, from there up."""
        return sorted((each for each in self.texts if each.bottom >= text.top), key=lambda each: each.bottom)


def _nearest(x: float, y: float, text: Text) -> tuple[float, float]:
    return min(max(x, text.left), text.right), min(max(y, text.bottom), text.top)


def printed_pages(pdf: Path) -> list[Page]:
    """The pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            Page(number, page.get_width(), tuple(_texts(page)), tuple(_rules(page)))
            for number, page in enumerate(document, start=1)
        ]


def _texts(page: pypdfium2.PdfPage) -> Iterator[Text]:
    text = page.get_textpage()
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if words:
            yield Text(left, bottom, right, top, words)


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        if top - bottom < THIN < right - left:
            yield Rule(left, right, (bottom + top) / 2)
