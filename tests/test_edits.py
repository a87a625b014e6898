"""Edits in place: what is set is there, and every other character is as it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdocs.spec.edits import Edits
from perfdocs.spec.reader import read

SOURCE = """# 说明
甲: 一        # 备注
乙:
丙: {丁: 1.50, 戊: '引', 己: }
庚:
    - 辛: "双\\n引"
      壬: 3
    # 第二行的备注
    - {辛: 四, 壬: 5}
癸: |
  几行
  文字
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("甲",), "二", "甲: 一 ", "甲: 二 "),
        (("甲",), "≥90%", "甲: 一 ", "甲: ≥90% "),
        (("甲",), ">=90%", "甲: 一 ", "甲: '>=90%' "),
        (("甲",), "12", "甲: 一 ", "甲: '12' "),
        (("甲",), "冒号: 空格", "甲: 一 ", "甲: '冒号: 空格' "),
        (("甲",), "两\n行", "甲: 一 ", '甲: "两\\n行" '),
        (("甲",), Decimal("21.10"), "甲: 一 ", "甲: 21.10 "),
        (("甲",), None, "甲: 一 ", "甲: "),
        (("乙",), "有", "乙:\n", "乙: 有\n"),
        (("丙", "丁"), Decimal("2"), "丁: 1.50", "丁: 2"),
        (("丙", "丁"), "逗,号", "丁: 1.50", "丁: '逗,号'"),
        (("丙", "戊"), "号", "'引'", "'号'"),
        (("丙", "己"), "有", "己: }", "己: 有}"),
        (("庚", 0, "辛"), "改", '"双\\n引"', '"改"'),
        (("庚", 1, "壬"), None, "壬: 5}", "壬: }"),
        (("癸",), "一行", "癸: |\n  几行\n  文字\n", "癸: 一行\n"),
    ],
)
def test_set(path: tuple[str | int, ...], value: str | Decimal | None, old: str, new: str) -> None:
    edits = Edits(SOURCE)
    edits.set(path, value)
    assert old in SOURCE
    expected = SOURCE.replace(old, new)
    assert edits.text.replace(" \n", "\n").replace("  #", "#") == expected.replace(" \n", "\n").replace("  #", "#")
    data = read(edits.text.encode(), "a").data
    for step in path:
        data = data[step]
    assert data == value


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        (("乙",), "乙:\n"),
        (("丙", "丁"), "丁: 1.50, "),
        (("丙", "己"), ", 己: "),
        (("庚", 1), "    - {辛: 四, 壬: 5}\n"),
        (("庚", 0), '    - 辛: "双\\n引"\n      壬: 3\n'),
        (("癸",), "癸: |\n  几行\n  文字\n"),
    ],
)
def test_remove(path: tuple[str | int, ...], gone: str) -> None:
    edits = Edits(SOURCE)
    edits.remove(path)
    assert edits.text == SOURCE.replace(gone, "", 1)


def test_several_at_once() -> None:
    edits = Edits(SOURCE)
    edits.set(("甲",), "长长长")
    edits.remove(("乙",))
    edits.set(("庚", 1, "辛"), "短")
    assert edits.text == SOURCE.replace("甲: 一", "甲: 长长长").replace("乙:\n", "").replace("辛: 四", "辛: 短")


TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\u2028\u2029\x85"), min_size=1
)


@settings(deadline=None, max_examples=200)
@given(TEXT)
def test_any_text_is_read_back(text: str) -> None:
    for path in (("甲",), ("丙", "丁"), ("丙", "戊"), ("庚", 0, "辛"), ("庚", 1, "辛")):
        edits = Edits(SOURCE)
        edits.set(path, text)
        data = read(edits.text.encode(), "a").data
        for step in path:
            data = data[step]
        assert data == text
