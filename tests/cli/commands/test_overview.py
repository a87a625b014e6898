"""`perfdocs overview`: each question of a reviewer with thirty bureaus is answered by one command, told in full."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdocs import cache
from tests.support.run_command import Command
from tests.support.sheets import shown_rows
from tests.support.thirty_departments import thirty_departments
from tests.support.workspaces import EXAMPLES

GOLDEN = EXAMPLES / "overview"


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The thirty departments, and a cache for the tests of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield thirty_departments(tmp_path_factory.mktemp("thirty"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "arguments", "status"),
    [
        ("year", ["2024"], 1),
        ("handed-in", ["2024", "--state", "已报送", "--sort", "报送"], 1),
        ("clean", ["2024", "--state", "无误", "--sort", "warnings"], 1),
        ("moved-most", ["2024", "--sort", "-资金总额增减%"], 1),
        ("send-back", ["2024", "--state", "有错误", "--state", "未报送", "--findings", "2"], 1),
        ("common-faults", ["2024", "--state", "有错误", "--state", "填报中", "--faults"], 1),
        ("department", ["2024/market"], 0),
        ("begun", ["2024/statistics"], 1),
        ("absent", ["2024/演示区信访局"], 0),
        ("last-year", ["2023"], 0),
    ],
)
def test_a_question_is_answered_by_one_command(
    thirty: Path, perfdocs: Command, name: str, arguments: list[str], status: int
) -> None:
    ran = perfdocs("overview", *arguments, "--root", thirty, "--jobs", "1", "--today", "2024-06-01")
    assert (ran.status, ran.err) == (status, "")
    assert ran.out == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.slow
def test_json_is_for_scripts(thirty: Path, perfdocs: Command) -> None:
    ran = perfdocs("overview", "2024", "--format", "json", "--root", thirty, "--jobs", "1")
    told = json.loads(ran.out)
    assert (ran.status, ran.err, told["version"], told["year"], told["unit"]) == (1, "", 1, 2024, "万元")
    assert told["states"] == {"absent": 2, "begun": 3, "errors": 8, "waived": 1, "clean": 16}
    assert told["sums"]["total"] == {
        "amount": "15751.46",
        "departments": 25,
        "missing": ["archives", "data", "forestry", "letters", "science"],
        "both_years": {
            "departments": 25,
            "old": "13927.90",
            "new": "15751.46",
            "difference": "1823.56",
            "percent": "13.1",
        },
    }
    by_name = {one["department"]: one for one in told["departments"]}
    market = by_name["market"]
    assert [
        market[key] for key in ("name", "state", "handed_in", "blanks", "errors", "warnings", "hints", "waived")
    ] == [*("演示区市场监督管理局", "clean", "2024-01-05", 0, 0, 5, 2, 0)]
    assert market["total"] == {"old": "410.1", "new": "416.99", "difference": "6.89", "percent": "1.7"}
    assert [market[key] for key in ("added", "removed", "weaker", "old_department")] == [0, 0, 5, None]
    assert market["weightiest"][0] == {
        "code": "C101",
        "severity": "warning",
        "file": "specs/2024/market/department.yaml",
        "line": 22,
        "column": 11,
        "path": "年度重点工作计划[0].工作目标",
        "message": "目标比上年低：走访 42家 → 37家，请核对，要降低的说明原因",
    }
    assert by_name["human-resources"]["old_department"] == "labour"
    assert by_name["archives"]["total"]["old"] == "909.53"


@pytest.mark.slow
def test_a_workbook_has_numbers_in_the_cells_of_numbers(thirty: Path, tmp_path: Path, perfdocs: Command) -> None:
    file = tmp_path / "a.xlsx"
    ran = perfdocs("overview", "2024", "--format", "xlsx", "--out", file, "--root", thirty, "--jobs", "1")
    assert (ran.status, ran.out, ran.err) == (1, "", f"写在 {file}\n")
    head, agriculture, *_ = shown_rows(file.read_bytes(), "总览")[1:]
    of_amounts = [
        title
        for amount in ("资金总额", "项目支出")
        for title in (f"{amount}（万元）", f"上年{amount}（万元）", f"{amount}增减（万元）", f"{amount}增减%")
    ]
    counts = ["待填", "错误", "警告", "提示", "已豁免"]
    assert head == ["目录", "全称", "状态", "报送", *counts, *of_amounts, "新增", "取消", "变弱"]
    texts, numbers = ["agriculture", "演示区农业农村局", "无误", "2024-01-05"], ["1", "0", "36", "6", "0"]
    amounts = ["913.8", "909.1", "4.7", "0.5", "83.94", "82.59", "1.35", "1.6"]
    assert agriculture == [*texts, *numbers, *amounts, "0", "0", "0"]
    blank = ["警告", "F101", "specs/2024/agriculture/department.yaml", "17", "8", "“部门职责概述”空着：这一栏要填写"]
    assert shown_rows(file.read_bytes(), "最重的问题")[:2] == [
        ["目录", "全称", "级别", "代号", "文件", "行", "列", "问题"],
        ["agriculture", "演示区农业农村局", *blank],
    ]
    with zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>913.8</v>" in sheet
    assert '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A2:T32"/>' in sheet
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in sheet


@pytest.mark.slow
def test_markdown_is_a_table(thirty: Path, perfdocs: Command) -> None:
    told = perfdocs(
        "overview", "2024", "--state", "已豁免", "--format", "markdown", "--root", thirty, "--jobs", "1"
    ).out
    assert told == (GOLDEN / "waived.md").read_text("utf-8")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.invalid", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
    )


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def branch(thirty: Path, tmp_path: Path) -> Path:
    """The thirty in git, on a branch that mends one, spoils one, weakens one, adds one and takes one away."""
    root = tmp_path / "branch"
    shutil.copytree(thirty, root)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    git(root, "checkout", "-q", "-b", "work")
    specs = root / "specs/2024"
    replace(specs / "education/department.yaml", "资金总额: 1646.45", "资金总额: 646.45")
    replace(specs / "education/department.yaml", "版式:", "# 一行，下面的都往下移。\n版式:")
    replace(specs / "urban/funds/retiree-staff.yaml", "绩效标准: 40", "绩效标准: 45")
    replace(specs / "finance/department.yaml", "≥90%", "≥85%")
    shutil.copytree(root / "specs/2023/letters", specs / "letters")
    replace(specs / "letters/department.yaml", "年度: 2023", "年度: 2024")
    shutil.rmtree(specs / "works")
    git(root, "commit", "-q", "-a", "-m", "two")
    return root


@pytest.mark.slow
def test_a_branch_is_one_comment(branch: Path, perfdocs: Command) -> None:
    ran = perfdocs("overview", "--since", "main", "--format", "markdown", "--root", branch, "--jobs", "1")
    told = re.sub(r"(?<=main（)[0-9a-f]{8}", "01234567", ran.out)
    assert (ran.status, told, ran.err) == (1, (GOLDEN / "branch.md").read_text("utf-8"), "")


@pytest.mark.slow
def test_a_branch_that_touches_a_pack(branch: Path, perfdocs: Command) -> None:
    replace(
        branch / "templates/shifeng-2023/pack.yaml",
        "资金总额应等于按收入性质分的合计",
        "资金总额要等于按收入性质分的合计",
    )
    told = perfdocs("overview", "2024", "--since", "main", "--root", branch, "--jobs", "1").out
    assert told.splitlines()[2:4] == [
        "- 改了版式 shifeng-2023：另有 24 个部门用它，什么也没有变",
        "- 涉及 5 个部门：新出现的问题 11（错误 1，警告 7，提示 3）；消失的 4（错误 1，提示 3）；变弱的目标 2",
    ]
    told = json.loads(perfdocs("overview", "--since", "main", "--format", "json", "--root", branch, "--jobs", "1").out)
    assert [(one["department"], one["before"], one["after"]) for one in told["departments"]] == [
        ("urban", "clean", "errors"),
        ("finance", "clean", "clean"),
        ("letters", None, "clean"),
        ("education", "errors", "clean"),
        ("works", "clean", None),
    ]
    git(branch, "checkout", "-q", "--", ".")
    git(branch, "checkout", "-q", "main")
    shutil.rmtree(branch / "specs/2024/letters")
    told = perfdocs("overview", "--since", "work", "--root", branch, "--jobs", "1").out
    assert told.splitlines()[2:] == ["没有部门受影响。"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "要写年度，例如 perfdocs overview 2024；一个部门写成 2024/commerce"),
        (["去年"], "“去年”不是年度：要写年度，例如 perfdocs overview 2024；一个部门写成 2024/commerce"),
        (["1999"], "1999 年没有部门，1998 年也没有：请核对年度"),
        (["2024/markt"], "2024 年没有“markt”这个部门，是不是“market”？"),
        (["2024/xyz"], "2024 年没有“xyz”这个部门：perfdocs overview 2024 列出全部"),
        (["2024/market", "--format", "html"], "一个部门的详情没有 html 格式：只有 text、json"),
        (["2024/market", "--sort", "错误"], "--sort 用在一年的总览上，不能用在一个部门或 --since 上"),
        (["--since", "main", "--faults"], "--faults 用在一年的总览上，不能用在一个部门或 --since 上"),
        (
            ["2024", "--format", "html", "--findings", "3"],
            "--findings、--faults 用在 text 格式里；html、xlsx、json 里本来就有",
        ),
        (["2024", "--format", "xlsx"], "xlsx 格式要用 --out 写明放到哪个文件"),
        (["--since", "main", "--format", "html"], "用 --since 时没有 html 格式：只有 text、markdown、json"),
        (["--since=--x"], "版本的名称不能以 - 开头"),
    ],
)
def test_wrong_arguments(thirty: Path, perfdocs: Command, arguments: list[str], sentence: str) -> None:
    ran = perfdocs("overview", *arguments, "--root", thirty, "--jobs", "1")
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{sentence}\n")


def test_a_revision_without_a_common_version(branch: Path, perfdocs: Command) -> None:
    ran = perfdocs("overview", "--since", "nowhere", "--root", branch)
    assert (ran.status, ran.out) == (2, "")
    hint = "检出时要取全部历史（fetch-depth: 0），并且有这个分支"
    assert ran.err.startswith(f"perfdocs：找不到和“nowhere”共同的版本：{hint}（git merge-base 没有成功：")


LIST = "specs/2024/departments.yaml"


@pytest.mark.slow
def test_faults_of_the_list_stand_behind_the_overview(thirty: Path, tmp_path: Path, perfdocs: Command) -> None:
    root = tmp_path / "listed"
    shutil.copytree(thirty, root)
    replace(root / LIST, "  - 代号: works\n    名称: 演示区重点工程事务中心\n    报送: 2024-01-14\n", "")
    replace(root / LIST, "代号: archives", "代号: Archives")
    ran = perfdocs("overview", "2024", "--root", root, "--jobs", "1", "--today", "2024-06-01")
    assert ran.status == 1
    assert ran.out.splitlines()[-3:] == [
        "",
        f"{LIST}:7:9: 错误 S105 “代号”的写法不对：“Archives”。部门目录的名称，只用小写英文字母、数字和 -",
        f"specs/2024/works:1:1: 警告 W111 这个部门不在 {LIST} 里：要报的请补进清单，不要报的请移走目录",
    ]
    ran = perfdocs("overview", "2024", "--root", root, "--jobs", "1", "--today", "2024-06-01", "--format", "json")
    assert [finding["code"] for finding in json.loads(ran.out)["findings"]] == ["S105", "W111"]
    assert ran.err.count("\n") == 2
