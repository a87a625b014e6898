"""What a pack works out, beside what the forms print of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from perfdocs.department.forms import Submission
from perfdocs.finding import Finding, Keys, put_value, value_at
from perfdocs.pack.manifest import Pack
from perfdocs.pack.manifest_rules import Derivation
from perfdocs.pack.print_values import print_value
from perfdocs.prose import amounts
from perfdocs.returned.cell_findings import finding_at, quote
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.marker_data import ITEM, Address
from perfdocs.returned.importing.draft import ComputedEntry, Draft, Drafts
from perfdocs.returned.importing.subjects import Entry
from perfdocs.returned.importing.value_from_text import value_from_text

_UNIT = re.compile(r"(?<=\d)(?:万|亿)?元$")
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def computed_addresses(pack: Pack) -> frozenset[Address]:
    """The addresses of all that the manifest derives."""
    return frozenset(
        _address(target, _loop_names(derivation, pack), pack)
        for derivation in pack.derivations
        for target, _ in derivation.values
    )


def _loop_names(derivation: Derivation, pack: Pack) -> dict[str, Address]:
    """What the loops of a derivation run over; only plain paths are followed."""
    names: dict[str, Address] = {}
    for name, source in derivation.loops:
        if _PATH.fullmatch(source):
            names[name] = (*_address(source, names, pack), ITEM)
    return names


def _address(path: str, names: Mapping[str, Address], pack: Pack) -> Address:
    first, *rest = path.split(".")
    if first in names:
        return (*names[first], *rest)
    if any(kind.name == first for kind in pack.kinds):
        return (first, *rest)
    return (pack.head.name, first, *rest)


def enter_given(drafts: Drafts, submission: Submission) -> bool:
    """Enters what a form gives though it could be computed: where nothing was, or where a text is printed.

    False where there is nothing, or only what another cell has given already.
    """
    given = [computed for computed, value in _differing(drafts, submission) if _is_given(computed.entry, value)]
    entered = [computed for computed in given if _enter(*computed)]
    return bool(entered)


def computed_findings(drafts: Drafts, submission: Submission) -> Iterator[Finding]:
    """N205: what is printed otherwise than it is computed."""
    for computed, value in _differing(drafts, submission):
        if not _is_given(computed.entry, value):
            result = f"算出来是{quote(print_value(value))}" if value is not None else "算不出来"
            message = f"这里印的是{quote(computed.entry.text)}，由各明细{result}：没有读入，请核对是哪一边不对"
            yield finding_at(computed.entry.place, "N205", message)


def _differing(drafts: Drafts, submission: Submission) -> Iterator[tuple[ComputedEntry, Any]]:
    """What forms print of a computed field otherwise than it was computed, with that value."""
    for computed in drafts.computed:
        draft, keys, entry = computed
        is_head = draft.kind.name == submission.pack.head.name
        value = value_at(submission.data, keys if is_head else (*draft.place, *keys))
        if not _agrees(value, entry):
            yield computed, value


def _agrees(value: Any, entry: Entry) -> bool:
    number = _number(entry)
    if isinstance(value, Decimal | int) and number is not None:
        return bool(Decimal(value) == number)
    if isinstance(value, dict | list):
        return True
    return compact(print_value(value)) == compact(entry.text)


def _is_given(entry: Entry, value: Any) -> bool:
    return entry.hole.node is not None and (value is None or _number(entry) is None)


def _number(entry: Entry) -> Decimal | None:
    """The number in a cell of something computed, in the field's unit."""
    plain = _UNIT.sub("", compact(entry.text).replace(",", ""))
    return Decimal(plain) / entry.hole.factor if amounts.NUMBER.fullmatch(plain) else None


def _enter(draft: Draft, keys: Keys, entry: Entry) -> bool:
    if value_at(draft.data, keys) is not None:
        return False
    value = value_from_text(entry.hole, entry.text).value
    put_value(draft.data, keys, value)
    draft.entries[keys] = entry
    return value is not None
