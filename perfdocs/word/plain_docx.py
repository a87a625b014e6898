"""A template as Word itself saves a document, whatever program saved it."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal

from perfdocs.word.open_docx import MOST_XML, UNREADABLE, NotWord, open_zip
from perfdocs.word.open_template import refuse_bomb

_TYPES = "[Content_Types].xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_DOCUMENT = _TEMPLATE.replace(b".template.", b".document.")
_SIDES = b"w|h|top|bottom|left|right|start|end|firstLine|hanging|before|after|line|header|footer|gutter|pos"
_LENGTHS = (
    re.compile(rb'(\bw:(?:%b)=")(-?[0-9]+\.[0-9]+)(?=")' % _SIDES),
    re.compile(rb'(<w:(?:trHeight|sz|szCs|kern|position|spacing|w) [^<>]*?w:val=")(-?[0-9]+\.[0-9]+)(?=")'),
)
"""Lengths that are whole numbers in the format (ECMA-376 part 1, ST_TwipsMeasure and others) and that some programs
write with decimals (Google Docs)."""
_SWITCHED_ON = re.compile(rb'<w:(cantSplit|tblHeader) w:val="(?:true|1)"/>')
"""As LibreOffice writes it: here the format has no other words than on and off (Open XML SDK)."""
_LATE_FONTS = re.compile(rb"<w:rPr>((?:<w:(?!rFonts|rStyle)[A-Za-z]+(?: [^<>]*)?/>)+)(<w:rFonts [^<>]*/>)")
"""Fonts behind other properties, as LibreOffice writes them in fields; they stand first (ECMA-376, EG_RPrBase)."""


def plain_docx(source: bytes) -> bytes:
    """The same as a document (not a .dotx), with whole lengths and without words for what is on anyway.

    What is that already, or cannot be read, is returned to the byte.
    """
    try:
        with open_zip(source) as package:
            refuse_bomb(package)
            members = {info.filename: package.read(info) for info in package.infolist() if info.file_size <= MOST_XML}
            complete = len(members) == len(package.infolist())
    except (NotWord, *UNREADABLE):
        return source
    plain = {name: _plain(name, contents) for name, contents in members.items()}
    if plain == members or not complete:
        return source
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, contents in plain.items():
            package.writestr(name, contents)
    return out.getvalue()


def _plain(name: str, contents: bytes) -> bytes:
    if name == _TYPES:
        return contents.replace(_TEMPLATE, _DOCUMENT)
    if name.startswith("word/") and name.endswith(".xml"):
        for lengths in _LENGTHS:
            contents = lengths.sub(_whole, contents)
        contents = _SWITCHED_ON.sub(rb"<w:\1/>", contents)
        contents = _LATE_FONTS.sub(rb"<w:rPr>\2\1", contents)
    return contents


def _whole(length: re.Match[bytes]) -> bytes:
    return length[1] + str(Decimal(length[2].decode()).quantize(Decimal(1), ROUND_HALF_UP)).encode()
