"""What Excel shows of a number, format by format."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.sheet.number_formats import Shown, shown
from tests.support.for_each import for_each

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

AS_IT_IS = [
    ("12480", "General", "12480"),
    ("0.30000000000000004", "General", "0.3"),
    ("12480.000000000002", "General", "12480"),
    ("1E+21", "General", "1000000000000000000000"),
    ("1.5E-7", "General", "0.00000015"),
    ("0", "General", "0"),
    ("3", 'G/通用格式"个"', "3个"),
    ("21.1", "0.00", "21.10"),
    ("12480", "#,##0.00", "12,480.00"),
    ("1234567", "#,##0", "1,234,567"),
    ("7", "00000", "00007"),
    ("3.5", "#.##", "3.5"),
    ("0.5", "#.##", "0.5"),
    ("0.9", "0%", "90%"),
    ("0.905", "0.0%", "90.5%"),
    ("1", "0%", "100%"),
    ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
    ("5", '0.00"元"', "5.00元"),
    ("2", '0 "个"', "2 个"),
    ("2", "0\\个", "2个"),
    ("1234.5", ACCOUNTING, "1,234.50"),
    ("-1234.5", ACCOUNTING, "-1,234.50"),
    ("0", ACCOUNTING, "0"),
    ("-5", "#,##0_);(#,##0)", "-5"),
    ("-5", "0;[Red]0", "-5"),
    ("-5", "0.0", "-5.0"),
    ("5", "[蓝色]0;[红色]-0", "5"),
    ("5", "@", "5"),
    ("45000", 'yyyy"年"m"月"d"日"', "2023年3月15日"),
    ("45000", "[$-804]yyyy\\-mm\\-dd;@", "2023-03-15"),
    ("45000.5", "yyyy/m/d h:mm", "2023/3/15 12:00"),
    ("45000", "aaaa", "星期三"),
    ("0.75", "h:mm", "18:00"),
    ("45000.75", "h:mm AM/PM", "2023-03-15 18:00"),
    ("0.5", "mm:ss", "00:00"),
]


@for_each(("number", "code", "text"), AS_IT_IS)
def test_a_number_as_it_is_shown(number: str, code: str, text: str) -> None:
    assert shown(Decimal(number), code) == Shown(text)


def test_days_may_be_counted_from_1904() -> None:
    assert shown(Decimal(43538), "yyyy-mm-dd", since_1904=True) == Shown("2023-03-15")


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [("12.345", "0.00", "12.35"), ("0.4", "0", "0"), ("0.999", "0%", "100%"), ("5", ";;;", "")],
)
def test_a_number_that_is_shown_otherwise_is_told(number: str, code: str, text: str) -> None:
    assert shown(Decimal(number), code) == Shown(text, exact=False)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12345", "0!.0000"),
        ("12500", "0.0,"),
        ("1234567", "[>9999]0;0.0"),
        ("0.333", "# ?/?"),
        ("12345", "0.00E+00"),
        ("1.5", "[h]:mm"),
        ("12", "[DBNum1]0"),
        ("13800", "000-00"),
        ("-1", "yyyy-mm-dd"),
        ("9999999999", "yyyy-mm-dd"),
    ],
)
def test_a_number_in_a_format_of_another_kind_is_shown_as_it_is(number: str, code: str) -> None:
    assert shown(Decimal(number), code) == Shown(number, understood=False)
