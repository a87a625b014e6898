"""What may differ in a document that came back: what programs change when they save it again, and nothing else.

`make docs` writes the table of `docs/returned.md` from this. Everything that is not here and not as it was printed is
told.
"""

from __future__ import annotations

import enum
from functools import cache
from typing import NamedTuple


class Level(enum.StrEnum):
    """What an entry speaks of."""

    CHARACTER = "字"
    PARAGRAPH = "段落"
    CELL = "单元格"
    ROW = "行"
    TABLE = "表"
    SECTION = "纸张"
    ELEMENT = "正文里的标记"
    MARGIN = "页眉页脚"
    PART = "文件的部分"
    SETTING = "设置"


class Allowed(NamedTuple):
    """Names that may differ, by so much where they are measures (twentieths of a point), and why that is harmless."""

    level: Level
    names: str
    program: str
    why: str
    by: int = 0
    was_run: bool = True
    """Whether the program could be run here; Word and WPS could not."""
    only_with: str = ""
    """What differs in the table too, where the program makes both changes at once."""


LIBREOFFICE = "LibreOffice"
WORD = "Word"
WPS = "WPS"
PYTHON_DOCX = "python-docx"

INDENT = "tblInd.w"
"""The indent of a table: it may differ by the left margin of the table's cells."""

ALLOWED = (
    Allowed(Level.CHARACTER, "kern", LIBREOFFICE, "从多大的字起调整字距，只移动不到一磅"),
    Allowed(Level.CHARACTER, "lang noProof", LIBREOFFICE, "语言只用来查拼写"),
    Allowed(Level.CHARACTER, "szCs bCs iCs rFonts.cs rFonts.cstheme", LIBREOFFICE, "只管阿拉伯文一类的文字"),
    Allowed(Level.CHARACTER, "rFonts.hint", f"{WORD}、{WPS}", "输入法留下的提示，字体的名字照样要比", was_run=False),
    Allowed(Level.PARAGRAPH, "suppressAutoHyphens widowControl", LIBREOFFICE, "只管西文断字和一段分在两页"),
    Allowed(Level.PARAGRAPH, "snapToGrid", LIBREOFFICE, "印的表没有文档网格（有网格的算不一样）"),
    Allowed(Level.PARAGRAPH, "outlineLvl cnfStyle", f"{WORD}、{WPS}", "大纲和来历的记号，不印出来", was_run=False),
    Allowed(Level.CELL, "vMerge gridSpan hMerge", LIBREOFFICE, "合并按单元格的位置和文字另外比"),
    Allowed(Level.CELL, "cnfStyle", f"{WORD}、{WPS}", "样式用在哪里的记号，样式本身要比", was_run=False),
    Allowed(Level.CELL, "width tcW.w", LIBREOFFICE, "列宽换算的零头，每存一次差 1 到 3", by=30),
    Allowed(
        Level.ROW, "tblHeader", f"{LIBREOFFICE}（.rtf）", "丢了“表头在各页重复”，表里的内容不变", only_with="tblInd.w"
    ),
    Allowed(Level.ROW, "ins del cnfStyle", LIBREOFFICE, "修订另外告诉（N302、N303、N306）"),
    Allowed(Level.TABLE, "tblLook tblCaption tblDescription", LIBREOFFICE, "样式用在哪里的记号，样式本身要比"),
    Allowed(Level.TABLE, "tblW.w", LIBREOFFICE, "换算的零头", by=30),
    Allowed(Level.TABLE, INDENT, f"{LIBREOFFICE}（.rtf）", "从字边量改成从格边量，整个表正好移一个左边距", by=1),
    Allowed(Level.SECTION, "docGrid.linePitch docGrid.charSpace", LIBREOFFICE, "没有文档网格时不起作用"),
    Allowed(Level.SECTION, "cols.space", LIBREOFFICE, "只有一栏时不起作用"),
    Allowed(Level.SECTION, "formProt rsidR rsidSect footnotePr endnotePr", LIBREOFFICE, "不印出来"),
    Allowed(Level.SECTION, "pgSz.code", WORD, "打印机给纸张的编号，大小照样要比", was_run=False),
    Allowed(
        Level.ELEMENT,
        "document body p r t tab br cr noBreakHyphen tbl tblGrid gridCol tr tc",
        "印出来的表",
        "文字和表格的骨架，里面的文字逐格比",
    ),
    Allowed(
        Level.ELEMENT,
        "ins del moveFrom moveTo delText moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd",
        LIBREOFFICE,
        "修订另外告诉（N306）",
    ),
    Allowed(
        Level.ELEMENT,
        "bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak permStart permEnd",
        f"{WORD}、{WPS}",
        "书签、拼写和分页的记号，不印出来",
        was_run=False,
    ),
    Allowed(
        Level.ELEMENT,
        "sdt sdtPr sdtContent sdtEndPr customXml customXmlPr smartTag smartTagPr",
        f"{WORD}、{WPS}",
        "只是包在外面，里面的文字照样比；绑定了数据的内容控件不在此列",
        was_run=False,
    ),
    Allowed(
        Level.ELEMENT,
        "commentRangeStart commentRangeEnd commentReference annotationRef",
        LIBREOFFICE,
        "批注另外告诉（N318）",
    ),
    Allowed(
        Level.MARGIN,
        "hdr ftr footnotes footnote endnotes endnote footnoteRef endnoteRef separator continuationSeparator",
        LIBREOFFICE,
        "页眉、页脚、脚注的骨架，里面的文字另外告诉（N309）",
    ),
    Allowed(
        Level.PART,
        "styles numbering settings fontTable theme",
        f"{LIBREOFFICE}、{PYTHON_DOCX}",
        "起作用的样式和编号逐字逐段比；内嵌的字体不在此列",
    ),
    Allowed(Level.PART, "header footer footnotes endnotes", LIBREOFFICE, "里面的文字另外告诉（N309）"),
    Allowed(Level.PART, "comments", LIBREOFFICE, "批注另外告诉（N318）"),
    Allowed(
        Level.PART,
        "commentsExtended commentsIds commentsExtensible people intelligence",
        WORD,
        "批注是谁写的、答复了没有，不印出来",
        was_run=False,
    ),
    Allowed(Level.PART, "image hyperlink", LIBREOFFICE, "用到它的地方另外告诉"),
    Allowed(
        Level.PART,
        "webSettings stylesWithEffects customXml glossaryDocument",
        f"{WORD}、{WPS}",
        "不印出来；用到 customXml 的内容控件另外告诉",
        was_run=False,
    ),
    Allowed(
        Level.SETTING,
        """zoom defaultTabStop autoHyphenation compat themeFontLang characterSpacingControl rsids mathPr
        clrSchemeMapping decimalSymbol listSeparator shapeDefaults hdrShapeDefaults footnotePr endnotePr proofState view
        drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
        displayVerticalDrawingGridEvery useFELayout noLineBreaksAfter noLineBreaksBefore hideSpellingErrors
        hideGrammaticalErrors activeWritingStyle stylePaneFormatFilter stylePaneSortMethod doNotPromptForConvert
        bordersDoNotSurroundHeader bordersDoNotSurroundFooter removePersonalInformation removeDateAndTime
        attachedSchema docVars trackRevisions revisionView formsDesign embedSystemFonts saveSubsetFonts
        doNotTrackMoves doNotTrackFormatting documentProtection writeProtection consecutiveHyphenLimit
        hyphenationZone doNotHyphenateCaps doNotShadeFormData savePreviewPicture doNotValidateAgainstSchema
        saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText saveThroughXslt useXSLTWhenSaving
        alwaysMergeEmptyNamespace uiCompat97To2003 forceUpgrade captions readModeInkLockDown smartTagType
        schemaLibrary doNotEmbedSmartTags doNotAutoCompressPictures doNotUseMarginsForDrawingGridOrigin
        updateFields""",
        f"{LIBREOFFICE}、{WORD}、{WPS}",
        "窗口、查拼写、修订、保护的设置，不改变印出来的文字",
        was_run=False,
    ),
)


