"""A Word document with nothing in it: python-docx's own has 800 KB of styles that no test looks at."""

from __future__ import annotations

import io
from functools import cache

import docx
from docx.document import Document as WordDocument

from perfdocs.word.xml import W

_KEPT = ("styles", "settings", "officeDocument", "core-properties")


def plain_document() -> WordDocument:
    """A new document with the default styles alone."""
    return docx.Document(io.BytesIO(_source()))


@cache
def _source() -> bytes:
    document = docx.Document()
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, each in relations.items() if each.reltype.rsplit("/", 1)[1] not in _KEPT]:
            del relations[name]
    for style in list(document.styles.element):
        if style.tag == f"{W}latentStyles" or (style.tag == f"{W}style" and not style.get(f"{W}default")):
            document.styles.element.remove(style)
    document.save(source := io.BytesIO())
    return source.getvalue()
