"""One department in detail: its documents and their parts with amounts, what is blank, what weighs most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from perfdocs.checks.check_department import CheckedDepartment
from perfdocs.checks.todo import ToDo
from perfdocs.compare.totals import document_amounts, targets_by_file, whole_amounts
from perfdocs.compare.years import Comparison, Pairing
from perfdocs.department.by_role import Target
from perfdocs.overview.amounts import Money, sum_of
from perfdocs.overview.figures import MoneyPair, blanks_of, comparison_of
from perfdocs.overview.records import Amount, Line
from perfdocs.prose.amounts import convert


class Part(NamedTuple):
    """An amount of a document or of a part of it. `depth` is 1 for what stands in the part before that has 0."""

    depth: int
    name: str
    amount: Amount
    unit: str
    file: str
    is_new: bool = False
    """Whether last year had nothing of the kind, though there was a last year."""


class Detail(NamedTuple):
    """A department: its line of the overview, and what the line is made of. `comparison` is None without last year."""

    year: int
    line: Line
    unit: str
    parts: tuple[Part, ...]
    todos: tuple[ToDo, ...]
    number_of_findings: int
    comparison: Comparison | None


def department_detail(year: int, line: Line, unit: str, checked: CheckedDepartment) -> Detail:
    """The detail of a department that is there. `unit` is that of the line."""
    comparison = comparison_of(checked)
    todos = blanks_of(checked, comparison)
    parts = tuple(_parts(checked, comparison))
    return Detail(year, line, unit, parts, tuple(todos), len(checked.findings), comparison)


def _parts(checked: CheckedDepartment, comparison: Comparison | None) -> Iterator[Part]:
    if checked.specs is None:
        return
    last = checked.last.specs if checked.last else None
    before = targets_by_file(last.by_role) if last else {}
    pairings = {pairing.new_file: pairing for pairing in comparison.documents} if comparison else {}
    for number, (file, targets) in enumerate(targets_by_file(checked.specs.by_role).items()):
        pairing = pairings.get(file)
        old = before.get(pairing.old_file, []) if pairing else []
        yield from _document(targets, old, pairing, is_head=number == 0)


def _document(
    targets: Sequence[Target], old: Sequence[Target], pairing: Pairing | None, is_head: bool
) -> Iterator[Part]:
    whole, *rest = targets
    file = whole.whole.document.file
    fields = whole_amounts(whole) if is_head else document_amounts(targets)
    if not is_head or not fields:
        pair = MoneyPair(sum_of(document_amounts(old)) if old else Money(""), sum_of(fields))
        yield _part(0, whole.name or file, pair, file, pairing is not None and not old)
    was = {field.path: field for field in whole_amounts(old[0])} if old else {}
    for field in fields if is_head else ():
        earlier = was.get(field.path)
        if field.blank and (earlier is None or earlier.blank):
            continue  # most forms have kinds of money that a department has none of
        yield _part(0, field.title, MoneyPair(sum_of([earlier]) if earlier else Money(""), sum_of([field])), file)
    partners = _partners(old, pairing)
    for target in rest:
        earlier_target = partners.get(target.whole.path)
        was_amounts = whole_amounts(earlier_target)[:1] if earlier_target else []
        pair = MoneyPair(sum_of(was_amounts), sum_of(whole_amounts(target)[:1]))
        yield _part(1, target.name, pair, file, pairing is not None and earlier_target is None)


def _partners(old: Sequence[Target], pairing: Pairing | None) -> Mapping[object, Target]:
    """Last year's part by the place of this year's."""
    by_path = {target.whole.path: target for target in old[1:]}
    rows = {row.new: row.old for row in pairing.rows} if pairing else {}
    return {new: by_path[before] for new, before in rows.items() if before in by_path}


def _part(depth: int, name: str, pair: MoneyPair, file: str, is_new: bool = False) -> Part:
    old, new = pair
    unit = new.unit or old.unit
    values = (None if one.value is None else convert(one.value, one.unit, unit) for one in pair)
    return Part(depth, name, Amount(*values), unit, file, is_new)
