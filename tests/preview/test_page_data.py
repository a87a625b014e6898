"""What the page is told: departments in their order, states in words, links to places."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.finding import Finding, Place, Tally
from perfdocs.preview.page_data import ListedDepartment, counts_of, label_of, list_data, state_of
from perfdocs.workspace import Department


@pytest.mark.parametrize(
    ("tally", "state", "label"),
    [
        (None, "waiting", "在检查"),
        (Tally(), "clean", "没有问题"),
        (Tally(waived=1), "clean", "没有问题"),
        (Tally(hints=1), "hint", "1 处提示"),
        (Tally(warnings=2, hints=1), "warning", "2 处警告"),
        (Tally(errors=3, warnings=2, hints=1), "error", "3 处错误"),
    ],
)
def test_states(tally: Tally | None, state: str, label: str) -> None:
    assert (state_of(tally), label_of(tally)) == (state, label)


def test_counts_name_every_kind() -> None:
    assert counts_of(Tally(errors=3, warnings=2, hints=1)) == ["3 处错误", "2 处警告", "1 处提示"]


def test_the_latest_year_comes_first() -> None:
    departments = [Department(year, name, Path()) for year, name in (("2023", "b"), ("2024", "b"), ("2024", "a"))]
    listed = [ListedDepartment(each, "乙局" if each.id == "b" else "", Tally()) for each in departments]
    stray = Finding("W104", Place("specs/x.yaml"), "没有读")
    data = list_data(listed, [stray], Path("/work"))
    assert [(row["id"], row["name"]) for row in data["departments"]] == [
        ("2024/a", "a"),
        ("2024/b", "乙局"),
        ("2023/b", "乙局"),
    ]
    assert [(finding["place"], finding["message"]) for finding in data["findings"]] == [("specs/x.yaml:1:1", "没有读")]
