"""Fields with one value: added to those of a form, and their tags written."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfdocs.packdraft.draft_fields import OF_DEPARTMENT, DraftField, DraftGroup, field_key
from perfdocs.packdraft.drafted_form import DraftedForm
from perfdocs.packdraft.form_parts import Slot
from perfdocs.packdraft.vocabulary import Term
from perfdocs.packdraft.write_tags import says, write_part, write_tag
from perfdocs.prose.tick_marks import TICKED, TICKS, UNTICKED

_ONCE = (*OF_DEPARTMENT, "name")
"""Roles of fields of which a form prints one, however often."""
_ALLOWED = {
    *_ONCE,
    *("unit-name", "period", "start-date", "end-date", "duty", "responsible", "goal", "amount", "basis", "reason"),
}
"""Roles that a field with one value may have; the others are of rows."""
_ESCAPES = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\u3000": "\\u3000", "\u00a0": "\\u00a0"}
"""Characters of a text within a tag that cannot stand there as they are."""


class _Once(NamedTuple):
    """Where a field stands that a form prints once, and what is filled in there."""

    address: str
    value: str


def draft_values(form: DraftedForm) -> None:
    """Adds the fields of a form that have one value, and writes their tags."""
    once: dict[str, _Once] = {}
    tags: list[tuple[Slot, str]] = []
    for slot in form.parts.slots:
        if slot.part and says(slot.cell.element) != slot.cell.text:
            message = f"“{slot.term.title}”没有写成标签：这里有文本框、修订或隐藏的文字，请先在 Word 里清掉"
            form.parts.doubt(slot.cell, message)
        else:
            tags.append((slot, _tag(slot, _address(form, slot, once))))
    for slot, tag in sorted(tags, key=lambda pair: -(pair[0].part.begin if pair[0].part else 0)):
        if slot.part is None:
            write_tag(slot.cell.element, tag)
        else:
            write_part(slot.cell.element, slot.part, tag, underline=slot.line > 0)


def _address(form: DraftedForm, slot: Slot, once: dict[str, _Once]) -> str:
    """What the field is called in templates; it is added where there is none yet."""
    term = form.checked(slot.term, _ALLOWED, slot.cell, slot.value)
    if term.role in _ONCE:
        known = once.get(term.role)
        if known and (term.role == "year" or slot.value in ("", known.value) or not known.value):
            return known.address
        if known:
            term = term._replace(role="unit-name" if term.role == "department-name" else "")
    if term.role in OF_DEPARTMENT:
        address = _of_department(form.head, term)
    else:
        place = form.place(slot.groups)
        key = place.group.key(term.title, slot.near)
        if key != field_key(term.title):
            form.parts.doubt(
                slot.cell, f"“{term.title}”有几处，这一处的字段叫“{key}”：名称不合适就改字段定义和模板里的标签"
            )
        place.group.fields[key] = DraftField(term.title, term.role, term.unit, slot.options)
        address = place.address + key
    if term.role in _ONCE:
        once[term.role] = _Once(address, slot.value)
    return address


def _of_department(head: DraftGroup, term: Term) -> str:
    roles = {child.role: key for key, child in head.fields.items() if isinstance(child, DraftField)}
    key = roles.get(term.role) or head.key(term.title)
    head.fields.setdefault(key, DraftField(term.title, term.role))
    return key


def _tag(slot: Slot, address: str) -> str:
    if slot.options:
        options = ", ".join(f"'{_escaped(option)}'" for option in slot.options)
        mark = f", mark='{slot.mark}'" if slot.mark != TICKED else ""
        text = _escaped(re.sub(f"[{TICKS}]", UNTICKED, slot.cell.text.strip()))
        return f"{{{{ {address}|tick({options}{mark}, text='{text}') }}}}"
    return f"{{{{ {address}|blank({slot.line}) }}}}" if slot.line else f"{{{{ {address} }}}}"


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in text)
