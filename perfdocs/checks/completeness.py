"""Cells that must not stay empty, and one name for one body."""

from __future__ import annotations

from perfdocs.checks.found import Found
from perfdocs.department.by_role import ByRole


def expected_blank(by_role: ByRole) -> Found:
    """A field is blank that the form is not complete without."""
    for target in by_role.targets:
        for one in target.fields:
            if one.expected and (one.blank or not one.text.strip()):
                yield one, f"“{one.title}”空着：这一栏要填写"


def names_differ(by_role: ByRole) -> Found:
    """One body is called by two names, one of which is a part of the other."""
    heads = [one for target in by_role.targets for one in target.having("department-name") if not one.blank]
    for target in by_role.targets:
        for one in target.having("unit-name"):
            for head in heads if not one.blank else ():
                if one.text != head.text and (one.text.endswith(head.text) or head.text.endswith(one.text)):
                    yield one, f"“{one.text}”和“{head.text}”像是同一个单位：全称要一致，请改成一样的"
