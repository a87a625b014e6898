"""Titles as file names that every file system takes."""

from __future__ import annotations

import pytest

from perfdocs.render.file_names import BadName, file_name
from tests.support.for_each import for_each


@for_each(
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
        ("con.txt", "con_.txt.docx"),
        ("Aux.", "Aux_..docx"),
        ("nul .表", "nul_.表.docx"),
        ("com¹", "com¹_.docx"),
        ("LPT9", "LPT9_.docx"),
        ("CONIN$", "CONIN$_.docx"),
        ("console", "console.docx"),
        ("甲con", "甲con.docx"),
        ("甲\u2028乙\u2029丙\x85丁", "甲 乙 丙 丁.docx"),
        ("甲\u3000乙", "甲\u3000乙.docx"),
        ("表\u202excod.\u202c", "表xcod..docx"),
        ("\u200b甲\ufeff乙\u2060\u00ad\u061c", "甲乙.docx"),
        ("\u200b.甲", "．甲.docx"),
        ("c\u200bon", "con_.docx"),
        ("甲\u3164\u115f\ufffe\ud800乙", "甲乙.docx"),
        ("葛󠄀区𠮷𱍐", "葛󠄀区𠮷𱍐.docx"),
    ],
)
def test_file_names_are_safe(title: str, name: str) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize("title", ["", "   ", "很长" * 60, "\u200b\u202e", "\u3164"])
def test_some_texts_are_no_file_name(title: str) -> None:
    with pytest.raises(BadName):
        file_name(title)
