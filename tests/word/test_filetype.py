"""What a compound file is: by its streams, not by what stands somewhere in it."""

from __future__ import annotations

import pytest

from perfdocs.word.filetype import kind_of
from tests.support.compound_file import compound_file

WRITTEN = "WordDocument\0EncryptedPackage\0".encode("utf-16-le") * 3
LOCKED = "这个文件加了打开密码，读不了：请在 Word 或 WPS 里取消密码（文件－信息－保护文档）再存一次"


def beginning(flags: int) -> bytes:
    """Of a .doc's main stream, as far as the flags."""
    return b"\xec\xa5\xc1\0" + bytes(6) + flags.to_bytes(2, "little")


@pytest.mark.parametrize(
    ("streams", "kind", "sentence"),
    [
        ({"Workbook": WRITTEN}, "xls", "这是 Excel 表格（.xls），不是 Word 文件：请交 Word 表"),
        (
            {"WordDocument": beginning(0x1200), "1Table": WRITTEN},
            "doc",
            "这是旧的 .doc 格式（也可能只改了扩展名）：请用 Word 或 WPS 打开，另存为 .docx",
        ),
        ({"WordDocument": beginning(0x1300), "1Table": WRITTEN}, "locked", LOCKED),
        ({"EncryptionInfo": b"", "EncryptedPackage": b"PK"}, "locked", LOCKED),
        (
            {"Contents": WRITTEN},
            "ole",
            "这是旧的 Office 格式，认不出是哪一种：请用 Word 或 WPS 打开，另存为 .docx",
        ),
    ],
)
def test_kind_of_a_compound_file(streams: dict[str, bytes], kind: str, sentence: str) -> None:
    assert kind_of(compound_file(streams)) == (kind, sentence)


@pytest.mark.parametrize("end", [1, 500, 513, 1100, 3000])
def test_a_compound_file_that_is_cut(end: int) -> None:
    source = compound_file({"WordDocument": beginning(0), "1Table": b""})
    assert kind_of(source[: len(source) - end])[0] in ("doc", "ole")
