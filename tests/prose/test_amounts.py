"""Amounts: as written, exact, never rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.prose import amounts
from perfdocs.prose.numerals import chinese_numeral, numeral_value
from tests.support.for_each import for_each


@pytest.mark.parametrize(
    "text",
    ["21.10", "0", "-3", "30", "175.110", "0.000001", "0.00000001", "0.00000000", "100000000000000000000000000000"],
)
def test_numbers_print_as_written(text: str) -> None:
    assert amounts.NUMBER.fullmatch(text)
    assert amounts.number_text(Decimal(text)) == text


@for_each("text", ["00123", "1e5", "1,000", ".5", "5.", "+5", "１２", "12:30", "0x1F", "1_000", "--1", ""])
def test_other_things_are_not_numbers(text: str) -> None:
    assert not amounts.NUMBER.fullmatch(text)


@pytest.mark.parametrize(
    ("numbers", "total"),
    [
        (["21.15", "30"], "51.15"),
        (["0.1", "0.2"], "0.3"),
        (["21.10", None, "0.90"], "22.00"),
        ([], "0"),
        (["12345678901234567890.12", "0.000001"], "12345678901234567890.120001"),
    ],
)
def test_total(numbers: list[str | None], total: str) -> None:
    found = amounts.total(None if n is None else Decimal(n) for n in numbers)
    assert amounts.number_text(found) == total


@pytest.mark.parametrize(
    ("amount", "unit", "into", "expected"),
    [
        ("211500", "元", "万元", "21.15"),
        ("21.15", "万元", "元", "211500"),
        ("2.5", "亿元", "万元", "25000"),
        ("0", "元", "万元", "0"),
        ("10308000.00", "元", "万元", "1030.8"),
    ],
)
def test_converted(amount: str, unit: str, into: str, expected: str) -> None:
    assert amounts.number_text(amounts.convert(Decimal(amount), unit, into)) == expected


def test_an_unknown_unit_is_no_guess() -> None:
    with pytest.raises(KeyError):
        amounts.convert(Decimal(1), "美元", "元")


@for_each(
    ("number", "text"),
    [
        *[(1, "一"), (2, "二"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
        *[(100, "一百"), (101, "一百零一"), (110, "一百一十"), (999, "九百九十九"), (1000, "一千")],
        *[(1001, "一千零一"), (1010, "一千零一十"), (1500, "一千五百"), (2304, "二千三百零四")],
    ],
)
def test_chinese_numeral(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_chinese_numerals_are_read_as_the_numbers_that_they_were() -> None:
    assert [numeral_value(chinese_numeral(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


@for_each(
    ("numeral", "value"),
    [
        ("三百五", "350"),
        ("三百零五", "305"),
        ("两千三", "2300"),
        ("一万二", "12000"),
        ("三百五万", "3500000"),
        ("一万三千亿", "1300000000000"),
        ("二十三", "23"),
        ("九十五点五", "95.5"),
        ("三五", None),
        ("点五", None),
        ("五点", None),
        ("万", None),
        ("百", "100"),
    ],
)
def test_the_number_that_a_numeral_names(numeral: str, value: str | None) -> None:
    assert numeral_value(numeral) == (Decimal(value) if value else None)


@pytest.mark.parametrize("number", [0, 10_000, -1])
def test_no_chinese_numeral_beyond_the_forms(number: int) -> None:
    with pytest.raises(ValueError, match=f"只能给 1 到 9999 编中文序号，这里是 {number}"):
        chinese_numeral(number)


@pytest.mark.parametrize("value", [Decimal(3), "3.5", " 20 万元 ", "5元", "100％"])
def test_a_bare_number(value: object) -> None:
    assert amounts.is_bare_number(value)


@pytest.mark.parametrize("value", [None, "", "20个", "≥3", "三"])
def test_no_bare_number(value: object) -> None:
    assert not amounts.is_bare_number(value)
