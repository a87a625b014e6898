"""Fields are moved in the text of a file where nothing is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.rollover.move_fields import move_fields
from perfdocs.schema.moved_fields import Move
from tests.support.notes import edit
from tests.support.run_command import Command

SOURCE = """\
# 说明
甲: 两 年
空:
组:
  丙: 3    # 三
  注: 4
行:
  - {名: a, 值: 1}
  - 名: b
    值: 2
块: {一: 1}
"""
CASES = {
    ("甲", "组.甲"): (("甲: 两 年\n", ""), ("  注: 4\n", "  注: 4\n  甲: 两 年\n")),
    ("空", "组.空"): (("空:\n", ""), ("  注: 4\n", "  注: 4\n  空:\n")),
    ("甲", "块.二"): (("甲: 两 年\n", ""), ("{一: 1}", "{一: 1, 二: 两 年}")),
    ("组.注", "注"): (("  注: 4\n", ""), ("块: {一: 1}\n", "块: {一: 1}\n注: 4\n")),
    ("行.值", "行.数"): (("a, 值: 1}", "a, 数: 1}"), ("    值: 2", "    数: 2")),
    ("行", "表"): (
        ("行:\n  - {名: a, 值: 1}\n  - 名: b\n    值: 2\n", ""),
        ("块: {一: 1}\n", "块: {一: 1}\n表:\n  - {名: a, 值: 1}\n  - {名: b, 值: 2}\n"),
    ),
    ("块", "组.块"): (("块: {一: 1}\n", ""), ("  注: 4\n", "  注: 4\n  块: {一: 1}\n")),
}


@pytest.mark.parametrize("move", CASES)
def test_every_other_character_stays(move: tuple[str, str]) -> None:
    expected = SOURCE
    for old, new in CASES[move]:
        assert old in expected
        expected = expected.replace(old, new)
    moved = move_fields(SOURCE, [Move(tuple(move[0].split(".")), tuple(move[1].split(".")))])
    assert (moved.text, moved.left) == (expected, ())


def test_what_would_lose_a_comment_or_a_value_stays() -> None:
    for old, new in (("组", "团"), ("组.丙", "丙"), ("甲", "组.丙")):
        moved = move_fields(SOURCE, [Move(tuple(old.split(".")), tuple(new.split(".")))])
        assert (moved.text, moved.left) == (SOURCE, (tuple(old.split(".")),))


def test_rollover_diff_and_checks_know_a_field_that_moved(small: Path, perfdocs: Command) -> None:
    assert perfdocs("packs", "new", "shifeng-2024", "--from", "shifeng-2023", "--root", small).status == 0
    head, fund = (small / f"schema/shifeng-2024/{name}.schema.json" for name in ("department", "fund"))
    edit(head, ('"部门职责概述": {', '"主要职责": {"x-was": "部门职责概述", '))
    edit(fund, ('"项目实施期": {', '"实施期": {"x-was": "支出方向.项目实施期", '))
    ran = perfdocs("rollover", "2023", "2024", "--keep-amounts", "--root", small)
    assert "W203" not in ran.out
    old, new = (small / f"specs/{year}/demo" for year in (2023, 2024))
    assert "\n主要职责: 负责演示区的招商。\n" in (new / "department.yaml").read_text("utf-8")
    text = (new / "funds/promotion.yaml").read_text("utf-8")
    assert "    实施期: 2024年全年\n" in text
    assert "项目实施期" not in text
    told = perfdocs("diff", "2023", "2024", "--root", small).out
    assert "职责" not in told
    assert "实施期" not in told
    edit(new / "department.yaml", ("负责演示区的招商。", ""))
    told = perfdocs("check", "2024", "--todo", "--root", small).out
    assert "部门职责概述（上年 负责演示区的招商。）" in told
    edit(new / "department.yaml", ("主要职责:", "主要职责: 招商引资。"))
    assert "部门职责概述" in perfdocs("diff", "2023", "2024", "--root", small).out
    assert old.is_dir()
