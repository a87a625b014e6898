from __future__ import annotations

import os
import shutil
from pathlib import Path

import click
import pytest

from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES

NEXT = "建好了。接着填空着的地方；perfdocs check --todo 列出还要填什么，不要它就运行 perfdocs undo\n"
FUND = "specs/2023/commerce/funds/commerce-promotion.yaml"
WORDS = "department（部门）、fund（专项资金）、重点工作、indicator（指标）、direction（支出方向（子项））、明细"


def golden(name: str, text: str) -> None:
    path = EXAMPLES / "begun" / name
    if os.environ.get("PERFDOCS_WRITE_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_files_as_a_clerk_gets_them(real: Path, perfdocs: Command) -> None:
    ran = perfdocs("new", "department", "2023/edu", "株洲市石峰区教育局", "--root", real)
    assert (ran.status, ran.out, ran.err) == (0, "specs/2023/edu/department.yaml\n", NEXT)
    golden("department.yaml", (real / "specs/2023/edu/department.yaml").read_text("utf-8"))
    ran = perfdocs("new", "fund", "specs/2023/edu/", "校园安全经费", "--root", real)
    assert (ran.status, ran.out) == (0, "specs/2023/edu/funds/xiao-yuan-an-quan-jing-fei.yaml\n")
    golden("fund.yaml", (real / "specs/2023/edu/funds/xiao-yuan-an-quan-jing-fei.yaml").read_text("utf-8"))
    like = ("--like", "lanxi-zhennan-underpass")
    ran = perfdocs("new", "project", "2026/construction", "桃浦路改造工程", *like, "--root", real)
    assert (ran.status, ran.out) == (0, "specs/2026/construction/projects/tao-pu-lu-gai-zao-gong-cheng.yaml\n")
    golden("project-like.yaml", (real / ran.out.strip()).read_text("utf-8"))
    assert perfdocs("undo", "--root", real).status == 0
    assert not (real / ran.out.strip()).exists()


@pytest.mark.parametrize(
    ("word", "name"), [("专项资金", "甲"), ("区级专项资金", "乙"), ("funds", "丙"), ("project", "丁")]
)
def test_words_of_the_pack(word: str, name: str, real: Path, perfdocs: Command) -> None:
    assert perfdocs("new", word, "2023/commerce", f"{name}专项", "--root", real).status == 0


def test_a_department_like_that_of_last_year(real: Path, perfdocs: Command) -> None:
    ran = perfdocs("new", "department", "2025/commerce", "株洲市石峰区商务局", "--root", real)
    hint = (
        "2024 年也有 commerce：要接着那一年的填，先运行 perfdocs undo，再运行"
        " perfdocs rollover 2024 2025 --department commerce\n"
    )
    assert (ran.status, ran.err) == (0, NEXT + hint)
    like = ("--like", "2023/commerce")
    ran = perfdocs("new", "department", "2025/edu", "株洲市石峰区教育局", *like, "--root", real)
    directory = "specs/2025/edu"
    assert ran.out.splitlines() == [
        f"{directory}/department.yaml",
        f"{directory}/funds/retiree-staff.yaml",
        f"{directory}/funds/commerce-promotion.yaml",
    ]
    golden("department-like.yaml", (real / directory / "department.yaml").read_text("utf-8"))


def test_rows_are_put_in_place(real: Path, perfdocs: Command) -> None:
    path = real / FUND
    old = path.read_text("utf-8").replace("\n", "\r\n").replace("排序: 2", "排序:   2    # 第二个")
    path.write_bytes(old.encode())
    ran = perfdocs("new", "indicator", f"{path}:数量指标", "新引进项目数", "--root", real)
    line = old[: old.index("        质量指标")].count("\n") + 2
    assert (ran.status, ran.out, ran.err) == (0, f"{FUND}:{line}\n", NEXT)
    assert path.read_bytes().decode().split("\r\n")[line - 2 : line + 1] == [
        "          # 指标的名称，例如 新引进亿元以上项目数。",
        "          - 三级指标: 新引进项目数",
        "            # 指标值及单位：要达到的数值和单位：可以写成一句（40个以上），也可以分开写符号、数值、单位。",
    ]
    ran = perfdocs("new", "direction", path, "消费促进", "--like", "商务专项经费", "--root", real)
    assert ran.status == 0
    golden("fund-with-rows.yaml", path.read_bytes().decode().replace("\r\n", "\n"))
    assert "\r\n" in path.read_bytes().decode()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")
    for _ in range(2):
        assert perfdocs("undo", "--root", real).status == 0
    assert path.read_bytes() == old.encode()


def test_what_cannot_be_begun(real: Path, perfdocs: Command) -> None:
    shutil.copytree(real / "specs/2023", real / "specs/2022")
    (real / "specs/2022/commerce/department.yaml").unlink()
    (real / "specs/2022/commerce/funds/retiree-staff.yaml").write_text("专项名称：甲\n", "utf-8")
    before = {path: path.read_bytes() for path in real.rglob("*") if path.is_file()}
    where = "2023/commerce"
    places = "支出方向[商务专项经费].年度绩效指标.产出指标.数量指标"
    cases = {
        ("department", where, "甲局"): "specs/2023/commerce 已经有了，没有动它",
        ("department", "2022/commerce", "甲局"): "specs/2022/commerce 已经有了，里面没有 department.yaml，没有动它："
        "请先移走，或换一个部门代号",
        ("department", "2024/Edu", "甲局"): "部门代号“Edu”只能用小写英文字母、数字和 -，例如 commerce",
        ("department", "2025/edu", "甲局"): "要写明按哪一套版式：加上 --pack 版式名，现有的有 "
        "hengshan-evaluation-2020、huangshi-monitoring-2019、putuo-2026、shifeng-2023",
        ("department", "2025/edu", "甲局", "--pack", "shifeng-monitoring-2023"): "版式“shifeng-monitoring-2023”是 "
        "shifeng-2023 的后一步（绩效监控）：有了目标，再运行 perfdocs begin monitoring 2025",
        ("department", "2026/edu", "局"): "名称“局”不能用：“主管部门”至少 2 个字，这里只有 1 个",
        ("fund", "2024/edu", "甲"): "specs/2024/edu 还没有：先运行 perfdocs new department 2024/edu 单位全称",
        ("fund", where, "商务专项经费"): f"“商务专项经费”已经有了（{FUND}），没有动它：请换一个名称，或在那里接着填",
        ("fund", where, "新专项", "--like", "没有的"): "找不到“没有的”：--like 后面写另一个文件，或它的名称",
        ("fund", where, "甲\udcff专项"): "名称“甲‹U+DCFF›专项”里有写不进文件的字符：请重新输入",
        (
            "fund",
            where,
            "甲专项",
            "--pack",
            "putuo-2026",
        ): "--pack 只用于新部门：已有的部门按它自己写的版式，请去掉 --pack",
        ("department", "specs\\2023\\commerce", "甲局"): "specs/2023/commerce 已经有了，没有动它",
        ("fund", where): "没有写名称：在命令后面写上“所属专项名称”",
        ("direction", where, "甲"): f"在 specs/2023/commerce 里不能新建“direction”：这套版式可以新建 {WORDS}；"
        "表里的一条要写文件名",
        ("direction", "2026/none/a.yaml", "甲"): "找不到“2026/none/a.yaml”：部门写 年度/部门代号（2024/commerce），"
        "表里的一条写 specs/ 里的文件 或 文件:位置",
        (
            "direction",
            FUND,
            "商务专项经费",
        ): "“商务专项经费”已经有了（第 7 行），没有动它：请换一个名称，或在那里接着填",
        ("direction", FUND, "新方向", "--like", "没有的"): "找不到“没有的”：--like 后面写同一张表里另一条的名称，"
        "或 文件:位置[名称]",
        ("indicator", f"{FUND}:没有的", "甲"): "没有“没有的”这个位置：请在文件名后面写冒号和位置，可以写 " + places,
        ("indicator", FUND, "甲"): "要写明加在哪里：请在文件名后面写冒号和位置，可以写 " + places,
        ("indicator", f"{FUND}:产出指标", "甲"): "“产出指标”可以是几处：请在文件名后面写冒号和位置，可以写 " + places,
        ("indicator", f"{FUND}:甲[", "甲"): "位置“甲[”写得不对：一级一级写，用半角句点隔开，方括号里写那一行的名称，"
        "例如 甲[乙].丙",
        ("表格", FUND, "甲"): f"{FUND} 里没有可以加“表格”的地方：这套版式可以新建 {WORDS}",
    }
    for arguments, sentence in cases.items():
        ran = perfdocs("new", *arguments, "--root", real)
        assert (ran.status, ran.out) == (2, ""), arguments
        shown = ran.err[: len(f"perfdocs：{sentence}")] if places in sentence else ran.err.rstrip("\n")
        assert shown == f"perfdocs：{sentence}"
    after = {path: path.read_bytes() for path in real.rglob("*") if path.is_file() and ".perfdocs" not in path.parts}
    assert after == before


def test_a_file_with_a_fault_is_left_alone(real: Path, perfdocs: Command) -> None:
    path = real / FUND
    path.write_text(path.read_text("utf-8").replace("排序: 2", "排序：2"), "utf-8")
    ran = perfdocs("new", "direction", path, "甲方向", "--root", real)
    assert ran.status == 2
    fault = f"{FUND}:4:3：“排序”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”"
    assert ran.err == f"perfdocs：先把文件里的错误改好，再往里加：{fault}\n"


def test_a_person_at_the_terminal_is_asked(real: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(title: str, **_: object) -> str:
        asked.append(title)
        return " 校园安全经费 "

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", answer)
    ran = perfdocs("new", "fund", "2023/commerce", "--root", real)
    assert (ran.status, asked) == (0, ["所属专项名称"])
    assert "\n专项名称: 校园安全经费\n" in (real / ran.out.strip()).read_text("utf-8")
