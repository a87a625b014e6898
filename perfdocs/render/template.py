"""A form's template: docxtpl's language, plus `{% vm … %}` and `{% keep %}`.

    {% vm 一级 %}    in a cell: the cell is merged down for as long as 一级 stays the same
    {% keep %}       in a row: the row stays on the page of the row above it

docxtpl's own `{% vm %}` merges a whole loop and so cannot do two levels of groups.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordDocument
from docxtpl import DocxTemplate
from jinja2 import meta
from lxml import etree

from perfdocs.packs.language import word_language
from perfdocs.packs.tags import ROW_MARK, MergeState, RowKeys
from perfdocs.render import faults, layout

_PARAGRAPH = re.compile(r"<w:p([ >])")
_ROW = re.compile(r"<w:tr[ >](?:(?!<w:tr[ >]).)*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc(?:>| [^>]*>)(?:(?!<w:tc[ >]).)*?</w:tc>", re.DOTALL)
_MERGE = re.compile(r"\{%\s*vm\s+(.+?)\s*%\}")
_KEEP = re.compile(r"\{%\s*keep\s*%\}")
_CELL_PROPERTIES = re.compile(r"<w:tcPr>.*?</w:tcPr>|<w:tcPr/>", re.DOTALL)
_VMERGE = re.compile(r"<w:vMerge(?: [^>]*)?/>")
_BEFORE_VMERGE = re.compile(r"<w:tcPr>(?:<w:cnfStyle[^>]*/>|<w:tcW[^>]*/>|<w:gridSpan[^>]*/>|<w:hMerge[^>]*/>)*")
_PARAGRAPH_PROPERTIES = re.compile(r"<w:p(?:>| [^>]*>)(<w:pPr>.*?</w:pPr>)?", re.DOTALL)


_MERGES = "perfdocs_merges"
_ROWS = "perfdocs_rows"
_LOOP_OR_ROW = re.compile(r"\{%-?\s*(?:for\s+(?P<names>[^%]+?)\s+in\s[^%]*|(?P<end>endfor)\s*)-?%\}|<w:tr(?=[ >])")


_PATCHED: dict[tuple[str, bool], str] = {}
MOST_KEPT = 64
"""Parts of templates that are kept as Jinja sees them."""


class _FormTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl with our two tags, strict XML, and document properties left to the package writer."""

    mark_rows = False
    """Whether each row of a table is to say which row of the data it was made for."""
    patched = ""
    """The part being rendered as Jinja sees it, a paragraph a line: errors are located in it."""

    def render_xml_part(self, src_xml: str, *arguments: Any) -> str:
        self.patched = _PARAGRAPH.sub(r"\n<w:p\1", src_xml)
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
        return _marked_rows(xml) if self.mark_rows else xml

    def resolve_listing(self, xml: str) -> str:
        """Line breaks and tabs of values as Word has them; most forms have none, and are not searched."""
        return str(super().resolve_listing(xml)) if any(mark in xml for mark in "\n\t\a\f") else xml

    def fix_tables(self, xml: str) -> etree._Element:
        etree.fromstring(xml)  # docxtpl repairs what is broken, and so loses it: refuse instead
        tree: etree._Element = super().fix_tables(xml)
        layout.settle(tree)
        return tree

    def render_properties(self, *_: Any) -> None:
        return


def _marked_rows(xml: str) -> str:
    """Rows with an attribute: their number in the template, and the keys of the loops that they stand in."""
    loops: list[list[str]] = []
    made, last = "", 0
    for number, token in enumerate(_LOOP_OR_ROW.finditer(xml)):
        if token["names"]:
            loops.append([name.strip() for name in token["names"].split(",")])
        elif token["end"]:
            loops = loops[:-1]
        else:
            names = ", ".join(name for loop in loops for name in loop)
            made += xml[last : token.end()] + f' {ROW_MARK}="{number}:{{{{ {_ROWS}.key({number}, {names}) }}}}"'
            last = token.end()
    return made + xml[last:]


def _keep_row(match: re.Match[str]) -> str:
    row, found = _KEEP.subn("", match.group(0))
    return row.replace("<w:tr", f'<w:tr {layout.KEEP}="1"', 1) if found else row


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


class Template:
    """A .docx template, read once; `render` may be called any number of times."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.hash = hashlib.sha256(self.source).hexdigest()
        template = _FormTemplate(io.BytesIO(self.source))
        try:
            template.init_docx()
            faults.check_tags(self.source)
            self.names = self._names(template)
        except faults.EXPECTED as error:
            raise faults.opening(error, self.source, template.patched) from error
        self._opened = template.docx

    def render(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> WordDocument:
        """The filled form. Raises TemplateFault, which names the cell.

        With `rows`, each row of a table has an attribute that says what it was made for (`packs.tags.ROW_MARK`).
        """
        document = self._begun(context, rows)
        try:
            document.render(_filling(context, rows), word_language(), autoescape=True)
        except faults.EXPECTED as error:
            raise faults.fault(error, self.source, document.patched) from error
        filled: WordDocument = document.docx
        return filled

    def body(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> etree._Element:
        """The body of the filled form alone, as `render` has it: for those who only read it."""
        document = self._begun(context, rows)
        document.docx = self._opened
        try:
            xml = document.build_xml(_filling(context, rows), word_language())
            return document.fix_tables(xml)
        except faults.EXPECTED as error:
            raise faults.fault(error, self.source, document.patched) from error

    def _begun(self, context: Mapping[str, Any], rows: RowKeys | None) -> _FormTemplate:
        unknown = sorted(self.names - context.keys())
        if unknown:
            raise faults.undefined(unknown, list(context), self.source)
        document = _FormTemplate(io.BytesIO(self.source))
        document.mark_rows = rows is not None
        return document

    @staticmethod
    def _names(opened: _FormTemplate) -> frozenset[str]:
        """The names at the top of the context that the template uses."""
        parts = [opened.get_xml()]
        for kind in (opened.HEADER_URI, opened.FOOTER_URI):
            parts += [opened.get_part_xml(part) for _, part in opened.get_headers_footers(kind)]
        names: set[str] = set()
        for part in parts:
            opened.patched = _PARAGRAPH.sub(r"\n<w:p\1", opened.patch_xml(part))
            names |= meta.find_undeclared_variables(word_language().parse(opened.patched))
        return frozenset(names - {_MERGES, _ROWS})


def _filling(context: Mapping[str, Any], rows: RowKeys | None) -> dict[str, Any]:
    return {**context, _MERGES: MergeState(), _ROWS: rows}
