"""Word files as clerks make them, from the cells of a form: every one in a way of its own, none by perfdocs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml

from perfdocs.word.xml import MAIN, MC, STRICT
from tests.support.read_docx import Grid

_NS = (
    f'xmlns:w="{MAIN}" xmlns:mc="{MC.strip("{}")}" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
COLUMNS = 12
Text = Callable[[str, int, int], str]
"""The XML of a cell's paragraphs, for its text, row and column."""


def run(text: str, properties: str = "") -> str:
    pieces = re.split(r"(\n|\t)", text)
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    inner = "".join(marks.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces if piece)
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def plain_lines(text: str, _row: int, _column: int) -> str:
    """A paragraph a line."""
    return "".join(paragraph(run(line)) for line in text.split("\n"))


def in_pieces(text: str, row: int, column: int) -> str:
    """In runs of two characters of changing fonts, with what Word leaves between them."""
    fonts = ('<w:rFonts w:eastAsia="宋体"/>', '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋"/><w:b/>', "")
    pieces = [text[at : at + 2] for at in range(0, len(text), 2)] or [""]
    runs = [run(piece, fonts[(at + row + column) % 3]) for at, piece in enumerate(pieces)]
    return paragraph('<w:proofErr w:type="spellStart"/>'.join(runs), '<w:jc w:val="center"/>')


def with_stray_paragraphs(text: str, row: int, column: int) -> str:
    """With empty paragraphs around it, and blanks at the end of the line."""
    before, after = paragraph("") * ((row + column) % 2), paragraph("") * ((row + column) % 3)
    return before + plain_lines(text + " ", row, column) + after


def in_controls(text: str, row: int, column: int) -> str:
    """In content controls, smart tags and links."""
    wrapped = f"<w:sdt><w:sdtContent>{run(text[:3])}</w:sdtContent></w:sdt><w:hyperlink>{run(text[3:])}</w:hyperlink>"
    return (
        paragraph(wrapped)
        if (row + column) % 2
        else f"<w:sdt><w:sdtContent>{plain_lines(text, 0, 0)}</w:sdtContent></w:sdt>"
    )


def with_corrections(text: str, row: int, column: int) -> str:
    """Figures corrected with tracked changes."""
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return plain_lines(text, row, column)
    who = 'w:id="7" w:author="经办" w:date="2023-02-01T00:00:00Z"'
    gone = f"<w:del {who}><w:r><w:delText>{text[::-1]}</w:delText></w:r></w:del>"
    return paragraph(f"{gone}<w:ins {who}>{run(text)}</w:ins>")


def in_text_boxes(text: str, row: int, column: int) -> str:
    """Figures in text boxes, as Word writes them: once for itself and once for older programs."""
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        return plain_lines(text, row, column)
    box = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    new = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice>'
    either = f"<mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    return paragraph(f"<w:r>{either}</w:r>")


@dataclass
class Habits:
    """How a clerk makes a form."""

    text: Text = plain_lines
    label: Callable[[str], str] = str
    """What becomes of a label."""
    number: Callable[[str], str] = str
    """What becomes of a figure among the details and the amounts."""
    merged: bool = True
    """Whether labels are merged down; else they are left out below, or repeated."""
    repeated: bool = False
    above: bool = False
    """Whether title and unit line stand above the table."""
    below: bool = False
    """Whether the signatures stand below it."""
    rows_a_table: int = 0
    """After how many rows a table is split; 0: never."""
    heads: bool = False
    """Whether the head of the indicators is repeated on the next page."""
    empty_rows: bool = False
    nested: bool = False
    """Whether the form lies in a cell of another table."""
    order: Sequence[int] = (0, 1, 2, 3)
    strict: bool = False
    more: list[str] = field(default_factory=list)
    """Further elements of the body, in front."""


def forms_as_docx(forms: Sequence[Grid], habits: Habits) -> bytes:
    """All forms in one file."""
    body = "".join(_form(forms[number], habits) for number in habits.order if number < len(forms))
    return document("".join(habits.more) + body, habits.strict)


