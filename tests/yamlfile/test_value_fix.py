"""A value or a name becomes another by the smallest edit, where that is certain."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.finding import Keys
from perfdocs.fix.apply_fixes import apply_fixes
from perfdocs.yamlfile.reader import read
from perfdocs.yamlfile.value_fix import key_fix, value_fix


def with_value(text: str, path: Keys, value: str | Decimal) -> str | None:
    fix = value_fix(read(text.encode(), "a.yaml"), path, value)
    assert fix is None or fix.value == value
    mended = apply_fixes(text.encode(), [fix]) if fix else None
    return mended.decode() if mended is not None else None


@pytest.mark.parametrize(
    ("text", "path", "value", "mended"),
    [
        ("甲: １２ # 注\n乙: 1\n", ("甲",), Decimal(12), "甲: 12 # 注\n乙: 1\n"),
        ("甲: [{乙: '1,200'}]\n", ("甲", 0, "乙"), Decimal(1200), "甲: [{乙: 1200}]\n"),
        ('甲: "招商\\n。。"\n', ("甲",), "招商\n。", '甲: "招商\\n。"\n'),
        ("甲: |\n  一、招商。。\n  二\n", ("甲",), "一、招商。\n二", "甲: |\n  一、招商。\n  二\n"),
        ("甲: 招商，，\n  引资。\n", ("甲",), "招商，引资。", "甲: 招商，\n  引资。\n"),
        ("甲: '它''s　'\n", ("甲",), "它's", "甲: '它''s'\n"),
        ("甲: |\n  招商。。\n  招商。。\n", ("甲",), "招商。\n招商。", None),
        ("甲: {乙: 1}\n", ("甲",), "乙", None),
        ("甲: 1\n", ("乙",), "丙", None),
        ("甲：1\n", ("甲",), "丙", None),
        ("甲\u200b: 1\n", ("甲",), "丙", None),
    ],
)
def test_values(text: str, path: Keys, value: str | Decimal, mended: str | None) -> None:
    assert with_value(text, path, value) == mended


def test_names() -> None:
    text = "甲: [{指标直: 10个, 乙: 1}] # 指标直\n"
    fix = key_fix(read(text.encode(), "a.yaml"), ("甲", 0, "指标直"), "指标值")
    assert fix is not None
    assert apply_fixes(text.encode(), [fix]) == "甲: [{指标值: 10个, 乙: 1}] # 指标直\n".encode()
    assert key_fix(read(text.encode(), "a.yaml"), ("甲", 0), "丙") is None
