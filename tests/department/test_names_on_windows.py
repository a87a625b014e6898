"""File names that Windows cannot have."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfdocs.department.names_on_windows import names_on_windows
from tests.support.run_command import Command

TOLD = "在 Windows 上不能有这个文件：{}。用 Windows 的人拿不到它，请改名"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("con.yaml", "“con”是设备的名称"),
        ("Aux.2023.yaml", "“Aux”是设备的名称"),
        ("com1 .yaml", "“com1 ”是设备的名称"),
        ("甲?.yaml", "名称里不能有“?”"),
        ("甲:乙.yaml", "名称里不能有“:”"),
        ("甲\\乙.yaml", "名称里不能有“\\”"),
        ("甲.", "名称最后不能是句点或空格"),
    ],
)
def test_a_name_that_windows_forbids(name: str, reason: str) -> None:
    (finding,) = names_on_windows([f"specs/2023/demo/funds/{name}"])
    assert (finding.code, finding.severity.label, finding.message) == ("W114", "警告", TOLD.format(reason))


def test_names_that_windows_has() -> None:
    names = ["console.yaml", "甲（乙）.yaml", "a.b.yaml", ".yaml", "com10.yaml", "甲　乙.yaml"]
    assert list(names_on_windows(f"specs/2023/demo/{name}" for name in names)) == []
    assert len(list(names_on_windows(["specs/2023/nul/department.yaml"]))) == 1


def test_two_names_that_are_one_file(small: Path, perfdocs: Command) -> None:
    funds = small / "specs/2023/demo/funds"
    shutil.copy(funds / "promotion.yaml", funds / "Promotion.yaml")
    ran = perfdocs("check", "--select", "W114", "--root", small)
    reason = "和 specs/2023/demo/funds/Promotion.yaml 只差大小写，在 Windows 上是同一个文件"
    assert (ran.status, ran.out) == (
        0,
        f"specs/2023/demo/funds/promotion.yaml:1:1: 警告 W114 {TOLD.format(reason)}\n",
    )
