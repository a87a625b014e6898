"""Findings that came and went between two versions, and what the files of a branch touch."""

from __future__ import annotations

import pytest

from perfdocs.finding import Finding, Place, Severity
from perfdocs.overview.branch import Touched, new_and_gone, touched

FINDING = Finding("M101", Place("a.yaml", 3, 5), "甲不等于乙")


@pytest.mark.parametrize(
    ("before", "after", "new", "gone"),
    [
        ([FINDING], [FINDING._replace(place=Place("a.yaml", 9, 1))], [], []),
        ([FINDING], [FINDING._replace(place=Place("b.yaml", 3, 5))], [], []),
        ([FINDING], [FINDING, FINDING._replace(place=Place("b.yaml"))], [FINDING._replace(place=Place("b.yaml"))], []),
        ([FINDING], [FINDING._replace(waived="同意")], [], [FINDING]),
        ([FINDING._replace(waived="同意")], [FINDING], [FINDING], []),
        ([FINDING], [FINDING._replace(message="甲不等于丙")], [FINDING._replace(message="甲不等于丙")], [FINDING]),
        (
            [FINDING._replace(message="两处不等", cause="甲")],
            [FINDING._replace(message="三处不等", cause="甲", places=(Place("c.yaml"),))],
            [],
            [],
        ),
        (
            [],
            [FINDING._replace(severity=Severity.HINT, code="B103"), FINDING],
            [FINDING, FINDING._replace(severity=Severity.HINT, code="B103")],
            [],
        ),
    ],
)
def test_findings_are_known_by_what_they_say(
    before: list[Finding], after: list[Finding], new: list[Finding], gone: list[Finding]
) -> None:
    assert new_and_gone(before, after) == (new, gone)
    assert new_and_gone(after, before) == (gone, new)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("specs/2024/a/department.yaml", Touched(frozenset(["2024/a"]), frozenset(), False)),
        ("specs/2024/a/monitoring/department.yaml", Touched(frozenset(["2024/a"]), frozenset(), False)),
        ("specs/2024/departments.yaml", Touched(frozenset(), frozenset(), False)),
        ("templates/one/form.docx", Touched(frozenset(), frozenset(["one"]), False)),
        ("schema/one/a.schema.json", Touched(frozenset(), frozenset(["one"]), False)),
        ("schema/common/a.schema.json", Touched(frozenset(), frozenset(), True)),
        ("schema/departments.schema.json", Touched(frozenset(), frozenset(), False)),
        ("templates/compare.docx", Touched(frozenset(), frozenset(), False)),
    ],
)
def test_what_a_file_touches(path: str, what: Touched) -> None:
    assert touched([path], ["one", "two"]) == what


def test_of_which_pack_a_department_is_touched() -> None:
    assert [Touched(frozenset(), frozenset(["one"]), False).is_of_pack(pack) for pack in ("one", "two", "")] == [
        *(True, False, True)
    ]
    assert not Touched(frozenset(), frozenset(), False).is_of_pack("")
    assert Touched(frozenset(), frozenset(), True).is_of_pack("two")
