"""A template compiled: what is kept of it in memory and, as bytes, in the cache."""

from __future__ import annotations

import io
import marshal
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from jinja2 import TemplateError

from perfdocs.errors import CannotCompile
from perfdocs.pack.jinja import word_language
from perfdocs.pack.tag_state import MERGES, ROWS
from perfdocs.render.fast.program import Code, Program
from perfdocs.word.write_docx import Prepared, prepared
from perfdocs.word.zip_members import Packed

_TAGS = ("{{", "{%", "{#")


@dataclass(frozen=True)
class Quick:
    """What fills a form without docxtpl: its body's program, its package, and its styles."""

    code: Code
    package: Prepared
    styles: bytes
    """The part with the styles. Forms are joined as they are where all have the same."""

    @cached_property
    def program(self) -> Program:
        return Program(self.code, word_language())


class Compiled(NamedTuple):
    """A template that can be filled. `quick` is None where only docxtpl can, for the reason `why`, in Chinese."""

    names: frozenset[str]
    """The names at the top of the context that it uses."""
    quick: Quick | None
    why: str = ""

    def to_bytes(self) -> bytes:
        """For `from_bytes` of the same version of Python and of everything that compiles."""
        quick = self.quick
        kept: Any = quick and (tuple(quick.code), _plain(quick.package), quick.styles)
        return marshal.dumps((tuple(sorted(self.names)), kept, self.why))


def from_bytes(data: bytes) -> Compiled:
    """What `to_bytes` made. The data are run as a program: only those that we made ourselves may come here."""
    names, kept, why = marshal.loads(data)
    if kept is None:
        return Compiled(frozenset(names), None, why)
    written, (common, *rest), styles = kept
    return Compiled(frozenset(names), Quick(Code(*written), Prepared(Packed(*common), *rest), styles), why)


def _plain(package: Prepared) -> tuple[Any, ...]:
    return tuple(package.common), package.main, package.head, package.tail


def compiled(source: bytes) -> Compiled:
    """The template in the bytes of a .docx. Raises TemplateFault."""
    from perfdocs.render import template_errors
    from perfdocs.render.docxtpl_engine import FormTemplate, by_paragraph

    form = FormTemplate(io.BytesIO(source))
    try:
        form.init_docx()
        template_errors.check_tags(source)
        names: set[str] = set()
        for text in form.texts():
            form.patched = by_paragraph(text)
            names |= template_errors.names_used(form.patched)
    except template_errors.EXPECTED as error:
        raise template_errors.opening(error, source, form.patched) from error
    known = frozenset(names - {MERGES, ROWS})
    try:
        return Compiled(known, _quick(form))
    except CannotCompile as reason:
        return Compiled(known, None, str(reason))
    except TemplateError:
        return Compiled(known, None, "模板里的标签有错")  # docxtpl will say which


def _quick(form: Any) -> Quick:
    from docx.opc.constants import RELATIONSHIP_TYPE

    from perfdocs.render.fast.compiler import code
    from perfdocs.word.docx_bytes import main_part, members

    body, *others = form.texts()
    if any(tag in text for text in others for tag in _TAGS):
        raise CannotCompile("页眉、页脚或脚注里有标签")
    made = code(body, word_language())
    document = form.with_body()
    found = members(document)
    relations = document.part.rels.values()
    styles = [str(one.target_part.partname) for one in relations if one.reltype == RELATIONSHIP_TYPE.STYLES]
    if len(styles) != 1 or any(one.reltype.endswith("/stylesWithEffects") for one in relations):
        made = made._replace(plain=False)
    package = prepared(found, main_part(document))
    if not package.tail:
        raise CannotCompile("模板正文的写法不常见")
    return Quick(made, package, found[styles[0].lstrip("/")] if styles else b"")
