"""Fonts and language that a template must name, where the form leaves them to the program that opens it."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.packdraft.form_parts import Doubt
from perfdocs.word.xml import W

_FONT = "宋体"
"""What Word in Chinese takes where a document names no Chinese font."""


def declare_chinese(document: WordDocument) -> Iterator[Doubt]:
    """Names a Chinese font and language in the default style, and says so where a font was wanting."""
    defaults = _child(_child(_child(document.styles.element, "docDefaults", 0), "rPrDefault", 0), "rPr")
    fonts = _child(defaults, "rFonts", 0)
    if not fonts.get(f"{W}eastAsia"):
        fonts.set(f"{W}eastAsia", _FONT)
        if not fonts.get(f"{W}eastAsiaTheme"):  # the theme's font is before any other
            yield Doubt(None, f"默认样式没有指定中文字体，写上了{_FONT}：不合适就在“正文”样式里改")
    language = _child(defaults, "lang")
    language.set(f"{W}eastAsia", "zh-CN")
    default = fonts.get(f"{W}eastAsia")
    for own in document.element.body.iter(f"{W}rFonts"):
        if own.get(f"{W}ascii") and not own.get(f"{W}eastAsia"):  # as before: what is not said is the default's
            own.set(f"{W}eastAsia", default)


def _child(owner: etree._Element, name: str, at: int | None = None) -> etree._Element:
    """The child of that name, which is added where there is none."""
    child = owner.find(f"{W}{name}")
    if child is None:
        child = owner.makeelement(f"{W}{name}")
        owner.insert(len(owner) if at is None else at, child)
    return child
