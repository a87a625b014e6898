"""A template that forms are made of: by the compiled engine where it can, by docxtpl where not, to the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfdocs.cache import NO_CACHE, Cache
from perfdocs.files import read_bounded
from perfdocs.pack.tag_state import RowKeys
from perfdocs.render import fast
from perfdocs.render.template_fault import TemplateFault
from perfdocs.word.write_docx import Body, cut_body, docx_bytes

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

    from perfdocs.render.docxtpl_engine import DocxtplTemplate

MOST_COMPILED = 16
"""Templates that a process keeps compiled: those of some packs. Chosen by hand."""


class Template:
    """A .docx template, read once; it may be filled any number of times. Raises TemplateFault."""

    def __init__(self, source: bytes, cache: Cache = NO_CACHE) -> None:
        self.source = source
        self.hash = hashlib.sha256(source).hexdigest()
        kept = cache.get("template", self.hash)
        if kept is None:
            self.reference, self.compiled = _compiled(source)
            cache.put("template", self.hash, self.compiled.to_bytes())
        else:
            self.compiled = fast.load_template(kept)

    @property
    def names(self) -> frozenset[str]:
        """The names at the top of the context that the template uses."""
        return self.compiled.names

    def fill(self, context: Mapping[str, Any]) -> FormDocument:
        """The form with these values. Raises TemplateFault, which names the cell."""
        self.check_names(context)
        xml = self.compiled.body(context)
        if xml is not None:
            return FormDocument(self, cut_body(xml))
        return FormDocument(self, None, self.fill_by_docxtpl(context), self.compiled.reason(context))

    def fill_by_docxtpl(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> WordDocument:
        """The form as docxtpl fills it, which is what a form is. Raises TemplateFault, which names the cell.

        With `rows`, each row of a table has an attribute that says what it was made for (`ROW_MARK`).
        """
        self.check_names(context)
        return self.reference.document(context, rows)

    def body_element(self, context: Mapping[str, Any], rows: RowKeys | None = None) -> etree._Element:
        """The body of the filled form alone: for those who only read it. Raises TemplateFault."""
        self.check_names(context)
        xml = self.compiled.body(context) if rows is None else None
        return self.reference.body(context, rows) if xml is None else self.compiled.body_element(cut_body(xml))

    @cached_property
    def reference(self) -> DocxtplTemplate:
        return _reference(self.source)

    def check_names(self, context: Mapping[str, Any]) -> None:
        """Raises TemplateFault for names that the context does not have."""
        if not self.names <= context.keys():
            from perfdocs.render import template_errors

            unknown = sorted(self.names - context.keys())
            raise template_errors.undefined_names_fault(unknown, list(context), self.source)


@lru_cache(maxsize=MOST_COMPILED)
def _compiled(source: bytes) -> tuple[DocxtplTemplate, fast.CompiledTemplate]:
    reference = _reference(source)
    return reference, fast.compile_template(reference)


def _reference(source: bytes) -> DocxtplTemplate:
    from perfdocs.render.docxtpl_engine import DocxtplTemplate

    return DocxtplTemplate(source)


@dataclass(eq=False)
class FormDocument:
    """A filled form: its body as the compiled engine made it, or docxtpl's document and why it took that."""

    template: Template
    body: Body | None
    document: WordDocument | None = None
    reason: str = ""
    """Why docxtpl filled it, in Chinese; empty where it did not."""

    def to_docx(self, title: str, origin: Mapping[str, str]) -> bytes:
        """The form as a .docx file. `origin` becomes custom properties named `perfdocs.<key>`."""
        package = self.template.compiled.package
        if package and self.body:
            return package.document(self.body.alone(), title, origin)
        return docx_bytes(self.word_document(), title, origin)

    def word_document(self) -> WordDocument:
        """The form as a document of python-docx, which the caller may change."""
        if self.document is not None:
            return self.document
        assert self.body
        return self.template.reference.document_with(self.template.compiled.body_element(self.body))


@dataclass
class Templates:
    """The templates of a run, each opened once."""

    cache: Cache = NO_CACHE
    _open: dict[Path, Template | TemplateFault] = field(default_factory=dict)

    def with_those_of(self, other: Templates) -> Templates:
        """The templates that are open in either."""
        return Templates(self.cache, {**self._open, **other._open})

    def get(self, path: Path) -> Template:
        """Raises TemplateFault for a file that is no template."""
        if path not in self._open:
            self._open[path] = self._read(path)
        template = self._open[path]
        if isinstance(template, TemplateFault):
            raise template
        return template

    def _read(self, path: Path) -> Template | TemplateFault:
        try:
            return Template(read_template(path), self.cache)
        except TemplateFault as fault:
            return fault


def read_template(path: Path) -> bytes:
    """The bytes of a template. Raises TemplateFault where it cannot be opened."""
    try:
        return read_bounded(path)
    except OSError as error:
        message = f"模板打不开：{error.strerror or error}。请检查文件还在不在，或关闭正在使用它的程序"
        raise TemplateFault("T100", message) from None
