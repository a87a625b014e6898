"""What is copied is told once, in every place; and how many forms there are makes it no more than that many."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from perfdocs.checks.check_department import check_department
from perfdocs.checks.pasted import rows_pasted
from perfdocs.department.read_by_role import read_by_role
from perfdocs.finding import Finding
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import find_workspace
from perfdocs.yamlfile.reader import read
from tests.support.check_cases import pack
from tests.support.for_each import for_each
from tests.support.many_funds import department_of_funds
from tests.support.spec_shapes import as_json
from tests.support.steps import steps
from tests.support.workspaces import workspace

TODAY = date(2023, 6, 1)
Rows = dict[str, dict[str, list[dict[str, str]]]]


def findings(root: Path) -> list[Finding]:
    (department,) = find_workspace(root).departments()[0]
    return list(check_department(find_workspace(root), Packs(root), department, TODAY).findings)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A workspace without a department."""
    (tmp_path / "none").mkdir()
    return workspace(tmp_path / "workspace", tmp_path / "none")


def test_twelve_funds_with_the_same_indicators_are_one_finding(empty: Path) -> None:
    directory = department_of_funds(empty, 12, alike=True).relative_to(empty).as_posix()
    found = findings(empty)
    (copied,) = [finding for finding in found if finding.code == "I113"]
    assert copied.message == (
        f"整个文件和 {directory}/funds/f0000.yaml 只有 2 处不同：多半是复制过来的，请写这个项目自己的内容"
    )
    places = [place.file for place in (copied.place, *copied.places)]
    assert places == [f"{directory}/funds/f{number:04}.yaml" for number in range(1, 12)]
    of_funds = [finding for finding in found if "/funds/" in finding.place.file]
    assert {len(finding.places) for finding in of_funds} == {10, 11}
    assert {finding.place.file for finding in of_funds} == {copied.place.file, f"{directory}/funds/f0000.yaml"}


def test_there_are_no_more_findings_where_there_are_more_copies(empty: Path, tmp_path: Path) -> None:
    department_of_funds(empty, 4, alike=True)
    few = findings(empty)
    (tmp_path / "more").mkdir()
    more = workspace(tmp_path / "workspace of more", tmp_path / "more")
    department_of_funds(more, 40, alike=True)
    amounts = ("F101", "I105")  # of the department, whose amount is another

    def told(found: Sequence[Finding]) -> list[tuple[str, str, str]]:
        kept = [finding for finding in found if finding.code not in amounts]
        return [(finding.code, finding.place.file, finding.cause or finding.message) for finding in kept]

    assert told(few) == told(findings(more))


@pytest.mark.slow
@pytest.mark.parametrize("alike", [True, False])
def test_work_grows_with_the_number_of_funds(empty: Path, tmp_path: Path, alike: bool) -> None:
    """All of the check, from files to findings: four times the funds are at most some four times the steps."""
    department_of_funds(empty, 12, alike)
    (tmp_path / "more").mkdir()
    more = workspace(tmp_path / "workspace of more", tmp_path / "more")
    department_of_funds(more, 48, alike)
    findings(empty)  # what is read once is read
    assert steps(lambda: findings(more), "/perfdocs/") < 4.4 * steps(lambda: findings(empty), "/perfdocs/")


def test_rows_of_three_forms_are_told_of_once(empty: Path) -> None:
    """Only the indicators are the same: what is found in a row is one finding, what is each fund's own is its own."""
    directory = department_of_funds(empty, 3, alike=True)
    for number, path in enumerate(sorted((directory / "funds").iterdir())):
        text = path.read_text("utf-8")
        for word in ("一把手", "产业链", "县市区", "交通", "港洽周", "集中签约", "食宿", "各产业链"):
            text = text.replace(word, f"{word}{number}")
        path.write_text(text.replace("绩效目标: 30", f"绩效目标: 办好第 {number} 次招商会"), "utf-8")
    found = [finding for finding in findings(empty) if "/funds/" in finding.place.file]
    pasted = [finding for finding in found if finding.code == "I113"]
    rows = "“产出指标”有 4 条、“效益指标”有 5 条和“商务专项经费0000”"
    assert [(finding.message, len(finding.places)) for finding in pasted] == [
        (f"{rows}的一字不差：多半是复制过来的，请写这个项目自己的指标", 1)
    ]
    in_rows = [finding for finding in found if finding.code in ("I106", "I107")]
    assert {len(finding.places) for finding in in_rows} == {2}
    assert len(in_rows) == 7


def test_a_waiver_at_the_first_place_is_for_all_and_at_another_for_that(empty: Path) -> None:
    directory = department_of_funds(empty, 4, alike=True)
    waiver = "豁免:\n  - {代号: I113, 理由: 共用的内容, 批准: 区财政局, 截止: '2023-12-31'}\n"

    def told_with_waiver_in(number: int) -> list[tuple[int, bool]]:
        path = directory / f"funds/f{number:04}.yaml"
        text = path.read_text("utf-8")
        path.write_text(text + waiver, "utf-8")
        found = findings(empty)
        path.write_text(text, "utf-8")
        assert "V102" not in [finding.code for finding in found]
        return [(len(finding.places), bool(finding.waived)) for finding in found if finding.code == "I113"]

    assert told_with_waiver_in(1) == [(2, True)]
    assert told_with_waiver_in(2) == [(1, False), (0, True)]


def forms(chance: random.Random) -> list[Rows]:
    """The indicators of some forms, many of which have some of the same."""

    def rows(most: int) -> list[dict[str, str]]:
        chosen = chance.sample(range(6), chance.randint(0, most))
        return [{"名称": f"名{number}", "值": f"值{number}"} for number in chosen]

    return [
        {"产出": {"数量": rows(4), "质量": rows(2)}, "效益": {"效益": rows(4)}} for _ in range(chance.randint(2, 8))
    ]


def pairs_by_definition(indicators: Sequence[Rows]) -> Iterator[tuple[int, str]]:
    """The forms, by number, and the levels of which an earlier form has three rows or more, or all of two."""
    for (_, earlier), (number, later) in combinations(enumerate(indicators), 2):
        for level in ("产出", "效益"):
            own, others = (
                {(below, row["名称"], row["值"]) for below, rows in form[level].items() for row in rows}
                for form in (later, earlier)
            )
            if len(own & others) >= 3 or (len(own) == len(others) == 2 and own == others):
                yield number, level


@for_each("number", range(60))
def test_pasted_rows_are_those_of_all_pairs(number: int) -> None:
    indicators = forms(random.Random(number))
    projects: list[Any] = [
        {"名称": f"项目{index}", "总目标": f"目标{index}", "指标": rows} for index, rows in enumerate(indicators)
    ]
    documents = [read(as_json(project).encode(), f"{index}") for index, project in enumerate(projects)]
    by_role = read_by_role(pack(), {"单位": [], "整体": [], "项目": documents})
    told = {
        (int(remark[0].place.file), level)
        for remark in rows_pasted(by_role)
        for level in ("产出", "效益")
        if f"“{level}”有" in remark[1] or "整个文件" in remark[1]
    }
    expected = set(pairs_by_definition(indicators))
    whole_files = {int(remark[0].place.file) for remark in rows_pasted(by_role) if "整个文件" in remark[1]}
    assert {pair for pair in told if pair[0] not in whole_files} == {
        pair for pair in expected if pair[0] not in whole_files
    }
