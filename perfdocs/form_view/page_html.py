"""A form as a page of HTML: its paper, paragraphs and tables as Word prints them, each cell with an address.

What is in effect comes from the document itself, through its styles and defaults; no form is known by name. There is no
script and no style in an attribute: classes say how something looks (`FormPage.rules`), `form.css` what they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from typing import NamedTuple

from lxml import etree

from perfdocs.form_view.declarations import Classes, of_cell, of_sheet, points, twips
from perfdocs.form_view.known_cells import NOTHING_KNOWN, KnownCells
from perfdocs.form_view.paragraph_html import Paragraphs
from perfdocs.form_view.table_places import Place, cells_below, head_rows, places_of
from perfdocs.report.safe_text import safe_value
from perfdocs.returned.cell_map import FormCell
from perfdocs.word.effective import Styles
from perfdocs.word.grid import Cell, Row, Where, grid, unwrapped
from perfdocs.word.list_numbers import ListNumbers
from perfdocs.word.look import Looks
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import W, is_on, val

_SEAL_ROOM = 40 * 72 / 25.4 * 20
"""Twentieths of a point that a row must be high to leave room for a round seal: those of districts have 42 mm."""
_LINKS = ("#", "vscode://", "https://", "http://127.0.0.1")
"""What an address may begin with to which a cell leads."""


class Addition(NamedTuple):
    """A text that stands in a cell beside what is printed there: last year's value, a link to the YAML."""

    text: str
    classes: str = ""
    href: str = ""


class Marking(NamedTuple):
    """What a viewer adds to a cell: classes, attributes (`data-line`), texts behind its own."""

    classes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = {}
    additions: tuple[Addition, ...] = ()


Mark = Callable[[FormCell], Marking | None]
"""What a viewer adds to each cell."""


class CellPiece(NamedTuple):
    """A cell, or a paragraph outside of tables: its tag, what the form says of it, and its contents."""

    where: Where
    tag: str
    classes: str
    attributes: str
    pieces: tuple[str | CellPiece, ...]
    """What stands in it, with the cells of tables in it."""
    tail: str
    """What ends the contents, behind what a viewer adds."""

    @property
    def contents(self) -> str:
        """What stands in it, unmarked."""
        return _html(self.pieces, 0, None, "")

    def html(self, form: int, mark: Mark | None, prefix: str) -> str:
        """The element, with what a viewer adds to it."""
        marking = mark(FormCell(form, self.where)) if mark else None
        classes, attributes, inside = self.classes, self.attributes, ""
        if marking:
            classes = " ".join([classes, *marking.classes])
            attributes += "".join(f' {name}="{escape(value)}"' for name, value in marking.attributes.items())
            inside = "".join(map(_addition, marking.additions))
        contents = _html(self.pieces, form, mark, prefix)
        contents = contents.removesuffix("<br>") if inside else contents
        identifier = cell_id(FormCell(form, self.where), prefix)
        return f'<{self.tag} id="{identifier}" class="{classes}"{attributes}>{contents}{inside}{self.tail}'


def _html(pieces: Sequence[str | CellPiece], form: int, mark: Mark | None, prefix: str) -> str:
    return "".join(piece if isinstance(piece, str) else piece.html(form, mark, prefix) for piece in pieces)


def cell_id(cell: FormCell, prefix: str = "") -> str:
    """The `id` of a cell: `c{form}-{table}-{row}-{cell}`, the form counted from 0, the others from 1."""
    return f"{prefix}c{cell.form}-{cell.where.table}-{cell.where.row}-{cell.where.cell}"


def _addition(addition: Addition) -> str:
    text, classes = escape(safe_value(addition.text)), f' class="{escape(addition.classes)}"' * bool(addition.classes)
    if addition.href.startswith(_LINKS):
        return f'<a{classes} href="{escape(addition.href)}">{text}</a>'
    return f"<span{classes}>{text}</span>"


