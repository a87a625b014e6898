"""The real submission of 2023: what is rendered equals what was filed, cell by cell, but for two slips."""

from __future__ import annotations

import json
import re
from pathlib import Path

from perfdocs.word.xml import W
from tests.support import read_docx
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES

FILED: list[read_docx.Grid] = json.loads((EXAMPLES / "shifeng-commerce-2023.grid.json").read_text("utf-8"))
FORMS = [
    "01-2023年部门整体支出绩效目标表.docx",
    "02-2023年区级专项资金绩效目标汇总表.docx",
    "03-2023年区级专项资金支出方向绩效目标表（提退人员经费）.docx",
    "04-2023年区级专项资金支出方向绩效目标表（商务专项经费）.docx",
]
WHOLE = "2023年株洲市石峰区商务局绩效目标表（整套）.docx"

MENDED = [
    # form, row, cell, as filed, as rendered
    (1, 4, 2, "21.25", "21.15"),
    (1, 4, 3, "21.25", "21.15"),
    (1, 4, 4, "21.25", "21.15"),
    (1, 5, 2, "21.25", "21.15"),
    (1, 5, 3, "21.25", "21.15"),
    (1, 5, 4, "21.25", "21.15"),
    (3, 8, 1, "出指标", "产出指标"),
]


def without_lines(forms: list[read_docx.Grid]) -> list[read_docx.Grid]:
    """The forms without what the lines to sign on are drawn with: filed were blanks, printed are tabs."""
    return [[[re.sub(r"(?<=：)[ \t]+", "", cell) for cell in row] for row in form] for form in forms]


def test_every_cell_of_every_form(real: Path, perfdocs: Command) -> None:
    ran = perfdocs("render", "2023/commerce", "--root", real)
    assert (ran.status, ran.out) == (0, "")
    build = real / "build/2023/commerce"
    made = [read_docx.rows((build / name).read_bytes()) for name in FORMS]
    assert [[len(row) for row in form] for form in made] == [[len(row) for row in form] for form in FILED]
    assert read_docx.differing_cells(without_lines(FILED), without_lines(made)) == MENDED


def test_the_whole_submission_holds_the_forms_in_order(real: Path, perfdocs: Command) -> None:
    perfdocs("render", "2023/commerce", "--root", real)
    build = real / "build/2023/commerce"
    whole = (build / WHOLE).read_bytes()
    assert read_docx.rows(whole) == [row for name in FORMS for row in read_docx.rows((build / name).read_bytes())]
    assert sorted(path.name for path in build.iterdir()) == [*FORMS, WHOLE]
    sections = list(read_docx.body(whole).iter(f"{W}sectPr"))
    assert len(sections) == len(FORMS)
    assert {kind.get(f"{W}val") for one in sections for kind in one.iter(f"{W}type")} <= {"nextPage"}
