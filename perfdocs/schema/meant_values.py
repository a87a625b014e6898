"""What somebody meant who wrote a number, a date or an option in another way than the form wants it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from perfdocs.prose import amounts

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
_QUOTES = "“”‘’＂＇\"'"
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[,，'’\s][0-9]{3})+(?:\.[0-9]+)?")
_SURE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
_MARKS_BEHIND = re.compile(r"\s*[,，;；。、]$")
_UNIT = re.compile(r"(-?[0-9.]+)\s*(万元|亿元|万|元)")
_COUNTED = re.compile(r"(-?[0-9.]+)\s*(年度?|个|项|%|％|人|次|家)")
_LETTERS = str.maketrans("OoＯQlI|Ｉ", "00001111")
_LETTER = re.compile("[OoＯQlI|Ｉ]")
_POINT = re.compile(r"(-?[0-9]+)[。·・．•]([0-9]+)")
_COMMA_FOR_POINT = re.compile(r"-?[0-9]+[,，、][0-9]+")
_SIGN = re.compile(r"([+＋￥¥$])\s*(.+)")
_BEHIND = re.compile(r"(.+?)\s*([,，;；。.、]+)")
_DATE = re.compile(r"([0-9]{4})\s*[年./\-－—]\s*([0-9]{1,2})\s*[月./\-－—]\s*([0-9]{1,2})\s*[日号]?")
_OPERATORS = {">=": "≥", "=>": "≥", "≧": "≥", "⩾": "≥", "<=": "≤", "=<": "≤", "≦": "≤", "⩽": "≤", "==": "="}


def number_hint(text: str, *, whole: bool) -> str:
    """How a number is to be written that was written like this; `whole` where it is to be an integer."""
    plain = text.strip().translate(_WIDE_DIGITS)
    return next(
        (hint for reading in _READINGS for hint in reading(plain)),
        "：只写整数，不带别的字" if whole else "：只写数字，例如 21.15",
    )


def _bare(text: str) -> Iterator[str]:
    number = text.strip(_QUOTES).strip()
    if amounts.NUMBER.fullmatch(number):
        yield f"：请用半角数字，不加引号，写成 {number}"


def _with_thousands(text: str) -> Iterator[str]:
    if _THOUSANDS.fullmatch(text):
        number = re.sub(r"[,，'’\s]", "", text)
        yield f"：不要写千分位逗号和空格，写成 {number}"


def _with_unit(text: str) -> Iterator[str]:
    if match := _UNIT.fullmatch(re.sub(r"[,，\s]", "", text)):
        yield f"：只写数字，不带单位“{match.group(2)}”（单位见表头）"
    elif (match := _COUNTED.fullmatch(text)) and amounts.NUMBER.fullmatch(match.group(1)):
        yield f"：只写数字，写成 {match.group(1)}"


def _with_letters(text: str) -> Iterator[str]:
    letters = "”“".join(dict.fromkeys(_LETTER.findall(text)))
    number = text.translate(_LETTERS)
    if letters and re.search("[0-9]", text) and amounts.NUMBER.fullmatch(number):
        yield f"：“{letters}”是字母，写成 {number}"


def _with_another_point(text: str) -> Iterator[str]:
    if match := _POINT.fullmatch(text):
        yield f"：小数点要用半角的“.”，写成 {match.group(1)}.{match.group(2)}"
    elif _COMMA_FOR_POINT.fullmatch(text):
        yield "：只写数字，小数点用半角的“.”，例如 21.15"


def _with_zeros(text: str) -> Iterator[str]:
    if re.fullmatch("-?0[0-9]+", text):
        yield "：数字前面不要有多余的 0"


def _with_marks(text: str) -> Iterator[str]:
    for pattern, mark, number in ((_SIGN, 1, 2), (_BEHIND, 2, 1)):
        match = pattern.fullmatch(text)
        if match and amounts.NUMBER.fullmatch(match.group(number)):
            yield f"：去掉“{match.group(mark)}”，写成 {match.group(number)}"
    if re.fullmatch(r"\.[0-9]+", text):
        yield f"：小数点前面要有 0，写成 0{text}"


_READINGS: tuple[Callable[[str], Iterator[str]], ...] = (
    _bare,
    _with_thousands,
    _with_unit,
    _with_letters,
    _with_another_point,
    _with_zeros,
    _with_marks,
)


def certain_number(text: str, unit: str) -> Decimal | None:
    """The number that a text can only be: in full-width digits, with thousands separators, in quotes, with a mark or
    its unit behind it, or with a full stop for its point. Anything else is for a person to say.
    """
    plain = text.strip().translate(_WIDE_DIGITS).strip(_QUOTES).strip()
    plain = _MARKS_BEHIND.sub("", plain)
    if unit in amounts.UNITS:
        plain = plain.removesuffix(unit).rstrip()
    if _SURE_THOUSANDS.fullmatch(plain):
        plain = re.sub("[,，]", "", plain)
    elif match := _POINT.fullmatch(plain):
        plain = f"{match.group(1)}.{match.group(2)}"
    return Decimal(plain) if amounts.NUMBER.fullmatch(plain) else None


def meant_option(value: Any, options: Iterable[str]) -> str | None:
    """The option that a value is but for the width of its characters, blanks, or a sign written in two."""
    if not isinstance(value, str):
        return None
    return next((option for option in options if _folded(option) == _folded(value)), None)


def _folded(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).strip(_QUOTES)
    return _OPERATORS.get(plain, plain)


def meant_date(value: Any) -> str | None:
    """The date that a text is in whatever way of writing, as `2023-12-31`."""
    match = _DATE.fullmatch(value.strip().translate(_WIDE_DIGITS)) if isinstance(value, str) else None
    return f"{match.group(1)}-{match.group(2):0>2}-{match.group(3):0>2}" if match else None
