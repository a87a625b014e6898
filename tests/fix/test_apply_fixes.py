"""Edits change what they say of a file, and no other byte of it."""

from __future__ import annotations

import pytest

from perfdocs.finding import Edit, Fix
from perfdocs.fix.apply_fixes import apply_fixes, without_overlaps

COLON, BLANK = Fix((Edit(1, 2, 1, 3, ": "),)), Fix((Edit(2, 5, 2, 6, ""),))


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        ("甲：1\n乙: 2\u3000\n".encode(), "甲: 1\n乙: 2\n".encode()),
        ("甲：1\r\n乙: 2\u3000".encode("utf-8-sig"), "甲: 1\r\n乙: 2".encode("utf-8-sig")),
        ("甲：1\r乙: 2\u3000\r丙: 3\n".encode(), "甲: 1\r乙: 2\r丙: 3\n".encode()),
        (b"\xff\xfe" + "甲：1\r\n乙: 2\u3000".encode("utf-16-le"), b"\xff\xfe" + "甲: 1\r\n乙: 2".encode("utf-16-le")),
        ("甲：招商的经费\r\n乙: 2\u3000".encode("gb18030"), "甲: 招商的经费\r\n乙: 2".encode("gb18030")),
    ],
)
def test_every_other_byte_stays(raw: bytes, mended: bytes) -> None:
    assert apply_fixes(raw, [BLANK, COLON]) == mended


def test_gbk_becomes_utf8() -> None:
    raw = "甲：招商的经费\r\n乙: 二\n".encode("gb18030")
    assert apply_fixes(raw, [Fix(as_utf8=True)]) == "甲：招商的经费\r\n乙: 二\n".encode()
    assert apply_fixes(raw, [COLON, Fix(as_utf8=True)]) == "甲: 招商的经费\r\n乙: 二\n".encode()


def test_what_cannot_be_read_is_left_alone() -> None:
    assert apply_fixes(b"\0", [COLON]) is None
    assert apply_fixes(b"\xff\xfe\0", [COLON]) is None


def test_of_those_that_touch_the_first_is_taken() -> None:
    behind, apart = Fix((Edit(1, 3, 1, 4, "x"),)), Fix((Edit(1, 5, 1, 5, "y"),))
    over_lines = Fix((Edit(1, 9, 2, 1, ""), Edit(4, 1, 4, 2, "")))
    assert without_overlaps([COLON, behind, apart, Fix(as_utf8=True)]) == [COLON, apart, Fix(as_utf8=True)]
    assert without_overlaps([over_lines, BLANK, Fix((Edit(4, 2, 4, 3, ""),))]) == [over_lines, BLANK]
