"""What was known is hidden, what is new fails, what is gone is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfdocs.finding import Finding, Place, Severity
from perfdocs.report.baseline import Known, baseline_text, compare_with_baseline, read_baseline
from tests.support.run_command import Command

DEPARTMENT = "specs/2023/demo/department.yaml"


def change(root: Path, old: str, new: str) -> None:
    path = root / DEPARTMENT
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def known(small: Path, perfdocs: Command) -> Path:
    """A department with two old sins, written down in `known.json`."""
    change(small, "资金总额: 100", "资金总额: 101")
    change(small, "基本支出: 60", "基本支出: 63")
    ran = perfdocs("check", "--baseline", small / "known.json", "--update-baseline", "--root", small)
    assert (ran.status, ran.out) == (0, "")
    return small


def test_the_known_is_hidden(known: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--baseline", known / "known.json", "--root", known)
    told = f"检查了 1 个部门（另有 2 条是已知的，记在 {known / 'known.json'}）：没有发现问题\n"
    assert (ran.status, ran.out, ran.err) == (0, "", told)


def test_it_stays_hidden_when_lines_move(known: Path, perfdocs: Command) -> None:
    change(known, "年度: 2023", "# 说明\n\n年度: 2023")
    assert perfdocs("check", "--baseline", known / "known.json", "--root", known).out == ""


def test_the_new_fails(known: Path, perfdocs: Command) -> None:
    change(known, "工作目标: 引进项目10个", "工作目标: 引进XX个项目")
    ran = perfdocs("check", "--baseline", known / "known.json", "--root", known)
    assert ran.status == 1
    assert [line.split(" ")[2] for line in ran.out.splitlines()] == ["L101"]


def test_one_more_of_the_same_is_new(known: Path, perfdocs: Command) -> None:
    told = json.loads((known / "known.json").read_text("utf-8"))
    assert [row["code"] for row in told["findings"]] == ["M101", "M101"]
    del told["findings"][0]
    (known / "known.json").write_text(json.dumps(told), "utf-8")
    ran = perfdocs("check", "--baseline", known / "known.json", "--root", known)
    assert (ran.status, len(ran.out.splitlines())) == (1, 1)


def test_the_gone_is_told(known: Path, perfdocs: Command) -> None:
    change(known, "资金总额: 101", "资金总额: 100")
    change(known, "基本支出: 63", "基本支出: 60")
    ran = perfdocs("check", "--baseline", known / "known.json", "--root", known)
    first, second, third, _ = ran.err.splitlines()
    assert first.startswith(f"已经没有了：{DEPARTMENT} M101 资金总额应等于按支出性质分的合计")
    assert second.startswith(f"已经没有了：{DEPARTMENT} M101 资金总额应等于按收入性质分的合计")
    assert third == "基线里有 2 条已经没有了：加 --update-baseline 运行一次，从基线里去掉"
    assert ran.status == 0
    perfdocs("check", "--baseline", known / "known.json", "--update-baseline", "--root", known)
    assert json.loads((known / "known.json").read_text("utf-8")) == {"version": 1, "findings": []}


def test_other_departments_are_left_alone(known: Path, perfdocs: Command) -> None:
    (known / "specs/2023/other").mkdir()
    text = (known / DEPARTMENT).read_text("utf-8")
    (known / "specs/2023/other/department.yaml").write_text(text.replace("项目支出: 40", "项目支出: "), "utf-8")
    both = [perfdocs("check", "--baseline", known / "known.json", "--update-baseline", "--root", known)]
    rows = json.loads((known / "known.json").read_text("utf-8"))["findings"]
    both.append(
        perfdocs("check", "2023/demo", "--baseline", known / "known.json", "--update-baseline", "--root", known)
    )
    assert json.loads((known / "known.json").read_text("utf-8"))["findings"] == rows
    assert "已经没有了" not in both[1].err


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [1]}', "\udcff"]
)
def test_what_is_no_baseline(small: Path, perfdocs: Command, text: str) -> None:
    (small / "known.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = perfdocs("check", "--baseline", small / "known.json", "--root", small)
    assert ran.status == 2
    assert ran.err.startswith("perfdocs：基线文件 ")


def test_no_baseline_yet(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--baseline", small / "known.json", "--root", small)
    assert ran.status == 2
    assert ran.err.endswith("：先加 --update-baseline 运行一次，把现在的问题记下来\n")
    ran = perfdocs("check", "--update-baseline", "--root", small)
    assert (ran.status, ran.err) == (2, "perfdocs：--update-baseline 要和 --baseline 文件 一起用\n")


SEVERAL = Finding(
    "I113",
    Place("funds/a.yaml", 16, 20),
    "四条一字不差",
    severity=Severity.WARNING,
    places=tuple(Place(f"funds/{letter}.yaml", 16, 20) for letter in "bcdef"),
    cause="“效益指标”有 4 条",
)
"""A finding with further places, and a cause that does not change with them."""


def known_from(finding: Finding) -> Known:
    return read_baseline(baseline_text([finding], Known()))


def is_known(finding: Finding, known: Known) -> bool:
    return not compare_with_baseline([finding], known, [""]).new


def test_a_baseline_holds_whatever_the_number_of_places() -> None:
    fewer = SEVERAL._replace(message="两条一字不差", places=SEVERAL.places[:1])
    assert is_known(fewer, known_from(SEVERAL))
    assert is_known(SEVERAL, known_from(fewer))
    assert not is_known(SEVERAL._replace(cause="“产出指标”有 4 条"), known_from(SEVERAL))


def test_a_baseline_holds_where_another_place_has_become_the_first() -> None:
    earlier = SEVERAL._replace(place=Place("funds/_.yaml"), places=(SEVERAL.place, *SEVERAL.places))
    assert is_known(earlier, known_from(SEVERAL))


def test_a_baseline_written_before_there_were_causes_holds() -> None:
    assert is_known(SEVERAL, known_from(SEVERAL._replace(cause="")))


def test_a_baseline_holds_for_names_that_are_not_utf_8() -> None:
    finding = Finding("W104", Place("funds/\udcff.yaml"), "没有读\x1b")
    assert is_known(finding, known_from(finding))
    baseline_text([finding], Known()).encode()
