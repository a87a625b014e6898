"""What a value or the name of a field can only have meant that the schema does not allow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfdocs.finding import Fix, value_at
from perfdocs.prose.homophones import is_rare, sound_alike
from perfdocs.schema.load import Schema
from perfdocs.schema.meant_values import certain_number, meant_date, meant_option
from perfdocs.schema.messages import Fault, field_behind
from perfdocs.yamlfile.reader import Document
from perfdocs.yamlfile.value_fix import key_fix, value_fix

LONG = 4
"""Characters of a name that is known though one is missing or says nothing. Chosen by hand: shorter ones may be other
words (指标, 指标值; 数椐 is 数据, not 数值)."""
_NOT = "非未不无免"
"""Characters without which a name says the contrary."""


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
    """The one field that a key is but for a slip of the pen, and that is not there."""
    if schema.owners(key):
        return None
    near = [name for name in node.get("properties", {}) if _is_slip_of(key, name, group[key])]
    if len(near) != 1 or near[0] in group:
        return None
    is_written_twice = any(other != key and _is_slip_of(other, near[0], value) for other, value in group.items())
    return None if is_written_twice else near[0]


def _is_slip_of(key: str, name: str, value: Any) -> bool:
    """Whether a key can be nothing but a name with a slip: in other widths, with blanks, with characters that changed
    places, one doubled, one that sounds alike or that nobody uses, or one missing. A word for another is another name
    (出栏数, 存栏数), and so may be an amount's with a character less (非税收入, 税收入).
    """
    if _plain(key) == _plain(name):
        return True
    if len(key) == len(name):
        return _is_mistyped(key, name)
    if len(key) == len(name) + 1:
        return any(key[:at] + key[at + 1 :] == name and key[at] in key[at + 1 : at + 2] for at in range(len(key)))
    is_text = value is not None and not isinstance(value, Decimal)
    missing = [name[at] for at in range(len(name)) if name[:at] + name[at + 1 :] == key]
    return is_text and len(name) >= LONG and bool(missing) and missing[0] not in _NOT


def _is_mistyped(key: str, name: str) -> bool:
    """Whether a name of the same length differs in one character that is typed for another, or in two that changed
    places."""
    differ = [at for at in range(len(key)) if key[at] != name[at]]
    if len(differ) == 1:
        typed, meant = key[differ[0]], name[differ[0]]
        return sound_alike(typed, meant) or (len(name) >= LONG and is_rare(typed) and not is_rare(meant))
    first, last = differ[0], differ[-1]
    return len(differ) == 2 and last == first + 1 and key[first : last + 1] == name[first : last + 1][::-1]


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
