"""Cells that must not stay empty, and one name for one body."""

from __future__ import annotations

from collections.abc import Iterator

from perfdocs.checks.check import Remark, Remarks
from perfdocs.department.by_role import ByRole
from perfdocs.department.forms import Submission


def expected_blank(by_role: ByRole) -> Remarks:
    """A field, a group of fields or a table is blank that the form is not complete without."""
    for blank in by_role.blanks:
        if not blank.is_needed:
            yield blank, f"“{blank.title}”空着：这一栏要填写"


def amount_blank(by_role: ByRole) -> Remarks:
    """An amount is blank that the form is worthless without."""
    for blank in by_role.blanks:
        if blank.is_needed:
            yield blank, f"“{blank.title}”空着：没有这个数，表就不能用，请填写（确实没有就写 0）"


def empty_rows(by_role: ByRole) -> Remarks:
    """A row in which nothing stands, or nothing but signs such as `/`; it is printed like any other."""
    for row in by_role.empty_rows:
        what = "是空的" if row.blank else "只有“/”之类，等于没有填"
        yield row, f"“{row.title}”这一行{what}：请填写，或删掉这一行"


def result_blank(submission: Submission) -> Remarks:
    """A field is blank that would have been worked out, had there been anything to work it out of."""
    for blank in submission.blanks:
        yield blank, f"“{blank.title}”空着，也没有得出它的内容，印出来是空白：请填写"


def names_differ(by_role: ByRole) -> Remarks:
    """One body is called by two names, one of which is a part of the other."""
    heads = {name.text: name for target in by_role.targets for name in target.having("department-name")}
    heads.pop("", None)
    longer: dict[str, list[str]] = {}
    for head in heads:
        for ending in _endings(head):
            longer.setdefault(ending, []).append(head)
    for target in by_role.targets:
        for unit in target.having("unit-name"):
            shorter = [ending for ending in _endings(unit.text) if ending in heads]
            for head in (*shorter, *longer.get(unit.text, ())):
                message = f"“{unit.text}”和“{head}”像是同一个单位：全称要一致，请改成一样的"
                yield Remark(unit, message, cause=message)


def _endings(name: str) -> Iterator[str]:
    """What a name ends with, but for itself."""
    return (name[at:] for at in range(1, len(name)))
