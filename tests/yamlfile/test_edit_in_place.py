"""Edits in place: what is set is there, and every other character is as it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfdocs.finding import value_at
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import read
from tests.support.for_each import for_each

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


@for_each(
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
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\u2028\u2029\x85\ufffe\uffff"),
    min_size=1,
)
"""What a file can hold: U+FFFE and U+FFFF are no characters, and refused as Word would refuse them."""


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


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("新",), "有", "癸: |\n  几行\n  文字\n", "癸: |\n  几行\n  文字\n新: 有\n"),
        (("丙", "新"), Decimal("1.50"), "己: }", "己: , 新: 1.50}"),
        (("庚", 0, "新"), "有", "      壬: 3\n", "      壬: 3\n      新: 有\n"),
        (("庚", 1, "新"), "逗,号", "壬: 5}", "壬: 5, 新: '逗,号'}"),
        (("乙", "新"), "有", "乙:\n", "乙: {新: 有}\n"),
        (("乙", "新", "再"), Decimal(2), "乙:\n", "乙: {新: {再: 2}}\n"),
        (("甲",), {"符号": "≥", "数值": Decimal(9)}, "甲: 一 ", "甲: {符号: ≥, 数值: 9} "),
    ],
)
def test_put(path: tuple[str | int, ...], value: str | Decimal | dict[str, str], old: str, new: str) -> None:
    edits = Edits(SOURCE)
    edits.put(path, value)
    assert edits.text == SOURCE.replace(old, new)
    data = read(edits.text.encode(), "a").data
    for step in path:
        data = data[step]
    assert data == value


def test_fields_of_one_new_group_stand_together() -> None:
    edits = Edits("甲: 1\n")
    edits.put(("乙", "丙"), "二")
    edits.put(("乙", "丁"), "三")
    edits.insert(("戊",), 0, {"己": "四"})
    edits.insert(("戊",), 1, {"己": "五"})
    assert edits.text == "甲: 1\n乙: {丙: 二, 丁: 三}\n戊:\n  - {己: 四}\n  - {己: 五}\n"


@pytest.mark.parametrize(
    ("index", "old", "new"),
    [
        (0, '    - 辛: "双\\n引"', '    - {辛: 新, 壬: 9}\n    - 辛: "双\\n引"'),
        (1, "    - {辛: 四", "    - {辛: 新, 壬: 9}\n    - {辛: 四"),
        (2, "    - {辛: 四, 壬: 5}\n", "    - {辛: 四, 壬: 5}\n    - {辛: 新, 壬: 9}\n"),
    ],
)
def test_insert(index: int, old: str, new: str) -> None:
    edits = Edits(SOURCE)
    edits.insert(("庚",), index, {"辛": "新", "壬": Decimal(9)})
    assert edits.text == SOURCE.replace(old, new)


def test_a_long_row_is_written_on_several_lines() -> None:
    edits = Edits("甲:\n  - {乙: 一, 丙: 二}\n丁: 三\n")
    long = "很长的文字" * 20
    edits.insert(("甲",), 1, {"乙": long, "丙": "短"})
    edits.insert(("甲",), 1, {"乙": "后", "丙": "来"})
    assert edits.text == f"甲:\n  - {{乙: 一, 丙: 二}}\n  - 乙: {long}\n    丙: 短\n  - {{乙: 后, 丙: 来}}\n丁: 三\n"


STYLES = """甲: 2023年完成
  三十公里，
  2023年底验收
乙: '2023年"完成"'
丙: "2023年\\n完成\\u3000 x"
丁: |
  2023年完成
    缩进

  二○二三年
戊: >-
  2023年完成
  折行

  段
己: {庚: 2023年完成, 辛: '2023年: 底'}
壬:   "2023年
  折行 \\
  续"  # 2023年
癸: |+
  2023年

"""
"""Texts in every style of YAML, folded and with escapes."""


def test_words_of_the_same_length_change_in_place() -> None:
    edits = Edits(STYLES)
    data = read(STYLES.encode(), "例").data
    for path in (("甲",), ("乙",), ("丙",), ("丁",), ("戊",), ("己", "庚"), ("己", "辛"), ("壬",), ("癸",)):
        text = value_at(data, path)
        edits.set(path, text.replace("2023", "2024").replace("二三", "二四"))
    expected = STYLES.replace("2023", "2024").replace("二三", "二四").replace("# 2024年", "# 2023年")
    assert edits.text == expected


def test_a_word_that_an_escape_hides_is_written_anew() -> None:
    edits = Edits('甲: "2\\x3023年，2023年"\n')
    edits.set(("甲",), "2024年，2023年")
    assert edits.text == '甲: "2024年，2023年"\n'


BLOCK = """表: # 备注
  # 第一行的备注
  - 名称: 零
    值: 1

  - {名称: 一, 值: 2} # 行的备注
  - 名称: 二
    值: |
      几行
  # 第四行的备注
  - 名称: 三
后: 有
"""
BRACKETS = "前: 有\n表: [{名称: 零, 值: 1},  {名称: 一},\n   {名称: 二, 值: 2}, {名称: 三}]\n后: 有\n"


@pytest.mark.parametrize("source", [BLOCK, BRACKETS], ids=["block", "brackets"])
@given(gone=st.sets(st.integers(0, 3)), come=st.lists(st.integers(0, 4), max_size=4), named=st.sets(st.integers(0, 3)))
@settings(max_examples=150, deadline=None)
def test_rows_go_and_come_at_once(source: str, gone: set[int], come: list[int], named: set[int]) -> None:
    edits = Edits(source)
    for index in sorted(named):
        edits.set(("表", index, "名称"), f"另{index}")
    for index in sorted(gone):
        edits.remove(("表", index))
    for number, index in enumerate(come):
        edits.insert(("表",), index, {"名称": f"新{number}"})
    names = [f"另{index}" if index in named else name for index, name in enumerate("零一二三")]
    expected: list[str] = []
    for index in range(5):
        expected += [f"新{number}" for number, at in enumerate(come) if at == index]
        expected += names[index : index + 1] if index not in gone else []
    document = read(edits.text.encode(), "a")
    assert document.findings == ()
    assert [row["名称"] for row in document.data["表"] or []] == expected
    assert document.data["后"] == "有"
