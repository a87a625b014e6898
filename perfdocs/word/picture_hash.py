"""What a picture shows, as a hash that stays when a program packs the same dots in another way."""

from __future__ import annotations

import hashlib
import io
import warnings

MOST_DOTS = 20_000_000
"""Of a picture that is unpacked, chosen by hand: a page scanned with 300 dots an inch has nine million."""


_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
"""Those that are read without another program."""


def picture_hash(picture: bytes) -> str:
    """A SHA-256 of the dots of a picture; of its bytes, where it is drawn with lines, damaged or too large."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(picture), formats=_FORMATS) as opened:
            if opened.width * opened.height <= MOST_DOTS:
                dots = opened.convert("RGBA").tobytes()
                return hashlib.sha256(f"{opened.size}".encode() + dots).hexdigest()
    except Exception:  # noqa: BLE001 - the readers of damaged pictures raise what they like
        pass
    return hashlib.sha256(picture).hexdigest()
