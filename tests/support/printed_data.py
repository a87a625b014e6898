"""Data as far as a form shows them, for comparison with what was read back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfdocs.pack.values import Parts
from perfdocs.returned.form_map.compact_text import ENDS

UNPRINTED = ("版式", "演示", "排序", "编号", "口径", "专项金额", "明细合计", "豁免")
NO_BRACKETS = str.maketrans("", "", "()")
"""One of the packs prints units in brackets, another does not."""


def printed_data(data: Any) -> Any:
    """The data as far as a form shows them: every value as its text, without blanks and blank rows."""
    if isinstance(data, Parts):
        return data.text
    if isinstance(data, dict):
        if "数值" in data:
            return "".join(map(printed_data, (data.get(part) for part in ("符号", "数值", "单位")))).translate(
                NO_BRACKETS
            )
        printed = {key: printed_data(value) for key, value in data.items() if key not in UNPRINTED}
        printed = {key: value for key, value in printed.items() if value not in (None, "", {}, [])}
        return {} if set(printed) == {"单位"} else printed
    if isinstance(data, list):
        return [row for row in map(printed_data, data) if row not in (None, "", {})]
    return f"{data:f}" if isinstance(data, Decimal) else (data or "").strip(ENDS).translate(NO_BRACKETS)


def without_unit(data: Any) -> Any:
    """Without the unit of the details, which no form prints either."""
    if isinstance(data, dict):
        kept = {key: value for key, value in data.items() if key != "单位" or value not in ("元", "万元")}
        return {key: without_unit(value) for key, value in kept.items()}
    return [without_unit(item) for item in data] if isinstance(data, list) else data
