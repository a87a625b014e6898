"""The files of a later step begun: every fund and indicator of the targets by name, nothing else found than blanks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.support.run_command import Command
from tests.support.workspaces import ROOT, workspace

STEP = "specs/2023/commerce/monitoring"
FILES = [f"{STEP}/department.yaml", f"{STEP}/funds/retiree-staff.yaml", f"{STEP}/funds/commerce-promotion.yaml"]
BEGUN = "备好了。接着填空着的地方；perfdocs check --todo 列出还要填什么，不要它就运行 perfdocs undo\n"


@pytest.fixture
def targets(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace", ROOT / "specs")


@pytest.mark.parametrize("step", ["monitoring", "绩效监控", "shifeng-monitoring-2023"])
def test_a_step_is_begun(targets: Path, perfdocs: Command, step: str) -> None:
    ran = perfdocs("begin", step, "2023", "--root", targets)
    assert (ran.status, ran.out.splitlines(), ran.err) == (0, FILES, BEGUN)
    found = perfdocs("check", "--root", targets, "2023/commerce/monitoring").out.splitlines()
    assert {line.split()[2] for line in found} == {"F101"}
    assert perfdocs("render", "--root", targets, "2023/commerce/monitoring").status == 0


def test_every_name_of_the_targets_is_there_once(targets: Path, perfdocs: Command) -> None:
    perfdocs("begin", "monitoring", "2023", "--root", targets)
    (direction,) = yaml.safe_load((targets / FILES[1]).read_text("utf-8"))["支出方向"]
    names = {
        second: [row["三级指标"] for row in rows]
        for first in direction["年度绩效指标"].values()
        for second, rows in first.items()
    }
    assert names == {
        "数量指标": [21.15],
        "质量指标": ["发放到位"],
        "时效指标": ["2023年全年"],
        "成本指标": ["控制总成本不超预算"],
        "经济效益指标": ["区域经济发展"],
        "社会效益指标": ["促就业，稳发展"],
        "生态效益指标": ["生活富裕，生态宜居"],
        "可持续影响指标": ["围绕建链、补链、强链，完善产业配套和服务体系"],
        "社会公众及服务对象满意度指标": ["满意度"],
    }
    assert (direction["名称"], direction["上半年执行数"]) == ("提退人员经费", None)


def test_only_what_is_missing_is_written(targets: Path, perfdocs: Command) -> None:
    perfdocs("begin", "monitoring", "2023", "--root", targets)
    (targets / FILES[1]).write_text("# 填了一半\n", "utf-8")
    (targets / FILES[2]).unlink()
    assert perfdocs("begin", "monitoring", "2023", "commerce", "--root", targets).out == f"{FILES[2]}\n"
    assert (targets / FILES[1]).read_text("utf-8") == "# 填了一半\n"
    again = perfdocs("begin", "monitoring", "2023", "--root", targets)
    assert (again.status, again.out, again.err) == (0, "", "2023/commerce：都有了，没有动\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["jiance", "2023"], "没有“jiance”这个环节：有 evaluation（绩效自评）、monitoring（绩效监控）"),
        (["monitorin", "2023"], "没有“monitorin”这个环节，是不是“monitoring”？"),
        (["monitoring", "23"], "“23”不是年度：写法是 perfdocs begin monitoring 2023"),
    ],
)
def test_what_cannot_be_begun(targets: Path, perfdocs: Command, words: list[str], told: str) -> None:
    ran = perfdocs("begin", *words, "--root", targets)
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{told}\n")


def test_a_step_whose_pack_is_not_in_the_workspace_but_came_with_the_program(targets: Path, perfdocs: Command) -> None:
    for kind in ("schema", "templates"):
        shutil.rmtree(targets / kind / "shifeng-monitoring-2023")
    ran = perfdocs("begin", "monitoring", "2023", "--root", targets)
    command = "perfdocs init . --pack shifeng-monitoring-2023"
    told = f"填报目录里没有“monitoring”这个环节的版式，程序带着一套：先在填报目录里运行 {command}"
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{told}\n")


def test_targets_that_do_not_fit_are_told(targets: Path, perfdocs: Command) -> None:
    ran = perfdocs("begin", "monitoring", "2026", "--root", targets)
    assert (ran.status, ran.out.splitlines()) == (
        2,
        [
            f"specs/2026/{department}:1:1: 错误 W113 这个环节配的是版式 shifeng-2023，这里用的是 putuo-2026：没有备"
            for department in ("construction", "urban-enforcement")
        ],
    )
    (targets / "specs/2023/commerce/department.yaml").write_text("年度: 2023\n", "utf-8")
    ran = perfdocs("begin", "monitoring", "2023", "--root", targets)
    assert (ran.status, ran.out) == (
        1,
        "specs/2023/commerce:1:1: 错误 E104 目标读不出来：请先运行 perfdocs check 2023/commerce，改好再备\n",
    )
