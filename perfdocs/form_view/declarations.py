"""What is in effect in Word, said in CSS: characters, paragraphs, cells and the sheet of paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from perfdocs.word.effective import INHERITED, Properties
from perfdocs.word.fonts import stand_ins
from perfdocs.word.xml import W

NATURAL_LINE = 1.3
"""Height of a line of Chinese by the size of its letters, where a form says only how many lines are left free:
仿宋 and 宋体 of Windows have 1.3 with Word's grid off."""
_SIZE = 20
"""Half points of letters of which nothing says how large they are (ECMA-376 part 1, 17.3.2.38)."""
_COLOR = re.compile(r"[0-9a-fA-F]{6}")
_ALIGNMENT = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
_VERTICAL = {"center": "middle", "both": "middle", "bottom": "bottom"}
_LINES = {"double": "double", "dotted": "dotted", "dashed": "dashed", "dashSmallGap": "dashed", "dotDash": "dashed"}
_HIGHLIGHTS = {
    "darkBlue": "#000080",
    "darkCyan": "#008080",
    "darkGray": "#808080",
    "darkGreen": "#008000",
    "darkMagenta": "#800080",
    "darkRed": "#800000",
    "darkYellow": "#808000",
    "lightGray": "#c0c0c0",
}
"""Colours to mark text with that CSS calls otherwise (ECMA-376 part 1, 17.18.40)."""
_HIGHLIGHT = re.compile(r"[a-zA-Z]+")
_UNITS = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]+)?")
_SANS = ("黑", "Hei", "hei", "Sans", "Arial", "Calibri", "雅黑")
_NOT_OF_A_NAME = re.compile(r'["\\<>&;{}\x00-\x1f]')


def twips(text: str | None, default: float = 0) -> float:
    """A length in twentieths of a point; the default for what is none."""
    text = (text or "").removesuffix(INHERITED)
    return float(text) if _UNITS.fullmatch(text) else default


def points(twentieths: float) -> str:
    """The length as CSS has it."""
    return f"{twentieths / 20:.2f}".rstrip("0").rstrip(".") + "pt"


def family(look: Properties) -> str:
    """The fonts of a run: that of its Latin letters, that of its Chinese, and what stands in for them."""
    names = [look.get(f"rFonts.{script}", "") for script in ("ascii", "eastAsia")]
    names = [_NOT_OF_A_NAME.sub("", name) for name in dict.fromkeys(names) if name]
    others = [other for name in names for other in stand_ins(name)]
    generic = "sans-serif" if any(word in name for word in _SANS for name in names[-1:]) else "serif"
    return ",".join([*(f'"{name}"' for name in dict.fromkeys([*names, *others])), generic])


INHERITED_BY_RUNS = 5
"""How many of the declarations of a run its paragraph can make for it."""


def of_characters(look: Properties) -> Iterator[str]:
    """What is in effect for a run; every run says the first five, which a paragraph can say for all of its runs."""
    yield f"font-family:{family(look)}"
    yield f"font-size:{points(twips(look.get('sz'), _SIZE) * 10)}"
    yield f"color:{color(look.get('color', '')) or '#000'}"
    yield f"font-weight:{'bold' if look.get('b') == 'on' else 'normal'}"
    yield f"font-style:{'italic' if look.get('i') == 'on' else 'normal'}"
    lines = [
        "underline" if look.get("u", "none") != "none" else "",
        "line-through" if "on" in (look.get("strike"), look.get("dstrike")) else "",
    ]
    if any(lines):
        yield f"text-decoration:{' '.join(filter(None, lines))}"
    if background := highlight(look):
        yield f"background:{background}"
    if look.get("vertAlign") in ("superscript", "subscript"):
        yield f"vertical-align:{look['vertAlign'][:-6]}"
    if spacing := twips(look.get("spacing")):
        yield f"letter-spacing:{points(spacing)}"
    if position := twips(look.get("position")):
        yield f"position:relative;bottom:{points(position * 10)}"


def highlight(look: Properties) -> str:
    """The colour behind letters; empty for none."""
    name = look.get("highlight", "")
    if _HIGHLIGHT.fullmatch(name) and name != "none":
        return _HIGHLIGHTS.get(name, name.lower())
    return shading(look)


