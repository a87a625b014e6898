"""What stands twice where it must be different: names, numbers of rows, places in the order, whole rows and files."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from perfdocs.checks.check import Remark, Remarks
from perfdocs.checks.contents import contents, nearly_same
from perfdocs.department.by_role import ByRole, Field, Holds, Table, Target
from perfdocs.department.loaded import Lost
from perfdocs.department.read_by_role import is_blank
from perfdocs.finding import Keys
from perfdocs.prose.shorten import shorten, without_spaces

_NAMES = ("name", "order", "row-id")
"""Roles of what says which form it is; all else is what it says."""

_SHOWN = 24
"""Characters of a row's name in a sentence; chosen by hand."""


class _Named(NamedTuple):
    """A document, or a row that is a form of its own, with its name."""

    name: Field
    whole: Field
    targets: tuple[Target, ...]

    @property
    def file(self) -> str:
        return self.name.document.file

    @property
    def stem(self) -> str:
        return PurePosixPath(self.file).stem


class _Namesakes(NamedTuple):
    """Documents, or rows of a table, of one name: the first, those that say the same, and those that do not."""

    first: _Named
    copies: Sequence[_Named]
    others: Sequence[_Named]

    @staticmethod
    def of(group: Sequence[_Named]) -> _Namesakes:
        """Of files the first is the one whose name the others have in theirs: a copy is called 甲 (2), 甲 - 副本."""
        shortest = min(group, key=lambda named: len(named.stem))
        first = shortest if all(shortest.stem in named.stem for named in group) else group[0]
        own = contents(first.targets, _NAMES)
        sides: tuple[list[_Named], list[_Named]] = ([], [])
        for named in group:
            if named is not first:
                sides[not nearly_same(own, contents(named.targets, _NAMES))].append(named)
        return _Namesakes(first, *sides)


@lru_cache(maxsize=1)
def _namesakes(by_role: ByRole) -> Sequence[_Namesakes]:
    by_name: dict[Hashable, list[_Named]] = {}
    for named in _every_named(by_role):
        where = (named.file, named.whole.path[:-1]) if named.whole.path else named.targets[0].kind
        by_name.setdefault((where, without_spaces(named.name.text)), []).append(named)
    return [_Namesakes.of(group) for group in by_name.values() if len(group) > 1]


def _every_named(by_role: ByRole) -> Iterator[_Named]:
    """Documents and rows that are forms, those that have a name."""
    by_file: dict[str, list[Target]] = {}
    for target in by_role.targets:
        by_file.setdefault(target.whole.document.file, []).append(target)
    for targets in by_file.values():
        for target in targets:
            name = target.first("name")
            if name is not None:
                yield _Named(name, target.whole, (target,) if target.whole.path else tuple(targets))


def name_twice(by_role: ByRole) -> Remarks:
    """Two documents of a kind, or two forms of a document, have the same name, and say different things."""
    for first, _, others in _namesakes(by_role):
        if others:
            name = others[0].name
            sentence = f"“{name.text}”这个名称在{_where(first.name, name)}已经有了：请改成不同的，重复的删掉"
            yield _remark(sentence, [named.name for named in others], f"“{name.text}”重名")


def copied(by_role: ByRole) -> Remarks:
    """A document, or a form of a document, stands there twice: with the same name and the same contents."""
    for first, copies, _ in _namesakes(by_role):
        if copies:
            name = copies[0].name
            what = "复制了一遍" if copies[0].whole.path else "复制了文件"
            same = f"“{name.text}”和{_where(first.name, name)}的名称、内容都一样"
            sentence = f"{same}：多半是{what}还没有改，请改成它自己的内容，或删掉"
            yield _remark(sentence, [copy.name for copy in copies], f"“{name.text}”的名称、内容都一样")


def copies(by_role: ByRole) -> Mapping[tuple[str, Keys], Sequence[Lost]]:
    """What each finding of `copied` is about, by its file and path: whatever else is found in there comes of it."""
    return {
        (copies[0].file, copies[0].name.path): [Lost(copy.file, copy.whole.path) for copy in copies]
        for _, copies, _ in _namesakes(by_role)
        if copies
    }


def row_twice(by_role: ByRole) -> Remarks:
    """A row of a table is there twice, the same in every field."""
    for table in _plain_tables(by_role):
        for indices in _groups(table, partial(_contents, table)):
            first, *others = (table.field(index, _named_by(table, index)) for index in indices)
            same = f"“{_short(first)}”这一行和{_where(first, others[0])}完全一样"
            yield _remark(f"{same}：请删掉一行，或改成不同的内容", others, f"“{_short(first)}”有完全一样的行")


