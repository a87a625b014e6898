"""Styles, settings and names of fonts that one program takes for something else than another does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree

from perfdocs.word.effective import style_key
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import MC, W, val

_KINDS = ("styles", "settings", "fontTable")
_ONCE = {f"{W}{name}" for name in ("style", "docDefaults", "rPrDefault", "pPrDefault")}
"""Elements in which nothing stands twice."""
_REPEATED = f"{W}tblStylePr"
"""What a style has once for each kind of row and column."""
_REFERENCES = {f"{W}pStyle": "paragraph", f"{W}rStyle": "character", f"{W}tblStyle": "table"}
"""Elements that name a style, and its kind."""
_SYMBOL_FONTS = frozenset(
    ("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol", "marlett", "mt extra", "zapfdingbats")
)
"""Fonts of Windows and Office in which digits are pictures or other letters."""
_SYMBOL_SET = "02"
"""The character set of fonts of pictures (ECMA-376 part 1, 17.8.3.2)."""


def style_oddities(document: WordFile) -> Iterator[str]:
    """What each is called; a document as a program writes it has none."""
    roots = [root for kind in _KINDS for root in document.parts(kind)]
    if any(_has_choices(root) for root in roots):
        yield "不同软件读成不同样式、设置的写法"
    styles = [style for part in document.parts("styles") for style in part.iterfind(f"{W}style")]
    defaults = [f"默认 {style_key(each)[0]}" for each in styles if each.get(f"{W}default") in ("1", "true", "on")]
    names = [" ".join((style_key(each)[0], val(each.find(f"{W}name")).casefold())) for each in styles]
    identifiers = [" ".join(style_key(each)) for each in styles]
    for group in (identifiers, names, defaults):
        yield from (f"写了两遍的样式（{name}）" for name, times in Counter(group).items() if times > 1)
    for root in document.parts("styles"):
        for each in (root, *root.iter(*_ONCE)):
            tags = Counter(str(child.tag) for child in each.iterchildren(etree.Element))
            twice = (tag for tag, times in tags.items() if times > 1 and tag not in (_REPEATED, f"{W}style"))
            yield from (f"样式里写了两遍的 {etree.QName(tag).localname}" for tag in twice)
    yield from _missing_styles(document, {style_key(each) for each in styles})
    if not any(part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/*") is not None for part in document.parts("styles")):
        yield "不写默认字体和字号的样式（不同软件各用各的）"
    yield from _symbol_fonts(document)


def _missing_styles(document: WordFile, known: Collection[tuple[str, str]]) -> Iterator[str]:
    """Styles that something in a text is of, and that are not there: each program takes another in their place."""
    named = (
        (_REFERENCES[str(each.tag)], val(each))
        for root in (document.main, *document.margins)
        for each in root.iter(*_REFERENCES)
    )
    missing = (name for kind, name in named if name and (kind, name) not in known)
    yield from (f"没有规定的样式（{name}）" for name in dict.fromkeys(missing))


def _has_choices(root: etree._Element) -> bool:
    """Whether one program reads elements of a part that another leaves out."""
    return next(root.iter(f"{MC}*"), None) is not None or any(
        str(name).startswith(MC) and name != f"{MC}Ignorable" for each in root.iter("*") for name in each.attrib
    )


def _symbol_fonts(document: WordFile) -> Iterator[str]:
    """Fonts of letters that are said to be of pictures, or in whose place a program is to take one that is."""
    for part in document.parts("fontTable"):
        for font in part.iterfind(f"{W}font"):
            name = font.get(f"{W}name", "")
            others = [each.strip().casefold() for each in val(font.find(f"{W}altName")).split(",")]
            is_of_symbols = val(font.find(f"{W}charset")) == _SYMBOL_SET
            if (is_of_symbols or _SYMBOL_FONTS.intersection(others)) and name.casefold() not in _SYMBOL_FONTS:
                yield f"用符号代替字体“{name}”的规定"
