"""Chinese numerals, read and written."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零一二三四五六七八九"
_VALUES = {**{digit: value for value, digit in enumerate(DIGITS)}, "〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHARACTERS = "".join([*_VALUES, *_STEPS, *_MYRIADS])


def chinese_numeral(number: int) -> str:
    """一, 二, …, 十, 十一, …, 九十九: the numbering of the official tables (1 to 99)."""
    if not 1 <= number <= 99:
        raise ValueError(f"只能给 1 到 99 编中文序号，这里是 {number}")
    tens, ones = divmod(number, 10)
    head = "十" if tens else ""
    return (DIGITS[tens] if tens > 1 else "") + head + (DIGITS[ones] if ones else "")


def numeral_value(numeral: str) -> Decimal | None:
    """The number that a Chinese numeral names (十二 is 12, 两万三千 is 23000), or None for what is none."""
    total = section = digit = 0
    last = ""
    for character in numeral:
        if character in _VALUES:
            if _VALUES.get(last):
                return None
            digit = _VALUES[character]
        elif character in _STEPS:
            section += (digit if last in _VALUES else 1) * _STEPS[character]
            digit = 0
        elif character in _MYRIADS and last:
            total, section, digit = (total + section + digit) * _MYRIADS[character], 0, 0
        else:
            return None
        last = character
    return Decimal(total + section + digit) if last else None