def document(body: str, strict: bool = False) -> bytes:
    opened = Document()
    section = opened.element.body[-1]
    for element in parse_xml(f"<w:body {_NS}>{body}</w:body>"):
        section.addprevious(element)
    saved = io.BytesIO()
    opened.save(saved)
    return as_strict(saved.getvalue()) if strict else saved.getvalue()


def as_strict(package: bytes) -> bytes:
    """As Word saves it in the strict variant of the format: with another namespace."""
    from tests.support.change_zip import with_members

    return with_members(package, lambda _, data: data.replace(MAIN.encode(), STRICT.encode()))


def _form(rows: Grid, habits: Habits) -> str:
    first = 2 if habits.above else 0
    signed = next(at for at, row in enumerate(rows) if row[0].startswith("单位负责人"))
    last = signed if habits.below else len(rows)
    lines = [
        paragraph(run(habits.label("     ".join(cell.strip() for cell in row if cell.strip())))) for row in rows[:first]
    ]
    drawn = list(_rows(rows[first:last], habits))
    size = habits.rows_a_table or len(drawn)
    tables = [_table("".join(drawn[at : at + size])) for at in range(0, len(drawn), size)]
    inner = paragraph("").join(tables)
    if habits.nested:
        inner = _table(f"<w:tr><w:tc><w:tcPr/>{inner}<w:p/></w:tc></w:tr>")
    ends = [paragraph(run(line)) for row in rows[last:] for line in row[0].split("\n") if line.strip()]
    return "".join(lines) + inner + "".join(ends) + paragraph("")


def _rows(rows: Grid, habits: Habits) -> Iterable[str]:
    labels = ["", ""]
    in_indicators = False
    for number, row in enumerate(rows):
        in_indicators = (in_indicators or "一级指标" in row) and "支出内容简介" not in row
        cells = []
        for column, text in enumerate(row):
            is_label = column == 0 or (in_indicators and column == 1)
            merge = ""
            if is_label and len(row) > 1:
                if text:
                    labels[column] = text
                    merge = '<w:vMerge w:val="restart"/>' if habits.merged else ""
                elif habits.merged:
                    merge = "<w:vMerge/>"
                elif habits.repeated and "合计" not in row:
                    text = labels[column]
            elif re.fullmatch(r"\d+(\.\d+)?", text) and not in_indicators and 1 < column < 4:
                text = habits.number(text)
            cells.append((text if merge == "<w:vMerge/>" else _label(text, habits), merge))
        yield _row(cells, number, habits)
        if habits.heads and in_indicators and number % 7 == 6 and "一级指标" not in row:
            yield _row([("", ""), *((label, "") for label in HEAD[: len(row) - 1])], number, habits)
        if habits.empty_rows and len(row) == 4 and row[1] == "商贸":
            yield _row([("", "<w:vMerge/>"), ("", ""), ("", ""), ("", "")], number, habits)


HEAD = ["一级指标", "二级指标", "三级指标", "指标值及单位", "绩效标准"]


def _label(text: str, habits: Habits) -> str:
    is_label = re.search(r"指标$|目标$|负责人|填报|金额|科室|事项|标准$|计划$|概述|名称|方向|明细|说明|简介", text)
    return habits.label(text) if is_label and len(text) < 40 and not re.search(r"[，。]", text) else text


def _row(cells: Sequence[tuple[str, str]], number: int, habits: Habits) -> str:
    spans = _spans(len(cells))
    drawn = ""
    for column, ((text, merge), span) in enumerate(zip(cells, spans, strict=True)):
        properties = f'<w:tcW w:w="{span * 700}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{merge}'
        drawn += f"<w:tc><w:tcPr>{properties}</w:tcPr>{habits.text(text, number, column)}</w:tc>"
    return f"<w:tr>{drawn}</w:tr>"


def _spans(count: int) -> list[int]:
    if count == 1:
        return [COLUMNS]
    each, rest = divmod(COLUMNS - 2, count - 1)
    return [2, *(each + (at < rest) for at in range(count - 1))]


def _table(rows: str) -> str:
    grid = '<w:gridCol w:w="700"/>' * COLUMNS
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
