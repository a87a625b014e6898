"""The later steps of the cycle, through every command: targets are read from their files, and nowhere typed again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.support import read_docx
from tests.support.guide_steps import follow
from tests.support.printed_workspace import type_into
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT, workspace

STEP = "specs/2023/commerce/monitoring"
FUND = f"{STEP}/funds/retiree-staff.yaml"
TARGETS = "specs/2023/commerce/funds/retiree-staff.yaml"
BUILD = "build/2023/commerce/monitoring"
FORM = f"{BUILD}/01-2023年项目支出绩效运行监控表（提退人员经费）.docx"
WHOLE = f"{BUILD}/2023年株洲市石峰区商务局绩效运行监控表（整套）.docx"


@pytest.fixture
def cycle(tmp_path: Path, perfdocs: Command) -> Path:
    """The real targets of 2023, printed with the later steps beside them."""
    root = workspace(tmp_path / "workspace", ROOT / "specs")
    shutil.copytree(EXAMPLES / "cycle", root / "specs/2023/commerce", dirs_exist_ok=True)
    ran = perfdocs("render", "--root", root, "2023/commerce/monitoring")
    assert ran.status == 0, ran
    return root


@pytest.mark.slow
def test_what_was_printed_is_recognised_after_the_targets_changed(cycle: Path, perfdocs: Command) -> None:
    """The record of a step holds its targets and their pack too."""
    assert perfdocs("verify", "--root", cycle, cycle / FORM, cycle / WHOLE).status == 0
    path = cycle / TARGETS
    path.write_text(path.read_text("utf-8").replace("不超过年度预算", "不超预算"), "utf-8")
    ran = perfdocs("verify", "--root", cycle, cycle / FORM)
    assert ran.out.removeprefix(f"{cycle}/") == (
        f"{FORM}:1:1: 警告 N311 填报文件（{STEP}）在这份文件印出以后改过：请确认交的是不是最新的\n"
    )


def test_an_edit_is_pulled_into_the_file_of_the_step(cycle: Path, perfdocs: Command) -> None:
    """One of the step's own fields is; one of the targets' is told with the line where it is to be changed."""
    type_into(cycle / FORM, ("10.12", "10.5", 0), ("发放到位", "发放到人", 0))
    before = (cycle / TARGETS).read_bytes()
    ran = perfdocs("pull", "--root", cycle, cycle / FORM)
    assert ran.out.replace(f"{cycle}/", "").splitlines() == [
        f"{FORM}:9:4: 错误 N402 第 2 个表第 3 行第 4 格（产出指标 质量指标 三级指标）："
        f"这是目标里的（{TARGETS}:19），没有写回：要改，请先改目标的文件",
        f"{FUND}:5:13: 提示 N403 写回：10.12 → 10.5",
    ]
    assert (cycle / TARGETS).read_bytes() == before
    assert "上半年执行数: 10.5\n" in (cycle / FUND).read_text("utf-8")


@pytest.mark.parametrize("step", ["monitoring", "evaluation"])
def test_a_printed_step_is_read_back_as_it_was(cycle: Path, perfdocs: Command, step: str) -> None:
    """Only what the step writes, into files that are called as those of its targets."""
    own = cycle / "specs/2023/commerce" / step
    assert perfdocs("render", "--root", cycle, f"2023/commerce/{step}").status == 0
    (whole,) = (cycle / "build/2023/commerce" / step).glob("*（整套）.docx")
    before = _data(own)
    shutil.rmtree(own)
    ran = perfdocs("import", "--root", cycle, "--pack", f"shifeng-{step}-2023", "--out", own, whole)
    assert (ran.status, ran.out) == (0, "")
    assert _data(own) == before


def _data(directory: Path) -> dict[str, object]:
    files = sorted(directory.rglob("*.yaml"))
    return {path.relative_to(directory).as_posix(): yaml.safe_load(path.read_text("utf-8")) for path in files}


def test_what_a_form_prints_of_its_targets_is_compared(cycle: Path, perfdocs: Command) -> None:
    type_into(cycle / FORM, ("不超过年度预算", "不超过预算的一半", 0), ("发放到位", "按月发放到位", 0))
    shutil.rmtree(cycle / STEP)
    ran = perfdocs("import", "--root", cycle, "--pack", "shifeng-monitoring-2023", "--out", cycle / STEP, cycle / FORM)
    assert ran.out.replace(f"{cycle}/", "").splitlines() == [
        f"{FORM}:8:5: 错误 N219 第 2 个表第 2 行第 5 格：这里印的是“不超过预算的一半”，"
        f"目标里（{TARGETS}:17）是“不超过年度预算”：没有读入，要改请改目标的文件",
        f"{FORM}:9:4: 错误 N219 第 2 个表第 3 行第 4 格：目标的“质量指标”里没有“按月发放到位”，是不是“发放到位”？",
    ]


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("specs/2023/commerce/jiankong", "“绩效监控”要放在目标的旁边：--out 写成 specs/2023/commerce/monitoring 这样"),
        (
            "specs/2023/nobody/monitoring",
            "specs/2023/nobody 里没有它的目标：版式 shifeng-monitoring-2023 要配目标的版式 shifeng-2023，"
            "请先备好目标的文件",
        ),
    ],
)
def test_a_step_is_imported_beside_its_targets_only(cycle: Path, perfdocs: Command, out: str, told: str) -> None:
    ran = perfdocs("import", "--root", cycle, "--pack", "shifeng-monitoring-2023", "--out", cycle / out, cycle / FORM)
    assert (ran.status, ran.err) == (2, f"perfdocs：{told}\n")


def test_a_department_is_rolled_over_without_its_steps(cycle: Path, perfdocs: Command) -> None:
    shutil.rmtree(cycle / "specs/2024")
    assert perfdocs("rollover", "--root", cycle, "2023", "2024").status == 0
    assert not (cycle / "specs/2024/commerce/monitoring").exists()


def test_two_years_of_a_step_are_compared(cycle: Path, perfdocs: Command) -> None:
    """Its own fields and those of its targets, each once."""
    shutil.copytree(cycle / "specs/2023/commerce", cycle / "specs/2024/commerce", dirs_exist_ok=True)
    head = cycle / "specs/2024/commerce/department.yaml"
    head.write_text(head.read_text("utf-8").replace("年度: 2023", "年度: 2024"), "utf-8")
    fund = cycle / FUND.replace("2023", "2024")
    fund.write_text(fund.read_text("utf-8").replace("上半年执行数: 10.12", "上半年执行数: 9.8"), "utf-8")
    ran = perfdocs("diff", "--root", cycle, "2023/commerce/monitoring", "2024/commerce/monitoring")
    assert ran.out.partition("\n\n")[2] == (
        f"  提退人员经费（{FUND.replace('2023', '2024')}）\n"
        "    修改 支出方向（子项）“提退人员经费”·1-6月执行数：10.12 → 9.8（-0.32，-3.2%）\n"
    )


def test_a_rolled_over_target_is_told_with_what_was_reached(cycle: Path, perfdocs: Command) -> None:
    """Above each row of last year's, by self-evaluation where there is one, else by monitoring."""
    shutil.rmtree(cycle / "specs/2024")
    head = cycle / "specs/2023/commerce/funds/retiree-staff.yaml"
    head.write_bytes(head.read_bytes().replace(b"\n", b"\r\n"))
    assert perfdocs("rollover", "--root", cycle, "2023", "2024", "--with-results").status == 0
    text = (cycle / "specs/2024/commerce/funds/retiree-staff.yaml").read_bytes().decode()
    assert text.replace("\r\n", "").count("\n") == 0
    assert (
        "          # 上年完成：98%（绩效自评）\r\n          - {三级指标: 满意度, 指标值: 满意度, 绩效标准: 10}\r\n"
        in text
    )
    assert text.count("# 上年完成：") == 9
    (cycle / "specs/2024/commerce").rename(cycle / "with")
    shutil.rmtree(cycle / "specs/2023/commerce/evaluation")
    (cycle / "specs/2024").rmdir()
    assert perfdocs("rollover", "--root", cycle, "2023", "2024", "--with-results").status == 0
    text = (cycle / "specs/2024/commerce/funds/retiree-staff.yaml").read_bytes().decode()
    assert "# 上年完成：年底测评（绩效监控）\r\n" in text


