"""The columns of an overview: what they are called, what stands in them, and lines in the order of any of them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.errors import PerfdocsError
from perfdocs.overview.records import Amount, Line, Overview, State
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.workspace import DEPARTMENT_LIST

Value = str | int | Decimal | State | None
"""What stands in a cell; None where it is blank or not known."""


class Looks(enum.Enum):
    """How the values of a column are written."""

    TEXT = "as they are"
    STATE = "a word, whose order is that of the work that is left"
    COUNT = "a number of things, of which none is left blank"
    AMOUNT = "money"
    CHANGE = "money with its sign"
    PERCENT = "per cent with its sign"


class Column(NamedTuple):
    """A column. `key` is its name in JSON and for `--sort`, where its title will do too."""

    key: str
    title: str
    looks: Looks
    value: Callable[[Line], Value]

    @property
    def is_in_words(self) -> bool:
        return self.looks in (Looks.TEXT, Looks.STATE)


def columns(overview: Overview) -> list[Column]:
    """All columns, in their order. That of days is only there where a list says who has handed in."""
    days = [Column("handed_in", "报送", Looks.TEXT, lambda line: line.handed_in or None)]
    return [
        Column("department", "目录", Looks.TEXT, lambda line: line.department),
        Column("name", "全称", Looks.TEXT, lambda line: line.name or None),
        Column("state", "状态", Looks.STATE, lambda line: line.state),
        *(days if overview.is_listed else ()),
        Column("blanks", "待填", Looks.COUNT, _if_there(lambda line: line.blanks)),
        Column("errors", "错误", Looks.COUNT, _if_there(lambda line: line.tally.errors)),
        Column("warnings", "警告", Looks.COUNT, _if_there(lambda line: line.tally.warnings)),
        Column("hints", "提示", Looks.COUNT, _if_there(lambda line: line.tally.hints)),
        Column("waived", "已豁免", Looks.COUNT, _if_there(lambda line: line.tally.waived)),
        *_of_amount("total", overview.total_title, lambda line: line.total),
        *_of_amount("projects", overview.projects_title, lambda line: line.projects),
        Column("added", "新增", Looks.COUNT, lambda line: line.changes and line.changes.added),
        Column("removed", "取消", Looks.COUNT, lambda line: line.changes and line.changes.removed),
        Column("weaker", "变弱", Looks.COUNT, lambda line: line.changes and line.changes.weaker),
        *(Column(f"step_{name}", title, Looks.STATE, _of_step(name)) for name, title in overview.steps.items()),
    ]


def _of_step(name: str) -> Callable[[Line], Value]:
    """How far a later step is; blank where the department has not begun it."""
    return lambda line: next((step.state for step in line.steps if step.directory == name), None)


def _if_there(value: Callable[[Line], int]) -> Callable[[Line], Value]:
    return lambda line: None if line.state is State.ABSENT else value(line)


def _of_amount(key: str, title: str, amount: Callable[[Line], Amount]) -> Iterator[Column]:
    yield Column(key, title, Looks.AMOUNT, lambda line: amount(line).new)
    yield Column(f"{key}_old", f"上年{title}", Looks.AMOUNT, lambda line: amount(line).old)
    yield Column(f"{key}_change", f"{title}增减", Looks.CHANGE, lambda line: amount(line).difference)
    yield Column(f"{key}_percent", f"{title}增减%", Looks.PERCENT, lambda line: amount(line).percent)


def in_order_of(overview: Overview, names: Sequence[str]) -> Overview:
    """The overview with its lines by some columns, the first of them before the others; `-` before a name: from the
    largest to the smallest. Lines that are blank there stand last. Raises PerfdocsError for a column that is none."""
    lines = [*overview.lines]
    for name in reversed(names):
        value = _column(columns(overview), name.removeprefix("-")).value
        known = [line for line in lines if value(line) is not None]
        blank = [line for line in lines if value(line) is None]
        ranks = {line: _rank(value(line)) for line in known}
        lines = [*sorted(known, key=lambda line: ranks[line], reverse=name.startswith("-")), *blank]
    return overview._replace(lines=tuple(lines))


HANDED_IN = "已报送"
"""What is asked for beside the states: those that have handed in, as the list has it."""


def with_states(overview: Overview, states: Sequence[str]) -> Overview:
    """The overview with the departments of some states only; of all of them without any. Raises PerfdocsError where
    those that have handed in are asked for, and no list says who that is."""
    if HANDED_IN in states and not overview.is_listed:
        raise PerfdocsError(f"谁已报送要由 specs/{overview.year}/{DEPARTMENT_LIST} 写明，现在没有这份清单")
    lines = tuple(line for line in overview.lines if not states or _is_among(line, states))
    return overview._replace(lines=lines, left_out=len(overview.lines) - len(lines))


def _is_among(line: Line, states: Sequence[str]) -> bool:
    return line.state.label in states or (HANDED_IN in states and bool(line.handed_in))


def _rank(value: Value) -> str | int | Decimal:
    if isinstance(value, State):
        return [*State].index(value)
    return value or 0 if not isinstance(value, str) else value


def _column(every: Sequence[Column], name: str) -> Column:
    by_name: Mapping[str, Column] = {one.title: one for one in every} | {one.key: one for one in every}
    if name not in by_name:
        titles = "、".join(one.title for one in every)
        guess = did_you_mean(name, by_name) or f"：可以按 {titles} 排，前面加 - 从大到小"
        raise PerfdocsError(f"没有“{name}”这一栏{guess}")
    return by_name[name]
