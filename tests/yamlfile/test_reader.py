"""YAML as it is read: what becomes of each scalar, and where everything stands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdocs.yamlfile.reader import read
from tests.support.for_each import for_each


def data(text: str) -> Any:
    document = read(text.encode(), "a.yaml")
    assert document.findings == ()
    return document.data


@for_each(
    ("scalar", "value"),
    [
        ("21.10", Decimal("21.10")),
        ("30", Decimal("30")),
        ("-1.5", Decimal("-1.5")),
        ("", None),
        ("~", None),
        ("null", None),
        ("2024-01-01", "2024-01-01"),
        ("12:30", "12:30"),
        ("00123", "00123"),
        ("on", "on"),
        ("No", "No"),
        ("true", "true"),
        ("1e5", "1e5"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("'30'", "30"),
        ('"30"', "30"),
        ('""', ""),
        ("≥90%", "≥90%"),
        ("2023年12月前", "2023年12月前"),
        ('"一\\n二"', "一\n二"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_scalars(scalar: str, value: object) -> None:
    found = data(f"值: {scalar}\n")["值"]
    assert found == value
    assert type(found) is type(value)
    assert str(found) == str(value)


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("|\n  一\n  二\n", "一\n二"),
        ("|-\n  一\n  二\n", "一\n二"),
        (">\n  一，\n  二\n  end\n  of it\n\n  三\n", "一，二end of it\n三"),
        (">\n  一\n    二\n", "一\n  二"),
        ("Foreign trade\n  and investment", "Foreign trade and investment"),
        ("\u3000100", Decimal("100")),
        ("100\u00a0", Decimal("100")),
        ("\u3000", None),
    ],
)
def test_what_is_read_as_it_was_meant(scalar: str, value: object) -> None:
    assert data(f"值: {scalar}\n")["值"] == value


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("一\n  二", "一二"),
        ("引进\n  40个", "引进40个"),
        ("GDP\n  增长", "GDP增长"),
        ("一\n\n  二", "一\n二"),
        ('"一\n\n\n  \\"二\\"\\\n  三"', '一\n\n"二"三'),
        ("'一''\n  二'", "一'二"),
        ("引进1\n  00个", "引进1 00个"),
    ],
)
def test_lines_are_joined_without_a_blank_and_told(scalar: str, value: str) -> None:
    document = read(f"值: {scalar}\n".encode(), "a.yaml")
    assert document.data == {"值": value}
    assert [finding.code for finding in document.findings] == ["Y114"]


def test_places_of_keys_and_values() -> None:
    document = read("甲:\n  - 乙: 1\n    丙: {丁: 二}\n".encode(), "a.yaml")
    found = {path: [(p.line, p.column) for p in places] for path, places in document.places.items()}
    assert found == {
        (): [(1, 1), (1, 1)],
        ("甲",): [(1, 1), (2, 3)],
        ("甲", 0): [(2, 5), (2, 5)],
        ("甲", 0, "乙"): [(2, 5), (2, 8)],
        ("甲", 0, "丙"): [(3, 5), (3, 8)],
        ("甲", 0, "丙", "丁"): [(3, 9), (3, 12)],
    }


def test_the_place_of_what_is_missing_is_its_parents() -> None:
    document = read(b"a:\n  b: 1\n", "a.yaml")
    assert document.value_place(("a", "c", "d")).line == 2
    assert document.key_place(("a", "c")).line == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_are_read_without_a_word(encoding: str) -> None:
    assert read("部门: 商务局\r\n年度: 2023\r\n".encode(encoding), "a.yaml").data == {
        "部门": "商务局",
        "年度": Decimal(2023),
    }


def test_gbk_is_read_as_what_it_is_and_said() -> None:
    document = read("部门: 商务局\n工作: 招商引资，稳中求进\n".encode("gb18030"), "a.yaml")
    assert document.data == {"部门": "商务局", "工作": "招商引资，稳中求进"}
    assert [finding.code for finding in document.findings] == ["Y111"]


def test_what_is_neither_utf8_nor_gbk_is_not_guessed() -> None:
    document = read("a: Zürich café\n".encode("latin-1"), "a.yaml")
    assert document.data is None
    assert [finding.code for finding in document.findings] == ["Y105"]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    document = read(text.encode("utf-8", errors="surrogatepass"), "a.yaml")
    lines = text.count("\n") + text.count("\r") + 1
    assert document.data is not None or document.findings or not text.strip() or "null" in text.lower() or "~" in text
    assert all(1 <= finding.place.line <= lines + 1 and finding.place.column >= 1 for finding in document.findings)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "a: " + "{b: " * 50_000, "- " * 100_000 + "a"])
def test_depth_is_bounded(text: str) -> None:
    document = read(text.encode(), "a.yaml")
    assert [finding.code for finding in document.findings] == ["Y109"]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    document = read(raw, "a.yaml")
    assert all(finding.message for finding in document.findings)
