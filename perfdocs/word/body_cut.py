"""A body cut where another may follow: what stands before its last paragraph, that paragraph, and the section."""

from __future__ import annotations

import re
from typing import NamedTuple

_LAST_PARAGRAPH = re.compile(
    rb"<w:p( [^<>]*?)?>(?:<w:pPr/>|<w:pPr>((?:(?!</w:pPr>).)*)</w:pPr>)?((?:(?!<w:p[ >]).)*)$", re.DOTALL
)


BEGIN, END = b"<w:body>", b"</w:body>"
"""The tags of a body, as lxml writes them where nothing else stands in them."""


class Cut(NamedTuple):
    """The contents of a body, in their order. There may be no paragraph at the end, and no section."""

    before: bytes
    paragraph: bytes
    section: bytes

    def followed(self) -> tuple[bytes, bytes] | None:
        """The same where another body follows: its section ends with its last paragraph. None: not sure."""
        if not self.section:
            return None
        if not self.paragraph:
            made = b"<w:p><w:pPr>%b</w:pPr></w:p>" % self.section
            return None if self.before.endswith(b"/>") else (self.before, made)
        found = _LAST_PARAGRAPH.fullmatch(self.paragraph)
        if found is None:
            return None
        attributes, properties, rest = (group or b"" for group in found.groups())
        return self.before, b"<w:p%b><w:pPr>%b%b</w:pPr>%b" % (attributes, properties, self.section, rest)

    def last(self) -> tuple[bytes, bytes] | None:
        """The same where nothing follows but the end of a document with several bodies."""
        if not self.section or (not self.paragraph and self.before.endswith(b"/>")):
            return None
        return self.before, (self.paragraph or b"<w:p/>") + self.section

    def alone(self) -> tuple[bytes, bytes]:
        """The same as it stands."""
        return self.before, self.paragraph + self.section


def cut(body: bytes) -> Cut:
    """The contents of a `<w:body>…</w:body>`, cut."""
    begin, end = len(BEGIN), len(body) - len(END)
    section = body.rfind(b"<w:sectPr", begin, end)
    if section < 0 or not body.endswith((b"</w:sectPr>", b"<w:sectPr/>"), section, end):
        section = end
    paragraph = section
    if body.endswith(b"</w:p>", begin, section):
        plain = body.rfind(b"<w:p>", begin, section)
        paragraph = max(plain, body.rfind(b"<w:p ", max(plain, begin), section))
    return Cut(body[begin:paragraph], body[paragraph:section], body[section:end])
