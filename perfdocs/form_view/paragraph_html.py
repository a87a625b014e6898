"""A paragraph of a form as HTML: its letters, line breaks, numbers of lists and tab stops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from perfdocs.form_view.declarations import (
    INHERITED_BY_RUNS,
    Classes,
    has_exact_lines,
    of_characters,
    of_paragraph,
    points,
    twips,
)
from perfdocs.prose.shorten import with_visible_marks
from perfdocs.word.cell_text import PICTURES, characters, run_parts
from perfdocs.word.effective import Properties, Styles
from perfdocs.word.list_numbers import ListNumbers
from perfdocs.word.xml import W, canonical, is_on

TAB, BREAK = "\t", "\n"
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt")}
_NUMBER = re.compile(r"\s*[-−+]?[0-9][0-9,]*(?=\.|\D*$)")
"""The part of a number before its decimal point."""
MOST_KNOWN = 2_000
"""Paragraphs that are kept: the labels and blanks of a form are those of the next."""
_PICTURE = "［图片］"
"""What stands for a picture, which is not shown."""


class Piece(NamedTuple):
    """Letters of one look; a tab and a line break are pieces of their own."""

    text: str
    look: Properties


class TabStop(NamedTuple):
    """Where a tab leads to, in twentieths of a point from the left of the paragraph."""

    place: float
    kind: str
    leader: str


class Paragraphs:
    """Makes HTML of the paragraphs of documents that have the same styles."""

    def __init__(self, styles: Styles, classes: Classes) -> None:
        self._styles = styles
        self._classes = classes
        self._looks: dict[tuple[str, str | None], Properties] = {}
        self._known: dict[tuple[bytes, str | None], str] = {}

    def html(self, paragraph: etree._Element, table: str | None, numbers: ListNumbers) -> str:
        """The paragraph; `table` is the style of the table around it, `numbers` those of its document, in its order.

        Empty where Word shows nothing, not even a line.
        """
        key = etree.tostring(paragraph, with_tail=False), table
        if key in self._known:
            return self._known[key]
        number = numbers.of(paragraph)
        html = self._html(paragraph, table, number)
        if not number and len(self._known) < MOST_KNOWN:
            self._known[key] = html
        return html

    def _html(self, paragraph: etree._Element, table: str | None, number: str) -> str:
        look = self._look(paragraph, table)
        pieces = list(self._pieces(paragraph, table))
        end = self._styles.run(paragraph.find(f"{W}pPr/{W}rPr"), paragraph, table)
        if not pieces and not number and end.get("vanish") == "on":
            return ""
        if number:
            pieces = [Piece(f"{number} ", end), *pieces]
        letters = next((piece.look for piece in pieces if piece.text != BREAK), end)
        of_letters = list(of_characters(letters))[:INHERITED_BY_RUNS]
        own = self._classes.name([*of_paragraph(look), *of_letters])
        writer = _Writer(self._classes, of_letters, has_exact_lines(look))
        stops = sorted(_stops(look))
        if any(piece.text == TAB for piece in pieces):
            lines = [list(line) for is_break, line in groupby(pieces, lambda each: each.text == BREAK) if not is_break]
            content = "".join(writer.tabbed(line, stops, twips(look.get("ind.left"))) for line in lines)
        elif (stop := _decimal_stop(stops)) is not None and table is not None:
            content = writer.decimal(pieces, stop)
        else:
            content = writer.text(pieces)
        return f'<p class="{own}">{content or "<br>"}</p>'

    def _look(self, paragraph: etree._Element, table: str | None) -> Properties:
        key = canonical(paragraph.find(f"{W}pPr")), table
        if key not in self._looks:
            self._looks[key] = self._styles.paragraph(paragraph, table)
        return self._looks[key]

    def _pieces(self, paragraph: etree._Element, table: str | None) -> Iterator[Piece]:
        for run in _runs(paragraph):
            properties = run.find(f"{W}rPr")
            look = self._styles.run(properties, paragraph, table)
            if "on" in (look.get("vanish"), look.get("specVanish")) or is_on(properties, "vanish"):
                continue
            for part in run_parts(run):
                text = _PICTURE if part.tag in PICTURES else characters(part, properties)
                for piece in re.split(f"({TAB}|{BREAK})", text):
                    if piece:
                        yield Piece(piece, look)


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    """The runs that are printed, in order."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _GONE:
            yield from _runs(child)