class FormPage(NamedTuple):
    """A form's page: its HTML in pieces, of which cells can be marked, and the CSS of its classes."""

    pieces: tuple[str | CellPiece, ...]
    rules: Mapping[str, str]
    """By class, what it says: also the classes of other forms of the same template."""

    def html(self, form: int = 0, mark: Mark | None = None, prefix: str = "") -> str:
        """The page. `form` is the form's number among the department's, `prefix` stands before every `id`."""
        return _html(self.pieces, form, mark, prefix)


def css(*pages: FormPage) -> str:
    """What pages need: `form.css`, and the classes of these, each once."""
    return css_of({name: rule for page in pages for name, rule in page.rules.items()})


def css_of(rules: Mapping[str, str]) -> str:
    """The same for classes that are known already."""
    shared = resources.files("perfdocs.form_view").joinpath("form.css").read_text("utf-8")
    return shared + "".join(f":is(.sheet,.sheet *).{name}{{{rules[name]}}}\n" for name in sorted(rules))


def page_of_docx(source: bytes) -> FormPage:
    """The page of a Word document. Raises NotWord."""
    document = WordFile(source)
    return PageWriter(document).page(document.body, grid(document.body))


class PageWriter:
    """Makes the pages of documents that have the styles of this one: a template's forms."""

    def __init__(self, document: WordFile) -> None:
        self._document = document
        self._styles = Styles(document)
        self._classes = Classes()
        self._paragraphs = Paragraphs(self._styles, self._classes)

    def page(
        self, body: etree._Element, rows: Sequence[Row], known: KnownCells = NOTHING_KNOWN, top: str = ""
    ) -> FormPage:
        """The page of a body whose rows are these (`grid`); `top` is a line at the head of the sheet."""
        looks = Looks(self._document, self._styles)
        writer = _BodyWriter(looks, self._paragraphs, ListNumbers(self._document), self._classes, rows, known)
        contents = tuple(writer.blocks(body))
        sections = list(body.iter(f"{W}sectPr"))
        sheet = self._classes.name(of_sheet(sections[-1] if sections else None))
        line = f'<p class="top">{escape(safe_value(top))}</p>' if top else ""
        start = f'<article class="sheet {sheet}">{line}'
        return FormPage(tuple(_joined([start, *contents, "</article>"])), self._classes.rules)


def _joined(pieces: Sequence[str | CellPiece]) -> Iterator[str | CellPiece]:
    """The pieces, texts that follow one another as one."""
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        else:
            yield "".join(texts)
            texts = []
            yield piece
    yield "".join(texts)


