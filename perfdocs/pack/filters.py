"""The filters that perfdocs adds to Jinja. Their names are the tool's vocabulary, so they are English."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, Inexact
from typing import Any

from perfdocs.pack.arithmetic import exact, is_number, rounded
from perfdocs.pack.bounds import check_rows, check_width
from perfdocs.pack.print_values import kind_of_value, print_value
from perfdocs.pack.values import Placeholder, Rows, Sum
from perfdocs.prose import amounts
from perfdocs.prose.numerals import chinese_numeral
from perfdocs.prose.tick_marks import TICKED, UNTICKED, ticked_text

MOST_PLACES = 2
"""Places of a percentage that is not told how many; chosen by hand, forms have none to two."""
_PART_OF_DATE = re.compile("YYYY|MM?|DD?")


def rows(items: Sequence[Any], least: int = 1) -> list[Any]:
    """The rows, filled up with blank ones to `least`: a printed form keeps its rows when they are empty."""
    check_rows(least)
    blank = items.blank if isinstance(items, Rows) else None
    return list(items) + [blank] * (least - len(items))


def blank(value: Any, width: int) -> str:
    """The value followed by spaces up to `width` characters: room to write by hand."""
    check_width(width)
    return print_value(value).ljust(width)


def total(items: Iterable[Any], field: str | None = None) -> Any:
    """The exact sum of a column, or of a group's fields; blank where there is none or any is not an amount."""
    if isinstance(items, str):
        raise ValueError("total 要一张表或一组字段，这里是文字")
    members = items.values() if isinstance(items, Mapping) else items
    column = [item[field] if field else item for item in members]
    numbers = [value for value in column if value is not None]
    if not numbers or not all(isinstance(value, Decimal) for value in numbers):
        return None
    sums = [number for number in numbers if isinstance(number, Sum)]
    blanks = len(column) - len(numbers) + sum(part.blanks for part in sums)
    parts = len(column) - len(sums) + sum(part.parts for part in sums)
    return Sum(amounts.total(numbers), parts, blanks) if blanks else amounts.total(numbers)


def joint(items: Sequence[Any], field: str) -> Any:
    """A column as one value: of a single row its own, of several their sum where all are amounts."""
    return items[0][field] if len(items) == 1 else total(items, field)


def chinese(number: int) -> str:
    """一, 二, 三: the numbering of the official tables."""
    return chinese_numeral(int(number))


def unit(amount: Any, source: str, target: str) -> Any:
    """An amount in another unit of money: `金额 | unit('元', '万元')`. Blank stays blank."""
    if amount is None:
        return None
    converted = amounts.convert(amount, source, target)
    return Sum(converted, amount.parts, amount.blanks) if isinstance(amount, Sum) else converted


def thousands(amount: Any, places: int | None = None) -> str:
    """An amount with separators: `10,308,000.00`. Never rounds: raises where places would be lost."""
    if amount is None:
        return ""
    if places is not None:
        try:
            amount = amounts.EXACT.quantize(amount, Decimal(1).scaleb(-places))
        except Inexact:
            raise ValueError(f"{amounts.number_text(amount)} 的小数多于 {places} 位，不能舍去") from None
    return f"{amount:,f}"


def percent(ratio: Any, places: int | None = None) -> Any:
    """A ratio as a percentage: 0.853 is 85.3%. With `places`, so many behind the point; without, at most two, and no
    zeros at the end. Rounded half up; blank stays blank. Raises ValueError for what is no number."""
    if ratio is None:
        return None
    if not is_number(ratio):
        raise ValueError("percent 要一个数（0.853 是 85.3%），这里不是数")
    number = rounded(exact(ratio) * 100, MOST_PLACES if places is None else places)
    return f"{amounts.number_text(amounts.without_zeros(number) if places is None else number)}%"


def date(value: Any, form: str = "YYYY年M月D日") -> Any:
    """A date, written 2024-03-05, in another way: YYYY, MM or M, DD or D are its parts.

    What is no date is printed as it stands; blank stays blank.
    """
    try:
        day = datetime.date.fromisoformat(str(value).strip())
    except ValueError:
        return value
    parts = {"YYYY": f"{day.year:04}", "MM": f"{day.month:02}", "M": day.month, "DD": f"{day.day:02}", "D": day.day}
    return _PART_OF_DATE.sub(lambda match: str(parts[match[0]]), form)


def all_rows(items: Any, field: str = "") -> Rows:
    """The rows of every table in a group of groups, in the order of the form; with `field`, of that table of each row.

    A field further down is `甲.乙`. Raises ValueError for what has no rows, KeyError for a field that is not there.
    """
    if isinstance(items, str) or not isinstance(items, Mapping | list):
        raise ValueError("all_rows 要一组字段或一张表，这里是一个值")
    tables = [_field(item, field) for item in items] if field else list(_tables(items))
    if any(not isinstance(table, list) for table in tables):
        raise ValueError(f"“{field}”不是一张表")
    first = next((table for table in tables if isinstance(table, Rows)), None)
    return Rows((row for table in tables for row in table), lambda: first.blank if first is not None else None)


def _tables(items: Any) -> Iterator[list[Any]]:
    """The tables in a group, however deep, or the table itself."""
    if isinstance(items, list):
        yield items
    elif isinstance(items, Mapping):
        for value in items.values():
            yield from _tables(value)


def _field(item: Any, path: str) -> Any:
    for step in path.split("."):
        if not isinstance(item, Mapping):
            raise ValueError(f"“{step}”取自一个没有下级字段的值（{kind_of_value(item)}）")
        if step not in item:
            raise KeyError(step)
        item = item[step]
    return item


def number_in(row: Any, items: Any) -> int | None:
    """Which row of all rows it is, from 1: numbers that go on through the groups. None for a blank row."""
    numbered = enumerate(all_rows(items), start=1)
    return next((number for number, other in numbered if other is row), None)


def tick(value: Any, *options: str, mark: str = "", text: str = "") -> str:
    """Each option behind a box, ticked where it is the value, or one of several: `☑是 □否`.

    With `mark`, that alone where the value is one of the options: a √ in a column of its own. With `text`, that text,
    with the mark in place of the box beside what is chosen: `1、是□ 2、否□`. Raises ValueError for a value that several
    options leave out: nobody could see it; and for a text that has not one box for each option.
    """
    if not options:
        raise ValueError("tick 要写出选项，例如 tick('是', '否')")
    values = list(value) if isinstance(value, list) else [] if value is None else [value]
    if any(isinstance(each, Placeholder) for each in values):
        return "".join(each.among(options) for each in values)
    texts = [print_value(each) for each in values]
    unknown = next((text for text in texts if text not in options), "")
    if unknown and len(options) > 1:
        raise ValueError(f"“{unknown}”不在 tick 的选项 {'、'.join(options)} 里，印不出来")
    if text:
        return ticked_text(text, options, [option for option in options if option in texts], mark or TICKED)
    if mark:
        return mark if set(texts).intersection(options) else ""
    return " ".join((TICKED if option in texts else UNTICKED) + option for option in options)


FILTERS = {
    "rows": rows,
    "blank": blank,
    "total": total,
    "joint": joint,
    "chinese": chinese,
    "unit": unit,
    "thousands": thousands,
    "percent": percent,
    "date": date,
    "all_rows": all_rows,
    "number_in": number_in,
    "tick": tick,
}
