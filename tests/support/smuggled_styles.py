"""Forms that show another figure, or none, by styles, settings, fonts, headers and elements in the wrong place."""

from __future__ import annotations

import re

from perfdocs.word.xml import MAIN, MC, OFFICE
from tests.support.smuggled_forms import (
    DOCUMENT,
    DRAWN,
    FIGURE,
    STYLES,
    Change,
    Parts,
    after_table,
    before_it,
    formatted,
    in_place,
    in_stamp_cell,
    in_styles,
    put,
    related,
    run,
    seal,
    style,
    with_part,
    xml,
)

HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
BLACK = '<w:shd w:val="clear" w:fill="000000"/>'
SETTINGS = "word/settings.xml"
FONTS = "word/fontTable.xml"
ALTERNATIVES = f'xmlns:mc="{MC[1:-1]}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
NUMBER = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>'
SIGNED = "单位负责人签字：</w:t></w:r>"


def both(*changes: Change) -> Change:
    def change(parts: Parts) -> None:
        for each in changes:
            each(parts)

    return change


def replaced(part: str, pattern: str, new: str) -> Change:
    """The first match of a pattern in a part, replaced."""

    def change(parts: Parts) -> None:
        text, times = re.subn(pattern, new, parts[part].decode(), count=1, flags=re.DOTALL)
        assert times
        parts[part] = text.encode()

    return change


def added_style(text: str) -> Change:
    return in_styles("</w:styles>", f"{text}</w:styles>")


def choice(inner: str) -> str:
    """What Word takes, and other programs may not."""
    return f'<mc:AlternateContent><mc:Choice Requires="w14">{inner}</mc:Choice></mc:AlternateContent>'


def with_choices(part: str) -> Change:
    return replaced(part, r"(<w:(?:styles|settings) )", rf"\1{ALTERNATIVES} ")


def of_table(inner: str) -> Change:
    """Something that the style of all tables says too."""
    return replaced(STYLES, r'(w:styleId="TableNormal">.*?)(</w:style>)', rf"\1{inner}\2")


def setting(inner: str) -> Change:
    return replaced(SETTINGS, "<w:zoom", f"{inner}<w:zoom")


def header(inner: str) -> Change:
    """A header on each page."""
    part = with_part("word/top.xml", f'<w:hdr xmlns:w="{MAIN}">{inner}</w:hdr>', "header")
    reference = f'<w:headerReference w:type="default" xmlns:r="{OFFICE}/relationships" r:id="rIdX"/>'
    return both(part, replaced(DOCUMENT, "<w:sectPr>", f"<w:sectPr>{reference}"))


def floating(cell: str) -> str:
    """A table of one blank cell that lies where the figure is."""
    place = '<w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="3100" w:tblpY="5900"/>'
    return f"<w:tbl><w:tblPr>{place}</w:tblPr><w:tr><w:tc><w:tcPr>{cell}</w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/>"


