"""The comments of a YAML file, and what only looks like one."""

from __future__ import annotations

from perfdocs.yamlfile.comments import Comment, comments

SOURCE = """# 头一行
甲: 一  # 行尾
  # 缩进的
乙: "# 不是"
丙: '一 # 不是'
丁: 一#不是
戊:   # 空着的
己: {庚: 一, 辛: 二}  # 括号后面
壬: |
  # 不是
  文字 # 不是

# 文字以后
癸: >-
   折行
   # 不是
  # 折行以后
子:
  - 一  # 项
  # 最后
"""


def test_comments() -> None:
    assert [tuple(comment) for comment in comments(SOURCE)] == [
        ("# 头一行", 1, 1),
        ("# 行尾", 2, 7),
        ("# 缩进的", 3, 3),
        ("# 空着的", 7, 6),
        ("# 括号后面", 8, 18),
        ("# 文字以后", 13, 1),
        ("# 折行以后", 17, 3),
        ("# 项", 19, 8),
        ("# 最后", 20, 3),
    ]


def test_a_file_of_nothing_but_a_comment() -> None:
    assert list(comments("# 一\n")) == [Comment("# 一", 1, 1)]


def test_no_comment() -> None:
    assert list(comments("甲: 一\n")) == []
