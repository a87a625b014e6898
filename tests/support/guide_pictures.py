"""`make pictures`: what one sees, as PNG in docs/images, from the project's own specs and thirty made-up departments.

Needs LibreOffice, pdftoppm and Chromium.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser

from perfdocs.word.print_pdf import print_pdf
from tests.support.chromium import chromium
from tests.support.preview_server import picture_of_preview
from tests.support.thirty_departments import thirty_departments
from tests.support.workspaces import ROOT, workspace

IMAGES = ROOT / "docs/images"
PRINTED = {
    "form": "2023/commerce/01-*.docx",
    "note": "退回意见/2023/*.docx",
    "redline": "redline/2023-2024/commerce/01-*.docx",
}
"""Of each picture of printed pages, the document in `build`."""
DOTS = "72"
"""Of a printed page, an inch: its small print can just be read."""
PAGES = 2
"""Pages of a document, side by side."""
COLOURS = 48
"""Of a picture. With 256 it takes twice the bytes and looks the same."""
MARGIN = 14
"""Dots of paper that stay around what is printed."""
DAY = "2024-02-01"
"""The day on which waivers are looked at."""


def make_pictures(out: Path) -> None:
    """Writes all pictures."""
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        here = Path(name)
        own = workspace(here / "own", ROOT / "specs")
        perfdocs(own, "render", "2023")
        perfdocs(own, "notes", "2023")
        perfdocs(own, "redline", "2023", "2024", "--author", "区财政局", "--date", "2024-01-15")
        documents = [next((own / "build").glob(document)).read_bytes() for document in PRINTED.values()]
        for picture, pdf in zip(PRINTED, print_pdf(documents, [""] * len(documents)), strict=True):
            assert pdf is not None
            pages(pdf, here).save(out / f"{picture}.png")
        mistype(own / "specs/2023/commerce/funds/retiree-staff.yaml")
        picture_of_preview(browser, own, out / "preview.png", "?department=2023/commerce")
        picture_of_site(browser, thirty_departments(here / "thirty"), out / "site.png")
    for file in out.glob("*.png"):
        make_small(file)


def perfdocs(root: Path, *arguments: str) -> None:
    """Runs a command in a workspace; findings are no reason to stop."""
    command = [sys.executable, "-m", "perfdocs", *arguments, "--today", DAY, "--root", str(root)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert done.returncode in (0, 1), done.stderr.decode()


def mistype(spec: Path) -> None:
    """Makes the mistake of the README."""
    text = spec.read_text("utf-8")
    assert "金额: 12480" in text
    spec.write_text(text.replace("金额: 12480", "金额: 12580"), "utf-8")


def pages(pdf: bytes, directory: Path) -> Image.Image:
    """The first pages side by side, without the blank paper that all of them have at an edge."""
    (directory / "a.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", DOTS, "-png", "-l", str(PAGES), "a.pdf", "page"]
    subprocess.run(command, cwd=directory, check=True, capture_output=True)
    files = sorted(directory.glob("page-*.png"))
    images = [Image.open(file).convert("RGB") for file in files]
    for file in files:
        file.unlink()
    edges = [ImageChops.invert(image).getbbox() or (0, 0, *image.size) for image in images]
    left, top, right, bottom = (
        edge(values) for edge, values in zip((min, min, max, max), zip(*edges, strict=True), strict=True)
    )
    width, height = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    beside = Image.new("RGB", ((width + 1) * len(images) - 1, height), "lightgrey")
    for number, image in enumerate(images):
        beside.paste(
            image.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)), ((width + 1) * number, 0)
        )
    return beside


def picture_of_site(browser: Browser, root: Path, picture: Path) -> None:
    """The head of a year's page of many departments."""
    perfdocs(root, "site", "2024", "--out", str(root / "2024.html"))
    page = browser.new_page(viewport={"width": 1100, "height": 760})
    page.goto((root / "2024.html").as_uri())
    page.screenshot(path=picture)


def make_small(picture: Path) -> None:
    """Few colours, and no more bytes than they need."""
    with Image.open(picture) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    make_pictures(IMAGES)
