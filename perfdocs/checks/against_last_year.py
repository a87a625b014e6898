"""This year's documents against last year's: what got weaker, moved without a word, vanished, or was pasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from operator import add
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.checks.contents import Earlier
from perfdocs.compare.change import Change, Kind
from perfdocs.compare.describe import describe
from perfdocs.compare.years import compare
from perfdocs.department.by_role import Field, Target
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys
from perfdocs.prose.amounts import number_text, percentage
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.similarity import SAME_NAME, likeness
from perfdocs.prose.units_and_operators import in_plain_unit
from perfdocs.yamlfile.reader import Document

_WORDED = ("goal", "indicator-name", "indicator-value")
"""Roles of what is promised in words."""


_CANDIDATES = 16
"""Forms of last year that a name is compared with, those that have most of its characters. Chosen by hand: with more,
two years of 400 forms took 30 s."""


class _ChangedField(NamedTuple):
    """A change in a document that is in both years, and this year's field."""

    change: Change
    field: Field


class Years:
    """A department's documents of two years, compared."""

    def __init__(self, old: Specs, new: Specs) -> None:
        self.before = old.by_role
        self.after = new.by_role
        self.comparison = compare("", old, new)
        documents = {document.file: document for group in new.documents.values() for document in group}
        self.changes = [
            _ChangedField(change, _field(documents[pairing.new_file], change))
            for pairing in self.comparison.documents
            for change in pairing.changes
        ]

    @cached_property
    def targets(self) -> Sequence[tuple[Target, Target]]:
        """The forms of both years that are one: of the same kind, with the same or nearly the same name."""
        earlier = _EarlierForms(self.before.targets)
        pairs = ((earlier.partner(target), target) for target in self.after.targets)
        return [(old, new) for old, new in pairs if old is not None]

    @cached_property
    def basis(self) -> Mapping[tuple[str, Keys], Field]:
        """The fields of this year that tell how the amount of a row was worked out, by file and row."""
        every = [basis for target in self.after.targets for basis in target.having("basis")]
        return {(basis.document.file, basis.row): basis for basis in reversed(every)}

    def notable(self, old: object, new: object) -> str:
        """The change in per cent as text, where it is more than the pack's threshold."""
        most = self.after.pack.notable_change
        if most is None or not isinstance(old, Decimal) or not isinstance(new, Decimal) or not old:
            return ""
        percent = percentage(new - old, old)
        return f"{percent:+f}%" if abs(percent) > most else ""


class _EarlierForms:
    """The forms of last year, to be asked which of them a form of this year was."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._targets = targets
        self._by_name: dict[Hashable, Target] = {}
        self._by_kind: dict[Hashable, Earlier] = {}
        for number, target in enumerate(targets):
            self._by_name.setdefault((_kind(target), target.name), target)
            self._by_kind.setdefault(_kind(target), Earlier()).add(number, _characters(target.name))

    def partner(self, target: Target) -> Target | None:
        """The form of the same name, or of that which is most like it."""
        same = self._by_name.get((_kind(target), target.name))
        if same is not None or _kind(target) not in self._by_kind:
            return same
        alike = self._by_kind[_kind(target)].alike(_characters(target.name), 1)[:_CANDIDATES]
        sure = [(likeness(self._targets[number].name, target.name), -number) for number in alike]
        best, number = max(sure, default=(0, 0))
        return self._targets[-number] if best >= SAME_NAME else None


def _kind(target: Target) -> Hashable:
    return target.kind, target.whole.row


def _characters(name: str) -> set[str]:
    """The characters of a name, and each two that are neighbours."""
    return {*name, *map(add, name, name[1:])}


def _field(document: Document, change: Change) -> Field:
    return Field(change.new, document, change.new_path, change.label[-1], change.role)


def weaker(years: Years) -> Remarks:
    """A number to reach is lower than last year, or a limit higher."""
    for change, field in years.changes:
        if change.role in ("goal", "indicator-value") and change.kind is Kind.CHANGED:
            for number in describe(change).numbers:
                if number.weaker and number.new is not None:
                    subject = number.subject or change.label[-2].strip("“”")
                    step = f"{subject} {number.old_text} → {number.new_text}"
                    yield field, f"目标比上年低：{step}，请核对，要降低的说明原因"


def moved_without_a_word(years: Years) -> Remarks:
    """The amount of a row changed by more than the pack's threshold, and what it is worked out from did not."""
    reasoned = {(field.document.file, field.path[:-1]) for change, field in years.changes if change.role == "basis"}
    for change, field in years.changes:
        is_other = change.role == "amount" and change.kind is not Kind.REWORDED
        if is_other and any(isinstance(step, int) for step in field.path):
            row = field.path[:-1]
            percent = years.notable(change.old, change.new)
            basis = years.basis.get((field.document.file, row))
            if percent and basis and (field.document.file, row) not in reasoned:
                step = f"{number_text(change.old)} → {number_text(change.new)}（{percent}）"
                yield field, f"金额比上年变动很大：{step}，“{basis.title}”却没有改，请核对"


