"""The language of templates and manifests: every form and filter of the guide does what the guide says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from jinja2 import UndefinedError

from perfdocs.pack.jinja import text_language
from perfdocs.pack.print_values import NotPrintable
from perfdocs.pack.values import Group, Rows
from tests.support.for_each import for_each
from tests.support.language_guide import entries, guide, said_filters


def data() -> dict[str, Any]:
    """The guide's data as a template gets them."""
    return {key: _plain(value) for key, value in guide()["data"].items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return Group({key: _plain(each) for key, each in value.items()})
    if isinstance(value, list):
        return Rows([_plain(each) for each in value], lambda: None)
    return Decimal(str(value)) if isinstance(value, int | float) else None if value is None else str(value)


@for_each("entry", entries())
def test_every_example_of_the_guide(entry: Any) -> None:
    if entry.prints is not None:
        source = entry.write if entry.write.startswith("{%") else f"{{{{ {entry.write} }}}}"
        assert text_language().from_string(source).render(data()) == entry.prints


def test_the_guide_has_every_filter() -> None:
    known = {name for name in text_language().filters if not name.startswith("perfdocs_")}
    assert said_filters() == known


EXPRESSIONS = {
    "数 * 0.1": Decimal("0.125"),
    "0.1 + 0.2": Decimal("0.3"),
    "1 / 4": Decimal("0.25"),
    "数 / 0": None,
    "空 / 数": None,
    "数 // 空": None,
    "空 + 1": None,
    "-空": None,
    "空|percent": None,
    "空|round(1)": None,
    "2.5|round": Decimal(3),
    "-2.5|round": Decimal(-3),
    "0.125|round(2)": Decimal("0.13"),
    "0.121|round(2, 'ceil')": Decimal("0.13"),
    "0.5 == 0.50": True,
    "0.1 * 3 == 0.3": True,
    "数 > 1.2": True,
    "(1 / 3)|percent": "33.33%",
    "(1 / 3)|percent(1)": "33.3%",
    "'上旬'|date": "上旬",
    "空|date": None,
}


@for_each("expression", EXPRESSIONS)
def test_numbers_are_exact_and_blanks_stay_blank(expression: str) -> None:
    value = text_language().expression(expression)(数=Decimal("1.25"), 空=None)
    assert (type(value), value) == (type(EXPRESSIONS[expression]), EXPRESSIONS[expression])


FAULTS = {
    "'三十'|percent": "percent 要一个数（0.853 是 85.3%），这里不是数",
    "'三十'|round": "round 要一个数，这里不是数",
    "1|round(2, 'up')": "round 的取法只有 common、ceil、floor，没有“up”",
    "'三十'|float": "“三十”不是数",
    "'三十'|all_rows": "all_rows 要一组字段或一张表，这里是一个值",
    "表|all_rows('甲')": "“甲”不是一张表",
    "表|selectattr('丙', 'none')|list": "这里没有“丙”这一项",
    "表|selectattr('甲乙丙')|list": "这里没有“甲乙丙”这一项，是不是“甲”？",
    "表|map(attribute='丙')": "这里没有“丙”这一项",
    "表|sort(attribute='甲,丙')": "这里没有“丙”这一项",
    "表|groupby('甲子')": "这里没有“甲子”这一项，是不是“甲”？",
    "表|max(attribute='丙')": "这里没有“丙”这一项",
    "表|rejectattr('甲.乙', 'defined')|list": "“乙”取自一个没有下级字段的值（数字）",
}


@for_each("expression", FAULTS)
def test_what_filters_refuse(expression: str) -> None:
    table = Rows([{"甲": Decimal(1), "乙": "x"}])
    with pytest.raises((ValueError, UndefinedError)) as fault:
        text_language().expression(expression)(表=table)
    assert str(fault.value) == FAULTS[expression]


def test_a_quotient_is_not_printed_with_all_its_places() -> None:
    with pytest.raises(NotPrintable) as fault:
        text_language().from_string("{{ 1 / 3 }}").render()
    assert str(fault.value) == "除不尽的数（0.333333…）没有取小数位：写成 (…)|round(2)，或者 (…)|percent"
    assert text_language().from_string("{{ 1 / 8 }} {{ (1 / 3)|round(4) }}").render() == "0.125 0.3333"


def test_rows_that_are_chosen_are_still_a_table() -> None:
    table = Rows([{"甲": Decimal(1)}, {"甲": Decimal(2)}], lambda: {"甲": None})
    chosen = text_language().expression("表|selectattr('甲', '>', 1)|rows(2)")(表=table)
    assert chosen == [{"甲": Decimal(2)}, {"甲": None}]