def test_a_changed_target_is_told_with_what_was_reached(cycle: Path, perfdocs: Command) -> None:
    shutil.rmtree(cycle / "specs/2024")
    shutil.copytree(cycle / "specs/2023/commerce", cycle / "specs/2024/commerce")
    for step in ("monitoring", "evaluation"):
        shutil.rmtree(cycle / "specs/2024/commerce" / step)
    for name, old, new in (
        ("department.yaml", "年度: 2023", "年度: 2024"),
        ("funds/retiree-staff.yaml", "指标值: 满意度", "指标值: ≥95%"),
    ):
        path = cycle / "specs/2024/commerce" / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    ran = perfdocs("diff", "--root", cycle, "2023", "2024")
    assert ran.out.partition("\n\n")[2] == (
        "  提退人员经费（specs/2024/commerce/funds/retiree-staff.yaml）\n"
        "    修改 支出方向（子项）“提退人员经费”·年度绩效指标·效益指标·社会公众及服务对象\n"
        "    满意度指标“满意度”·指标值及单位（2023 年完成 98%）\n"
        "      满意度 （没有） → ≥95%\n"
    )


def test_the_guide_of_the_cycle(tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    here = workspace(tmp_path / "workspace", ROOT / "specs")
    assert follow((ROOT / "docs/cycle.md").read_text("utf-8"), here, perfdocs, monkeypatch.chdir) > 15
    text = (here / "specs/2025/commerce/funds/retiree-staff.yaml").read_text("utf-8")
    assert "# 上年完成：21.15（绩效自评）" in text


@pytest.mark.parametrize(
    ("department", "pack", "form"),
    [
        ("2019/heritage", "huangshi-monitoring-2019", "01-黄石市项目支出绩效监控表（2019年度）（申遗经费）"),
        ("2020/grain", "hengshan-evaluation-2020", "01-2020年度县级专项资金绩效目标自评表（县级储备粮）"),
    ],
)
def test_the_real_forms_of_other_places(
    tmp_path: Path, perfdocs: Command, department: str, pack: str, form: str
) -> None:
    """What was published, cell by cell; and what is printed comes back as it was."""
    root = workspace(tmp_path / "workspace", EXAMPLES / "cycle-forms")
    assert perfdocs("render", "--root", root, department).status == 0
    document = root / "build" / department / f"{form}.docx"
    published = (EXAMPLES / f"cycle-forms-{department.partition('/')[2]}.txt").read_text("utf-8")
    assert read_docx.golden(read_docx.rows(document.read_bytes())) == published
    own = root / "specs" / department
    before = _data(own)
    shutil.rmtree(own)
    ran = perfdocs("import", "--root", root, "--pack", pack, "--out", own, document)
    assert [line for line in ran.out.splitlines() if " 提示 " not in line] == []
    assert list(_data(own).values()) == list(before.values())