def same_words_for_another_amount(years: Years) -> Remarks:
    """The amount of a form changed by more than the threshold, and not a word of its goals and indicators."""
    worded: dict[str, list[Keys]] = {}
    for change, field in years.changes:
        if _is_worded(change):
            worded.setdefault(field.document.file, []).append(field.path)
    for old, new in years.targets:
        if not old.money or not new.money or not new.indicators:
            continue
        percent = years.notable(old.money[0].value, new.money[0].value)
        whole = new.whole.path
        paths = worded.get(new.whole.document.file, ())
        if percent and not any(path[: len(whole)] == whole for path in paths):
            step = f"{old.money[0].text} → {new.money[0].text}（{percent}）"
            yield new.money[0], f"金额比上年变动很大：{step}，目标和指标却一个字没有改，请核对"


def _is_worded(change: Change) -> bool:
    """True where a change is one of words, not only of an amount that stands where words should."""
    return change.role in _WORDED and not (isinstance(change.old, Decimal) and isinstance(change.new, Decimal))


def fund_gone(years: Years) -> Remarks:
    """A document of last year has no successor."""
    head = years.after.targets[0].whole
    for pairing in years.comparison.documents:
        if pairing.kind is Kind.REMOVED:
            yield head, f"上年的“{pairing.name}”（{pairing.old_file}）今年没有了：不再安排的说明原因，漏了的补上"


def list_gone(years: Years) -> Remarks:
    """Under a second level that had indicators last year there is none; of a form without any, I101 says so."""
    for old, new in years.targets:
        now = {indicator.group for indicator in new.indicators}
        before = Counter(indicator.group for indicator in old.indicators) if now else {}
        places = {group.place.title: group.place for group in new.groups}
        firsts = {first for first, _ in now}
        for (first, second), count in before.items():
            if (first, second) not in now and first in firsts:
                fault = f"上年“{second}”有 {count} 条指标，今年一条也没有"
                yield places.get(first, new.whole), f"{fault}：漏了的补上，不再考核的不用改"


def last_year_pasted(years: Years) -> Remarks:
    """A goal or an indicator still has last year's amount, while this year's is another."""
    for old, new in years.targets:
        if not old.money or not new.money:
            continue
        before, now = (in_plain_unit(target.money[0].value, target.money[0].unit)[0] for target in (old, new))
        if before == now or not before:
            continue
        amounts = f"上年的金额 {old.money[0].text}，今年是 {new.money[0].text}"
        for field, quantities in _promises(new):
            if any(_money(quantity, new.money[0].unit) == before for quantity in quantities):
                yield field, f"“{field.text}”还是{amounts}：请改成今年的"


def _promises(target: Target) -> Iterator[tuple[Field, list[Quantity]]]:
    """Goals, names and values that are a number, and values with the numbers in them."""
    fields = [*target.having("goal"), *(indicator.name for indicator in target.indicators)]
    for field in fields:
        yield field, _bare_number(field, target)
    for indicator in target.indicators:
        yield indicator.value, _bare_number(indicator.value, target) or indicator.quantities


def _bare_number(field: Field, target: Target) -> list[Quantity]:
    return [Quantity(field.value, target.money[0].unit)] if isinstance(field.value, Decimal) else []


def _money(quantity: Quantity, unit_of_form: str) -> Decimal | None:
    """The money that a quantity is, in 元; without a unit it is in that of the form."""
    number, unit = quantity.in_plain_unit
    if not quantity.unit:
        return in_plain_unit(quantity.number, unit_of_form)[0]
    return number if unit == "元" else None