def shading(look: Properties) -> str:
    """The colour of the ground; empty for none."""
    parts = look.get("shd", "").split()
    return color(parts[2]) if len(parts) > 2 else ""


def color(text: str) -> str:
    """A colour as CSS has it; empty for none, and for the one that a program chooses."""
    return f"#{text.lower()}" if _COLOR.fullmatch(text) else ""


def of_paragraph(look: Properties) -> Iterator[str]:
    """What is in effect for a paragraph but its letters."""
    yield f"line-height:{_line_height(look)}"
    yield f"text-align:{_ALIGNMENT.get(look.get('jc', ''), 'left')}"
    for name, side in (("before", "top"), ("after", "bottom")):
        if space := twips(look.get(f"spacing.{name}")):
            yield f"margin-{side}:{points(space)}"
    for side in ("left", "right"):
        if indent := _indent(look, side):
            yield f"padding-{side}:{indent}"
    first, hanging = _indent(look, "firstLine"), _indent(look, "hanging")
    if hanging or first:
        yield f"text-indent:{f'-{hanging}' if hanging else first}"
    if background := shading(look):
        yield f"background:{background}"


def has_exact_lines(look: Properties) -> bool:
    """Whether the lines of a paragraph are as high as it says, whatever stands in them."""
    return look.get("spacing.lineRule") in ("exact", "exactly")


def _line_height(look: Properties) -> str:
    line = twips(look.get("spacing.line"), 240)
    if look.get("spacing.lineRule", "auto") == "auto":
        return f"{line / 240 * NATURAL_LINE:.3g}"
    return points(line)


def _indent(look: Properties, side: str) -> str:
    """An indent, in letters (hundredths) where it is said in those; empty for none."""
    if letters := twips(look.get(f"ind.{side}Chars")):
        return f"{letters / 100:g}em"
    length = twips(look.get(f"ind.{side}"))
    return points(length) if length else ""


def of_cell(look: Properties, below: Properties) -> Iterator[str]:
    """What is in effect for a cell; `below` is the last of the cells that are merged with it, for its lower border."""
    margins = [points(max(twips(look.get(f"tcMar.{side}")), 0)) for side in ("top", "right", "bottom", "left")]
    yield f"padding:{' '.join(margins)}"
    yield f"vertical-align:{_VERTICAL.get(look.get('vAlign', ''), 'top')}"
    for side in ("top", "right", "bottom", "left"):
        if border := _border((below if side == "bottom" else look).get(f"border.{side}", "")):
            yield f"border-{side}:{border}"
    if background := shading(look):
        yield f"background:{background}"
    if look.get("noWrap") == "on":
        yield "white-space:nowrap"
    if look.get("textDirection", "").startswith("tb"):
        yield "writing-mode:vertical-rl"


def _border(border: str) -> str:
    """A border as CSS has it; `single 4 auto` is half a point of black."""
    if not border:
        return ""
    kind, size, paint = (*border.split(), "", "")[:3]
    width = max(twips(size, 4) / 8, 0.25)
    return f"{width:g}pt {_LINES.get(kind, 'solid')} {color(paint) or '#000'}"


def of_sheet(section: etree._Element | None) -> list[str]:
    """The sheet of paper that a section is printed on; A4 where nothing says what it is."""
    size = None if section is None else section.find(f"{W}pgSz")
    margins = None if section is None else section.find(f"{W}pgMar")
    said: Mapping[str, str] = {} if margins is None else {str(key): str(value) for key, value in margins.items()}
    width = twips(None if size is None else size.get(f"{W}w"), 11906)
    height = twips(None if size is None else size.get(f"{W}h"), 16838)
    sides = [points(abs(twips(said.get(f"{W}{side}"), 1440))) for side in ("top", "right", "bottom", "left")]
    return [f"width:{points(width)}", f"min-height:{points(height)}", f"padding:{' '.join(sides)}"]


class Classes:
    """Classes of a page's CSS, each named by what it says, so that forms can share them."""

    def __init__(self) -> None:
        self.rules: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def name(self, declarations: Iterable[str]) -> str:
        """The class that says this; the same for the same, in whatever form."""
        rule = ";".join(declarations)
        name = self._names.get(rule)
        if name is None:
            name = f"f{hashlib.blake2b(rule.encode(), digest_size=4).hexdigest()}"
            self._names[rule] = name
            self.rules[name] = rule
        return name
