"""Words on every page of a Word document: a line in the headers, and large and pale across the page."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.section import _Header
from lxml import etree

from perfdocs.word.xml import MAIN

DEMONSTRATION = "演示数据"
MADE_UP = "演示数据：表上填的是为演示编的，不是真实的申报"
"""What stands on the forms of data that are made up."""
_LINE = f"""<w:p xmlns:w="{MAIN}" xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office">
<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="right"/></w:pPr>
{{across}}<w:r><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:b/><w:color w:val="C00000"/>
<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{{line}}</w:t></w:r></w:p>"""
"""9 points, so that it fits in the margin above the text and no page breaks elsewhere."""
_ACROSS = """<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="perfdocs_words_{number}" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;
width:{width}pt;height:110pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;
mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt"
string={words}/></v:shape></w:pict></w:r>"""
"""What Word itself writes for a watermark of text."""
_WIDTH = 110
"""Points of width for each character: as wide as it is high."""


def print_on_every_page(document: WordDocument, words: str, line: str) -> None:
    """Prints the words across every page of the document, and the line at its top right, beside any header there is."""
    for number, header in enumerate(_headers(document), start=1):
        is_new = header.is_linked_to_previous
        root = header.part.element
        if is_new:
            root.clear()  # python-docx's own header refers to a style that the document may not have
        across = _ACROSS.format(number=number, width=_WIDTH * len(words), words=quoteattr(words))
        root.append(etree.fromstring(_LINE.format(across=across, line=escape(line)).replace("\n", " ")))


def _headers(document: WordDocument) -> Iterator[_Header]:
    """Every header that some page shows: those of the first section, and what later sections have of their own."""
    has_even = document.settings.odd_and_even_pages_header_footer
    for number, section in enumerate(document.sections):
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if has_even:
            headers.append(section.even_page_header)
        for header in headers:
            if number == 0 or not header.is_linked_to_previous:
                yield header
