"""The file names of documents and specs: what file systems forbid, and which names are one file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from perfdocs.files import is_reserved

LONGEST = 240
"""Bytes of a file name; the file systems in use allow 255."""
_LONGEST_LATIN = 60
"""Characters of a spec's file name; chosen by hand."""
_UNSAFE = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
"""What file systems forbid as its full-width twin."""
_BLANK = ("Cc", "Zl", "Zp")
"""Categories of Unicode that become a blank: control characters and ends of lines."""
_UNSEEN = ("Cf", "Cs")
"""Those that are left out: what changes the direction of text, joins characters or has no width, and halves of them."""
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Characters of other categories that nobody sees either (Unicode, Default_Ignorable_Code_Point)."""


class BadName(Exception):
    """A text that cannot be a file name. The message says why, in Chinese."""


def file_name(text: str) -> str:
    """A .docx file name for a form's title: what file systems forbid becomes its full-width twin, what nobody sees
    is left out.

    Raises BadName where nothing is left or it is too long.
    """
    name = text if text.isprintable() and _FILLERS.isdisjoint(text) else "".join(map(_seen, text))
    name = name.translate(_UNSAFE).strip()
    if name.startswith("."):
        name = "．" + name[1:]
    device, dot, rest = name.partition(".")
    if is_reserved(device.rstrip()):
        name = f"{device.rstrip()}_{dot}{rest}"
    if not name:
        raise BadName("文件名是空的")
    if len(f"{name}.docx".encode()) > LONGEST:
        raise BadName(f"文件名“{name[:30]}…”太长（汉字最多约 {LONGEST // 3 - 2} 个）：请把名称改短")
    return f"{name}.docx"


def latin_name(pattern: str, name: str, is_taken: Callable[[str], bool]) -> str:
    """The file of a spec that has this name, in small Latin letters: `funds/*.yaml` and 修路 make `funds/xiu-lu.yaml`;
    with a number behind it where that is taken.
    """
    from pypinyin import lazy_pinyin  # wanted by few commands

    syllables = " ".join(lazy_pinyin(name)).lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", syllables))[:_LONGEST_LATIN].strip("-") or "one"
    stem += "-1" if is_reserved(stem) else ""
    file, number = pattern.replace("*", stem), 1
    while is_taken(file):
        number += 1
        file = pattern.replace("*", f"{stem}-{number}")
    return file


def _seen(character: str) -> str:
    """The character, a blank, or nothing."""
    category, number = unicodedata.category(character), ord(character)
    if category in _BLANK:
        return " "
    is_none = number % 0x10000 > 0xFFFD or 0xFDD0 <= number < 0xFDF0
    return "" if is_none or category in _UNSEEN or character in _FILLERS else character


def same_file(name: str) -> str:
    """What two names have in common that are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()
