"""Forms on whose page another figure, or none, can be read, while their text is as it was printed."""

from __future__ import annotations

import re
from collections.abc import Callable

from perfdocs.word.xml import MAIN, OFFICE

Parts = dict[str, bytes]
DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
NAMES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/'
    'officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:x" mc:Ignorable="x"'
)
FIGURE = "21.15"
RUN = re.compile(rf"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>{re.escape(FIGURE)}</w:t></w:r>")
Change = Callable[[Parts], None]


def xml(parts: Parts) -> str:
    return parts[DOCUMENT].decode()


def put(parts: Parts, text: str) -> None:
    parts[DOCUMENT] = text.encode()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def in_place(new: str) -> Change:
    """Something in the place of the figure; `{}` is the figure as it was printed."""

    def change(parts: Parts) -> None:
        text = xml(parts).replace("<w:document ", f"<w:document {NAMES} ", 1)
        put(parts, RUN.sub(lambda match: new.replace("{}", match[0]), text, count=1))

    return change


def before_it(tag: str, new: str) -> Change:
    """Something behind the last of these tags before the figure."""

    def change(parts: Parts) -> None:
        text = xml(parts)
        found = RUN.search(text)
        assert found
        at = text.rindex(tag, 0, found.start()) + len(tag)
        put(parts, text[:at] + new + text[at:])

    return change


def instead_of(old: str, new: str) -> Change:
    """The last of these before the figure, replaced."""

    def change(parts: Parts) -> None:
        text = xml(parts)
        found = RUN.search(text)
        assert found
        at = text.rindex(old, 0, found.start())
        put(parts, text[:at] + new + text[at + len(old) :])

    return change


def in_styles(old: str, new: str) -> Change:
    def change(parts: Parts) -> None:
        assert old.encode() in parts[STYLES]
        parts[STYLES] = parts[STYLES].replace(old.encode(), new.encode())

    return change


def formatted(properties: str) -> Change:
    return in_place(run(FIGURE, properties))


def by_character_style(parts: Parts) -> None:
    in_styles("</w:styles>", f"{style('character', 'Hid', '<w:rPr><w:vanish/></w:rPr>')}</w:styles>")(parts)
    in_place(run("21") + run(".", '<w:rStyle w:val="Hid"/>') + run("15"))(parts)


