"""The two real forms of 2026: what is rendered equals what was published, cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support import libreoffice, read_docx
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES

PUBLISHED: list[read_docx.Grid] = json.loads((EXAMPLES / "putuo-2026.grid.json").read_text("utf-8"))
FORMS = [
    "urban-enforcement/财政项目支出绩效目标申报表（2026年度）－拆违经费.docx",
    "construction/财政项目支出绩效目标申报表（2026年度）－兰溪路-真南路下立交工程.docx",
]

DIFFERENT = [
    # form, row, cell, as published, as rendered
    (1, 8, 1, "项目总目标", "项目总体目标"),  # the two forms name the same cell differently: the other's name
    (1, 11, 1, "", "成本指标"),  # lost in the text of the published page, where the second level stands alone
]


def test_every_cell_of_both_forms(real: Path, perfdocs: Command) -> None:
    ran = perfdocs("render", "2026", "--root", real)
    assert (ran.status, ran.out) == (0, "")
    made = [read_docx.rows((real / "build/2026" / name).read_bytes()) for name in FORMS]
    assert [[len(row) for row in form] for form in made] == [[len(row) for row in form] for form in PUBLISHED]
    assert read_docx.differing_cells(PUBLISHED, made) == DIFFERENT


@pytest.mark.slow
def test_each_project_fits_one_page(real: Path, tmp_path: Path, perfdocs: Command) -> None:
    perfdocs("render", "2026", "--root", real)
    copies = [tmp_path / f"{n}.docx" for n, _ in enumerate(FORMS)]
    for copy, name in zip(copies, FORMS, strict=True):
        copy.write_bytes((real / "build/2026" / name).read_bytes())
    assert [len(libreoffice.pages(pdf)) for pdf in libreoffice.as_pdf(copies, tmp_path, tmp_path / "profile")] == [1, 1]


def test_money_of_the_project_and_of_the_year_each_add_up(real: Path, perfdocs: Command) -> None:
    spec = real / "specs/2026/construction/projects/lanxi-zhennan-underpass.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("合计: 226145100.00", "合计: 226145100.01"), "utf-8")
    ran = perfdocs("check", "--select", "M1", "2026/construction", "--root", real)
    assert ran.status == 1
    assert ran.out == (
        "specs/2026/construction/projects/lanxi-zhennan-underpass.yaml:16:9: 错误 M101 "
        "年度资金申请总额应等于当年财政拨款、上年结转资金与其他资金之和："
        "这里是 226145100.01，算出来是 226145100.00，相差 0.01\n"
    )