def numbered(parts: Parts) -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="99.15"/></w:lvl>'
    parts["word/numbering.xml"] = (
        f'<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    ).encode()
    name = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="rIdN" Type="{OFFICE}/relationships/numbering" Target="numbering.xml"/>'
    parts[name] = parts[name].replace(b"</Relationships>", f"{relation}</Relationships>".encode())


def shown_by_character_style(parts: Parts) -> None:
    """Hidden by the paragraph's style; the character's says that it is not, which in Word leaves it hidden."""
    replaced(STYLES, r'(w:styleId="CellCenter">.*?<w:rPr>)', r"\1<w:vanish/>")(parts)
    added_style(style("character", "Seen", '<w:rPr><w:vanish w:val="0"/></w:rPr>'))(parts)
    centred = r'(<w:pStyle w:val="CellCenter"/>(?:<w:keepNext/>)?</w:pPr><w:r>)(<w:t)'
    put(parts, re.sub(centred, r'\1<w:rPr><w:rStyle w:val="Seen"/></w:rPr>\2', xml(parts)))


def of_word(kind: str) -> Change:
    """A part that only Word has, by the year in which it came and its kind."""
    year, _, name = kind.partition(" ")
    relation = f'Type="http://schemas.microsoft.com/office/{year}/relationships/{name}" Target="{name}.xml"'
    new = f'<Relationship Id="rId{name}" {relation}/></Relationships>'
    return replaced("word/_rels/document.xml.rels", "</Relationships>", new)


def signed(new: str) -> Change:
    """Something typed where the form is signed."""
    return replaced(DOCUMENT, SIGNED, f"{SIGNED}{new}")


def picture(shape: str) -> str:
    inner = f"<a:graphicData><a:blip/><a:spPr>{shape}</a:spPr></a:graphicData>"
    return f"<a:graphic>{inner}</a:graphic>"


WIDE = "<wp:sizeRelH><wp:pctWidth>100000</wp:pctWidth></wp:sizeRelH>"
SHADOW = '<a:effectLst><a:outerShdw dist="1800000"/></a:effectLst>'
IN_TEXT = (
    f'<w:r><w:drawing {DRAWN}><wp:inline><wp:extent cx="9" cy="9"/>{picture(SHADOW)}</wp:inline></w:drawing></w:r>'
)

LOOKS: dict[str, tuple[Change, str]] = {
    "rows hidden by the tables' style": (of_table("<w:trPr><w:hidden/></w:trPr>"), "表的tblStylePr和印出的不一样"),
    "a line through cells by the tables' style": (
        of_table('<w:tcPr><w:tcBorders><w:tl2br w:val="single" w:sz="48"/></w:tcBorders></w:tcPr>'),
        "表的tblStylePr和印出的不一样",
    ),
    "hidden by a style of no kind": (
        both(
            added_style(f'<w:style w:styleId="Hid"><w:basedOn w:val="CellCenter"/>{HIDDEN}</w:style>'),
            before_it("<w:pPr>", '<w:pStyle w:val="Hid"/>'),
        ),
        "字的隐藏和印出的不一样",
    ),
    "hidden by one style of two": (shown_by_character_style, "字的隐藏和印出的不一样（原来没有，现在on）"),
    "a number before each paragraph by default": (
        both(numbered, replaced(STYLES, "(<w:pPrDefault><w:pPr>)", rf"\1{NUMBER[7:-8]}")),
        "段落的自动编号和印出的不一样（原来没有，现在有）",
    ),
    "a number before each paragraph by the tables' style": (
        both(numbered, of_table(NUMBER)),
        "段落的自动编号和印出的不一样（原来没有，现在有）",
    ),
    "a line at a tab stop": (
        replaced(STYLES, "(<w:pPr>)(<w:widowControl/>)", r'\1\2<w:tabs><w:tab w:val="bar" w:pos="100"/></w:tabs>'),
        "段落的制表位和印出的不一样（原来没有，现在bar）",
    ),
    "a number in a header": (
        both(numbered, header(f"<w:p>{NUMBER}</w:p>")),
        "页眉页脚的自动编号和印出的不一样（原来没有，现在有）",
    ),
    "a thick line below a header": (
        header('<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="96"/></w:pBdr></w:pPr></w:p>'),
        "页眉页脚的边框和印出的不一样（原来没有，现在有）",
    ),
    "a high header": (
        header('<w:p><w:pPr><w:spacing w:before="9000"/></w:pPr></w:p>'),
        "页眉页脚的空段的数目和印出的不一样（原来0，现在1）",
    ),
    "a footer that begins at the top": (
        replaced(DOCUMENT, 'w:footer="454"', 'w:footer="15500"'),
        "纸张的pgMar和印出的不一样（原来454，现在15500）",
    ),
    "no footer, its part still there": (
        replaced(DOCUMENT, '<w:footerReference w:type="default"[^>]*/>', ""),
        "页眉页脚的页脚和印出的不一样（原来—〔页码〕—，现在没有）",
    ),
    "no footer on even pages": (
        replaced(DOCUMENT, '<w:footerReference w:type="even"[^>]*/>', ""),
        "页眉页脚的偶数页页脚和印出的不一样（原来—〔页码〕—，现在没有）",
    ),
    "a first page of its own": (
        replaced(DOCUMENT, "</w:sectPr>", "<w:titlePg/></w:sectPr>"),
        "页眉页脚的首页页脚和印出的不一样（原来—〔页码〕—，现在没有）",
    ),
    "a footer as a header": (
        replaced(
            DOCUMENT,
            '(<w:footerReference w:type="default")( r:id="[^"]*")/>',
            r'\1\2/><w:headerReference w:type="default"\2/>',
        ),
        "页眉页脚的页眉和印出的不一样（原来没有，现在—〔页码〕—）",
    ),
    "no paper": (replaced(DOCUMENT, "<w:sectPr>.*?</w:sectPr>", ""), "纸张的数目和印出的不一样（原来1，现在0）"),
    "a margin of the web": (before_it("<w:pPr>", '<w:divId w:val="5"/>'), "段落的divId和印出的不一样"),
    "a frame where it is signed": (
        signed('</w:p><w:p><w:pPr><w:framePr w:x="3200" w:y="5900"/></w:pPr><w:r><w:t>99.15</w:t></w:r>'),
        "段落的framePr和印出的不一样（原来没有，现在3200）",
    ),
    "raised where it is signed": (
        signed(run("9", '<w:position w:val="800"/>')),
        "字的上下的位置和印出的不一样（原来没有，现在800）",
    ),
    "as large as the page where it is signed": (
        signed(run("9", '<w:sz w:val="3200"/>')),
        "字的大小和印出的不一样（原来没有，现在3200）",
    ),
    "out of the cell where it is signed": (
        signed('</w:p><w:p><w:pPr><w:ind w:left="-4000"/></w:pPr><w:r><w:t>9</w:t></w:r>'),
        "段落的左缩进和印出的不一样（原来没有，现在-4000）",
    ),
}
"""Changes of the look, and what is said of each (N316)."""

CHOICES = "不同软件读成不同样式、设置的写法"
NO_DEFAULTS = "不写默认字体和字号的样式（不同软件各用各的）"
STRANGE: dict[str, tuple[Change, str]] = {
    "a style twice": (added_style(style("paragraph", "CellCenter", HIDDEN)), "写了两遍的样式（paragraph CellCenter）"),
    "a style of no kind twice": (
        added_style(f'<w:style w:styleId="CellCenter"><w:name w:val="x"/>{HIDDEN}</w:style>'),
        "写了两遍的样式（paragraph CellCenter）",
    ),
    "a style's name twice": (
        added_style(f'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="居中格"/>{HIDDEN}</w:style>'),
        "写了两遍的样式（paragraph 居中格）",
    ),
    "two styles by default": (
        added_style(style("paragraph", "X", HIDDEN).replace("<w:style ", '<w:style w:default="1" ')),
        "写了两遍的样式（默认 paragraph）",
    ),
    "a style that is not there": (
        replaced(DOCUMENT, '<w:pStyle w:val="CellCenter"/>', '<w:pStyle w:val="None"/>'),
        "没有规定的样式（None）",
    ),
    "a style's letters twice": (
        replaced(STYLES, r'(w:styleId="CellCenter">.*?)(</w:style>)', rf"\1{HIDDEN}\2"),
        "样式里写了两遍的 rPr",
    ),
    "defaults that only Word reads": (
        both(with_choices(STYLES), in_styles("<w:docDefaults>", f"{choice('<w:docDefaults/>')}<w:docDefaults>")),
        CHOICES,
    ),
    "a style that only Word reads": (
        both(
            with_choices(STYLES),
            added_style(choice(style("character", "Alt", HIDDEN))),
            in_place(run(FIGURE, '<w:rStyle w:val="Alt"/>')),
        ),
        CHOICES,
    ),
    "a style in something to be ignored": (
        both(
            replaced(STYLES, "<w:styles ", f'<w:styles {ALTERNATIVES} xmlns:x="urn:x" mc:ProcessContent="x:y" '),
            added_style(f"<x:y>{style('character', 'Alt', HIDDEN)}</x:y>"),
        ),
        CHOICES,
    ),
    "no defaults of letters": (replaced(STYLES, "<w:rPrDefault>.*?</w:rPrDefault>", ""), NO_DEFAULTS),
    "defaults that say nothing": (
        replaced(STYLES, "<w:rPrDefault>.*?</w:rPrDefault>", "<w:rPrDefault/>"),
        NO_DEFAULTS,
    ),
    "no defaults": (replaced(STYLES, "<w:docDefaults>.*?</w:docDefaults>", ""), NO_DEFAULTS),
    "a footer twice": (replaced(DOCUMENT, "(<w:footerReference[^>]*/>)", r"\1\1"), "写了两遍的页脚"),
    "a footer that is not there": (
        replaced(DOCUMENT, '(<w:footerReference w:type="default" r:id=)"[^"]*"', r'\1"no"'),
        "指向不存在的部分的页脚",
    ),
    "footers of even pages switched off": (
        replaced(SETTINGS, "<w:evenAndOddHeaders[^>]*/>", ""),
        "不起作用的偶数页页脚",
    ),
    "a section twice": (replaced(DOCUMENT, "(<w:sectPr>.*?</w:sectPr>)", r"\1\1"), "多出来的分节"),
    "a footer on pages of no kind": (
        replaced(DOCUMENT, '(<w:footerReference w:type=)"default"', r'\1"off"'),
        "不认识的页脚（off）",
    ),
    "a setting that only Word reads": (both(with_choices(SETTINGS), setting(choice("<w:printFormsData/>"))), CHOICES),
    "only what was typed is printed": (setting("<w:printFormsData/>"), "设置 printFormsData"),
    "styles of another file": (setting("<w:linkStyles/>"), "设置 linkStyles"),
    "pictures for a font": (
        replaced(FONTS, '<w:altName w:val="仿宋"/>', '<w:altName w:val="Wingdings"/>'),
        "用符号代替字体“仿宋_GB2312”的规定",
    ),
    "a font said to be of pictures": (
        replaced(FONTS, r'(w:name="仿宋_GB2312">.*?<w:charset w:val=)"86"', r'\1"02"'),
        "用符号代替字体“仿宋_GB2312”的规定",
    ),
    "a page number by a picture": (
        replaced("word/footer1.xml", " PAGE ", ' PAGE \\\\# "99.15" '),
        "页眉页脚里的域（内容会自己变）",
    ),
    "a table in a header": (header(floating(BLACK)), "页眉页脚里的表格"),
    "the line of footnotes as a minus": (in_place("<w:r><w:separator/></w:r>{}"), "脚注的横线"),
    "a note's number": (in_place("<w:r><w:footnoteRef/></w:r>{}"), "不认识的内容（footnoteRef）"),
    "a hyphen where the line ends": (in_place("<w:r><w:softHyphen/></w:r>{}"), "可选的连字符"),
    "letters outside of a run": (in_place("<w:t>9</w:t>{}"), "放错地方的内容（t）"),
    "a run in a run": (in_place("<w:r><w:r><w:t>9</w:t></w:r></w:r>{}"), "放错地方的内容（r）"),
    "a paragraph in a paragraph": (in_place("{}<w:p><w:r><w:t>9</w:t></w:r></w:p>"), "放错地方的内容（p）"),
    "a table in a paragraph": (in_place(f"{{}}{floating('')}"), "放错地方的内容（tbl）"),
    "a run outside of a paragraph": (after_table(run("9")), "放错地方的内容（r）"),
    "a cell outside of a row": (
        replaced(DOCUMENT, "</w:tr>", "</w:tr><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc>"),
        "放错地方的内容（tc）",
    ),
    "a second body": (
        replaced(DOCUMENT, "</w:body>", "</w:body><w:body><w:p><w:r><w:t>9</w:t></w:r></w:p></w:body>"),
        "放错地方的内容（body）",
    ),
    "a seal with a thick outline": (
        seal(5, 1, 38, picture=picture('<a:ln w="6350000"><a:solidFill/></a:ln>')),
        "图形",
    ),
    "a seal with a shadow": (in_stamp_cell(IN_TEXT), "图形"),
    "a seal as wide as the page": (seal(5, 1, 38, picture=f"{picture('')}{WIDE}"), "图形"),
}
"""Things that were not printed, and what each is called (N317)."""

HONEST: dict[str, Change] = {
    "a style that nothing uses": added_style(style("character", "批注", HIDDEN)),
    "a font of pictures among the fonts": replaced(
        FONTS, "</w:fonts>", '<w:font w:name="Symbol"><w:charset w:val="02"/></w:font></w:fonts>'
    ),
    "content controls around everything": replaced(
        DOCUMENT,
        "(<w:tr>.*?</w:tr>)",
        r"<w:sdt><w:sdtPr/><w:sdtContent><w:customXml><w:customXmlPr/>\1</w:customXml></w:sdtContent></w:sdt>",
    ),
    "bold twice is bold no more, where both styles are unused": both(
        added_style(style("paragraph", "P", "<w:rPr><w:b/></w:rPr>")),
        added_style(style("character", "C", "<w:rPr><w:b/></w:rPr>")),
    ),
    "a rewritten figure": formatted('<w:vanish w:val="0"/>'),
    "Word's own files": both(
        related("webSettings", "webSettings.xml"),
        *(of_word(kind) for kind in ("2007 stylesWithEffects", "2011 commentsExtended", "2011 people")),
        *(of_word(kind) for kind in ("2016/09 commentsIds", "2018/08 commentsExtensible", "2020/10 intelligence")),
    ),
}
"""What programs add, and what changes nothing on the page."""
