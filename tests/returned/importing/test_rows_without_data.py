"""Totals, subtotals, remarks, dots and hints among the rows of a table are none of its data, and are told."""

from __future__ import annotations

from typing import Any

import pytest

from perfdocs.word.incoming import open_incoming
from perfdocs.yamlfile.reader import read
from tests.support.clerk_documents import Habits, forms_as_docx
from tests.support.clerk_habits import FILED
from tests.support.printed_forms import importer

DETAILS = next(at for at, row in enumerate(FILED[2]) if "支出内容简介" in row) + 1


def imported(rows: list[list[str]]) -> tuple[list[Any], list[str]]:
    """The details of the first direction, and what is told of rows and cells that are no data."""
    form = [*FILED[2][:DETAILS], *rows, *FILED[2][DETAILS:]]
    specs = importer("shifeng-2023").import_documents([open_incoming("a.docx", forms_as_docx([form], Habits()))], "")
    data: Any = next(read(text.encode(), name).data for name, text in specs.files.items() if "funds" in name)
    messages = [finding.message for finding in specs.findings if finding.code in ("N215", "N216")]
    return data["支出方向"][0]["支出明细"]["项目"], messages


WITHOUT = imported([])[0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["", "小计", "", "5", ""], "“小计 5”这一行不是一条内容，没有读入：请核对"),
        (["", "本页合计：", "", "5", ""], "“本页合计： 5”这一行不是一条内容，没有读入：请核对"),
        (["", "……", "……", "", "……"], "“…… …… ……”这一行不是一条内容，没有读入：请核对"),
        (["", "备注：以上为估算", "", "", ""], "“备注：以上为估算”这一行不是一条内容，没有读入：请核对"),
    ],
)
def test_no_row_of_data(row: list[str], message: str) -> None:
    details, messages = imported([row])
    assert (details, messages) == (WITHOUT, [f"第 1 个表第 {DETAILS + 1} 行：{message}"])


def test_a_subtotal_above_its_rows() -> None:
    rows = [["", "一、会议", "", "5", ""], ["", "", "场租", "2", ""], ["", "", "餐费", "3", ""]]
    details, messages = imported(rows)
    assert [row["支出明细"] for row in details[:2]] == ["场租", "餐费"]
    assert messages == [f"第 1 个表第 {DETAILS + 1} 行：“一、会议 5”这一行是下面各行的小计，没有读入：请核对"]
    assert imported([["", "一、会议", "", "6", ""], *rows[1:]])[1] == []


def test_hints_are_no_values() -> None:
    details, messages = imported([["", "（填写支出内容）", "场租", "2", ""]])
    assert "支出内容" not in details[0] or details[0]["支出内容"] is None
    assert messages == [f"第 1 个表第 {DETAILS + 1} 行第 2 格：“（填写支出内容）”是填写提示，不是内容：没有读入"]