def by_table_style(parts: Parts) -> None:
    in_styles("</w:styles>", f"{style('table', 'T', '<w:rPr><w:vanish/></w:rPr>')}</w:styles>")(parts)
    put(parts, xml(parts).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="T"/>', 1))


def style(kind: str, name: str, inner: str) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{inner}</w:style>'


def numbered_by_style(parts: Parts) -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    parts["word/numbering.xml"] = (
        f'<w:numbering xmlns:w="{MAIN}"><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    ).encode()
    related("numbering", "numbering.xml")(parts)
    number = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr>'
    in_styles('w:styleId="CellCenter">', 'w:styleId="CellCenter" >')(parts)
    before, found, rest = parts[STYLES].decode().partition('w:styleId="CellCenter" >')
    parts[STYLES] = (before + found + rest.replace("<w:pPr>", number, 1)).encode()


def related(kind: str, target: str) -> Change:
    def change(parts: Parts) -> None:
        relation = f'<Relationship Id="rIdX" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(b"</Relationships>", f"{relation}</Relationships>".encode())

    return change


def with_part(name: str, inner: str, kind: str) -> Change:
    def change(parts: Parts) -> None:
        parts[name] = inner.encode()
        related(kind, name.removeprefix("word/") if name.startswith("word/") else f"../{name}")(parts)

    return change


def after_table(new: str) -> Change:
    def change(parts: Parts) -> None:
        text = xml(parts).replace("<w:document ", f"<w:document {NAMES} ", 1)
        at = text.rindex("<w:sectPr")
        put(parts, text[:at] + new + text[at:])

    return change


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> EQ \\o(9) </w:instrText></w:r>'
OTHER = run("99.15")
RUBY = f"<w:r><w:ruby><w:rt>{OTHER}</w:rt><w:rubyBase>{{}}</w:rubyBase></w:ruby></w:r>"
BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/r" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
)


def alternatives(choice: str, fallback: str) -> str:
    choices = f'<mc:Choice Requires="x">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<mc:AlternateContent>{choices}</mc:AlternateContent>"


LOOKS: dict[str, tuple[Change, str]] = {
    "white": (formatted('<w:color w:val="FFFFFF"/>'), "字的颜色和印出的不一样（原来没有，现在FFFFFF）"),
    "black on black": (formatted('<w:shd w:val="clear" w:fill="000000"/>'), "字的底纹和印出的不一样"),
    "as small as a dot": (formatted('<w:sz w:val="1"/>'), "字的大小和印出的不一样（原来21，现在1）"),
    "lowered": (formatted('<w:position w:val="-200"/>'), "字的上下的位置和印出的不一样（原来没有，现在-200）"),
    "narrow": (formatted('<w:w w:val="1"/>'), "字的宽窄和印出的不一样（原来没有，现在1）"),
    "in pictures": (formatted('<w:rFonts w:ascii="Wingdings"/>'), "现在Wingdings）"),
    "hidden by a character style": (by_character_style, "字的隐藏和印出的不一样（原来没有，现在on）"),
    "hidden by a table style": (by_table_style, "字的隐藏和印出的不一样（原来没有，现在on）"),
    "hidden by default": (
        in_styles("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:vanish/>"),
        "字的隐藏和印出的不一样（原来没有，现在on）",
    ),
    "a digit before it by the style's numbering": (numbered_by_style, "段落的自动编号和印出的不一样（原来没有"),
    "moved by a frame": (before_it("<w:pPr>", '<w:framePr w:x="200" w:y="15000"/>'), "段落的framePr和印出的不一样"),
    "a bar beside it": (
        before_it("<w:pPr>", '<w:pBdr><w:left w:val="single" w:sz="12"/></w:pBdr>'),
        "段落的边框和印出的不一样（原来没有，现在有）",
    ),
    "pushed down": (before_it("<w:pPr>", '<w:spacing w:before="5000"/>'), "段落的段前和印出的不一样"),
    "a row that is hidden": (before_it("<w:trPr>", "<w:hidden/>"), "行的隐藏和印出的不一样（原来没有，现在on）"),
    "a row of two heights": (
        before_it("<w:trPr>", '<w:trHeight w:val="9" w:hRule="exact"/>'),
        "行的trHeight twice和印出的不一样（原来没有，现在有）",
    ),
    "a row of exactly its height": (
        instead_of('w:hRule="atLeast"', 'w:hRule="exact"'),
        "行的高度的规则和印出的不一样（原来没有，现在exact）",
    ),
    "a black cell": (before_it("<w:tcPr>", '<w:shd w:val="clear" w:fill="000000"/>'), "单元格的底纹和印出的不一样"),
    "a line through it": (
        before_it("<w:tcPr>", '<w:tcBorders><w:tl2br w:val="single" w:sz="24"/></w:tcBorders>'),
        "单元格的斜线和印出的不一样（原来没有，现在有）",
    ),
    "on its side": (before_it("<w:tcPr>", '<w:textDirection w:val="btLr"/>'), "单元格的文字方向和印出的不一样"),
    "another paragraph": (after_table("<w:p/>"), "段落的空段的数目和印出的不一样（原来"),
}  # fmt: skip
"""Changes of the look, and what is said of each (N316)."""

STRANGE: dict[str, tuple[Change, str]] = {
    "a field": (in_place(f'{FIELD}{{}}<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "域（内容会自己变）"),
    "a simple field": (in_place('<w:fldSimple w:instr=" = 99.15 ">{}</w:fldSimple>'), "域（内容会自己变）"),
    "an alternative": (in_place(alternatives("{}", OTHER)), "不同软件显示不同内容的写法"),
    "an alternative row": (
        after_table(alternatives("", f"<w:p>{OTHER}</w:p>")),
        "不同软件显示不同内容的写法",
    ),
    "something ignorable": (in_place("<w:r><w:t>21.15<x:y/>9</w:t></w:r>"), "不认识的内容（y）"),
    "bound contents": (in_place(BOUND), "绑定了数据的内容控件"),
    "a formula": (in_place("<m:oMath><m:r><m:t>21.15</m:t></m:r></m:oMath>"), "公式"),
    "a phonetic guide": (in_place(RUBY), "拼音指南"),
    "a page number": (in_place("{}<w:r><w:pgNum/></w:r>"), "页码"),
    "a page break": (in_place(f'{run("21")}<w:r><w:br w:type="page"/></w:r>{run(".15")}'), "分页或分栏"),
    "a shape beside the table": (after_table("<w:p><w:r><w:pict><v:shape/></w:pict></w:r></w:p>"), "图形"),
    "a shape in the header": (
        with_part("word/top.xml", f'<w:hdr xmlns:w="{MAIN}"><w:p><w:r><w:pict/></w:r></w:p></w:hdr>', "header"),
        "页眉页脚里的图形",
    ),
    "another file": (related("aFChunk", "other.html"), "没有见过的部分（word/other.html）"),
}  # fmt: skip
"""Things that were not printed, and what each is called (N317)."""


DRAWN = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
PICTURE = "<a:graphic><a:graphicData><a:blip/></a:graphicData></a:graphic>"


def in_stamp_cell(new: str) -> Change:
    """Something at the end of the cell in which the seal is to be."""

    def change(parts: Parts) -> None:
        before, found, rest = xml(parts).partition("（盖章）")
        assert found
        put(parts, before + found + rest.replace("</w:p>", f"{new}</w:p>", 1))

    return change


def seal(x: int, y: int, size: int, relative: str = "column", picture: str = PICTURE) -> Change:
    """A picture that floats in the cell for the seal; measures in millimetres."""
    mm = 36_000
    extent = f'<wp:extent cx="{size * mm}" cy="{size * mm}"/>'
    across = f'<wp:positionH relativeFrom="{relative}"><wp:posOffset>{x * mm}</wp:posOffset></wp:positionH>'
    down = f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{y * mm}</wp:posOffset></wp:positionV>'
    anchor = f"<wp:anchor>{across}{down}{extent}{picture}</wp:anchor>"
    return in_stamp_cell(f"<w:r><w:drawing {DRAWN}>{anchor}</w:drawing></w:r>")


INLINE = f'<w:r><w:drawing {DRAWN}><wp:inline><wp:extent cx="9" cy="9"/>{PICTURE}</wp:inline></w:drawing></w:r>'
