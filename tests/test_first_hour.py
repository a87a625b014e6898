"""From last year's Word file to this year's forms, by nothing but what the guide says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import read_docx
from tests.support.guide_steps import follow
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT, workspace


@pytest.mark.slow
def test_the_first_hour_of_a_clerk(tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    issued = workspace(tmp_path / "issued", ROOT / "specs")
    assert perfdocs("render", "2023", "--root", issued).status == 0
    (document,) = issued.glob("build/2023/commerce/*（整套）.docx")
    here = tmp_path / "clerk"
    here.mkdir()
    shutil.copy(document, here / "去年的表.docx")
    shutil.rmtree(issued)
    steps = follow((EXAMPLES / "first-hour.md").read_text("utf-8"), here, perfdocs, monkeypatch.chdir)
    assert steps > 20
    forms = {path.name: path for path in (here / "绩效/build/2024/commerce").glob("*.docx")}
    assert sorted(forms) == [
        "01-2024年部门整体支出绩效目标表.docx",
        "02-2024年区级专项资金绩效目标汇总表.docx",
        "03-2024年区级专项资金支出方向绩效目标表（提退人员经费）.docx",
        "04-2024年区级专项资金支出方向绩效目标表（商务专项经费）.docx",
        "2024年株洲市石峰区商务局绩效目标表（整套）.docx",
    ]
    text = read_docx.golden(read_docx.rows(forms["2024年株洲市石峰区商务局绩效目标表（整套）.docx"].read_bytes()))
    for figure in ("237.15", "57.15", "36", "消费促进 | 商贸股 | 举办促消费活动6场以上。", "2024年全年"):
        assert figure in text
    assert "226.26" not in text
