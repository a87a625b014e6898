"""The zip file that the writer of documents makes, as `zipfile` makes and reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdocs.word.zip_members import Members, member, member_of_segments, members_of, segment

CONTENTS = {"[Content_Types].xml": b"<a/>", "word/文.xml": "字".encode() * 999, "空": b""}


def archive() -> bytes:
    return Members().followed_by(*(member(name, data) for name, data in CONTENTS.items())).archive()


def test_the_archive_is_what_zipfile_writes() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in CONTENTS.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            package.writestr(about, data)
    assert archive() == raw.getvalue()


@given(st.lists(st.binary(max_size=3000), max_size=5))
def test_a_member_of_segments_is_read_as_one(pieces: list[bytes]) -> None:
    made = Members().followed_by(member_of_segments("文", [segment(piece) for piece in pieces])).archive()
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert package.read("文") == b"".join(pieces)


def test_an_archive_is_taken_apart_into_its_members() -> None:
    assert members_of(archive()) == [member(name, data) for name, data in CONTENTS.items()]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:0],
        lambda data: data[:-1],
        lambda data: data + b"x",
        lambda data: b"x" + data,
        lambda data: data[:-12] + b"\xff\xff" + data[-10:],
        lambda data: data[:-12] + b"\0\0" + data[-10:],
        lambda data: data[22:],
        lambda data: data[-22:],
    ],
)
def test_no_other_archive_is_taken_apart(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError, match="not of our making"):
        members_of(spoil(archive()))
