"""Titles as file names that every file system takes."""

from __future__ import annotations

import pytest

from perfdocs.render.file_names import BadName, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2023年表", "2023年表.docx"),
        ("招商/商贸", "招商／商贸.docx"),
        ("../../etc/passwd", "．.／..／etc／passwd.docx"),
        ("..", "．..docx"),
        ('a\\b:c*d?e"f<g>h|i', "a＼b：c＊d？e＂f＜g＞h｜i.docx"),
        ("两行\n名称", "两行 名称.docx"),
        ("CON", "CON_.docx"),
        (" 前后 ", "前后.docx"),
    ],
)
def test_file_names_are_safe(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize("title", ["", "   ", "很长" * 60])
def test_some_texts_are_no_file_name(title: str) -> None:
    with pytest.raises(BadName):
        file_name(title)
