"""The reference engine: docxtpl says what a form is. Its language, plus `{% vm … %}` and `{% keep %}`.

    {% vm 一级 %}    in a cell: the cell is merged down for as long as 一级 stays the same
    {% keep %}       in a row: the row stays on the page of the row above it

docxtpl's own `{% vm %}` merges a whole loop and so cannot do two levels of groups.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE
from docxtpl import DocxTemplate
from lxml import etree

from perfdocs.pack.jinja import word_language
from perfdocs.pack.tag_state import MERGES, ROWS, MergeState, RowKeys
from perfdocs.render import template_errors
from perfdocs.render.template_fault import TemplateFault
from perfdocs.word import page_rules
from perfdocs.word.open_template import open_document
from perfdocs.word.plain_docx import plain_docx
from perfdocs.word.xml import KEEP, ROW_MARK, W

_PARAGRAPH = re.compile(r"<w:p([ >])")
_ROW = re.compile(r"<w:tr[ >](?:(?!<w:tr[ >]).)*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc(?:>| [^>]*>)(?:(?!<w:tc[ >]).)*?</w:tc>", re.DOTALL)
_MERGE = re.compile(r"\{%\s*vm\s+(.+?)\s*%\}")
_KEEP = re.compile(r"\{%\s*keep\s*%\}")
_CELL_PROPERTIES = re.compile(r"<w:tcPr>.*?</w:tcPr>|<w:tcPr/>", re.DOTALL)
_VMERGE = re.compile(r"<w:vMerge(?: [^>]*)?/>")
_BEFORE_VMERGE = re.compile(r"<w:tcPr>(?:<w:cnfStyle[^>]*/>|<w:tcW[^>]*/>|<w:gridSpan[^>]*/>|<w:hMerge[^>]*/>)*")
_PARAGRAPH_PROPERTIES = re.compile(r"<w:p(?:>| [^>]*>)(<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_LOOP_OR_ROW = re.compile(
    r"\{%-?\s*(?:for\s+(?P<names>[^%]+?)\s+in\s[^%]*|(?P<end>endfor)\s*)-?%\}"
    r"|<w:tr(?=[ >])|<w:p(?P<paragraph>)(?=[ >])|<(?P<table>/?)w:tbl(?=[ >])"
)

_PATCHED: dict[tuple[str, bool], str] = {}
MOST_KEPT = 64
"""Parts of templates that are kept as Jinja sees them. Chosen by hand: the templates of several packs with their
headers and footers."""


class DocxtplTemplate:
    """A .docx template as docxtpl fills it."""

    def __init__(self, source: bytes) -> None:
        self._source = plain_docx(source)

    def parts(self) -> tuple[list[str], frozenset[str]]:
        """The parts that are filled as Jinja sees them, the body first, and the names that they use.

        Raises TemplateFault.
        """
        if open_document(self._source) is None:
            raise TemplateFault("T101", template_errors.NOT_WORD)
        template = _Docxtpl(io.BytesIO(self._source))
        parts: list[str] = []
        names: set[str] = set()
        try:
            template.init_docx()
            template_errors.check_tags(self._source)
            for part in template.texts():
                parts.append(part)
                template.patched = _by_paragraph(part)
                names |= template_errors.names_used(template.patched)
        except template_errors.EXPECTED as error:
            raise template_errors.opening_fault(error, self._source, template.patched) from error
        return parts, frozenset(names - {MERGES, ROWS})

    def document(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> WordDocument:
        """The filled form. Raises TemplateFault, which names the cell.

        With `rows`, each row of a table has an attribute that says what it was made for (`ROW_MARK`).
        """
        template = self._template(rows)
        try:
            template.render(_with_state(context, rows), word_language(), autoescape=True)
        except template_errors.EXPECTED as error:
            raise template_errors.fault(error, self._source, template.patched) from error
        filled: WordDocument = template.docx
        return filled

    def body(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> etree._Element:
        """The body of the filled form alone, as `document` has it: for those who only read it."""
        template = self._template(rows)
        template.docx = self._opened
        try:
            return template.fix_tables(template.build_xml(_with_state(context, rows), word_language()))
        except template_errors.EXPECTED as error:
            raise template_errors.fault(error, self._source, template.patched) from error

    def document_with(self, body: etree._Element | None) -> WordDocument:
        """The document with this body (or its own, unfilled), where nothing else has a tag: as `document` makes it."""
        template = _Docxtpl(io.BytesIO(self._source))
        template.render_init()
        if body is not None:
            template.map_tree(body)
        for kind in (template.HEADER_URI, template.FOOTER_URI):
            for key, xml in template.build_headers_footers_xml({}, kind, word_language()):
                template.map_headers_footers_xml(key, xml)
        template.render_footnotes({}, word_language())
        filled: WordDocument = template.docx
        return filled

    def _template(self, rows: RowKeys | None) -> _Docxtpl:
        template = _Docxtpl(io.BytesIO(self._source))
        template.mark_rows = rows is not None
        return template

    @cached_property
    def _opened(self) -> WordDocument:
        return Document(io.BytesIO(self._source))


def _with_state(context: Mapping[str, Any], rows: RowKeys | None) -> dict[str, Any]:
    return {**context, MERGES: MergeState(), ROWS: rows}


class _Docxtpl(DocxTemplate):  # type: ignore[misc]
    """docxtpl with our two tags, strict XML, and document properties left to the package writer."""

    mark_rows = False
    """Whether each row of a table is to say which row of the data it was made for."""
    patched = ""
    """The part being rendered as Jinja sees it, a paragraph a line: errors are located in it."""

    def render_xml_part(self, src_xml: str, *arguments: Any) -> str:
        self.patched = _by_paragraph(src_xml)
        return str(super().render_xml_part(src_xml, *arguments))

    def patch_xml(self, src_xml: str) -> str:
        """The part as a template of Jinja's; kept, since a template is filled many times."""
        key = (src_xml, self.mark_rows)
        if key not in _PATCHED:
            if len(_PATCHED) >= MOST_KEPT:
                _PATCHED.clear()
            _PATCHED[key] = self._patched(src_xml)
        return _PATCHED[key]

    def _patched(self, src_xml: str) -> str:
        xml: str = super().patch_xml(src_xml)
        xml = _ROW.sub(_keep_row, xml)
        counter = iter(range(1_000_000))
        xml, merged = _CELL.subn(lambda m: _merge_cell(m.group(0), counter), xml)
        xml = xml.replace("<w:tbl>", "{{ perfdocs_merges.new_table() }}<w:tbl>") if merged else xml
        return (
            _mark_rows(xml) if self.mark_rows and "<w:body" in src_xml else xml
        )  # not in headers: nobody takes it out

    def resolve_listing(self, xml: str) -> str:
        """Line breaks and tabs of values as Word has them; most forms have none, and are not searched."""
        return str(super().resolve_listing(xml)) if any(mark in xml for mark in "\n\t\a\f") else xml

    def fix_tables(self, xml: str) -> etree._Element:
        etree.fromstring(xml)  # docxtpl repairs what is broken, and so loses it: refuse instead
        tree: etree._Element = super().fix_tables(xml)
        for table in [table for table in tree.iter(f"{W}tbl") if table.find(f"{W}tr") is None]:
            owner = table.getparent()
            if owner is not None:
                owner.remove(table)  # all its rows were left out, and Word opens no table without rows
        for cell in tree.iter(f"{W}tc"):
            if len(cell) and cell[-1].tag != f"{W}p":
                cell.append(cell.makeelement(f"{W}p"))  # its last was left out, and Word opens no cell without
        page_rules.apply_page_rules(tree)
        return tree

    def render_properties(self, *_: Any) -> None:
        return

    def texts(self) -> Iterator[str]:
        """The parts that docxtpl fills, as Jinja sees them: the body first."""
        yield self.patch_xml(self.get_xml())
        for kind in (self.HEADER_URI, self.FOOTER_URI):
            for _, part in self.get_headers_footers(kind):
                yield self.patch_xml(self.get_part_xml(part))
        for part in self.docx.part.package.iter_parts():
            if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
                yield self.patch_xml(part.blob.decode("utf-8"))


