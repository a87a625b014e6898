"""The list of a year's departments: read as far as it can be, its faults told at their places."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from perfdocs.overview.department_list import read_list
from perfdocs.report.text import report
from perfdocs.workspace import Workspace
from tests.support.run_command import Command

TODAY = datetime.date(2024, 6, 1)
FILE = "specs/2024/departments.yaml"


@pytest.mark.parametrize(
    ("text", "entries", "told"),
    [
        (
            "部门:\n  - {代号: a, 名称: 甲局, 报送: 2024-01-15}\n  - {代号: b-1, 名称: 乙局}\n",
            [("a", "甲局", "2024-01-15"), ("b-1", "乙局", "")],
            "",
        ),
        (
            "部门:\n  - {代号: A, 名称: 甲局}\n  - {代号: b, 名称: 乙局, 报送: 2024年1月5日}\n",
            [("b", "乙局", "")],
            f"{FILE}:2:10: 错误 S105 “代号”的写法不对：“A”。部门目录的名称，只用小写英文字母、数字和 -\n"
            f"{FILE}:3:25: 错误 S105 “报送”的写法不对：“2024年1月5日”。写成 2024-01-05\n",
        ),
        (
            "部门:\n  - {代号: a, 名称: 甲局, 报送: 2024-02-30}\n  - {代号: a, 名称: 甲局}\n"
            "  - {代号: c, 名称: 丙局, 报送: 2024-06-02}\n",
            [("a", "甲局", ""), ("c", "丙局", "")],
            f"{FILE}:2:25: 错误 W110 没有“2024-02-30”这一天：请核对月和日\n"
            f"{FILE}:3:5: 错误 W110 “a”在第 2 行已经有了：一个部门只写一项，请删掉一项\n"
            f"{FILE}:4:25: 错误 W110 “2024-06-02”还没有到（今天是 2024-06-01）：报送以后再写日期\n",
        ),
        (
            "部门：\n  - {代号: a, 名称: 甲局, 备注: 无}\n",
            [("a", "甲局", "")],
            f"{FILE}:1:3: 错误 Y101 “部门”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”\n"
            f"{FILE}:2:21: 错误 S101 没有“备注”这个字段：这里可以写“代号”、“名称”、“报送”\n",
        ),
        ("部门:\n", [], f"{FILE}:1:4: 错误 S103 “部门”不能空着\n"),
        (
            "a: 1\n",
            [],
            f"{FILE}:1:1: 错误 S101 没有“a”这个字段：这里可以写“部门”\n"
            f"{FILE}:1:1: 错误 S102 缺少“部门”：请补上这一行\n",
        ),
    ],
)
def test_a_list(tmp_path: Path, text: str, entries: list[tuple[str, str, str]], told: str) -> None:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    listed = read_list(Workspace(tmp_path), "2024", TODAY)
    assert listed is not None
    assert [entry[:3] for entry in listed.entries] == entries
    assert report(sorted(listed.findings, key=lambda finding: finding.place)) == told


def test_there_may_be_none(tmp_path: Path) -> None:
    assert read_list(Workspace(tmp_path), "2024", TODAY) is None


def test_a_list_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    listed = read_list(Workspace(tmp_path), "2024", TODAY)
    assert listed is not None
    assert report(listed.findings) == (
        f"{FILE}:1:1: 错误 Y100 文件打不开：Is a directory。请检查文件权限，或关闭正在使用它的程序\n"
    )


@pytest.mark.slow
def test_nothing_else_takes_the_list_for_a_department(small: Path, perfdocs: Command) -> None:
    (small / "specs/2023/departments.yaml").write_text("部门:\n  - {代号: demo, 名称: 演示局}\n", "utf-8")
    before = perfdocs("check", "--root", small)
    assert (before.status, before.out, before.err) == (0, "", "检查了 1 个部门：没有发现问题\n")
    (small / "specs/2023/departments.yaml").write_text("部门:\n  - {代号: Demo, 名称: 演示局}\n", "utf-8")
    wrong = "specs/2023/departments.yaml:2:10: 错误 S105 “代号”的写法不对：“Demo”。"
    wrong += "部门目录的名称，只用小写英文字母、数字和 -\n"
    assert [perfdocs("check", *paths, "--root", small).out for paths in ([], ["2023"], ["2023/demo"])] == [
        wrong,
        wrong,
        "",
    ]
    assert perfdocs("render", "--root", small).status == 0
    assert perfdocs("rollover", "2023", "2024", "--root", small).status == 0
    assert sorted(path.name for path in (small / "specs/2024").iterdir()) == ["demo"]
    assert perfdocs("diff", "2023", "2024", "--root", small).out.count("演示局（demo）") == 1
    (small / "specs/2023/departments.yaml").rename(small / "specs/2023/departments.yml")
    assert perfdocs("check", "2023", "--root", small).out == (
        "specs/2023/departments.yml:1:1: 错误 W104 这个文件没有读，里面的内容不会印到表上："
        "填报文件放在 specs/<年度>/<部门代号>/ 里，请移到那里；如果是部门清单，请改名为 departments.yaml\n"
    )
