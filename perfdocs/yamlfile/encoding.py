"""Bytes of a text file to text: UTF-8 (with or without BOM), UTF-16 as Notepad saves it, or GBK."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from perfdocs.files import read_beginning
from perfdocs.finding import Finding, Fix, Place, Severity

LIMIT = 1_000_000
"""Bytes. A bureau's largest real file has about ten thousand."""

_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
"""Byte order marks, with the encoding of what follows."""
_LINE_END = re.compile("\r\n|\r|\n")
_BROKEN = "\N{REPLACEMENT CHARACTER}"
_IMPLAUSIBLE = "[\x80-\x9f\ue000-\uf8ff\N{REPLACEMENT CHARACTER}]"
"""Compiled where it is wanted: few files are not in UTF-8."""


class Text(NamedTuple):
    """What the file says, and what there was to say about how it says it. None: not readable."""

    text: str | None
    findings: tuple[Finding, ...] = ()
    written: Mapping[int, str] = {}
    """The lines that are read otherwise than they stand in the file, by number from 0, as they stand there."""


def read_text(path: Path, file: str) -> Text:
    """What a file says that is named `file` in findings. Raises OSError."""
    return decode_text(read_beginning(path, LIMIT + 1), file)


def decode_text(raw: bytes, file: str) -> Text:
    """The text of a file, its line breaks as `\\n`, or a finding that says why there is none."""
    if len(raw) > LIMIT:
        size = f"{LIMIT // 1_000_000} MB"
        return _refusal(
            "Y104", Place(file), f"文件超过 {size}，没有读：一个部门的文件不会这么大，请检查是不是放错了文件"
        )
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refusal(
            "Y105", Place(file), "这不是文本文件：里面有空字节。请放 YAML 文件，不要放 Word、Excel 或压缩文件"
        )
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return _strict(raw, len(mark), encoding, file)
    try:
        return Text(_lines(raw.decode("utf-8")))
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error, file)


def encode_like(text: str, raw: bytes) -> bytes:
    """The text as the file that it was made from: in its encoding, with its byte order mark and its line ends.

    `raw` is a file that `decode_text` could read.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS.items() if raw.startswith(mark)), (b"", "utf-8"))
    try:
        old = raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        old = raw.decode(encoding)
    return mark + _with_line_ends(text, old).encode(encoding)


def as_utf8(raw: bytes) -> bytes:
    """A file that `decode_text` has read as GBK, in UTF-8."""
    return raw.decode("gb18030").encode()


def _with_line_ends(text: str, old: str) -> str:
    """The text with the line ends of the old one; where those are mixed, each line that stayed with its own."""
    ends = _LINE_END.findall(old)
    usual = max(dict.fromkeys(ends), key=ends.count, default="\n")
    if len(set(ends)) < 2:
        return text.replace("\n", usual)
    import difflib  # wanted for few files

    lines, old_lines = text.split("\n"), _lines(old).split("\n")
    of_line = [usual] * len(lines)
    matcher = difflib.SequenceMatcher(None, old_lines, lines, autojunk=False)
    for start, new_start, length in matcher.get_matching_blocks():
        of_line[new_start : new_start + length] = [*ends, ""][start : start + length]
    if len(lines) == len(old_lines):
        of_line = [*ends, ""]
    return "".join(line + end for line, end in zip(lines[:-1], of_line, strict=False)) + lines[-1]


def _strict(raw: bytes, start: int, encoding: str, file: str) -> Text:
    try:
        return Text(_lines(raw[start:].decode(encoding)))
    except UnicodeDecodeError as error:
        return _damage(raw, start + error.start, file)


def _not_utf8(raw: bytes, error: UnicodeDecodeError, file: str) -> Text:
    """GBK if it reads as GBK and is not a UTF-8 file with a damaged spot: guessing wrong falsifies text."""
    loose = raw.decode("utf-8", errors="replace")
    good = sum(1 for character in loose if character > "\x7f" and character != _BROKEN)
    if good > 2 * loose.count(_BROKEN):
        return _damage(raw, error.start, file)
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return _damage(raw, error.start, file)
    if re.search(_IMPLAUSIBLE, text) or not _mostly_common(text):
        return _damage(raw, error.start, file)
    message = "文件是 GBK 编码，已按 GBK 读取；请用编辑器另存为 UTF-8，否则别的软件会显示乱码"
    finding = Finding("Y111", Place(file), message, severity=Severity.WARNING, fix=Fix(as_utf8=True))
    return Text(_lines(text), (finding,))


def _mostly_common(text: str) -> bool:
    """Whether the Chinese is of everyday characters (GB 2312): what was never Chinese decodes to rare ones."""
    wide = [character for character in text if character > "\x7f"]
    common = sum(1 for character in wide if character.encode("gb2312", errors="ignore"))
    return common * 5 >= len(wide) * 4


def _damage(raw: bytes, start: int, file: str) -> Text:
    line = raw.count(b"\n", 0, start) + 1
    begin = raw.rfind(b"\n", 0, start) + 1
    column = len(raw[begin:start].decode("utf-8", errors="replace")) + 1
    message = "这里的字节不是 UTF-8 文字（文件可能损坏或被截断）：请用编辑器打开，改好这一处，另存为 UTF-8"
    return _refusal("Y105", Place(file, line, column), message)


def _refusal(code: str, place: Place, message: str) -> Text:
    return Text(None, (Finding(code, place, message),))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
