"""A later step reads its targets from their own files: what does not fit together is told, each once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT, workspace

STEP = "specs/2023/commerce/monitoring"
FUND = f"{STEP}/funds/retiree-staff.yaml"
HEAD = f"{STEP}/department.yaml"


@pytest.fixture
def cycle(tmp_path: Path) -> Path:
    """The real targets of 2023, with both later steps beside them."""
    root = workspace(tmp_path / "workspace", ROOT / "specs")
    shutil.copytree(EXAMPLES / "cycle", root / "specs/2023/commerce", dirs_exist_ok=True)
    return root


def test_the_steps_of_the_examples_are_sound(cycle: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--root", cycle, f"{cycle}/{STEP}", "2023/commerce/evaluation")
    assert (ran.out, ran.err) == ("", "检查了 2 个部门：没有发现问题\n")


def test_a_department_is_checked_with_its_steps(cycle: Path, perfdocs: Command) -> None:
    """The steps add nothing to what is found in the targets."""
    whole = perfdocs("check", "--root", cycle, "2023/commerce")
    shutil.rmtree(cycle / STEP)
    shutil.rmtree(cycle / "specs/2023/commerce/evaluation")
    alone = perfdocs("check", "--root", cycle, "2023/commerce")
    assert whole.out == alone.out
    assert whole.err.startswith("检查了 3 个部门：")


CHANGES = [
    # file, what stands there, what somebody makes of it, what is found
    (
        FUND,
        "三级指标: 发放到位,",
        "三级指标: 发放及时到位,",
        [
            f"{FUND}:12:20: 错误 E101 目标的“质量指标”里没有“发放及时到位”，是不是“发放到位”？"
            "请照目标里的名称写，或者先改目标",
        ],
    ),
    (
        FUND,
        "          - {三级指标: 发放到位, 执行情况: 按月发放, 完成可能性: 确定能}\n",
        "",
        [f"{FUND}:11:14: 警告 E102 “质量指标”都没有填：目标里的每一条都要填，请补上"],
    ),
    (
        FUND,
        "执行情况: 按月发放, 完成可能性: 确定能}\n        时效指标:",
        "指标值: 不超过年度预算, 完成可能性: 确定能}\n        时效指标:",
        [
            f"{FUND}:12:13: 警告 F101 “半年度指标执行情况”空着：这一栏要填写",
            f"{FUND}:12:26: 错误 E103 “指标值及单位”读目标的文件，这里不用再填：请删掉；要改就改目标",
        ],
    ),
    (
        FUND,
        "名称: 提退人员经费",
        "名称: 退休人员经费",
        [
            f"{FUND}:4:9: 错误 E101 目标的“支出方向（子项）”里没有“退休人员经费”，是不是“提退人员经费”？"
            "请照目标里的名称写，或者先改目标",
        ],
    ),
    (
        "specs/2023/commerce/department.yaml",
        "版式: shifeng-2023",
        "版式: putuo-2026",
        None,
    ),
    (
        "specs/2023/commerce/funds/retiree-staff.yaml",
        "金额: 21.15\n",
        "金额: 二十一\n",
        [
            f"{HEAD}:1:1: 错误 E104 目标（specs/2023/commerce）里有 1 处错误："
            "请先运行 perfdocs check specs/2023/commerce，改好再填“绩效监控”"
        ],
    ),
    (
        HEAD,
        "版式: shifeng-monitoring-2023",
        "版式: shifeng-evaluation-2023",
        [
            f"{HEAD}:3:5: 错误 W113 “绩效自评”的文件要放在 evaluation/，这里是 monitoring/：请把目录改名",
        ],
    ),
    (
        HEAD,
        "版式: shifeng-monitoring-2023",
        "版式: shifeng-2023",
        [
            f"{HEAD}:3:5: 错误 W113 部门目录里的“monitoring”放的应是后面的环节（监控、自评），"
            "版式 shifeng-2023 却是目标的：另一个部门请移到 specs/2023/ 下面，多余的副本请移走",
        ],
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), CHANGES)
def test_what_does_not_fit_is_told(
    cycle: Path, perfdocs: Command, file: str, old: str, new: str, told: list[str] | None
) -> None:
    path = cycle / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    ran = perfdocs("check", "--root", cycle, "2023/commerce/monitoring")
    if told is None:
        told = [
            f"{HEAD}:1:1: 错误 E104 目标（specs/2023/commerce）读不出来："
            "请先运行 perfdocs check specs/2023/commerce，改好再填“绩效监控”"
        ]
    assert sorted(ran.out.splitlines()) == sorted(told)


def test_a_file_without_a_partner_on_either_side(cycle: Path, perfdocs: Command) -> None:
    (cycle / FUND).rename(cycle / STEP / "funds/retirees.yaml")
    ran = perfdocs("check", "--root", cycle, "2023/commerce/monitoring")
    assert ran.out.splitlines() == [
        f"{HEAD}:1:1: 警告 E102 “专项资金”里的 retiree-staff 还没有填：请补上 funds/retiree-staff.yaml"
        "（perfdocs begin 会备好）",
        f"{STEP}/funds/retirees.yaml:1:1: 错误 E101 目标里没有同名的文件，不知道这是哪一份的："
        "文件名要和目标的一样（retiree-staff.yaml、commerce-promotion.yaml）",
    ]


def test_a_step_without_targets_beside_it(cycle: Path, perfdocs: Command) -> None:
    shutil.copytree(cycle / STEP, cycle / "specs/2023/alone")
    ran = perfdocs("check", "--root", cycle, "2023/alone")
    assert ran.out.splitlines() == [
        "specs/2023/alone/department.yaml:3:5: 错误 W113 版式 shifeng-monitoring-2023 是“绩效监控”的："
        "文件要放在目标的旁边，specs/2023/<部门代号>/monitoring/"
    ]
