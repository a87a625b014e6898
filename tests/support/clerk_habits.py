"""The forms that a department filed in 2023, and the ways in which clerks make such forms."""

from __future__ import annotations

import json

from tests.support.clerk_documents import (
    Habits,
    in_controls,
    in_pieces,
    in_text_boxes,
    paragraph,
    run,
    with_corrections,
    with_stray_paragraphs,
)
from tests.support.read_docx import Grid
from tests.support.workspaces import EXAMPLES

FILED: list[Grid] = json.loads((EXAMPLES / "shifeng-commerce-2023.grid.json").read_text("utf-8"))


def with_spaces(label: str) -> str:
    """With blanks between the characters, as clerks spread short labels."""
    return " ".join(label) if len(label) < 6 else label[:2] + "\u3000" + label[2:]


def with_line_breaks(label: str) -> str:
    return label[:2] + "\n" + label[2:] if 4 < len(label) < 30 and "\n" not in label else label


def half_width(label: str) -> str:
    return label.translate(str.maketrans("：（）", ":()"))


def with_separators(number: str) -> str:
    return f"{int(number):,}" if number.isdigit() and len(number) > 4 else number


def with_unit(number: str) -> str:
    return number + "万元" if "." in number else number


HABITS = {
    "as the form": Habits(),
    "labels not merged": Habits(merged=False),
    "labels repeated": Habits(merged=False, repeated=True),
    "title above the table": Habits(above=True),
    "signatures below the table": Habits(below=True, above=True),
    "tables split": Habits(rows_a_table=5),
    "heads repeated": Habits(rows_a_table=9, heads=True),
    "runs of many fonts": Habits(text=in_pieces),
    "stray paragraphs": Habits(text=with_stray_paragraphs),
    "content controls": Habits(text=in_controls),
    "tracked changes": Habits(text=with_corrections),
    "text boxes": Habits(text=in_text_boxes),
    "labels spaced": Habits(label=with_spaces),
    "labels broken": Habits(label=with_line_breaks),
    "half width": Habits(label=half_width),
    "separators": Habits(number=with_separators),
    "units in the cell": Habits(number=with_unit),
    "rows left empty": Habits(empty_rows=True),
    "in another table": Habits(nested=True),
    "another order": Habits(order=(3, 1, 2, 0)),
    "strict": Habits(strict=True),
    "an annex number in front": Habits(more=[paragraph(run("附件2")), paragraph("")]),
}