class _BodyWriter:
    """Writes one form."""

    def __init__(
        self,
        looks: Looks,
        paragraphs: Paragraphs,
        numbers: ListNumbers,
        classes: Classes,
        rows: Sequence[Row],
        known: KnownCells,
    ) -> None:
        self._looks = looks
        self._paragraphs = paragraphs
        self._numbers = numbers
        self._classes = classes
        self._cells: dict[etree._Element, Cell] = {
            cell.element: cell for row in rows for cell in row.cells if cell.element is not None
        }
        self._known = known

    def blocks(self, element: etree._Element) -> Iterator[str | CellPiece]:
        """What stands in the body, one below the other."""
        touches = False
        for child in unwrapped(element):
            if child.tag == f"{W}tbl":
                yield from self._table(child, touches)
                touches = True
            elif child.tag == f"{W}p":
                for piece in self._paragraph(child):
                    touches = False
                    yield piece

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str | CellPiece]:
        if _breaks_page(paragraph):
            yield '<div class="break"></div>'
        html = self._paragraphs.html(paragraph, None, self._numbers)
        cell = self._cells.get(paragraph)
        if cell is None:
            if html:
                yield html
            return
        start, _, contents = html.partition('">')
        yield CellPiece(cell.where, "p", start.removeprefix('<p class="'), "", (contents.removesuffix("</p>"),), "</p>")

    def _table(self, table: etree._Element, touches: bool) -> Iterator[str | CellPiece]:
        widths = [twips(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        own = self._classes.name([f"width:{points(sum(widths))}", *_position(table)])
        yield f'<table class="{own}{" joined" * touches}"><colgroup>'
        yield from (f'<col class="{self._classes.name([f"width:{points(width)}"])}">' for width in widths)
        yield "</colgroup>"
        rows = [row for row in unwrapped(table) if row.tag == f"{W}tr"]
        places = [places_of(row) for row in rows]
        heads = head_rows(rows, places)
        for number, row in enumerate(rows):
            if number in (0, heads):
                yield "<thead>" if number < heads else "</thead><tbody>" if heads else "<tbody>"
            yield from self._row(table, row, number, places)
        yield "</thead></table>" if rows and heads == len(rows) else "</tbody></table>"

    def _row(
        self, table: etree._Element, row: etree._Element, number: int, places: Sequence[Sequence[Place]]
    ) -> Iterator[str | CellPiece]:
        height = row.find(f"{W}trPr/{W}trHeight")
        tall = twips(val(height))
        rule = "" if height is None else height.get(f"{W}hRule", "atLeast")
        kind = f' class="{self._classes.name([f"height:{points(tall)}"])}"' if tall and rule != "auto" else ""
        yield f"<tr{kind}>"
        column = 0
        for place in places[number]:
            if place.column > column:
                yield f'<td class="gap" colspan="{place.column - column}"></td>'
            column = place.column + place.span
            if not place.continued:
                yield self._cell(table, place, cells_below(place, number, places), tall if rule == "exact" else 0, tall)
        yield "</tr>"

    def _cell(
        self, table: etree._Element, place: Place, below: Sequence[Place], exact: float, tall: float
    ) -> str | CellPiece:
        look = self._looks.box(place.element, table)
        last = self._looks.box(below[-1].element, table) if below else look
        classes = [self._classes.name(of_cell(look, last))]
        style = val(table.find(f"{W}tblPr/{W}tblStyle"))
        known = self._cells.get(place.element)
        where = known.where if known else None
        scope = self._known.heads.get(where, "") if where else ""
        attributes = f' colspan="{place.span}"' * (place.span > 1) + f' rowspan="{len(below) + 1}"' * bool(below)
        if where in self._known.signed:
            classes.append("signed seal" if tall >= _SEAL_ROOM else "signed")
        tag = "th" if scope else "td"
        attributes += f' scope="{scope}"' * bool(scope)
        *pieces, last_piece = _joined([*self._cell_contents(place.element, style)])
        start, tail = "", f"</{tag}>"
        if exact:
            room = max(exact - sum(twips(look.get(f"tcMar.{side}")) for side in ("top", "bottom")), 0)
            start = f'<div class="exact {self._classes.name([f"height:{points(room)}"])}">'
            tail = f"</div>{tail}"
        if isinstance(last_piece, str) and last_piece.endswith("</p>"):
            last_piece, tail = last_piece.removesuffix("</p>"), f"</p>{tail}"
        inside = (start, *pieces, last_piece)
        if where is None:
            return f'<{tag} class="{" ".join(classes)}"{attributes}>{_html(inside, 0, None, "")}{tail}'
        return CellPiece(where, tag, " ".join(classes), attributes, inside, tail)

    def _cell_contents(self, cell: etree._Element, style: str) -> Iterator[str | CellPiece]:
        for child in unwrapped(cell):
            if child.tag == f"{W}p":
                yield self._paragraphs.html(child, style, self._numbers)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, touches=False)


def _position(table: etree._Element) -> Iterator[str]:
    """Where a table stands between the margins."""
    alignment = val(table.find(f"{W}tblPr/{W}jc"))
    indent = table.find(f"{W}tblPr/{W}tblInd")
    if alignment in ("center", "right", "end"):
        yield f"margin-left:auto;margin-right:{'auto' if alignment == 'center' else '0'}"
    elif indent is not None and twips(indent.get(f"{W}w")):
        yield f"margin-left:{points(twips(indent.get(f'{W}w')))}"


def _breaks_page(paragraph: etree._Element) -> bool:
    """Whether a new page begins with a paragraph."""
    breaks = any(each.get(f"{W}type") == "page" for each in paragraph.iter(f"{W}br"))
    return breaks or is_on(paragraph.find(f"{W}pPr"), "pageBreakBefore")
