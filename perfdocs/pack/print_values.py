"""One value as a form shows it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from jinja2 import TemplateError
from jinja2.runtime import Undefined
from markupsafe import Markup

from perfdocs.pack.values import Parts, Shown
from perfdocs.prose import amounts

_WORD_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&#34;",
        "'": "&#39;",
        # docxtpl turns `{_{` of the finished document into `{{`: braces of a value must not look like one
        "{": "&#123;",
        "}": "&#125;",
    }
)


MOST_PLACES = 20
"""Places behind the point; a number of a spec has no more (`prose/amounts.py`)."""


class NotPrintable(TemplateError):
    """A list or a group of fields stands where one value is printed."""


def print_value(value: object) -> str:
    """The text of one value. Raises NotPrintable for anything that is not one value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Shown):
        return value.text
    if isinstance(value, Decimal):
        text = amounts.number_text(value)
        if len(text) > MOST_PLACES and len(text.partition(".")[2]) > MOST_PLACES:
            raise NotPrintable(f"除不尽的数（{text[:8]}…）没有取小数位：写成 (…)|round(2)，或者 (…)|percent")
        return text
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Parts):
        return value.text
    if isinstance(value, Undefined):
        str(value)  # raises, as anything does that uses a strict name
    raise NotPrintable(f"这里要印的是{kind_of_value(value)}，不是一个值：请写到具体的字段")


def print_for_word(value: object) -> Markup:
    """One value, escaped for the XML of a Word document."""
    return Markup(print_value(value).translate(_WORD_ESCAPES))


def kind_of_value(value: object) -> str:
    """What a value is, in Chinese."""
    if value is None:
        return "空白"
    if isinstance(value, str):
        return "文字"
    if isinstance(value, Decimal | int):
        return "数字"
    if isinstance(value, list):
        return "一张表"
    return "一组字段" if isinstance(value, Mapping) else "程序对象"
