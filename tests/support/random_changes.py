"""One random change of a printed document: any element, attribute, property or part of it."""

from __future__ import annotations

import copy
import random

from lxml import etree

from perfdocs.word.xml import MAIN, W

Parts = dict[str, bytes]
PROPERTIES = {
    "rPr": """vanish strike dstrike caps b i emboss outline shadow u=double u=single color=FFFFFF color=FF0000 sz=2
        sz=60 position=60 position=-60 w=33 w=200 spacing=200 spacing=-100 highlight=black highlight=yellow
        vertAlign=superscript em=dot smallCaps""",
    "pPr": """jc=right jc=left jc=center jc=both keepNext pageBreakBefore bidi ind.left=900 ind.firstLine=600
        spacing.before=400 spacing.line=900 textDirection=btLr contextualSpacing""",
    "tcPr": "vAlign=top vAlign=bottom noWrap textDirection=btLr textDirection=tbRl tcFitText vMerge=restart vMerge",
    "trPr": "hidden trHeight=2000 tblHeader cantSplit jc=center gridBefore=1",
    "tblPr": "jc=center jc=right bidiVisual tblInd.w=900 tblLayout.type=autofit tblCellSpacing.w=60",
    "sectPr": "textDirection=tbRl vAlign=center titlePg bidi cols.num=2",
}
"""Properties that an element may be given: names, with a value, or with an attribute and its value."""
VALUES = [
    "0",
    "1",
    "9",
    "60",
    "700",
    "5000",
    "single",
    "nil",
    "center",
    "end",
    "FFFFFF",
    "exact",
    "continue",
    "true",
    "off",
]


def change(parts: Parts, chance: random.Random) -> str:
    """Makes one change, and says which."""
    name = chance.choice(["word/document.xml"] * 4 + ["word/styles.xml"])
    root = etree.fromstring(parts[name])
    said = chance.choice([remove, revalue, revalue, add, add, double, exchange, rewrite])(root, chance)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return f"{name}: {said}"


def some(root: etree._Element, chance: random.Random) -> etree._Element:
    """Some element, of a kind that is as likely as any other."""
    kinds: dict[str, list[etree._Element]] = {}
    for each in root.iterdescendants(etree.Element):
        if etree.QName(each).localname not in ("body", "docDefaults"):
            owner = each.getparent()
            assert owner is not None
            kinds.setdefault(f"{owner.tag!s}/{each.tag!s}", []).append(each)
    return chance.choice(kinds[chance.choice(sorted(kinds))])


def where(element: etree._Element) -> str:
    return str(element.getroottree().getpath(element)).replace("w:", "")


def remove(root: etree._Element, chance: random.Random) -> str:
    element = some(root, chance)
    said = f"removed {where(element)}"
    element.getparent().remove(element)  # type: ignore[union-attr]
    return said


def revalue(root: etree._Element, chance: random.Random) -> str:
    element = some(root, chance)
    names = sorted(map(str, element.attrib)) or [f"{W}val"]
    name = chance.choice(names)
    value = chance.choice(VALUES)
    said = f"{where(element)} {etree.QName(name).localname} {element.get(name)} -> {value}"
    element.set(name, value)
    return said


def add(root: etree._Element, chance: random.Random) -> str:
    kind = chance.choice(sorted(PROPERTIES))
    holders = [each for each in root.iter(f"{W}{kind}") if each.getparent() is not None] or [root]
    if kind == "rPr" and root.tag == f"{W}document":
        run = chance.choice(list(root.iter(f"{W}r")))
        holder = run.find(f"{W}rPr")
        if holder is None:
            holder = etree.Element(f"{W}rPr")
            run.insert(0, holder)
    else:
        holder = chance.choice(holders)
    name, _, value = chance.choice(PROPERTIES[kind].split()).partition("=")
    tag, _, attribute = name.partition(".")
    for old in holder.findall(f"{W}{tag}"):
        holder.remove(old)
    new = etree.SubElement(holder, f"{W}{tag}")
    if value:
        new.set(f"{W}{attribute or 'val'}", value)
    return f"{where(holder)} has {name} {value}"


def double(root: etree._Element, chance: random.Random) -> str:
    element = some(root, chance)
    element.addnext(copy.deepcopy(element))
    return f"twice {where(element)}"


def exchange(root: etree._Element, chance: random.Random) -> str:
    element = some(root, chance)
    other = element.getnext()
    if other is None:
        return remove(root, chance)
    said = f"{where(element)} behind {where(other)}"
    other.addnext(element)
    return said


def rewrite(root: etree._Element, chance: random.Random) -> str:
    texts = [each for each in root.iter(f"{{{MAIN}}}t") if each.text]
    if not texts:
        return revalue(root, chance)
    text = chance.choice(texts)
    said = f"{where(text)} {text.text} with another character"
    at = chance.randrange(len(text.text or ""))
    text.text = (text.text or "")[:at] + chance.choice("0123456789其中") + (text.text or "")[at + 1 :]
    return said
