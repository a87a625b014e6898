"""All forms of a department as one document: their bodies one behind the other, where nothing else must change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from perfdocs.render.template import Filled

_LAST_SECTION = re.compile(rb"<w:sectPr(?: [^<>]*)?(?:/>|>(?:(?!<w:sectPr).)*</w:sectPr>)$", re.DOTALL)
_LAST_PARAGRAPH = re.compile(
    rb"<w:p( [^<>]*?)?>(?:<w:pPr/>|<w:pPr>((?:(?!</w:pPr>).)*)</w:pPr>)?((?:(?!<w:p[ >]).)*)$", re.DOTALL
)


def whole(forms: Sequence[tuple[str, Filled]], title: str, origin: Mapping[str, str]) -> bytes:
    """One .docx of the forms (template name, form), each on a new page. Raises `bundle.CannotJoin`."""
    body = _bodies_joined([form for _, form in forms])
    quick = forms[0][1].template.compiled.quick
    if body is not None and quick:
        return quick.package.document(body, title, origin)
    from perfdocs.render.bundle import joined
    from perfdocs.render.package import packaged

    return packaged(joined([(name, form.word()) for name, form in forms]), title, origin)


def _bodies_joined(forms: Sequence[Filled]) -> bytes | None:
    """What `bundle.joined` makes of the forms, where they have the same styles and refer to nothing else."""
    kinds = [form.template.compiled.quick for form in forms]
    first = kinds[0]
    if first is None or any(kind is None or not kind.code.plain or kind.styles != first.styles for kind in kinds):
        return None
    made = [_in_sections(form.body, last=number == len(forms)) for number, form in enumerate(forms, start=1)]
    parts = [part for part in made if part is not None]
    return b"<w:body>%b</w:body>" % b"".join(parts) if len(parts) == len(forms) else None


def _in_sections(body: bytes | None, last: bool) -> bytes | None:
    """The contents of a body; its section ends with its last paragraph, where another body follows."""
    inside = body.removeprefix(b"<w:body>").removesuffix(b"</w:body>") if body is not None else b""
    found = _LAST_SECTION.search(inside, max(inside.rfind(b"<w:sectPr"), 0))
    if found is None:
        return None
    text, section = inside[: found.start()], found.group()
    if not text.endswith(b"</w:p>"):
        if text.endswith(b"/>"):
            return None
        return text + (b"<w:p/>" + section if last else b"<w:p><w:pPr>%b</w:pPr></w:p>" % section)
    if last:
        return inside
    start = max(text.rfind(b"<w:p>"), text.rfind(b"<w:p "))
    paragraph = _LAST_PARAGRAPH.fullmatch(text, start)
    if paragraph is None:
        return None
    attributes, properties, rest = (group or b"" for group in paragraph.groups())
    return b"%b<w:p%b><w:pPr>%b%b</w:pPr>%b" % (text[:start], attributes, properties, section, rest)
