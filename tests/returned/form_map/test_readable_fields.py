"""What of a pack's prints cannot be read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from perfdocs.render.template import Templates
from perfdocs.returned.form_map.form_rows import form_patterns
from perfdocs.returned.form_map.readable_fields import Indistinct, indistinct_tables
from tests.support.construct_pack import add_rows, round_trip, template_pack

HEAD = ("序号", "名称", "金额")
DATA = {"分组": {"数量": [{"名称": "甲", "金额": 1}, {"名称": "乙", "金额": 2}], "质量": [{"名称": "丙", "金额": 3}]}}
RUNNING = "{{ 行|number_in(分组) }}"
FIRST, SECOND = ("部门", "分组", "数量"), ("部门", "分组", "质量")


def table(name: str, number: str = "{{ loop.index }}") -> list[Sequence[str]]:
    loop = (f"{{%tr for 行 in {name} %}}", "", "")
    return [loop, (number, "{{ 行.名称 }}", "{{ 行.金额 }}"), ("{%tr endfor %}", "", "")]


def indistinct(root: Path, *rows: Sequence[str]) -> list[Indistinct]:
    pack = template_pack(root, lambda document: add_rows(document, *rows))
    return list(indistinct_tables(form_patterns(pack, Templates())))


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, *table("分组|all_rows")],
        [HEAD, *table("分组.数量"), *table("分组.质量")],
        [HEAD, *table("分组.数量"), HEAD, *table("分组.质量", RUNNING)],
    ],
)
def test_tables_that_nothing_tells_apart(tmp_path: Path, rows: list[Sequence[str]]) -> None:
    assert indistinct(tmp_path, *rows) == [Indistinct((*FIRST,), (*SECOND,))]


@pytest.mark.parametrize("number", ["{{ loop.index }}", RUNNING])
def test_a_label_between_tells_them_apart_whatever_their_numbers(tmp_path: Path, number: str) -> None:
    rows = [HEAD, *table("分组.数量|rows(1)", number), ("质量", "", ""), *table("分组.质量|rows(1)", number)]
    assert indistinct(tmp_path / "a", *rows) == []
    came = round_trip(tmp_path / "b", lambda document: add_rows(document, *rows), DATA)
    assert (came.data, came.findings) == (DATA, [])


def test_numbers_that_go_on_beside_the_name_of_the_group(tmp_path: Path) -> None:
    outer = ("{%tr for 组, 表 in 分组|items %}", "", "", "")
    row = ("{% vm 组 %}{{ 组 }}", "指标" + RUNNING, "{{ 行.名称 }}", "{{ 行.金额 }}")
    rows = [("组", *HEAD), outer, ("{%tr for 行 in 表 %}", "", "", ""), row, *[("{%tr endfor %}", "", "", "")] * 2]
    assert indistinct(tmp_path / "a", *rows) == []
    came = round_trip(tmp_path / "b", lambda document: add_rows(document, *rows), DATA)
    assert (came.data, came.findings) == (DATA, [])
