"""All forms of a department as one document: their bodies one behind the other, where nothing else must change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from perfdocs.render.template import Filled

_LAST_SECTION = re.compile(r"<w:sectPr(?: [^<>]*)?(?:/>|>(?:(?!<w:sectPr).)*</w:sectPr>)$", re.DOTALL)
_LAST_PARAGRAPH = re.compile(r"<w:p( [^<>]*?)?>(?:<w:pPr/>|<w:pPr>((?:(?!</w:pPr>).)*)</w:pPr>)?((?:(?!<w:p[ >]).)*)$")


def whole(forms: Sequence[tuple[str, Filled]], title: str, origin: Mapping[str, str]) -> bytes:
    """One .docx of the forms (template name, form), each on a new page. Raises `bundle.CannotJoin`."""
    body = _bodies_joined([form for _, form in forms])
    quick = forms[0][1].template.compiled.quick
    if body is not None and quick:
        return quick.package.document(body, title, origin)
    from perfdocs.render.bundle import joined
    from perfdocs.render.package import packaged

    return packaged(joined([(name, form.word()) for name, form in forms]), title, origin)


def _bodies_joined(forms: Sequence[Filled]) -> str | None:
    """What `bundle.joined` makes of the forms, where they have the same styles and refer to nothing else."""
    kinds = [form.template.compiled.quick for form in forms]
    first = kinds[0]
    bodies = [form.body for form in forms]
    if first is None or any(kind is None or not kind.code.plain or kind.styles != first.styles for kind in kinds):
        return None
    parts = [_in_sections(body, last=number == len(bodies)) for number, body in enumerate(bodies, start=1)]
    return None if None in parts else f"<w:body>{''.join(part or '' for part in parts)}</w:body>"


def _in_sections(body: str | None, last: bool) -> str | None:
    """The contents of a body; its section ends with its last paragraph, where another body follows."""
    inside = body.removeprefix("<w:body>").removesuffix("</w:body>") if body is not None else ""
    section = _LAST_SECTION.search(inside, max(inside.rfind("<w:sectPr"), 0))
    if section is None:
        return None
    text = inside[: section.start()]
    if not text.endswith("</w:p>"):
        if text.endswith("/>"):
            return None
        return f"{text}<w:p/>{section.group()}" if last else f"{text}<w:p><w:pPr>{section.group()}</w:pPr></w:p>"
    if last:
        return inside
    start = max(text.rfind("<w:p>"), text.rfind("<w:p "))
    paragraph = _LAST_PARAGRAPH.fullmatch(text, start)
    if paragraph is None:
        return None
    attributes, properties, rest = (group or "" for group in paragraph.groups())
    return f"{text[:start]}<w:p{attributes}><w:pPr>{properties}{section.group()}</w:pPr>{rest}"