def _by_paragraph(xml: str) -> str:
    """The text of a part with each paragraph on a line of its own, as docxtpl hands it to Jinja."""
    return _PARAGRAPH.sub(r"\n<w:p\1", xml)


def _mark_rows(xml: str) -> str:
    """Rows, and paragraphs outside of tables, with an attribute: their number, and the keys of the loops around."""
    loops: list[list[str]] = []
    marked, last, depth = "", 0, 0
    for number, token in enumerate(_LOOP_OR_ROW.finditer(xml)):
        if token["names"]:
            loops.append([name.strip() for name in token["names"].split(",")])
        elif token["end"]:
            loops = loops[:-1]
        elif token["table"] is not None:
            depth += -1 if token["table"] else 1
        elif token["paragraph"] is None or not depth:
            names = ", ".join(name for loop in loops for name in loop)
            marked += xml[last : token.end()] + f' {ROW_MARK}="{number}:{{{{ {ROWS}.key({number}, {names}) }}}}"'
            last = token.end()
    return marked + xml[last:]


def _keep_row(match: re.Match[str]) -> str:
    row, found = _KEEP.subn("", match.group(0))
    return row.replace("<w:tr", f'<w:tr {KEEP}="1"', 1) if found else row


def _merge_cell(cell: str, counter: Any) -> str:
    tag = _MERGE.search(cell)
    if tag is None:
        return cell
    number = next(counter)
    cell = _MERGE.sub("", cell)
    first = _with_vmerge(cell, "restart")
    properties = _CELL_PROPERTIES.search(first)
    paragraph = _PARAGRAPH_PROPERTIES.search(cell)
    shape = paragraph.group(1) or "" if paragraph else ""
    opening = cell[: cell.index(">") + 1]
    head = properties.group(0) if properties else ""
    below = _with_vmerge(f"{opening}{head}<w:p>{shape}</w:p></w:tc>", "continue")
    return f"{{% if perfdocs_merges.starts({number}, {tag.group(1)}) %}}{first}{{% else %}}{below}{{% endif %}}"


def _with_vmerge(cell: str, value: str) -> str:
    """The cell with `w:vMerge` at the place in `w:tcPr` where the schema of WordprocessingML has it."""
    cell = _VMERGE.sub("", cell, count=1).replace("<w:tcPr/>", "<w:tcPr></w:tcPr>", 1)
    if "<w:tcPr>" not in cell:
        end = cell.index(">") + 1
        cell = f"{cell[:end]}<w:tcPr></w:tcPr>{cell[end:]}"
    return _BEFORE_VMERGE.sub(lambda m: f'{m.group(0)}<w:vMerge w:val="{value}"/>', cell, count=1)
