"""What each keyword of JSON Schema says to a clerk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from perfdocs.finding import Keys
from perfdocs.prose import amounts
from perfdocs.prose.did_you_mean import nearest
from perfdocs.prose.shorten import on_one_line, shorten
from perfdocs.schema.load import Schema
from perfdocs.schema.meant_values import meant_date, meant_option, number_hint

if TYPE_CHECKING:
    from jsonschema import ValidationError

_TYPES = {
    "string": "文字",
    "number": "数字",
    "integer": "整数",
    "object": "一组字段",
    "array": "列表（每项前有“- ”）",
    "null": "空白",
    "boolean": "是或否",
}
_COLON = re.compile("[:：]")
_FIELD_BEHIND = re.compile(r"[0-9.,，]+\s+(?P<key>[\u4e00-\u9fff][^\s:：，。；、]*)[:：]")


class Fault(NamedTuple):
    """A keyword of the schema that a value does not satisfy."""

    keyword: str
    wanted: Any
    value: Any
    node: Mapping[str, Any]
    """The part of the schema that holds the keyword."""
    path: Keys


def fault_of(error: ValidationError) -> Fault:
    node = error.schema if isinstance(error.schema, dict) else {}
    return Fault(str(error.validator), error.validator_value, error.instance, node, tuple(error.absolute_path))


def shown(value: object, most: int = 24) -> str:
    """A value as it was typed, cut where it is long."""
    if isinstance(value, Decimal):
        return amounts.number_text(value)
    return shorten(on_one_line(str(value)), most)


def name(fault: Fault) -> str:
    """The field as it stands in the file."""
    path = fault.path
    if path and isinstance(path[-1], int):
        owner = next((step for step in reversed(path) if isinstance(step, str)), "列表")
        return f"{owner}（第 {path[-1] + 1} 项）"
    return str(path[-1]) if path else "整个文件"


def unknown_keys(fault: Fault) -> list[str]:
    known = fault.node.get("properties", {})
    patterns = fault.node.get("patternProperties", {})
    return [k for k in fault.value if k not in known and not any(re.search(p, k) for p in patterns)]


def unknown_key(key: str, fault: Fault, schema: Schema) -> str:
    if owners := _owners(key, schema):
        return f"“{key}”不能写在这里，应写在“{'”或“'.join(owners)}”下面：请检查位置和缩进"
    known = list(fault.node.get("properties", {}))
    head = _COLON.split(key)[0].strip()
    if head in known:
        return f"“{head}”后面要写半角冒号加一个空格：{head}: …"
    near = meant(key, fault, schema)
    return f"没有“{key}”这个字段" + (f"，是不是“{near}”？" if near else f"：这里可以写{_listed(known)}")


def meant(key: str, fault: Fault, schema: Schema) -> str | None:
    """The field that an unknown one was taken for: one that is not there as well, if it can be."""
    if _owners(key, schema):
        return None
    known = list(fault.node.get("properties", {}))
    head = _COLON.split(key)[0].strip()
    if head in known:
        return head
    return nearest(key, [name for name in known if name not in fault.value]) or nearest(key, known)


def _owners(key: str, schema: Schema) -> list[str]:
    """The fields under which the schema has this one."""
    return [owner for owner in schema.owners(key) if owner]


def missing_key(key: str, node: Any, path: Keys, schema: Schema) -> str:
    title = schema.resolved(node.get("properties", {}).get(key, {})).get("title", key)
    owner = next((step for step in reversed(path) if isinstance(step, str)), None)
    where = f"“{owner}”里" if owner else ""
    called = f"“{key}”" if title == key else f"“{key}”（{title}）"
    return f"{where}缺少{called}：请补上这一行"


def _listed(words: Iterable[object], most: int = 12) -> str:
    every = [f"“{word}”" for word in words]
    return "、".join(every[:most]) + (f"等 {len(every)} 项" if len(every) > most else "")


def _type(fault: Fault) -> str:
    wanted = fault.wanted
    types = [wanted] if isinstance(wanted, str) else list(wanted)
    value = fault.value
    called = name(fault)
    if value is None:
        return f"“{called}”不能空着"
    if key := field_behind(fault):
        return f"“{called}”和“{key}”写在了一行：请另起一行写“{key}: …”"
    expected = "或".join(dict.fromkeys(_TYPES[one] for one in types if one != "null"))
    return f"“{called}”应填{expected}，这里是{_what(value)}" + _type_hint(types, value, fault)


def field_behind(fault: Fault) -> str:
    """The name of the field that stands on the line of a number: `96 期间: 2023年`; empty where there is none."""
    behind = _FIELD_BEHIND.match(fault.value) if fault.keyword == "type" and isinstance(fault.value, str) else None
    return behind["key"] if behind else ""


def _what(value: object) -> str:
    if isinstance(value, dict):
        return "一组字段"
    if isinstance(value, list):
        return "列表"
    return f"{'数字' if isinstance(value, Decimal) else '文字'}“{shown(value)}”"


def _type_hint(types: list[str], value: object, fault: Fault) -> str:
    if isinstance(value, str) and ("number" in types or "integer" in types):
        return number_hint(value, whole="number" not in types)
    if isinstance(value, str) and "object" in types and _COLON.search(value):
        return "：冒号要用半角，后面空一格"
    if isinstance(value, dict) and "array" in types:
        return "：请在每一项的第一个字段前加“- ”"
    if isinstance(value, Decimal) and "string" in types:
        return f"：如果就是文字，请加引号，写成 '{amounts.number_text(value)}'"
    if "object" in types:
        keys = fault.node.get("properties", {})
        return f"：请分项填写{_listed(keys)}" if keys else ""
    return ""


def _enum(fault: Fault) -> str:
    allowed = [shown(value) for value in fault.wanted if value is not None]
    option = meant_option(fault.value, allowed)
    wrong = "不能空着" if fault.value is None else f"不能是“{shown(fault.value)}”"
    return f"“{name(fault)}”{wrong}：" + (f"请写成“{option}”" if option else f"可以填{_listed(allowed)}")


def _const(fault: Fault) -> str:
    return f"“{name(fault)}”只能是“{shown(fault.wanted)}”，这里是“{shown(fault.value)}”"


def _pattern(fault: Fault) -> str:
    date = meant_date(fault.value)
    hint = f"写成 {date}" if date and re.search(fault.wanted, date) else fault.node.get("x-hint")
    return f"“{name(fault)}”的写法不对：“{shown(fault.value)}”" + (f"。{hint}" if hint else "")


def _bound(words: str) -> Callable[[Fault], str]:
    return lambda fault: f"“{name(fault)}”{words} {fault.wanted}，这里是 {shown(fault.value)}"


def _multiple(fault: Fault) -> str:
    step = Decimal(fault.wanted)
    places = -int(step.as_tuple().exponent)
    rule = f"最多 {places} 位小数" if step == Decimal(1).scaleb(-places) and places > 0 else f"应是 {step} 的倍数"
    return f"“{name(fault)}”{rule}，这里是 {shown(fault.value)}"


def _min_length(fault: Fault) -> str:
    if not fault.value:
        return f"“{name(fault)}”不能是空的引号"
    return f"“{name(fault)}”至少 {fault.wanted} 个字，这里只有 {len(fault.value)} 个"


def _max_length(fault: Fault) -> str:
    return f"“{name(fault)}”最多 {fault.wanted} 个字，这里有 {len(fault.value)} 个"


def _min_items(fault: Fault) -> str:
    return f"“{name(fault)}”至少要有 {fault.wanted} 项，这里有 {len(fault.value)} 项"


def _max_items(fault: Fault) -> str:
    return f"“{name(fault)}”最多 {fault.wanted} 项，这里有 {len(fault.value)} 项"


def _unique(fault: Fault) -> str:
    return f"“{name(fault)}”里有两项完全一样：请删掉一项"


def _dependent(fault: Fault) -> str:
    return f"“{name(fault)}”里有的字段要一起填写：{_listed(fault.wanted)}"


def other(fault: Fault) -> str:
    hint = fault.node.get("x-hint")
    return f"“{name(fault)}”不符合版式的要求" + (f"：{hint}" if hint else f"（{fault.keyword}）")


WORDS: dict[str, tuple[str, Callable[[Fault], str]]] = {
    "type": ("S103", _type),
    "enum": ("S104", _enum),
    "const": ("S104", _const),
    "pattern": ("S105", _pattern),
    "minimum": ("S106", _bound("不能小于")),
    "exclusiveMinimum": ("S106", _bound("要大于")),
    "maximum": ("S106", _bound("不能大于")),
    "exclusiveMaximum": ("S106", _bound("要小于")),
    "multipleOf": ("S106", _multiple),
    "minLength": ("S107", _min_length),
    "maxLength": ("S107", _max_length),
    "minItems": ("S107", _min_items),
    "maxItems": ("S107", _max_items),
    "uniqueItems": ("S107", _unique),
    "dependentRequired": ("S102", _dependent),
}
