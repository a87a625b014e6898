"""Several rows of data in one row of a document: parted where that is certain, told where it only looks so."""

from __future__ import annotations

import pytest

from perfdocs.word.incoming import open_incoming
from tests.support.odd_layouts import INDICATOR_HEAD, INDICATORS, Layout, form, layout_as_docx
from tests.support.printed_forms import importer

PARTED = "第 1 个表第 7 行：这一行写了 2 条，分成 2 条读入：请核对"


def messages(*cells: str) -> list[str]:
    rows = [INDICATOR_HEAD, ("^", "产出指标", "数量指标", *cells), *INDICATORS[2:]]
    document = open_incoming("a.docx", layout_as_docx(Layout(form(indicators=rows))))
    findings = importer("shifeng-2023").import_documents([document], "").findings
    return [finding.message for finding in findings if finding.place.line == 9]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("保洁道路里程\n配备清扫车数量", "≥85公里\n12辆", "15\n10"), [PARTED]),
        (("1.保洁道路里程；\n2.配备清扫车数量", "1.≥85公里\n2.12辆", ""), [PARTED]),
        (
            ("保洁道路里程\n配备清扫车数量", "≥85公里\n12辆", "25"),
            [
                "第 1 个表第 7 行第 4 格：“保洁道路里程↵配备清扫车数量”像是 2 条写在一格里，照一条读了："
                "是几条就分成几条填"
            ],
        ),
        (
            ("城区主次干道保洁\n道路里程", "≥8\n5公里", "25"),
            ["第 1 个表第 7 行第 5 格：原来写的是“≥8↵5公里”，一个数像是断成了两行"],
        ),
        (
            ("城区保洁道路\n里程", "≥85\n公里", "25"),
            ["第 1 个表第 7 行第 5 格：原来写的是“≥85↵公里”，中间换了行，连起来读"],
        ),
        (("城区主次干道保洁\n道路里程", "≥85公里", "25"), []),
        (("1.保洁道路里程；2.配备清扫车数量", "1.≥85公里；2.≥12辆", ""), [PARTED]),
        (
            ("1.保洁道路里程；2.配备清扫车数量", "1.≥85公里；2.≥12辆", "25"),
            [
                "第 1 个表第 7 行第 4 格：“1.保洁道路里程；2.配备清扫车数量”像是 2 条写在一格里，照一条读了："
                "是几条就分成几条填"
            ],
        ),
        (("1.保洁道路里程；2.配备清扫车数量", "≥85公里", "25"), []),
        (("保洁道路里程；2.5万平方米绿地", "85公里；2.5万平方米", "25"), []),
    ],
)
def test_two_indicators_in_a_row(cells: tuple[str, str, str], told: list[str]) -> None:
    assert messages(*cells) == told
