"""What a picture shows, however it is packed; nothing of a damaged one is unpacked."""

from __future__ import annotations

import io

from PIL import Image

from perfdocs.word.picture_hash import picture_hash


def packed(colour: str, kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(file, kind)
    return file.getvalue()


def test_the_same_dots_have_the_same_hash() -> None:
    assert len({picture_hash(packed("red", kind)) for kind in ("PNG", "BMP", "TIFF")}) == 1
    assert picture_hash(packed("red", "PNG")) != picture_hash(packed("blue", "PNG"))


def test_what_cannot_be_unpacked_is_known_by_its_bytes() -> None:
    for damaged in (b"", b"x", packed("red", "PNG")[:-20], b"%!PS-Adobe-3.0 EPSF-3.0"):
        assert picture_hash(damaged) == picture_hash(bytes(damaged))
        assert picture_hash(damaged) != picture_hash(damaged + b"1")


def test_a_picture_that_is_too_large() -> None:
    large = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(large, "PNG")  # 200 million dots in 25 KB
    assert picture_hash(large.getvalue()) != picture_hash(large.getvalue() + b"1")
