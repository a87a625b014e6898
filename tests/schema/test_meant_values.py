"""What is said of a value that is not what the form wants: how it is to be written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.schema.meant_values import certain_number, meant_date, meant_option, number_hint
from tests.support.for_each import for_each


@for_each(
    ("text", "hint"),
    [
        ("100", "：请用半角数字，不加引号，写成 100"),
        ("１００．５", "：请用半角数字，不加引号，写成 100.5"),
        ("“100”", "：请用半角数字，不加引号，写成 100"),
        ("1,100.00", "：不要写千分位逗号和空格，写成 1100.00"),
        ("1，100，000", "：不要写千分位逗号和空格，写成 1100000"),
        ("1 100", "：不要写千分位逗号和空格，写成 1100"),
        ("100万元", "：只写数字，不带单位“万元”（单位见表头）"),
        ("1,100 元", "：只写数字，不带单位“元”（单位见表头）"),
        ("2023年", "：只写数字，写成 2023"),
        ("95%", "：只写数字，写成 95"),
        ("1O0", "：“O”是字母，写成 100"),
        ("lO0", "：“l”“O”是字母，写成 100"),
        ("100。5", "：小数点要用半角的“.”，写成 100.5"),
        ("100·5", "：小数点要用半角的“.”，写成 100.5"),
        ("100,5", "：只写数字，小数点用半角的“.”，例如 21.15"),
        ("00100", "：数字前面不要有多余的 0"),
        ("+100", "：去掉“+”，写成 100"),
        ("￥100", "：去掉“￥”，写成 100"),
        ("100,", "：去掉“,”，写成 100"),
        (".5", "：小数点前面要有 0，写成 0.5"),
        ("OO", "：只写数字，例如 21.15"),
        ("约100", "：只写数字，例如 21.15"),
    ],
)
def test_a_number_is_shown_as_it_is_to_be_written(text: str, hint: str) -> None:
    assert number_hint(text, whole=False) == hint


def test_an_integer_has_another_example() -> None:
    assert number_hint("三十", whole=True) == "：只写整数，不带别的字"


@pytest.mark.parametrize(
    ("value", "option"),
    [
        (">=", "≥"),
        ("=<", "≤"),
        ("≧", "≥"),
        (">", "＞"),
        ("＝", "="),
        ("一次性 项目", "一次性项目"),
        ("“一次性项目”", "一次性项目"),
        ("一次性", None),
        (None, None),
    ],
)
def test_an_option_is_known_in_other_characters(value: object, option: str | None) -> None:
    assert meant_option(value, ["≥", "≤", "＞", "＜", "=", "一次性项目"]) == option


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2026年12月31日", "2026-12-31"),
        ("2026年1月5日", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
        ("2026/01/05", "2026-01-05"),
        ("２０２６－１－５", "2026-01-05"),
        ("2026年12月", None),
        ("年底", None),
        (20261231, None),
    ],
)
def test_a_date_is_known_in_any_way_of_writing(value: object, date: str | None) -> None:
    assert meant_date(value) == date


@for_each(
    ("text", "unit", "number"),
    [
        ("１００．５", "", "100.5"),
        ("“100”", "", "100"),
        ("1,100.00", "", "1100.00"),
        ("1，100，000", "", "1100000"),
        ("12,480元", "元", "12480"),
        ("12480 元", "万元", None),
        ("5万元", "元", None),
        ("100。5", "", "100.5"),
        ("21.15，", "", "21.15"),
        ("0,123", "", None),
        ("1 100", "", None),
        ("100,5", "", None),
        ("1O0", "", None),
        ("95%", "", None),
        ("2023年", "", None),
        ("00100", "", None),
        ("￥100", "元", None),
        (".5", "", None),
        ("约100", "", None),
        ("", "元", None),
    ],
)
def test_numbers_that_can_only_be_that(text: str, unit: str, number: str | None) -> None:
    assert certain_number(text, unit) == (None if number is None else Decimal(number))
