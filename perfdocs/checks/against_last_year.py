"""This year's papers against last year's: what got weaker, moved without a word, vanished, or was pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from perfdocs.checks.found import Found
from perfdocs.compare.describe import describe
from perfdocs.compare.find_changes import Change, Kind
from perfdocs.compare.years import Comparison, Pairing, compare
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys
from perfdocs.prose.amounts import percentage, written
from perfdocs.prose.quantities import Quantity, in_plain_unit
from perfdocs.prose.similarity import ENOUGH, likeness
from perfdocs.yamlfile.reader import Document

_WORDS = ("goal", "indicator-name", "indicator-value", "basis")


class Years:
    """A department's papers of two years, compared."""

    def __init__(self, old: Specs, new: Specs) -> None:
        self.new = new
        self.before: ByRole = old.by_role
        self.after: ByRole = new.by_role
        self.compared: Comparison = compare("", old, new)

    def changed(self) -> Iterator[tuple[Pairing, Document, Change]]:
        """Every change of a document that is in both years, with this year's document."""
        documents = {one.file: one for group in self.new.documents.values() for one in group}
        for pairing in self.compared.documents:
            for change in pairing.changes:
                yield pairing, documents[pairing.new_file], change

    def targets(self) -> Iterator[tuple[Target, Target]]:
        """The forms of both years that are one: of the same kind, with the same or nearly the same name."""
        for target in self.after.targets:
            alike = [
                one for one in self.before.targets if one.kind == target.kind and one.whole.row == target.whole.row
            ]
            best = max(alike, key=lambda one: likeness(one.name, target.name), default=None)
            if best is not None and likeness(best.name, target.name) >= ENOUGH:
                yield best, target


def weaker(years: Years) -> Found:
    """A number to reach is lower than last year, or a limit higher."""
    for _, document, change in years.changed():
        if change.role in ("goal", "indicator-value") and change.kind is Kind.CHANGED:
            for step in describe(change).numbers:
                if step.weaker and step.new is not None:
                    said = f"{step.subject or change.label[-2].strip('“”')} {step.old_text} → {step.new_text}"
                    yield _field(document, change), f"目标比上年低：{said}，请核对，要降低的说明原因"


def moved_without_a_word(years: Years) -> Found:
    """The amount of a row changed by more than the pack's threshold, and what it is worked out from did not."""
    reasoned = {
        (document.file, change.new_path[:-1]) for _, document, change in years.changed() if change.role == "basis"
    }
    for _, document, change in years.changed():
        if change.role == "amount" and any(isinstance(step, int) for step in change.new_path):
            percent = _notable(years, change.old, change.new)
            row = change.new_path[:-1]
            basis = _basis(years, document, row)
            if percent is not None and basis and (document.file, row) not in reasoned:
                said = f"{written(change.old)} → {written(change.new)}（{percent:+f}%）"
                yield _field(document, change), f"金额比上年变动很大：{said}，“{basis.title}”却没有改，请核对"


def same_words_for_another_amount(years: Years) -> Found:
    """The amount of a form changed by more than the threshold, and not a word of its goals and indicators."""
    worded = [(document.file, change.new_path) for _, document, change in years.changed() if _is_worded(change)]
    for old, new in years.targets():
        if not old.money or not new.money or not new.indicators:
            continue
        percent = _notable(years, old.money[0].value, new.money[0].value)
        place = new.whole.path
        touched = any(f == new.whole.document.file and path[: len(place)] == place for f, path in worded)
        if percent is not None and not touched:
            said = f"{old.money[0].text} → {new.money[0].text}（{percent:+f}%）"
            yield new.money[0], f"金额比上年变动很大：{said}，目标和指标却一个字没有改，请核对"


def fund_gone(years: Years) -> Found:
    """A document of last year has no successor."""
    head = years.after.targets[0].whole
    for pairing in years.compared.documents:
        if pairing.kind is Kind.REMOVED:
            yield head, f"上年的“{pairing.name}”（{pairing.old_file}）今年没有了：不再安排的说明原因，漏了的补上"


def last_year_pasted(years: Years) -> Found:
    """A goal or an indicator still has last year's amount, while this year's is another."""
    for old, new in years.targets():
        if not old.money or not new.money:
            continue
        was, now = (in_plain_unit(one.money[0].value, one.money[0].unit)[0] for one in (old, new))
        if was == now or not was:
            continue
        for one in [*new.having("goal"), *(i.name for i in new.indicators), *(i.value for i in new.indicators)]:
            if any(_money(quantity, new) == was for quantity in _numbers(one, new)):
                said = f"上年的金额 {old.money[0].text}，今年是 {new.money[0].text}"
                yield one, f"“{one.text}”还是{said}：请改成今年的"


def _numbers(one: Field, target: Target) -> list[Quantity]:
    if isinstance(one.value, Decimal):
        return [Quantity(one.value, target.money[0].unit)]
    return [q for i in target.indicators if i.value is one for q in i.quantities]


def _money(one: Quantity, target: Target) -> Decimal | None:
    number, unit = one.in_plain_unit
    return number if unit == "元" else in_plain_unit(one.number, target.money[0].unit)[0] if not one.unit else None


def _notable(years: Years, old: object, new: object) -> Decimal | None:
    """The change in per cent, where it is more than the pack's threshold."""
    most = years.after.pack.notable_change
    if most is None or not isinstance(old, Decimal) or not isinstance(new, Decimal) or not old:
        return None
    percent = percentage(new - old, old)
    return percent if abs(percent) > most else None


def _is_worded(change: Change) -> bool:
    """Whether a change is one of words, not only of an amount that stands where words should."""
    return change.role in _WORDS[:3] and not (isinstance(change.old, Decimal) and isinstance(change.new, Decimal))


def _basis(years: Years, document: Document, row: Keys) -> Field | None:
    """The field of a row that tells how its amount was worked out."""
    targets = [one for one in years.after.targets if one.whole.document is document]
    fields = [one for target in targets for one in target.fields if one.role == "basis" and one.row == row]
    return fields[0] if fields else None


def _field(document: Document, change: Change) -> Field:
    return Field(change.new, document, change.new_path, change.label[-1], change.role)


YEARLY: dict[str, Callable[[Years], Found]] = {
    "C101": weaker,
    "C102": moved_without_a_word,
    "C103": same_words_for_another_amount,
    "C104": fund_gone,
    "C105": last_year_pasted,
}
"""What finds the checks against last year's papers."""
