"""What a file is that is no .docx, by its contents: its name may say anything."""

from __future__ import annotations

import re
import struct

CONVERTIBLE = ("doc", "rtf", "odt")
"""Kinds of files that LibreOffice can turn into a .docx."""

_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "locked", "这个文件加了打开密码，读不了：请在 Word 或 WPS 里取消密码（文件－信息－保护文档）再存一次"
_WORD = "WordDocument"
_STREAMS = {
    "EncryptedPackage": _LOCKED,
    _WORD: ("doc", f"这是旧的 .doc 格式（也可能只改了扩展名）：{_SAVE_AS}"),
    "Workbook": ("xls", "这是 Excel 表格（.xls），不是 Word 文件：请交 Word 表"),
    "PowerPoint Document": ("ppt", "这是 PowerPoint 演示文稿，不是 Word 文件：请交 Word 表"),
}
"""Streams of a compound file, with the kind and the sentence."""
_ENCRYPTED = 0x0100
"""Among the flags at byte 10 of a .doc's main stream ([MS-DOC] 2.5.2, fEncrypted)."""

_BEGINNINGS = (
    (rb"\{\\rtf", "rtf", f"这是 RTF 格式：{_SAVE_AS}"),
    (rb"%PDF", "pdf", "这是 PDF，不是 Word 文件：请交 Word 文件，不要交打印或扫描的"),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0|II\*\0|MM\0\*|RIFF....WEBP",
        "picture",
        "这是图片，不是 Word 文件：请交 Word 文件，不要交扫描或照片",
    ),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "archive", "这是压缩包，不是 Word 文件：请解压后再选里面的 .docx"),
    (
        rb"(?s)\s*(\xef\xbb\xbf)?\s*<\?xml.{0,300}(progid=\"Word|w:wordDocument|pkg:package)",
        "xml",
        f"这是 Word 的 XML 格式：{_SAVE_AS}",
    ),
    (rb"(?i)\s*(\xef\xbb\xbf)?\s*<(!doctype html|html)", "html", f"这是网页，不是 Word 文件：{_SAVE_AS}"),
)

_MEMBERS = (
    ("xl/workbook.xml", "这是 Excel 表格（.xlsx），不是 Word 文件：请交 Word 表"),
    ("xl/workbook.bin", "这是 Excel 表格（.xlsb），不是 Word 文件：请交 Word 表"),
    ("ppt/presentation.xml", "这是 PowerPoint 演示文稿，不是 Word 文件：请交 Word 表"),
    ("OFD.xml", "这是 OFD 版式文件，不是 Word 文件：请交 Word 文件"),
    ("EncryptedPackage", "这个文件加了打开密码，读不了：请取消密码再存一次"),
    ("META-INF/encryption.xml", "这个文件加了密，读不了：请取消加密再存一次"),
)
_ODT = "application/vnd.oasis.opendocument.text"


def kind_of(source: bytes) -> tuple[str, str]:
    """The kind of a file and what to say to who sent it; `("zip", "")` for what may be a .docx."""
    if not source:
        return "empty", "文件是空的（0 字节），多半没有传完：请重新要一份"
    if source.startswith(_OLE):
        return _compound(source)
    for beginning, kind, sentence in _BEGINNINGS:
        if re.match(beginning, source, re.DOTALL):
            return kind, sentence
    if source.startswith(b"PK"):
        return "zip", ""
    if b"\0" not in source[:2000]:
        return "text", f"这是纯文字，不是 Word 文件：{_SAVE_AS}"
    return "unknown", f"这不是 Word 文件（.docx），或者已经损坏：{_SAVE_AS}"


def _compound(source: bytes) -> tuple[str, str]:
    """The kind of a compound file, by its streams; by what may be their names, where it is damaged."""
    import olefile

    try:
        with olefile.OleFileIO(source) as opened:
            streams = [stream for stream in _STREAMS if opened.exists(stream)]
            begin = opened.openstream(_WORD).read(12) if _WORD in streams else b""
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error):
        begin = b""
        streams = [stream for stream in _STREAMS if f"{stream}\0".encode("utf-16-le") in source]
    if int.from_bytes(begin[10:12], "little") & _ENCRYPTED:
        return _LOCKED
    return _STREAMS[streams[0]] if streams else ("ole", f"这是旧的 Office 格式，认不出是哪一种：{_SAVE_AS}")


def zip_kind(names: set[str], mimetype: bytes) -> tuple[str, str]:
    """As `kind_of`, for a zip file that holds no Word document, by the names of its members and its type."""
    if mimetype.startswith(_ODT.encode()):
        return "odt", f"这是 ODT 格式：{_SAVE_AS}"
    for member, sentence in _MEMBERS:
        if member in names:
            return "other", sentence
    if any(name.lower().endswith((".docx", ".doc", ".wps")) for name in names):
        return "archive", "这是压缩包，不是 Word 文件：请解压后再选里面的 .docx"
    return "zip", f"这不是 Word 文件（里面没有正文），或者已经损坏：{_SAVE_AS}"