class Tolerance(NamedTuple):
    """What of one level may differ: by anything, and by so much."""

    free: frozenset[str]
    by: dict[str, int]
    only_with: dict[str, str]
    """What is free only where something else differs in the table."""


@cache
def tolerance(level: Level) -> Tolerance:
    """The entries of a level together."""
    entries = [each for each in ALLOWED if each.level is level]
    free = frozenset(name for each in entries if not (each.by or each.only_with) for name in each.names.split())
    by = {name: each.by for each in entries if each.by for name in each.names.split()}
    return Tolerance(
        free, by, {name: each.only_with for each in entries if each.only_with for name in each.names.split()}
    )


def table() -> str:
    """The entries as a table of Markdown."""
    lines = ["| 哪里 | 允许不同的 | 谁会改 | 为什么不要紧 |", "|---|---|---|---|"]
    for each in ALLOWED:
        names = " ".join(f"`{name}`" for name in each.names.split())
        by = f"，只在表的 `{each.only_with}` 也不同时" if each.only_with else ""
        by += f"，差 {each.by} 以内（二十分之一磅）" if each.by else ""
        program = each.program if each.was_run else f"{each.program}（没有在这里运行过）"
        lines.append(f"| {each.level} | {names}{by} | {program} | {each.why} |")
    return "\n".join(lines) + "\n"
