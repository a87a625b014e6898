"""All forms of a department as one document: their bodies one behind the other, where nothing else must change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfdocs.render.template import Filled
from perfdocs.word.body_cut import cut
from perfdocs.word.write_docx import Pieces


def whole(
    forms: Sequence[tuple[str, Filled]], title: str, origin: Mapping[str, str], pieces: Pieces | None = None
) -> bytes:
    """One .docx of the forms (template name, form), each on a new page. Raises `bundle.CannotJoin`.

    `pieces` are those of the forms' own documents: what stands there as well is not packed again.
    """
    contents = _bodies_joined([form for _, form in forms])
    quick = forms[0][1].template.compiled.quick
    if contents is not None and quick:
        return quick.package.document(contents, title, origin, pieces)
    from perfdocs.word.docx_bytes import packaged
    from perfdocs.word.join_forms import joined

    return packaged(joined([(name, form.word()) for name, form in forms]), title, origin)


def _bodies_joined(forms: Sequence[Filled]) -> list[bytes] | None:
    """What `bundle.joined` makes of the forms, where they have the same styles and refer to nothing else."""
    kinds = [form.template.compiled.quick for form in forms]
    first = kinds[0]
    if first is None or any(kind is None or not kind.code.plain or kind.styles != first.styles for kind in kinds):
        return None
    contents: list[bytes] = []
    for number, form in enumerate(forms, start=1):
        inside = cut(form.body) if form.body is not None else None
        made = inside and (inside.last() if number == len(forms) else inside.followed())
        if made is None:
            return None
        contents += made
    return contents
