"""Pages as pictures: what is on one and not on the other, and where areas of a colour are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS = 200
"""Of a picture, an inch: of 1,218 pairs of characters that were exchanged, 7.5 to 12 points high, all are seen (with
150 one is not, 未 and 末), and of the pages of documents that LibreOffice saved as .docx, .odt or .doc none is."""
MOVED = 1
"""Dots (0.13 mm) by which ink may be elsewhere: what rounding of lengths does when a document is saved again."""
DARKER = 80
"""Of 255: less is the edge of a character that falls otherwise on the dots. The same figures with 60 and with 100."""
SHIFTED = 3
"""Dots (0.4 mm) by which a whole cell may be elsewhere: what the columns of a table are when it was saved as .rtf. All
those pairs are still seen, but for a point and a comma of 7.5 points that are alone in their cell."""
COARSE = 100
"""Of a picture of areas, an inch: twice as coarse, since it is only asked what stands at a place."""
_INCH, _POINTS = 25.4, 72


class Box(NamedTuple):
    """A rectangle on a page, in millimetres from the left and the top."""

    left: float
    top: float
    right: float
    bottom: float

    def distance(self, spot: Spot) -> float:
        """Of a spot from the rectangle; 0 in it."""
        aside = max(self.left - spot.left, 0, spot.left - self.right)
        above = max(self.top - spot.top, 0, spot.top - self.bottom)
        return float(aside + above)

    @property
    def size(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def grown(self, by: float) -> Box:
        """The rectangle with a margin; a smaller one where that is less than 0."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


class Spot(NamedTuple):
    """A place on a page, in millimetres from the left and the top."""

    left: float
    top: float


class Pages:
    """The pages of a PDF, counted from 0."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[int, int]:
        """Width and height in millimetres."""
        width, height = self._document[number].get_size()
        return round(width * _INCH / _POINTS), round(height * _INCH / _POINTS)

    def picture(self, number: int) -> Image:
        """The page in shades of grey, `DOTS` an inch."""
        picture: Image = self._document[number].render(scale=DOTS / _POINTS, grayscale=True).to_pil().convert("L")
        return picture

    def areas(self, number: int, colours: Collection[int]) -> dict[int, Box]:
        """Where on the page each of the colours is (as 0xRRGGBB); those that are not there are missing."""
        page = self._document[number].render(scale=COARSE / _POINTS, no_smoothpath=True, no_smoothtext=True)
        picture = page.to_pil().convert("RGB")
        wanted = {colour.to_bytes(3, "big"): colour for colour in colours}
        data, width = picture.tobytes(), 3 * picture.width
        ends: dict[bytes, list[int]] = {}
        row, stretches = b"", list[tuple[bytes, int, int]]()
        for top in range(picture.height):
            below = data[top * width : (top + 1) * width]
            if below != row:  # most are as the one above
                row, stretches = below, [each for each in _stretches(below) if each[0] in wanted]
            for colour, left, right in stretches:
                box = ends.setdefault(colour, [left, top, right, top])
                box[:] = min(box[0], left), box[1], max(box[2], right), top + 1
        each_dot = _INCH / COARSE
        return {wanted[colour]: Box(*(each_dot * end for end in box)) for colour, box in ends.items()}


def ink_difference(old: Image, new: Image) -> Image | None:
    """What is on one of two pictures of the same size and not on the other, white on black; None where nothing is."""
    if old.tobytes() == new.tobytes():
        return None
    from PIL import ImageChops

    gone, added = ImageChops.subtract(_spread(new), old), ImageChops.subtract(_spread(old), new)
    difference = ImageChops.lighter(gone, added).point([255 * (shade > DARKER) for shade in range(256)])
    return difference if difference.getbbox() else None


def is_shifted(old: Image, new: Image, box: Box) -> bool:
    """Whether what is in a rectangle of one picture is on the other as well, by a little elsewhere."""
    left, top, right, bottom = (round(end * DOTS / _INCH) for end in box)
    wanted = old.crop((left, top, right, bottom))
    steps = range(-SHIFTED, SHIFTED + 1)
    return any(
        ink_difference(wanted, new.crop((left + aside, top + below, right + aside, bottom + below))) is None
        for aside in steps
        for below in steps
    )


def spots(difference: Image) -> Iterator[Spot]:
    """Where something differs, from the top; those within a quarter of a millimetre are one."""
    coarse = difference.reduce(DOTS // COARSE).point([255 * (shade > 0) for shade in range(256)])
    for match in re.finditer(rb"\xff", coarse.tobytes()):
        top, left = divmod(match.start(), coarse.width)
        yield Spot(left * _INCH / COARSE, top * _INCH / COARSE)


def _spread(picture: Image) -> Image:
    """The picture with its ink spread by `MOVED` dots to all sides."""
    from PIL import ImageChops

    for _ in range(MOVED):
        for aside, below in ((1, 0), (0, 1)):
            shifted = [ImageChops.offset(picture, sign * aside, sign * below) for sign in (1, -1)]
            picture = ImageChops.darker(picture, ImageChops.darker(*shifted))
    return picture


def _stretches(row: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The stretches of one colour in a row of dots of three bytes: the colour, where it begins, and where it ends."""
    at = 0
    while at < len(row):
        colour, end = row[at : at + 3], at + 3
        while row.startswith(colour, end) and end < len(row):
            end += 3
        yield colour, at // 3, end // 3
        at = end
