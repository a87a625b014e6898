"""Cells that must not stay empty, and one name for one body."""

from __future__ import annotations

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole


def expected_blank(by_role: ByRole) -> Remarks:
    """A field is blank that the form is not complete without."""
    for target in by_role.targets:
        for field in target.fields:
            if field.expected and (field.blank or not field.text.strip()):
                yield field, f"“{field.title}”空着：这一栏要填写"


def names_differ(by_role: ByRole) -> Remarks:
    """One body is called by two names, one of which is a part of the other."""
    heads = [name for target in by_role.targets for name in target.having("department-name") if not name.blank]
    units = [name for target in by_role.targets for name in target.having("unit-name") if not name.blank]
    for unit in units:
        for head in heads:
            if unit.text != head.text and (unit.text.endswith(head.text) or head.text.endswith(unit.text)):
                yield unit, f"“{unit.text}”和“{head.text}”像是同一个单位：全称要一致，请改成一样的"
