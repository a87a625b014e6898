"""What a value or the name of a field can only have meant that the schema does not allow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfdocs.finding import Fix, value_at
from perfdocs.schema.load import Schema
from perfdocs.schema.meant_values import certain_number, meant_date, meant_option
from perfdocs.schema.messages import Fault, field_behind
from perfdocs.yamlfile.reader import Document
from perfdocs.yamlfile.value_fix import key_fix, value_fix

LONG = 4
"""Characters of a name that is known by all but one of them. Chosen by hand: 单价 and 单位 are two things. Names of
amounts may be longer and still be two (上年结转, 上年结余)."""


def fix_of_value(document: Document, fault: Fault) -> Fix | None:
    """What makes a value that the schema does not allow the one that was meant; None where that is not certain."""
    value = _meant_value(fault, document.data)
    return None if value is None else value_fix(document, fault.path, value)


def fix_of_key(document: Document, key: str, fault: Fault, schema: Schema) -> Fix | None:
    """What makes a field that the schema does not have the one that was meant; None where that is not certain."""
    name = _meant_key(key, fault.value, fault.node, schema)
    return None if name is None else key_fix(document, (*fault.path, key), name)


def _meant_value(fault: Fault, data: Any) -> str | Decimal | None:
    if not isinstance(fault.value, str):
        return None
    if fault.keyword == "type" and not field_behind(fault):
        wanted = {fault.wanted} if isinstance(fault.wanted, str) else set(fault.wanted)
        is_number = wanted & {"number", "integer"} and "string" not in wanted
        return certain_number(fault.value, _unit(fault, data)) if is_number else None
    if fault.keyword == "enum":
        return meant_option(fault.value, [option for option in fault.wanted if isinstance(option, str)])
    if fault.keyword == "pattern":
        date = meant_date(fault.value)
        return date if date and re.search(fault.wanted, date) else None
    return None


def _unit(fault: Fault, data: Any) -> str:
    """The unit of a field: what the schema says, or the nearest field of the name that it says."""
    unit = str(fault.node.get("x-unit", ""))
    above = (value_at(data, fault.path[:end]) for end in range(len(fault.path) - 1, -1, -1))
    return next((str(group[unit]) for group in above if isinstance(group, dict) and unit in group), unit)


def _meant_key(key: str, group: Any, node: Mapping[str, Any], schema: Schema) -> str | None:
    """The one field that differs from a key in nothing but a slip of the pen, and that is not there."""
    if schema.owners(key):
        return None
    fields = node.get("properties", {})
    same = [name for name in fields if _plain(name) == _plain(key)]
    near = same or [name for name in fields if _is_slip_of(key, name)]
    if len(near) != 1 or near[0] in group or _is_written_twice(key, near[0], group):
        return None
    name = near[0]
    is_other_word = len(key) == len(name) and sorted(key) != sorted(name)
    is_long = len(name) >= LONG and not (is_other_word and isinstance(group[key], Decimal))
    return name if same or is_long or name in node.get("required", ()) else None


def _is_written_twice(key: str, name: str, group: Any) -> bool:
    """Whether another key of the group may be the same field."""
    return any(other != key and _is_slip_of(other, name) for other in group)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _is_slip_of(key: str, name: str) -> bool:
    """Whether a name has one character more, less or another, or two that changed places."""
    if abs(len(key) - len(name)) > 1:
        return False
    start = next((at for at, (one, other) in enumerate(zip(key, name, strict=False)) if one != other), None)
    if start is None:
        return len(key) != len(name)
    rests = (
        (key[start + 1 :], name[start + 1 :]),
        (key[start + 1 :], name[start:]),
        (key[start:], name[start + 1 :]),
        (key[start + 1 : start + 2] + key[start : start + 1] + key[start + 2 :], name[start:]),
    )
    return any(one == other for one, other in rests)
