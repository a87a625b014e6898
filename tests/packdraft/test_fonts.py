"""A Chinese font and language are named where a form leaves them open; a font of its theme stays."""

from __future__ import annotations

from typing import Any

import docx
from docx.oxml.ns import qn

from perfdocs.packdraft.fonts import declare_chinese


def test_what_a_form_leaves_open() -> None:
    document = docx.Document()
    defaults: Any = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts, language = defaults.find(qn("w:rFonts")), defaults.find(qn("w:lang"))
    assert list(declare_chinese(document)) == []
    assert (fonts.get(qn("w:eastAsiaTheme")), fonts.get(qn("w:eastAsia"))) == ("minorEastAsia", "宋体")
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    defaults.remove(fonts)
    defaults.remove(language)
    assert [doubt.message for doubt in declare_chinese(document)] == [
        "默认样式没有指定中文字体，写上了宋体：不合适就在“正文”样式里改"
    ]
    assert list(declare_chinese(document)) == []
