"""The text of a cell as the value of its field, and what is doubtful or wrong about that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from perfdocs.pack.expressions import fill_text
from perfdocs.prose import amounts
from perfdocs.returned.form_map.cell_patterns import compact, is_number_only
from perfdocs.returned.form_map.marker_data import Hole
from perfdocs.schema.load import Schema

ENDS = " \t\r\n\xa0"
"""White space that is no content at the ends of a cell. A full-width space is: it is seen, and typed on purpose."""
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_SEPARATED = re.compile(r"-?\d[\d,]*(\.\d+)?")
_UNIT = re.compile(r"^(?P<number>.*?\d)\s*[(（]?(?P<unit>万元|亿元|元|万|亿)[)）]?$")
_SHORT = {"万": "万元", "亿": "亿元"}


@dataclass(frozen=True)
class Typed:
    """A value; `doubt` says what was done to the text to get it, `wrong` why there is none."""

    value: Any
    doubt: str = ""
    wrong: str = ""


def typed(hole: Hole, text: str) -> Typed:
    """The value of a field with a schema, from the text of its cell."""
    text = text.strip(ENDS)
    if not text or hole.node is None or hole.schema is None:
        return Typed(text or None)
    return _of_node(hole.schema, hole.node, text, hole.factor)


def _of_node(schema: Schema, node: Any, text: str, factor: Decimal) -> Typed:
    if "anyOf" in node:
        return _of_alternatives(schema, [schema.resolved(branch) for branch in node["anyOf"]], text, factor)
    if "const" in node:
        return Typed(node["const"]) if compact(str(node["const"])) == compact(text) else _not_one([node["const"]])
    if "enum" in node:
        return _one_of([one for one in node["enum"] if one is not None], text)
    if is_number_only(node):
        return _number(node, text, factor)
    types = node.get("type", "string")
    if "number" in types and amounts.NUMBER.fullmatch(text):
        return Typed(Decimal(text) / factor if factor != 1 else Decimal(text))
    return Typed(text)


def _of_alternatives(schema: Schema, branches: list[Any], text: str, factor: Decimal) -> Typed:
    """In parts where the text has an operator and nothing but what the parts print; else as one value."""
    for branch in branches:
        if "x-print" in branch:
            found = _in_parts(schema, branch, text)
            if found is not None:
                return Typed(found)
    plain = [branch for branch in branches if "properties" not in branch and branch.get("type") != "null"]
    return _of_node(schema, plain[0], text, factor) if plain else Typed(None, wrong="读不成这一栏要的几部分")


def _in_parts(schema: Schema, branch: Any, text: str) -> Mapping[str, Any] | None:
    fields = {key: schema.resolved(node) for key, node in branch["properties"].items()}
    names = dict(enumerate(fields))
    shown = fill_text(branch["x-print"], {key: f"\ue000{number}\ue001" for number, key in names.items()})
    pattern = ""
    last = 0
    for match in re.finditer("\ue000([0-9]+)\ue001", shown):
        key = names[int(match[1])]
        pattern += re.escape(shown[last : match.start()]) + f"(?P<k{match[1]}>{_expression(fields[key])})"
        last = match.end()
    found = re.fullmatch(pattern + re.escape(shown[last:]), text)
    if found is None:
        return None
    parts = {names[int(name[1:])]: value for name, value in found.groupdict().items() if value}
    if not any(fields[key].get("x-role") == "operator" for key in parts):
        return None
    return {key: Decimal(value) if is_number_only(fields[key]) else value for key, value in parts.items()}


def _expression(node: Any) -> str:
    """What the part of a value may look like."""
    if "enum" in node:
        wanted = "|".join(re.escape(str(one)) for one in node["enum"] if one is not None)
        return f"(?:{wanted}){'?' if None in node['enum'] else ''}"
    if is_number_only(node):
        return amounts.NUMBER.pattern
    return r"[^\d≥≤＞＜=<>，。；;,\s]{0,20}"


def _one_of(options: list[Any], text: str) -> Typed:
    exact = {compact(str(one)): one for one in options}
    if compact(text) in exact:
        return Typed(exact[compact(text)])
    near = process.extractOne(compact(text), list(exact), scorer=fuzz.ratio, score_cutoff=60)
    if near:
        return Typed(exact[near[0]], doubt=f"原来写的是“{text}”，按“{exact[near[0]]}”读")
    return _not_one(options)


def _not_one(options: list[Any]) -> Typed:
    return Typed(None, wrong=f"只能是{'、'.join(f'“{one}”' for one in options)}")


def _number(node: Any, text: str, factor: Decimal) -> Typed:
    """An amount or another number, with what a person may write around it."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lstrip("¥￥")
    doubt = "" if plain == text or _THOUSANDS.fullmatch(text) else f"原来写的是“{text}”"
    unit, target = "", node.get("x-unit", "")
    with_unit = _UNIT.match(plain)
    if with_unit:
        plain, unit = with_unit["number"], _SHORT.get(with_unit["unit"], with_unit["unit"])
        doubt = f"原来写的是“{text}”，单位没有读入"
    if not _SEPARATED.fullmatch(plain):
        return Typed(None, wrong="这里要填数字")
    if "," in plain and not _THOUSANDS.fullmatch(plain):
        doubt = f"原来写的是“{text}”，千分位逗号的位置不对"
    plain = plain.replace(",", "")
    if not amounts.NUMBER.fullmatch(plain):
        return Typed(None, wrong="这里的数字写法不对")
    number = Decimal(plain)
    if unit and unit != target and target in amounts.UNITS:
        number = amounts.converted(number, unit, target)
        doubt = f"原来写的是“{text}”，换算成{target}是 {amounts.written(number)}"
    return Typed(number / factor if factor != 1 else number, doubt)