def _stops(look: Properties) -> Iterator[TabStop]:
    for name, value in look.items():
        if name.startswith("tabs.") and value != "off":
            kind, _, leader = value.partition("/")
            yield TabStop(twips(name.removeprefix("tabs.")), kind, leader)


def _decimal_stop(stops: Sequence[TabStop]) -> TabStop | None:
    """The tab stop at which the text of a cell stands without any tab: Word's rule for numbers in tables."""
    return next((stop for stop in stops[:1] if stop.kind in ("decimal", "num")), None)


class _Writer:
    """Writes the text of a paragraph whose own letters are `base`."""

    def __init__(self, classes: Classes, base: Sequence[str], is_exact: bool) -> None:
        self._classes = classes
        self._base = base
        self._is_exact = is_exact

    def text(self, pieces: Sequence[Piece]) -> str:
        return "".join("<br>" if piece.text == BREAK else self._letters(piece) for piece in pieces)

    def _letters(self, piece: Piece) -> str:
        text = escape(with_visible_marks(piece.text))
        said = [each for each in of_characters(piece.look) if each not in self._base]
        if not said:
            return text
        if self._is_exact:
            said.append("line-height:0")  # the line is as high as the paragraph says, whatever font stands in it
        return f'<span class="{self._classes.name(said)}">{text}</span>'

    def decimal(self, pieces: Sequence[Piece], stop: TabStop) -> str:
        """A number that stands with its decimal point at the tab stop; other text ends there."""
        whole = "".join(piece.text for piece in pieces)
        number = _NUMBER.match(whole)
        if len(pieces) != 1 or number is None:
            return self.text(pieces)
        (piece,) = pieces
        before = self._letters(piece._replace(text=number[0]))
        behind = piece.text[number.end() :]
        width = self._classes.name([f"min-width:{points(stop.place)}"])
        rest = self._letters(piece._replace(text=behind)) if behind else ""
        return f'<span class="whole {width}">{before}</span>{rest}'

    def tabbed(self, pieces: Sequence[Piece], stops: Sequence[TabStop], begin: float) -> str:
        """A line with tabs: a box up to each tab stop, with what stands before it and what fills the room."""
        boxes = [list(group) for _, group in groupby(pieces, _Counter())]
        html, left, rest = "", begin, [stop for stop in stops if stop.kind not in ("bar", "num")]
        before = ""
        for box in boxes:
            tab, letters = (box[0], box[1:]) if box[0].text == TAB else (None, box)
            if tab is None:
                before = self.text(letters)
                continue
            stop = next((each for each in rest if each.place > left), None) or TabStop(_next_default(left), "left", "")
            filler = self._filler(tab, stop.leader)
            width = self._classes.name([f"min-width:{points(stop.place - left)}"])
            if stop.kind in ("left", "start", "clear"):
                html += f'<span class="tab {width}"><span>{before}</span>{filler}</span>'
                before = self.text(letters)
            else:
                side = "center" if stop.kind == "center" else "right"
                behind = f'<span class="{side}">{self.text(letters)}</span>'
                html += f'<span class="tab {width}"><span>{before}</span>{filler}{behind}</span>'
                before = ""
            left = stop.place
        return f'<span class="line">{html}<span>{before}</span></span>'

    def _filler(self, tab: Piece, leader: str) -> str:
        kinds = ["fill"]
        if tab.look.get("u", "none") != "none" or leader in ("underscore", "heavy"):
            kinds.append("ruled")
        elif leader in ("dot", "middleDot"):
            kinds.append("dotted")
        elif leader == "hyphen":
            kinds.append("dashed")
        return f'<span class="{" ".join(kinds)}"></span>'


_DEFAULT_STOP = 420
"""Twentieths of a point between the tab stops that nobody set, in Word's Chinese edition."""


def _next_default(left: float) -> float:
    return (left // _DEFAULT_STOP + 1) * _DEFAULT_STOP


class _Counter:
    """Counts the tabs so far: the pieces of one count are a tab and what follows it."""

    def __init__(self) -> None:
        self._tabs = 0

    def __call__(self, piece: Piece) -> int:
        self._tabs += piece.text == TAB
        return self._tabs
