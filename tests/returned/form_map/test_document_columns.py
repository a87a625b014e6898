"""Which head the rows of a document stand under, where a form has two heads that are nearly the same."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from tests.support.construct_pack import add_rows, round_trip

HEAD = ("类别", "名称", "说明", "金额")


def two_groups(document: WordDocument) -> None:
    """The same columns under the same heads, but for the first: 长期, 年度."""
    for group, title in (("数量", "长期绩效指标"), ("质量", "年度绩效指标")):
        add_rows(
            document,
            (title, *HEAD[1:]),
            (f"{{%tr for 行 in 分组.{group} %}}", "", "", ""),
            ("", "{{ 行.名称 }}", "{{ 行.说明 }}", "{{ 行.金额 }}"),
            ("{%tr endfor %}", "", "", ""),
        )


def test_of_two_like_heads_the_same_one_is_taken(tmp_path: Path) -> None:
    rows = {"数量": [{"名称": "甲", "说明": "一", "金额": 1}], "质量": [{"名称": "乙", "说明": "二", "金额": 2}]}
    came = round_trip(tmp_path, two_groups, {"分组": rows})
    assert came.data == {"分组": rows}
    assert came.findings == []
