"""A text goes back into its file as that was: encoding, byte order mark and line ends."""

from __future__ import annotations

from collections.abc import Callable

from perfdocs.yamlfile.encoding import decode_text, encode_like
from tests.support.for_each import for_each

TEXT = "# 石峰区商务局\n年度: 2023\n部门名称: 株洲市石峰区商务局\n\n期间: 2023年\n"

WAYS: dict[str, Callable[[str], bytes]] = {
    "LF": lambda text: text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: text.encode("utf-8-sig"),
    "BOM, CRLF": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "UTF-16": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16, big end first, CRLF": lambda text: b"\xfe\xff" + text.replace("\n", "\r\n").encode("utf-16-be"),
    "GBK": lambda text: text.encode("gb18030"),
    "GBK, CRLF": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
    "CRLF in the first line only": lambda text: text.replace("\n", "\r\n", 1).encode(),
    "LF in the first line only": lambda text: text.replace("\n", "\r\n").replace("\r\n", "\n", 1).encode(),
    "without a last line end": lambda text: text.rstrip("\n").encode(),
}


@for_each("way", WAYS.values())
def test_a_changed_line_changes_no_other_byte(way: Callable[[str], bytes]) -> None:
    raw = way(TEXT)
    text = decode_text(raw, "例").text
    assert text is not None
    assert encode_like(text, raw) == raw
    assert encode_like(text.replace("2023", "2024"), raw) == way(TEXT.replace("2023", "2024"))


def test_lines_that_are_gone_leave_the_others_their_ends() -> None:
    raw = b"a: 1\r\nb: 2\nc: 3\r\nd: 4\n"
    assert encode_like("a: 1\nd: 5\n", raw) == b"a: 1\r\nd: 5\r\n"
    assert encode_like("a: 1\nc: 3\nd: 4\n", raw) == b"a: 1\r\nc: 3\r\nd: 4\n"
