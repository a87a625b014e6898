"""Chinese numerals, read and written."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零一二三四五六七八九"
_VALUES = {**{digit: value for value, digit in enumerate(DIGITS)}, "〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_SHORTENED = {"百", "千", "万", "亿"}
"""Steps behind which a last digit is one of the step below."""
_LAST = 9999
"""The last number of a table that is written out; without 万, and more rows than any table has."""
CHARACTERS = "".join([*_VALUES, *_STEPS, *_MYRIADS])


def chinese_numeral(number: int) -> str:
    """一, 二, …, 十, 十一, …, 一百零一, …, 九千九百九十九: the numbering of the official tables."""
    if not 1 <= number <= _LAST:
        raise ValueError(f"只能给 1 到 {_LAST} 编中文序号，这里是 {number}")
    text = ""
    for step, value in [("千", 1000), ("百", 100), ("十", 10), ("", 1)]:
        digit = number // value % 10
        if digit:
            text += DIGITS[digit] + step
        elif text and text[-1] != DIGITS[0]:
            text += DIGITS[0]
    text = text.rstrip(DIGITS[0])
    return text[1:] if text.startswith("一十") else text


def numeral_value(numeral: str) -> Decimal | None:
    """The number that a Chinese numeral names (两万三千 is 23000, 三百五 is 350), or None for what is none."""
    whole, point, places = numeral.partition("点")
    value = _whole_value(whole)
    if not point or value is None:
        return value
    figures = [_VALUES.get(character) for character in places]
    return None if None in figures or not figures else value + Decimal("0." + "".join(map(str, figures)))


def _whole_value(numeral: str) -> Decimal | None:
    total = section = digit = step = 0
    last = ""
    for character in f"{numeral}。":
        if character in _VALUES:
            if _VALUES.get(last):
                return None
            shortened = last in _SHORTENED
            digit = _VALUES[character]
        else:
            if character in _MYRIADS or character == "。":
                section += digit * step // 10 if last in _VALUES and shortened else digit  # 两千三 is 2300
                digit = 0
            if character in _STEPS:
                step = _STEPS[character]
                section += (digit if last in _VALUES else 1) * step
            elif character in _MYRIADS and last:
                step = _MYRIADS[character]
                total, section = (total + section) * step, 0
            elif character != "。":
                return None
            digit = 0
        last = character
    return Decimal(total + section) if numeral else None
