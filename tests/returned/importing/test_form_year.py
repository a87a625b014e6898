"""The year of forms whose fields do not say it: from their title, or from the directory that is written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.clerk_documents import Habits, forms_as_docx
from tests.support.clerk_habits import FILED
from tests.support.run_command import Command


@pytest.mark.parametrize(
    ("title", "directory", "year", "told"),
    [
        ("2023年区级专项资金支出方向绩效目标表", "specs/2023/a", "2023", None),
        (
            "专项资金支出方向目标（二〇二三年度）",
            "specs/2023/a",
            "2023  # 待核：表里没有这一项，按标题里的年份读入",
            "1:1: 提示 N206 “年度”表里没有这一项，按标题里的年份读入",
        ),
        (
            "区级专项资金支出方向绩效目标表",
            "specs/2024/a",
            "2024  # 待核：表上没有写年份，按 --out 的目录读入",
            "1:1: 提示 N206 “年度”表上没有写年份，按 --out 的目录读入",
        ),
        (
            "2023年区级专项资金支出方向绩效目标表",
            "specs/2024/a",
            "2023",
            "1:1: 错误 N204 第 1 个表第 1 行第 1 格："
            "“年度”是 2023，而 --out 写的是 2024 年的目录：按表上的读入，请核对",
        ),
        ("区级专项资金支出方向绩效目标表", "a", "", None),
    ],
)
def test_year(title: str, directory: str, year: str, told: str | None, real: Path, perfdocs: Command) -> None:
    path = real / "a.docx"
    path.write_bytes(forms_as_docx([[[title], *FILED[2][1:]]], Habits(order=(0,))))
    ran = perfdocs("import", path, "--pack", "shifeng-2023", "--out", real / directory, "--root", real)
    lines = (real / directory / "department.yaml").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("年度:")] == [f"年度: {year}".rstrip()]
    codes = ("N204", "N206")
    found = [line for line in ran.out.splitlines() if any(f" {code} " in line for code in codes) and "年度”" in line]
    assert found == ([f"{path}:{told}"] if told else [])
