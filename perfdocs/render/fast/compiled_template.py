"""A template compiled: what is known of it in memory and, as bytes, in the cache."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError

from perfdocs.pack.jinja import word_language
from perfdocs.render.fast.program import Code, NeedsDocxtpl, Program
from perfdocs.word.write_docx import Body, Package, document_members, package
from perfdocs.word.zip_members import Members, Segment

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml import etree

    from perfdocs.render.docxtpl_engine import DocxtplTemplate

_TAGS = ("{{", "{%", "{#")
_FAILURES = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What a program raises besides NeedsDocxtpl. Only docxtpl can say what is wrong, or that nothing is."""


@dataclass(frozen=True)
class CompiledTemplate:
    """A template and, where it could be compiled, the program of its body and the package for its documents."""

    names: frozenset[str]
    """The names at the top of the context that it uses."""
    refusal: str = ""
    """Why docxtpl must fill all its forms, in Chinese; empty where it need not."""
    package: Package | None = None
    shared: bytes | None = None
    """A hash of what a body refers to, styles, headers and footers: bodies are joined as they are where all have the
    same. None where this one must not be, since it refers to other parts."""
    code: Code | None = None

    def body(self, context: Mapping[str, Any]) -> bytes | None:
        """The `w:body` of the filled form in UTF-8, as lxml would write it; None where docxtpl must fill it."""
        try:
            return self._fill(context)
        except NeedsDocxtpl:
            return None

    def reason(self, context: Mapping[str, Any]) -> str:
        """Why docxtpl must fill the form, in Chinese; empty where it need not."""
        try:
            self._fill(context)
        except NeedsDocxtpl as reason:
            return str(reason)
        return ""

    def body_element(self, body: Body) -> etree._Element:
        """A body that was filled here, parsed."""
        from lxml import etree

        assert self.package
        parts = (self.package.head.data, body.before, body.paragraph, body.section, self.package.tail.data)
        return etree.fromstring(b"".join(parts))[-1]

    def _fill(self, context: Mapping[str, Any]) -> bytes:
        if self._program is None:
            raise NeedsDocxtpl(self.refusal)
        try:
            return self._program.body(context)
        except _FAILURES:
            raise NeedsDocxtpl("有的标签只有 docxtpl 会算") from None

    @cached_property
    def _program(self) -> Program | None:
        return Program(self.code, word_language()) if self.code else None

    def to_bytes(self) -> bytes:
        """For `load_template` of the same version of Python and of everything that compiles."""
        return marshal.dumps((sorted(self.names), self.refusal, _plain(self.package), self.shared, _plain(self.code)))


def load_template(data: bytes) -> CompiledTemplate:
    """What `to_bytes` made. The data are run as a program: only those that we made ourselves may come here."""
    names, refusal, packed, shared, code = marshal.loads(data)
    if code is None:
        return CompiledTemplate(frozenset(names), refusal)
    common, main, head, tail = packed
    ready = Package(Members(*common), main, Segment(*head), Segment(*tail))
    return CompiledTemplate(frozenset(names), "", ready, shared, Code(*code))


def _plain(value: Any) -> Any:
    """Named tuples as plain ones, for `marshal`."""
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def compile_template(reference: DocxtplTemplate) -> CompiledTemplate:
    """The template compiled, or why it is left to docxtpl. Raises TemplateFault."""
    (body, *others), names = reference.parts()
    try:
        if any(tag in part for part in others for tag in _TAGS):
            raise NeedsDocxtpl("页眉、页脚或脚注里有标签")
        return _compile_body(body, reference, names)
    except NeedsDocxtpl as reason:
        return CompiledTemplate(names, str(reason))
    except TemplateError:
        return CompiledTemplate(names, "模板里的标签有错")  # docxtpl will say which


def _compile_body(body: str, reference: DocxtplTemplate, names: frozenset[str]) -> CompiledTemplate:
    from perfdocs.render.fast.compiler import compile_body

    code = compile_body(body, word_language())
    document = reference.document_with(None)
    members, main = document_members(document)
    ready = package(members, main)
    if not ready.tail.data:
        raise NeedsDocxtpl("模板正文的写法不常见")
    shared = None if code.refers else _shared(document, members)
    return CompiledTemplate(names, "", ready, shared, code)


def _shared(document: WordDocument, members: Mapping[str, bytes]) -> bytes | None:
    """A hash of the only part with styles and of headers and footers; None where there is no such part or another."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    relations = document.part.rels.values()
    styles = [each for each in relations if each.reltype == RELATIONSHIP_TYPE.STYLES]
    margins = [each for each in relations if each.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)]
    is_copied = any(each.reltype.endswith("/stylesWithEffects") for each in relations)
    if len(styles) != 1 or is_copied or any(each.target_part.rels for each in margins):
        return None
    has_even = document.settings.odd_and_even_pages_header_footer
    digest = hashlib.sha256(repr((has_even, sorted((each.rId, each.reltype) for each in margins))).encode())
    for each in (*styles, *sorted(margins, key=lambda each: each.rId)):
        data = members[str(each.target_part.partname).lstrip("/")]
        digest.update(b"%d:%b" % (len(data), data))
    return digest.digest()
