"""The workbook of a year's notes: every finding in full, a row for each place."""

from __future__ import annotations

from pathlib import Path

from perfdocs.notes.note_workbook import workbook
from perfdocs.word.write_docx import is_ours
from tests.support.notes import edit, read_note
from tests.support.sheets import shown_rows

WAIVER = "豁免:\n  - {代号: F101, 位置: 部门职责概述, 理由: 职责正在调整, 批准: 区财政局, 截止: 2026-12-31}\n"
PAPER = "《2023年部门整体支出绩效目标表》"


def test_its_sheets(small: Path) -> None:
    head = small / "specs/2023/demo/department.yaml"
    edit(head, ("≥80%", "显著提高"), ("部门职责概述: 负责演示区的招商。\n", WAIVER))
    note = read_note(small, "2023/demo")
    made = workbook("2023", [note], ["退回"])
    assert made == workbook("2023", [note], ["退回"])
    assert is_ours(made)
    assert shown_rows(made, "各部门")[0][0] == "2023年度，1 个部门，要退回的 1 个"
    assert shown_rows(made, "各部门")[2:] == [["demo", "演示局", "0", "1", "0", "1", "0", "退回"]]
    place = [
        "演示局",
        "警告",
        "I107",
        "只写了形容词或口号",
        PAPER,
        "3",
        "3",
        "产出指标 质量指标 项目履约率",
        "指标值及单位",
    ]
    message = "“项目履约率”只写了“显著提高”，达没达到说不清：请写到多少（如 比上年提高5%），或写明分几档"
    mend = "写明达到多少，或者分几档、怎么算达到。"
    assert shown_rows(made, "问题")[1:] == [[*place, message, mend, "", "", ""]]
    waived = [
        "演示局",
        "警告",
        "F101",
        "该填的栏空着",
        PAPER,
        "1",
        "9",
        "部门职责概述",
        "",
        "“部门职责概述”空着：这一栏要填写",
    ]
    reason = "职责正在调整（区财政局批准，到 2026-12-31）"
    assert shown_rows(made, "已豁免")[1:] == [[*waived, reason]]
