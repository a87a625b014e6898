"""Pages as pictures: noise of saving is nothing, a changed character is something, and areas have their place."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from perfdocs.word.page_pictures import DOTS, Box, Pages, Spot, ink_difference, is_shifted, spots

INCH = 25.4


def page(*lines: tuple[int, int, int, int]) -> Image.Image:
    """White, an inch by two, with black rectangles."""
    picture = Image.new("L", (DOTS, 2 * DOTS), 255)
    for line in lines:
        ImageDraw.Draw(picture).rectangle(line, fill=0)
    return picture


def test_ink_that_is_a_dot_elsewhere_is_the_same() -> None:
    old = page((40, 40, 80, 42))
    assert ink_difference(old, old) is None
    assert ink_difference(old, page((41, 41, 81, 43))) is None


@pytest.mark.parametrize("new", [page(), page((40, 40, 80, 42), (60, 60, 62, 64)), page((43, 43, 83, 45))])
def test_ink_that_is_gone_added_or_moved(new: Image.Image) -> None:
    assert ink_difference(page((40, 40, 80, 42)), new) is not None


def test_where_it_is() -> None:
    difference = ink_difference(page(), page((100, 200, 102, 202)))
    assert difference is not None
    found = list(spots(difference))
    assert found[0] == Spot(50 * INCH / 100, 100 * INCH / 100)
    assert len(found) == 4


@pytest.mark.parametrize(("by", "is_same"), [(0, True), (3, True), (6, False)])
def test_a_cell_that_is_a_little_elsewhere(by: int, is_same: bool) -> None:
    old, new = page((50, 50, 52, 90), (60, 50, 62, 90)), page((50 + by, 50, 52 + by, 90), (60 + by, 50, 62 + by, 90))
    assert is_shifted(old, new, Box(5, 5, 10, 12)) is is_same
    assert not is_shifted(old, page((50 + by, 50, 52 + by, 90)), Box(5, 5, 10, 12))


def pdf_of(drawn: bytes) -> bytes:
    """A page, an inch by two; a reader finds the objects without a table of them."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 144] /Contents 4 0 R >>"
    stream = b"<< /Length %d >> stream\n%s\nendstream" % (len(drawn), drawn)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream]
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, text) for number, text in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def test_areas_of_colours() -> None:
    drawn = b"0.2 0.4 0.6 rg 7.2 28.8 28.8 28.8 re f 1 0.8 0 rg 36 28.8 28.8 28.8 re f 0 g 10 40 20 2 re f"
    pages = Pages(pdf_of(drawn))
    assert (len(pages), pages.size(0)) == (1, (25, 51))
    assert pages.picture(0).size == (DOTS, 2 * DOTS)
    areas = pages.areas(0, [0x336699, 0xFFCC00, 0x111111])
    assert {colour: tuple(round(end) for end in box) for colour, box in areas.items()} == {
        0x336699: (3, 30, 13, 41),
        0xFFCC00: (13, 30, 23, 41),
    }
