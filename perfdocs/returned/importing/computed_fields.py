"""What a pack works out, beside what the forms print of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfdocs.department.forms import Submission
from perfdocs.finding import Finding, Keys, value_at
from perfdocs.pack.manifest import Derivation, Pack
from perfdocs.pack.print_values import print_value as shown
from perfdocs.prose import amounts
from perfdocs.returned.form_map.cell_patterns import compact
from perfdocs.returned.form_map.marker_data import ITEM, Address
from perfdocs.returned.importing.collect_fields import Printed
from perfdocs.returned.importing.draft import Draft, finding, short
from perfdocs.returned.importing.value_from_text import typed

_UNIT = re.compile(r"(?<=\d)(?:万|亿)?元$")
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def targets(pack: Pack) -> frozenset[Address]:
    """The addresses of all that the manifest derives."""
    found = set()
    for one in pack.derivations:
        names = _names(one, pack)
        found |= {_resolved(target, names, pack) for target, _ in one.values}
    return frozenset(found)


def _names(one: Derivation, pack: Pack) -> dict[str, Address]:
    """What the loops of a derivation run over; only plain paths are followed."""
    names: dict[str, Address] = {}
    for name, source in one.loops:
        if _PATH.fullmatch(source):
            names[name] = (*_resolved(source, names, pack), ITEM)
    return names


def _resolved(path: str, names: Mapping[str, Address], pack: Pack) -> Address:
    first, *rest = path.split(".")
    if first in names:
        return (*names[first], *rest)
    if any(kind.name == first for kind in pack.kinds):
        return (first, *rest)
    return (pack.head.name, first, *rest)


def compared(
    made: Submission, worked_out: list[tuple[Keys, Printed]], documents: Mapping[str, list[Draft]]
) -> tuple[list[Finding], bool]:
    """Findings for what is printed otherwise than it is worked out, and whether something was entered instead.

    A field that may also be given is entered where what is printed is more than a different number: where nothing
    was worked out, or where it is a text.
    """
    findings = []
    entered = False
    for path, printed in worked_out:
        is_head = path[0] == made.pack.head.name
        value = value_at(made.data, path[1:] if is_head else path)
        number = _number(printed)
        if _agrees(value, number, printed):
            continue
        if printed.hole.node is not None and (value is None or number is None):
            entered |= _enter(documents, made.pack, path, printed)
            continue
        told = f"算出来是“{short(shown(value))}”" if value is not None else "算不出来"
        message = f"这里印的是“{short(printed.text)}”，由各明细{told}：没有读入，请核对是哪一边不对"
        findings.append(finding("N205", printed, message))
    return findings, entered


def _agrees(value: Any, number: Decimal | None, printed: Printed) -> bool:
    if isinstance(value, Decimal | int) and number is not None:
        return bool(Decimal(value) == number)
    if isinstance(value, dict | list):
        return True
    return compact(shown(value)) == compact(printed.text)


def _number(printed: Printed) -> Decimal | None:
    """The number in a cell of something worked out, in the field's unit."""
    plain = _UNIT.sub("", compact(printed.text).replace(",", ""))
    return Decimal(plain) / printed.hole.factor if amounts.NUMBER.fullmatch(plain) else None


def _enter(documents: Mapping[str, list[Draft]], pack: Pack, path: Keys, printed: Printed) -> bool:
    """Enters a value that is given though it could be worked out. False where another cell has given it already."""
    many = next(kind.many for kind in pack.kinds if kind.name == path[0])
    draft = documents[str(path[0])][int(path[1]) if many else 0]
    inside = path[2:] if many else path[1:]
    data: Any = draft.data
    for step in inside[:-1]:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    if data.get(inside[-1]) is not None:
        return False
    data[inside[-1]] = typed(printed.hole, printed.text).value
    draft.printed[inside] = printed
    return data[inside[-1]] is not None
