"""Rows of templates that are short of cells are told, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.change_zip import with_document
from tests.support.run_command import Command

DIRECTION = "templates/shifeng-2023/direction.docx"
CELL = "{{ 行.绩效标准 }}"


def without_cell(xml: str) -> str:
    at = xml.index(CELL)
    return xml[: xml.rindex("<w:tc>", 0, at)] + xml[xml.index("</w:tc>", at) + len("</w:tc>") :]


def with_cell_twice(xml: str) -> str:
    at = xml.index(CELL)
    start, end = xml.rindex("<w:tc>", 0, at), xml.index("</w:tc>", at) + len("</w:tc>")
    return xml[:end] + xml[start:end] + xml[end:]


@pytest.mark.parametrize(("change", "told"), [(without_cell, "少了 1 列的格子"), (with_cell_twice, "多出 1 列的格子")])
def test_a_row_that_does_not_come_to_the_columns(real: Path, perfdocs: Command, change: object, told: str) -> None:
    assert callable(change)
    path = real / DIRECTION
    path.write_bytes(with_document(path.read_bytes(), change))
    ran = perfdocs("packs", "check", "shifeng-2023", "--root", real)
    assert ran.out == (
        f"{DIRECTION}:1:1: 错误 T214 第 2 个表第 5 行：{told}（这个表有 6 列）：印出来这一行和别的行对不齐\n"
    )
