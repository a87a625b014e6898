"""What comes of something that stands twice: that it does, and nothing of what follows from it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.run_command import Command

FUNDS = Path("specs/2023/demo/funds")
FUND = FUNDS / "promotion.yaml"
WAIVER = "豁免:\n  - {代号: F202, 理由: 同名的两笔, 批准: 区财政局, 截止: '2023-12-31'}\n"


def check(root: Path, perfdocs: Command) -> list[str]:
    return perfdocs("check", "--today", "2023-06-01", "--root", root).out.splitlines()


def copied(name: str, line: int) -> str:
    same = f"“招商经费”和 {FUND.as_posix()} 第 2 行的名称、内容都一样"
    mend = "多半是复制了文件还没有改，请改成它自己的内容，或删掉"
    return f"{(FUNDS / name).as_posix()}:{line}:7: 错误 F202 {same}：{mend}"


@pytest.mark.parametrize("name", ["promotion (2).yaml", "a copy of promotion.yaml", "promotion - 副本.yaml"])
def test_a_copied_file_is_one_finding(small: Path, perfdocs: Command, name: str) -> None:
    """Also where its name comes first, and though the department's sums count it twice."""
    shutil.copy(small / FUND, small / FUNDS / name)
    assert check(small, perfdocs) == [copied(name, 2)]


def test_what_is_wrong_in_the_original_is_told_once(small: Path, perfdocs: Command) -> None:
    text = (small / FUND).read_text("utf-8").replace("测算依据: 8次*5万元", "测算依据: 8次*6万元")
    (small / FUND).write_text(text, "utf-8")
    before = check(small, perfdocs)
    assert [line.split()[2] for line in before] == ["M201"]
    shutil.copy(small / FUND, small / FUNDS / "promotion (2).yaml")
    assert check(small, perfdocs) == [copied("promotion (2).yaml", 2), *before]


def test_two_copies_are_one_finding_with_two_places(small: Path, perfdocs: Command) -> None:
    for number in (2, 3):
        shutil.copy(small / FUND, small / FUNDS / f"promotion ({number}).yaml")
    more = f"（还有：{(FUNDS / 'promotion (3).yaml').as_posix()}:2）"
    assert check(small, perfdocs) == [copied("promotion (2).yaml", 2) + more]


def test_a_copied_direction_is_one_finding(small: Path, perfdocs: Command) -> None:
    head, direction = (small / FUND).read_text("utf-8").split("支出方向:\n")
    (small / FUND).write_text(f"{head}支出方向:\n{direction}{direction}", "utf-8")
    line = (head + direction).count("\n") + 2
    same = "“外出招商”和第 4 行的名称、内容都一样"
    mend = "多半是复制了一遍还没有改，请改成它自己的内容，或删掉"
    assert check(small, perfdocs) == [f"{FUND.as_posix()}:{line}:9: 错误 F202 {same}：{mend}"]


def test_where_the_copy_is_accepted_all_that_follows_is_told(small: Path, perfdocs: Command) -> None:
    """The sums that count it twice, and the files that would have one name."""
    without_numbers(small)
    shutil.copy(small / FUND, small / FUNDS / "promotion (2).yaml")
    with (small / FUNDS / "promotion (2).yaml").open("a", encoding="utf-8") as file:
        file.write(WAIVER)
    lines = check(small, perfdocs)
    assert [line.split(": ")[1].split()[:2] for line in lines] == [
        ["错误", "M101"],
        ["已豁免", "F202"],
        ["错误", "R101"],
    ]


def test_two_funds_of_one_name_are_found_by_check(small: Path, perfdocs: Command) -> None:
    text = "专项名称: 招商经费\n支出方向:\n  - {名称: 参加展会, 金额: 0}\n"
    (small / FUNDS / "again.yaml").write_text(text, "utf-8")
    told = perfdocs("check", "--select", "F2,R", "--root", small)
    named = f"“招商经费”这个名称在 {(FUNDS / 'again.yaml').as_posix()} 第 1 行已经有了：请改成不同的，重复的删掉"
    assert told.out == f"{FUND.as_posix()}:2:7: 错误 F201 {named}\n"


def without_numbers(root: Path) -> None:
    """Takes the running numbers out of the names of files: with them, no two are the same."""
    manifest = root / "templates/shifeng-2023/pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("{{ number }}-", ""), "utf-8")


def test_file_names_that_differ_by_case_are_found_by_check(small: Path, perfdocs: Command) -> None:
    without_numbers(small)
    text = (small / FUND).read_text("utf-8")
    (small / FUND).write_text(text + "  - {名称: ABC, 金额: 0}\n  - {名称: abc, 金额: 0}\n", "utf-8")
    line = text.count("\n") + 2
    name = "2023年区级专项资金支出方向绩效目标表（招商经费－abc）.docx"
    clash = f"两张“2023年区级专项资金支出方向绩效目标表”的文件名都是“{name}”（不分大小写），会互相覆盖"
    mend = f"请把其中一个的名称改得不同（还有：第 {line - 1} 行）"
    told = perfdocs("check", "--select", "R", "--root", small)
    assert told.out == f"{FUND.as_posix()}:{line}:10: 错误 R101 {clash}：{mend}\n"
