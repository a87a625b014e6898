"""The file names of documents: what file systems forbid, and which names are one file."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 240
"""Bytes of a file name; the file systems in use allow 255."""
_UNSAFE = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜") | dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
"""What file systems forbid as its full-width twin, and control characters as blanks."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")


class BadName(Exception):
    """A text that cannot be a file name. The message says why, in Chinese."""


def file_name(text: str) -> str:
    """A .docx file name for a form's title: what file systems forbid becomes its full-width twin.

    Raises BadName where nothing is left or it is too long.
    """
    name = text.translate(_UNSAFE).strip()
    if name.startswith("."):
        name = "．" + name[1:]
    if _RESERVED.fullmatch(name):
        name += "_"
    if not name:
        raise BadName("文件名是空的")
    if len(f"{name}.docx".encode()) > LONGEST:
        raise BadName(f"文件名“{name[:30]}…”太长（汉字最多约 {LONGEST // 3 - 2} 个）：请把名称改短")
    return f"{name}.docx"


def same_file(name: str) -> str:
    """What two names have in common that are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()