def row_named_twice(by_role: ByRole) -> Remarks:
    """Two rows of a table are called the same, differ in other fields, and have no numbers to tell them by."""
    for table in _plain_tables(by_role):
        for indices in _groups(table, partial(_cell, table.key)):
            rows = [table.rows[index] for index in indices]
            numbers = {number for row in rows for node in table.ids if (number := _cell(node.key, row))}
            if len(numbers) < len(rows) and len({_contents(table, row) for row in rows}) > 1:
                first, *others = (table.field(index, table.key) for index in indices)
                twice = f"“{_short(first)}”在{_where(first, others[0])}已经有一条"
                sentence = f"{twice}：与上年对比时分不清是哪一条，请改成不同的名称，或各编一个号"
                yield _remark(sentence, others, f"“{_short(first)}”不止一条")


def _plain_tables(by_role: ByRole) -> Iterator[Table]:
    """The tables whose rows are no forms, which have names, and no indicators, of which I116 speaks."""
    return (table for table in by_role.tables if table.holds is Holds.PLAIN)


def _groups(table: Table, key: Callable[[Mapping[str, Any]], Hashable]) -> Iterator[list[int]]:
    """The rows that have the same key, where several have; a row without one is in no group."""
    by_key: dict[Hashable, list[int]] = {}
    for index, row in enumerate(table.rows):
        value = key(row) if isinstance(row, dict) else None
        if value and not isinstance(value, list | dict):
            by_key.setdefault(value, []).append(index)
    return (indices for indices in by_key.values() if len(indices) > 1)


def _cell(key: str, row: Mapping[str, Any]) -> Any:
    return None if is_blank(row.get(key)) else row[key]


def _contents(table: Table, row: Mapping[str, Any]) -> str:
    """All that stands in a row but its numbers, to compare by; empty where nothing does."""
    numbers = {node.key for node in table.ids}
    fields = [(key, row[key]) for key in sorted(row) if key not in numbers and not is_blank(row[key])]
    return repr(fields) if fields else ""


def _named_by(table: Table, index: int) -> str:
    """The field that a row is called by: its key, or the first that is filled in."""
    row = table.rows[index]
    return table.key if not is_blank(row.get(table.key)) else next(key for key in row if not is_blank(row[key]))


def id_twice(by_role: ByRole) -> Remarks:
    """Two rows of a table that are not the same have one number."""
    copied_rows = {(lost.file, lost.keys) for group in copies(by_role).values() for lost in group}
    for table in by_role.tables:
        for node in table.ids:
            for first, *more in _groups(table, partial(_cell, node.key)):
                own = _contents(table, table.rows[first])
                fields = [table.field(index, node.key) for index in more if _contents(table, table.rows[index]) != own]
                others = [field for field in fields if (field.document.file, field.path[:-1]) not in copied_rows]
                if others:
                    there = _where(table.field(first, node.key), others[0])
                    used = f"“{node.title}” {others[0].text} 在{there}已经用了"
                    sentence = f"{used}：请改成不同的，与上年对比时按它认是哪一行"
                    yield _remark(sentence, others, f"“{node.title}” {others[0].text} 用了不止一次")


def order_twice(by_role: ByRole) -> Remarks:
    """Two documents of a kind say that they come at the same place."""
    copied_files = {lost.file for group in copies(by_role).values() for lost in group if not lost.keys}
    by_order: dict[Hashable, list[Field]] = {}
    for target in by_role.targets:
        order = None if target.whole.path else target.first("order")
        if order is not None and order.document.file not in copied_files:
            by_order.setdefault((target.kind, order.value), []).append(order)
    for first, *others in by_order.values():
        if others:
            used = f"“{first.title}” {first.text} 在{_where(first, others[0])}已经用了"
            sentence = f"{used}：请改成不同的，不然谁在前面由文件名决定"
            yield _remark(sentence, others, f"“{first.title}” {first.text} 用了不止一次")


def _remark(sentence: str, fields: Sequence[Field], cause: str) -> Remark:
    """At the first of the fields."""
    return Remark(fields[0], sentence, fields[1:], cause)


def _where(first: Field, second: Field) -> str:
    """Where the first of two stands, for somebody who looks at the second."""
    file = "" if first.document.file == second.document.file else f" {first.document.file} "
    return f"{file}第 {first.place.line} 行"


def _short(field: Field) -> str:
    return shorten(field.text, _SHOWN)
