"""What Excel shows of a number: the formats of ECMA-376 Part 1, 18.8.30 and 18.8.31, as far as clerks use them.

A format that is not understood is told, and the number is shown as it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

DIGITS = 15
"""Significant digits of a number that Excel knows; what stands behind them in a file is noise of its arithmetic."""

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "yyyy/m/d",
    16: "m/d",
    17: "yyyy/m",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "yyyy/m/d",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 56), 'h"时"mm"分"ss"秒"'),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 42), '#,##0;-#,##0;"-"'),
    **dict.fromkeys((43, 44), '#,##0.00;-#,##0.00;"-"??'),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a file names by number only, as a Chinese Excel shows them (18.8.30, `zh-cn`)."""

_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"|\\.|!.)|(?P<blank>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)"""
    r"""|(?P<noon>AM/PM|A/P|上午/下午)|(?P<power>E[+-])|(?P<date>y+|m+|d+|h+|s+|a{3,4})|(?P<digit>[0#?])"""
    r"""|(?P<mark>[.,%/@;])|(?P<literal>.)""",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-F]+)?", re.IGNORECASE)
_COLOUR = re.compile(
    r"Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\s*\d+|[黑蓝青绿洋红白黄]色?|颜色\s*\d+", re.I
)
_WEEKDAYS = "一二三四五六日"


class Shown(NamedTuple):
    """A number as it is shown. `exact` is False where that is rounded, `understood` where the format is not known."""

    text: str
    exact: bool = True
    understood: bool = True


class _Token(NamedTuple):
    kind: str
    text: str


def shown(number: Decimal, code: str, since_1904: bool = False) -> Shown:
    """A number in a format; empty for one that the format hides. `since_1904`: how the workbook counts days."""
    number = _rounded(number)
    sections = _sections(code)
    section, is_negative_section = _section(number, sections)
    kinds = {token.kind for token in section}
    brackets = [token.text for token in section if token.kind == "bracket"]
    if any(text[:1] in "<>=" or not (_CURRENCY.fullmatch(text) or _COLOUR.fullmatch(text)) for text in brackets):
        return Shown(plain(number), understood=False)
    if "date" in kinds and "digit" not in kinds:
        return _date(number, section, since_1904)
    if "digit" not in kinds and ("general" in kinds or "@" in (token.text for token in section)):
        texts = (plain(number) if token.kind == "general" or token.text == "@" else token.text for token in section)
        return Shown("".join(texts).strip())
    return _number(number, section, is_negative_section)


def plain(number: Decimal) -> str:
    """The number in digits, without superfluous zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Decimal) -> Decimal:
    if not number:
        return Decimal(0)
    return number.quantize(Decimal(1).scaleb(number.adjusted() - DIGITS + 1), ROUND_HALF_UP)


def _sections(code: str) -> list[list[_Token]]:
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        if kind == "quoted":
            quoted = match[0]
            sections[-1].append(_Token("escape" if quoted[0] == "!" else "literal", quoted.strip('"').lstrip("\\!")))
        elif match[0] == ";":
            sections.append([])
        elif kind != "blank":
            sections[-1].append(_Token(kind, match[kind]))
    return sections


def _section(number: Decimal, sections: Sequence[list[_Token]]) -> tuple[list[_Token], bool]:
    """The tokens for a number of this sign, and whether they are for numbers below nought alone."""
    if number < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2 if not number and len(sections) > 2 else 0], False


def _number(number: Decimal, section: Sequence[_Token], is_negative_section: bool) -> Shown:
    marks = [token.text for token in section if token.kind in ("digit", "mark")]
    places = "".join(marks)
    if not section or not re.search("[0#?]", places):
        text = "".join(token.text for token in section if token.kind == "literal").strip()
        return Shown("0" if text == "-" and not number else text, exact=not number)
    body = re.search(r"[0#?][0#?,.]*", places)
    assert body is not None
    whole, _, fraction = body[0].partition(".")
    within = [token.kind for token in section]
    first, last = within.index("digit"), len(within) - 1 - within[::-1].index("digit")
    is_odd = {"power", "escape", "general"} & set(within) or "/" in places or "." in fraction
    if is_odd or "literal" in within[first:last] or whole.endswith(",") or fraction.endswith(","):
        return Shown(plain(number), understood=False)
    percent = places.count("%")
    value = number.scaleb(2 * percent)
    digits = sum(place in "0#?" for place in fraction)
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = _digits(abs(rounded), whole, fraction)
    for token in reversed(section[:first]):
        text = _literal(token, is_negative_section) + text
    for token in section[last + 1 :]:
        text += _literal(token, is_negative_section)
    sign = "-" if rounded < 0 else ""
    shown_text = text.strip()
    return Shown(sign + ("0" if shown_text in ("", "-") and not number else shown_text), exact=rounded == value)


def _digits(number: Decimal, whole: str, fraction: str) -> str:
    before, _, after = f"{number:f}".partition(".")
    needed = whole.count("0")
    before = "" if before == "0" and not needed and not fraction else before.rjust(needed, "0")
    if "," in whole and before:
        before = f"{int(before):,}".rjust(needed, "0")
    kept = len(fraction.replace(",", "").rstrip("#?"))
    while len(after) > kept and after.endswith("0"):
        after = after[:-1]
    return f"{before}.{after}" if after else before


def _literal(token: _Token, is_negative_section: bool) -> str:
    """What a token prints beside the digits; brackets and signs of numbers below nought are put as one sign."""
    if token.kind == "bracket":
        currency = _CURRENCY.fullmatch(token.text)
        return currency[1] if currency else ""
    if token.kind == "digit" or token.text in (",", "."):
        return ""
    return "" if is_negative_section and token.text in ("(", ")", "（", "）", "-") else token.text


def _date(number: Decimal, section: Sequence[_Token], since_1904: bool) -> Shown:
    start = datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)
    try:
        seconds = int((number % 1 * 86_400).to_integral_value(ROUND_HALF_UP))
        moment = start + datetime.timedelta(days=int(number), seconds=seconds)
    except OverflowError:
        return Shown(plain(number), understood=False)
    if number < 0:
        return Shown(plain(number), understood=False)
    dates = [at for at, token in enumerate(section) if token.kind == "date"]
    text = ""
    for at, token in enumerate(section):
        if token.kind == "date":
            near = dates.index(at)
            before = section[dates[near - 1]].text[0].lower() if near else ""
            after = section[dates[near + 1]].text[0].lower() if near + 1 < len(dates) else ""
            text += _part(moment, token.text.lower(), before == "h" or after == "s")
        elif token.kind == "noon":
            return Shown(f"{moment:%Y-%m-%d %H:%M}" if number >= 1 else f"{moment:%H:%M}")
        elif token.kind != "bracket":
            text += token.text if token.text != "@" else ""
    return Shown(text.strip())


def _part(moment: datetime.datetime, letters: str, is_minute: bool) -> str:
    width = min(len(letters), 2)
    if letters[0] == "y":
        return f"{moment.year:04}"
    if letters[0] == "a":
        return ("星期" if len(letters) == 4 else "周") + _WEEKDAYS[moment.weekday()]
    if letters[0] == "m" and not is_minute:
        return f"{moment.month:0{width}}"
    numbers = {"m": moment.minute, "d": moment.day, "h": moment.hour, "s": moment.second}
    return f"{numbers[letters[0]]:0{width}}"
