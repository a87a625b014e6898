"""A template that forms are made of: quickly where it is compiled, by docxtpl where not, to the same bytes."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from perfdocs.cache import NO_CACHE, Cache
from perfdocs.pack.jinja import word_language
from perfdocs.pack.tag_state import MERGES, ROWS, MergeState, RowKeys
from perfdocs.render.fast.compiled import Compiled, compiled, from_bytes
from perfdocs.render.fast.program import FAILURES, Unusual
from perfdocs.word.body_cut import BEGIN, cut
from perfdocs.word.write_docx import Pieces

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

    from perfdocs.render.docxtpl_engine import FormTemplate


class Template:
    """A .docx template, read once; it may be filled any number of times. Raises TemplateFault."""

    def __init__(self, source: bytes, cache: Cache = NO_CACHE) -> None:
        self.source = source
        self.hash = hashlib.sha256(source).hexdigest()
        self.compiled = _compiled(source, self.hash, cache)
        self.used = tuple(sorted(self.compiled.names))
        """The names at the top of the context that the template uses, in order."""

    @property
    def names(self) -> frozenset[str]:
        """The names at the top of the context that the template uses."""
        return self.compiled.names

    def fill(self, context: Mapping[str, Any]) -> Filled:
        """The form with these values. Raises TemplateFault, which names the cell."""
        self._check_names(context)
        quick, why = self.compiled.quick, self.compiled.why
        if quick:
            try:
                return Filled(self, quick.program.body(context))
            except FAILURES as reason:
                why = str(reason) if isinstance(reason, Unusual) else "有的标签只有 docxtpl 会算"
        return Filled(self, None, self.render(context), why)

    def render(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> WordDocument:
        """The filled form as docxtpl makes it, which is what a form is. Raises TemplateFault, which names the cell.

        With `rows`, each row of a table has an attribute that says what it was made for (`packs.tags.ROW_MARK`).
        """
        from perfdocs.render import template_errors

        document = self._begun(context, rows)
        try:
            document.render(_filling(context, rows), word_language(), autoescape=True)
        except template_errors.EXPECTED as error:
            raise template_errors.fault(error, self.source, document.patched) from error
        filled: WordDocument = document.docx
        return filled

    def body(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> etree._Element:
        """The body of the filled form alone, as `render` has it: for those who only read it."""
        from perfdocs.render import template_errors

        if rows is None and (text := self.fill(context).body) is not None:
            return self._parsed(text)
        document = self._begun(context, rows)
        document.docx = self._opened()
        try:
            xml = document.build_xml(_filling(context, rows), word_language())
            return document.fix_tables(xml)
        except template_errors.EXPECTED as error:
            raise template_errors.fault(error, self.source, document.patched) from error

    def put_together(self, body: bytes) -> WordDocument:
        """The document of python-docx with this body of a filled form."""
        from perfdocs.render.docxtpl_engine import FormTemplate

        return FormTemplate(io.BytesIO(self.source)).with_body(self._parsed(body))

    def _parsed(self, body: bytes) -> etree._Element:
        from lxml import etree

        opening = self.compiled.quick.program.opening if self.compiled.quick else BEGIN
        return etree.fromstring(opening + body.removeprefix(BEGIN))

    def _begun(self, context: Mapping[str, Any], rows: RowKeys | None) -> FormTemplate:
        from perfdocs.render.docxtpl_engine import FormTemplate

        self._check_names(context)
        document = FormTemplate(io.BytesIO(self.source))
        document.mark_rows = rows is not None
        return document

    def _opened(self) -> WordDocument:
        from docx import Document

        if self._document is None:
            self._document = Document(io.BytesIO(self.source))
        return self._document

    _document: WordDocument | None = None

    def _check_names(self, context: Mapping[str, Any]) -> None:
        if not self.names <= context.keys():
            from perfdocs.render import template_errors

            raise template_errors.undefined(sorted(self.names - context.keys()), list(context), self.source)


class Filled(NamedTuple):
    """A filled form: its body in UTF-8, or docxtpl's document and why it took that."""

    template: Template
    body: bytes | None
    document: WordDocument | None = None
    slowly: str = ""
    """Why docxtpl filled it, in Chinese; empty where it did not."""

    def packaged(self, title: str, origin: Mapping[str, str], pieces: Pieces | None = None) -> bytes:
        """The form as a .docx file. `origin` becomes custom properties named `perfdocs.<key>`.

        `pieces` are those that several documents have in common.
        """
        quick = self.template.compiled.quick
        if quick and self.body is not None:
            return quick.package.document(cut(self.body).alone(), title, origin, pieces)
        from perfdocs.word.docx_bytes import packaged

        return packaged(self.word(), title, origin)

    def word(self) -> WordDocument:
        """The form as a document of python-docx, which the caller may change."""
        if self.document is not None:
            return self.document
        return self.template.put_together(self.body or b"")


def _compiled(source: bytes, key: str, cache: Cache) -> Compiled:
    kept = cache.get("template", key)
    if kept is not None:
        return from_bytes(kept)
    made = compiled(source)
    cache.put("template", key, made.to_bytes())
    return made


def _filling(context: Mapping[str, Any], rows: RowKeys | None) -> dict[str, Any]:
    return {**context, MERGES: MergeState(), ROWS: rows}
