"""A comment of a merge request is as long as a service takes it, and says what it leaves out."""

from __future__ import annotations

from decimal import Decimal

from perfdocs.finding import Finding, Place, Tally
from perfdocs.overview.branch import Branch, BranchDepartment, BranchYear
from perfdocs.overview.formats.branch import LONGEST, branch_as_markdown
from perfdocs.overview.records import Amount, Line, State, TargetChanges
from tests.support.hostile_text import HOSTILE, is_harmless


def branch(departments: int, findings: int, text: str = "问题") -> Branch:
    """A branch by which so many departments have so many findings more."""
    new = tuple(Finding("M101", Place(f"{text}.yaml", number), f"{text}{number}") for number in range(findings))
    after = Line("d", text, State.ERRORS, tally=Tally(findings), total=Amount(None, Decimal(3)))
    before = after._replace(state=State.CLEAN, tally=Tally(), total=Amount(None, Decimal(2)))
    every = tuple(
        BranchDepartment("2024", f"d{number:04}", before, after, new, (), TargetChanges(0, 0, 0), ())
        for number in range(departments)
    )
    return Branch("main", "0123456789", (BranchYear("2024", every, 0, "万元", text, text),), ())


def test_findings_beyond_twenty_are_counted() -> None:
    told = branch_as_markdown(branch(1, 23)).splitlines()
    assert told[-3:] == [
        "- 错误 M101 问题18（问题.yaml:18）",
        "- 错误 M101 问题19（问题.yaml:19）",
        "- 还有 3 条没有列出",
    ]


def test_a_long_comment_is_cut_between_departments() -> None:
    told = branch_as_markdown(branch(200, 20))
    assert len(told) <= LONGEST
    sections = told.count("\n### ")
    assert 50 < sections < 200
    whole = "运行 perfdocs overview --since main --format json 看全部。"
    assert told.endswith(f"\n**太长，还有 {200 - sections} 个部门的明细没有列出**：{whole}\n")
    assert "没有列在表里" not in told


def test_one_department_that_is_too_long_leaves_room_for_the_others() -> None:
    (year,) = branch(3, 2).years
    long = year.departments[0]._replace(new=branch(1, 20, "长" * 4000).departments[0].new)
    told = branch_as_markdown(
        Branch("main", "0123456789", (year._replace(departments=(long, *year.departments[1:])),), ())
    )
    assert told.count("\n### ") == 2
    assert "**太长，还有 1 个部门的明细没有列出**" in told


def test_a_long_table_leaves_room_for_what_came() -> None:
    told = branch_as_markdown(branch(500, 20))
    assert len(told) <= LONGEST
    rows = told.count("\n| 问题（d")
    assert f"\n另有 {500 - rows} 个部门没有列在表里\n" in told
    assert told.count("\n### ") > 20


def test_nothing_of_a_value_is_obeyed() -> None:
    for text in HOSTILE:
        assert is_harmless(branch_as_markdown(branch(1, 2, text)))
    told = branch_as_markdown(branch(1, 1, "@甲 #1 <b> | 乙"))
    assert "@<!-- -->甲 #<!-- -->1 &lt;b&gt; \\| 乙" in told
    assert "@甲" not in told


def test_of_nothing_it_is_said_that_it_is_nothing() -> None:
    assert branch_as_markdown(Branch("main", "0123456789", (), ("one",))) == (
        "## 绩效目标：相对 main（01234567）\n\n- 改了版式 one\n没有部门受影响。\n"
    )
