"""A document as rows of cells, also where it is damaged."""

from __future__ import annotations

import pytest
from lxml import etree

from perfdocs.word.grid import grid
from perfdocs.word.xml import W

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        ("<w:tr/>", ("",)),
        ("<w:tr><w:trPr><w:ins/></w:trPr></w:tr>", ("",)),
        ("<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc/></w:tr>", ("甲", "")),
    ],
)
def test_every_row_has_a_cell(row: str, texts: tuple[str, ...]) -> None:
    body = etree.fromstring(f"<w:body {NS}><w:tbl>{row}</w:tbl></w:body>")
    assert body.tag == f"{W}body"
    assert [found.texts for found in grid(body)] == [texts]
