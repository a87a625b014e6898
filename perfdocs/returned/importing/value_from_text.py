"""The text of a cell as the value of its field, and what is doubtful or wrong about that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from perfdocs.pack.expressions import fill_text
from perfdocs.prose import amounts
from perfdocs.prose.periods import Precision
from perfdocs.prose.read_periods import periods
from perfdocs.prose.shorten import on_one_line, without_spaces
from perfdocs.prose.tick_marks import ticked_options
from perfdocs.returned.form_map.compact_text import ENDS, compact
from perfdocs.returned.form_map.marker_data import MARKER, Hole, marker
from perfdocs.schema.node import Node

_DATES = ("start-date", "end-date")
SAME_OPTION = 60
"""Likeness, of 100, from which a text is taken for an option with a slip.

Chosen by hand; tests/bench/cost_bounds.py reads all the same with 0.5 to 1.6 times as much."""
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_SEPARATED = re.compile(r"-?\d[\d,]*(\.\d+)?")
_UNIT = re.compile(rf"^(?P<number>.*?\d)\s*[(（]?(?P<unit>{amounts.UNIT_PATTERN})[)）]?$")
_TORN_NUMBER = re.compile(r"\d\n\d(?!\d*[.、)）．,，])")
"""Digits on two lines, the second of which is not a numbered one."""


@dataclass(frozen=True)
class FieldValue:
    """A value; `doubt` says what was done to the text to get it, `wrong` why there is none."""

    value: Any
    doubt: str = ""
    wrong: str = ""
    unit: str = ""
    """The unit of money that was typed behind it, where another field says the unit."""


def value_from_text(hole: Hole, text: str) -> FieldValue:
    """The value of a field from the text of its cell; the text itself for a field without a schema."""
    text = text.strip(ENDS)
    if not text or hole.node is None:
        return FieldValue(text or None)
    if hole.options:
        chosen = ticked_options(text, hole.options)
        if chosen is None:
            return FieldValue(None, wrong=f"看不出勾的是{'、'.join(hole.options)}里的哪一项")
        if len(chosen) > 1:
            return FieldValue(None, wrong=f"勾了 {len(chosen)} 项，只能勾一项")
        text = "".join(chosen)
    return _value(hole.node, text, hole.factor)


def has_unit(text: str) -> bool:
    """Whether a unit of money stands behind a number."""
    return _UNIT.match(_narrow(text).strip()) is not None


def _value(node: Node, text: str, factor: Decimal) -> FieldValue:
    if node.choices != (node,) or node.is_group:
        return _of_alternatives(node, text, factor)
    if "const" in node.said:
        is_same = compact(str(node.said["const"])) == compact(text)
        return FieldValue(node.said["const"]) if is_same else _none_of(node.options)
    if node.options:
        return _option(node.options, text)
    if node.is_number:
        return _number(node, text, factor)
    if "number" in node.types and amounts.NUMBER.fullmatch(narrow := _narrow(text)):
        return FieldValue(_in_own_unit(Decimal(narrow), factor), _broken(text))
    if node.role in _DATES and (day := _day(text)):
        return FieldValue(day)
    torn = _TORN_NUMBER.search(text)
    return FieldValue(text, f"原来写的是“{on_one_line(text)}”，一个数像是断成了两行" if torn else "")


def _narrow(text: str) -> str:
    """The text in half width and on one line; digits on two lines may be two numbers, and stay apart."""
    return re.sub(r"(?<!\d)\n|\n(?!\d)", "", unicodedata.normalize("NFKC", text))


def _broken(text: str) -> str:
    return f"原来写的是“{on_one_line(text)}”，中间换了行，连起来读" if "\n" in text else ""


def _day(text: str) -> str:
    """The one day that a text says and nothing else, as specs have it."""
    days = periods(text, for_time=True)
    date = days[0].begin if len(days) == 1 and (days[0].start, days[0].stop) == (0, len(text)) else None
    is_day = date and len(days[0].dates) == 1 and date.precision is Precision.DAY and not date.fault
    return date.as_begin if date and is_day else ""


def _of_alternatives(node: Node, text: str, factor: Decimal) -> FieldValue:
    """In parts where the text has nothing but what they print, and an operator if it may be one value as well."""
    plain = [choice for choice in node.choices if not choice.is_group and choice.types != ("null",)]
    for choice in node.choices:
        for form, doubt in ((text, ""), (_narrow(text), _broken(text))):
            parts = _in_parts(choice, form)
            if parts and (not plain or any(choice.fields[key].role == "operator" for key in parts)):
                return FieldValue(parts, doubt)
    return _value(plain[0], text, factor) if plain else FieldValue(None, wrong="读不成这一栏要的几部分")


def _in_parts(node: Node, text: str) -> Mapping[str, Any] | None:
    """The fields of a group that is printed as one value; None where the text cannot be its print."""
    if node.print_as is None:
        return None
    keys = list(node.fields)
    print_as = fill_text(node.print_as, {key: marker(number) for number, key in enumerate(keys)})
    pattern = ""
    last = 0
    for place in MARKER.finditer(print_as):
        key = keys[int(place[1])]
        optional = "" if key in node.required else "?"
        field = _expression(node.fields[key])
        pattern += re.escape(print_as[last : place.start()]) + f"(?P<k{place[1]}>{field}){optional}"
        last = place.end()
    match = re.fullmatch(pattern + re.escape(print_as[last:]), text)
    if match is None:
        return None
    parts = {keys[int(name[1:])]: value for name, value in match.groupdict().items() if value}
    return {key: Decimal(value) if node.fields[key].is_number else value for key, value in parts.items()}


def _expression(field: Node) -> str:
    """What the part of a value may look like."""
    if field.options:
        options = "|".join(re.escape(str(option)) for option in field.options)
        return f"(?:{options}){'?' if None in field.said.get('enum', ()) else ''}"
    return amounts.NUMBER.pattern if field.is_number else r"[^\d≥≤＞＜=<>，。；;,\s]{0,20}"


def _option(options: Sequence[Any], text: str) -> FieldValue:
    exact = {compact(str(option)): option for option in options}
    ticked = ticked_options(text, [str(option) for option in options])
    if ticked is not None and len(ticked) == 1:
        text = ticked[0]
    elif ticked:
        return FieldValue(None, wrong=f"勾了 {len(ticked)} 项，只能勾一项")
    elif ticked == []:
        return FieldValue(None)
    if compact(text) in exact:
        return FieldValue(exact[compact(text)])
    near = process.extractOne(compact(text), list(exact), scorer=fuzz.ratio, score_cutoff=SAME_OPTION)
    if near:
        return FieldValue(exact[near[0]], doubt=f"原来写的是“{text}”，按“{exact[near[0]]}”读")
    return _none_of(options)


def _none_of(options: Sequence[Any]) -> FieldValue:
    return FieldValue(None, wrong=f"只能是{'、'.join(f'“{option}”' for option in options)}")


def _number(node: Node, text: str, factor: Decimal) -> FieldValue:
    """An amount or another number, with what a person may write around it."""
    if node.role == "year":  # stands in a title, which may be broken anywhere; no two numbers make a year
        text = without_spaces(text)
    if re.search(r"\d\s*\n\s*\d", text):
        return FieldValue(None, wrong="写在两行里，不知道是一个数还是两个")
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lstrip("¥￥")
    doubt = "" if plain == text or _THOUSANDS.fullmatch(text) else f"原来写的是“{text}”"
    unit = ""
    with_unit = _UNIT.match(plain)
    if with_unit:
        plain, unit = with_unit["number"], amounts.UNIT_NAMES[with_unit["unit"]]
        doubt = f"原来写的是“{text}”" + ("，单位没有读入" if node.unit in amounts.UNITS else "")
    if not _SEPARATED.fullmatch(plain):
        return FieldValue(None, wrong="这里要填数字")
    if "," in plain and not _THOUSANDS.fullmatch(plain):
        doubt = f"原来写的是“{text}”，千分位逗号的位置不对"
    plain = plain.replace(",", "")
    if not amounts.NUMBER.fullmatch(plain):
        return FieldValue(None, wrong="这里的数字写法不对")
    number = Decimal(plain)
    if unit and unit != node.unit and node.unit in amounts.UNITS:
        number = amounts.convert(number, unit, node.unit)
        doubt = f"原来写的是“{text}”，换算成{node.unit}是 {amounts.number_text(number)}"
    return FieldValue(_in_own_unit(number, factor), doubt, unit="" if node.unit in amounts.UNITS else unit)


def _in_own_unit(number: Decimal, factor: Decimal) -> Decimal:
    """The number in the field's own unit, as it was typed where that is the form's."""
    return number / factor if factor != 1 else number
