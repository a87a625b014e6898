"""Several finished forms joined into one document, each on a new page with its own paper and margins."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Collection, Sequence

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from perfdocs.word.own_defaults import has_same_defaults, write_out_defaults
from perfdocs.word.write_docx import CannotJoin
from perfdocs.word.xml import WP, R, W, canonical, paragraph_properties, val

_STYLE_REFERENCES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
_MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
_UNSUPPORTED = tuple(f"{W}{name}Reference" for name in ("footnote", "endnote", "comment"))


def join_forms(forms: Sequence[tuple[str, WordDocument]]) -> WordDocument:
    """One document from the forms (template name, document), in order. The first one is changed.

    Raises CannotJoin where two templates have defaults that cannot be reconciled or use what cannot be carried over.
    """
    (first_name, first), *others = forms
    body = first.element.body
    drop_copies_of_styles(first)
    _merge_even_pages([document for _, document in forms])
    for name, form in others:
        _check_fit(first_name, first, name, form)
        styles = _merge_styles(first, form)
        numbers = _merge_numbering(first, form)
        links = _merge_relationships(first, form, styles)
        _end_section(body)
        for element in list(form.element.body):
            element = copy.deepcopy(element)
            _rename(element, styles, numbers, links)
            body.append(element)
    section = body[-1] if len(body) and body[-1].tag == f"{W}sectPr" else None
    if section is not None:
        body.remove(section)
        _end_with_paragraph(body)
        body.append(section)
    _renumber(body)
    return first


def drop_copies_of_styles(document: WordDocument) -> None:
    """Word 2010 keeps a second copy of the styles, which must not differ from those that are joined."""
    relations = document.part.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/stylesWithEffects")]:
        del relations[key]


def _check_fit(first_name: str, first: WordDocument, name: str, form: WordDocument) -> None:
    if not has_same_defaults(first, form):
        try:
            write_out_defaults(form, first)
        except CannotJoin as reason:
            raise CannotJoin(
                f"模板 {first_name} 和 {name} 的默认样式不同（{reason}），合不成一个文件："
                "请从同一个 Word 文件另存出各个模板"
            ) from None
    if next(form.element.body.iter(*_UNSUPPORTED), None) is not None:
        raise CannotJoin(f"模板 {name} 里有脚注、尾注或批注，合不成一个文件：请从模板里删掉")


def _styles(document: WordDocument) -> etree._Element:
    element: etree._Element = document.styles.element
    return element


def _merge_styles(first: WordDocument, form: WordDocument) -> dict[str, str]:
    """Adds the form's styles; the ids under which they now stand, where another has its id."""
    here, there = _styles(first), _styles(form)
    known = {style.get(f"{W}styleId"): canonical(style) for style in here.iterfind(f"{W}style")}
    renamed: dict[str, str] = {}
    added = []
    for style in there.iterfind(f"{W}style"):
        own = style.get(f"{W}styleId", "")
        if known.get(own) == canonical(style):
            continue
        added.append(copy.deepcopy(style))
        if own in known:
            number = next(n for n in itertools.count(2) if f"{own}{n}" not in known)
            renamed[own] = f"{own}{number}"
            added[-1].set(f"{W}styleId", renamed[own])
            for label in added[-1].iterfind(f"{W}name"):
                label.set(f"{W}val", f"{val(label)} {number}")
        known[renamed.get(own, own)] = ""
    for style in added:
        _rename(style, renamed, {}, {})
        here.append(style)
    return renamed


def _merge_numbering(first: WordDocument, form: WordDocument) -> dict[str, str]:
    """Adds the form's list numberings behind those there are; old number to new."""
    if next(form.element.body.iter(f"{W}numPr"), None) is None:
        return {}
    here = first.part.numbering_part.element
    there = copy.deepcopy(form.part.numbering_part.element)
    shift_abstract = 1 + max((int(a.get(f"{W}abstractNumId")) for a in here.iterfind(f"{W}abstractNum")), default=-1)
    shift = 1 + max((int(n.get(f"{W}numId")) for n in here.iterfind(f"{W}num")), default=0)
    last = next((i for i, n in enumerate(here) if n.tag == f"{W}num"), len(here))
    for abstract in list(there.iterfind(f"{W}abstractNum")):
        abstract.set(f"{W}abstractNumId", str(int(abstract.get(f"{W}abstractNumId")) + shift_abstract))
        here.insert(last, abstract)
        last += 1
    numbers: dict[str, str] = {}
    for number in list(there.iterfind(f"{W}num")):
        old = number.get(f"{W}numId")
        numbers[old] = str(int(old) + shift)
        number.set(f"{W}numId", numbers[old])
        reference = number.find(f"{W}abstractNumId")
        reference.set(f"{W}val", str(int(val(reference)) + shift_abstract))
        here.append(number)
    return numbers


def _merge_relationships(first: WordDocument, form: WordDocument, styles: dict[str, str]) -> dict[str, str]:
    """Carries over what the form's body refers to (headers, footers, pictures); old id to new."""
    used = {value for element in form.element.body.iter() for key, value in element.attrib.items() if key.startswith(R)}
    links: dict[str, str] = {}
    for old in sorted(used):
        relation = form.part.rels[old]
        if relation.is_external:
            links[old] = first.part.relate_to(relation.target_ref, relation.reltype, is_external=True)
            continue
        part: Part = relation.target_part
        same = _same_part(first, old, relation.reltype, part)
        if same is None:
            _name_apart(first, part)
            if isinstance(part, XmlPart):
                _rename(part.element, styles, {}, {})
            same = first.part.relate_to(part, relation.reltype)
        links[old] = same
    return links


def _same_part(first: WordDocument, key: str, kind: str, part: Part) -> str | None:
    """The id under which the first form has the same header or footer, the same id before another."""
    if kind not in _MARGINS or part.rels:
        return None
    there = [own for own, relation in first.part.rels.items() if relation.reltype == kind]
    same = [own for own in there if first.part.rels[own].target_part.blob == part.blob]
    return key if key in same else next(iter(same), None)


def _merge_even_pages(documents: Sequence[WordDocument]) -> None:
    """Where one form has headers and footers of its own for even pages, the others have the same there as on odd ones.

    That is a setting of the whole document.
    """
    has_own = [document.settings.odd_and_even_pages_header_footer for document in documents]
    if not any(has_own):
        return
    for document, has in zip(documents, has_own, strict=True):
        document.settings.odd_and_even_pages_header_footer = True
        for section in () if has else document.element.body.iter(f"{W}sectPr"):
            _print_even_as_odd(section)


def _print_even_as_odd(section: etree._Element) -> None:
    for reference in section.xpath("w:headerReference | w:footerReference"):
        if reference.get(f"{W}type") == "even":
            section.remove(reference)
        elif reference.get(f"{W}type") == "default":
            even = copy.deepcopy(reference)
            even.set(f"{W}type", "even")
            reference.addprevious(even)


def _name_apart(document: WordDocument, part: Part) -> None:
    """Gives a part, and all that it refers to itself (the picture in a header), names that are free in the document."""
    parts = set(document.part.package.iter_parts())
    taken = {str(each.partname) for each in parts}
    for each in _with_related(part, []):
        if each not in parts:
            each.partname = _free_name(taken, each.partname)
            taken.add(str(each.partname))


def _with_related(part: Part, known: list[Part]) -> list[Part]:
    if part not in known:
        known.append(part)
        for relation in part.rels.values():
            if not relation.is_external:
                _with_related(relation.target_part, known)
    return known


def _free_name(taken: Collection[str], name: PackURI) -> PackURI:
    if str(name) not in taken:
        return name
    stem, _, suffix = str(name).rpartition(".")
    stem = stem.rstrip("0123456789")
    names = (f"{stem}{number}.{suffix}" for number in itertools.count(1))
    return PackURI(next(free for free in names if free not in taken))


def _rename(element: etree._Element, styles: dict[str, str], numbers: dict[str, str], links: dict[str, str]) -> None:
    for part in element.iter():
        if not isinstance(part.tag, str):
            continue
        name = part.tag.removeprefix(W)
        value = val(part)
        if name in _STYLE_REFERENCES and value in styles:
            part.set(f"{W}val", styles[value])
        elif name == "numId" and value in numbers:
            part.set(f"{W}val", numbers[value])
        for key, target in part.attrib.items():
            if key.startswith(R) and target in links:
                part.set(key, links[target])


def _end_section(body: etree._Element) -> None:
    """Turns the body's own section into one that ends here, so that the next form starts a new page."""
    section = body[-1] if len(body) and body[-1].tag == f"{W}sectPr" else etree.SubElement(body, f"{W}sectPr")
    body.remove(section)
    _end_with_paragraph(body)
    properties = paragraph_properties(body[-1])
    change = properties.find(f"{W}pPrChange")
    properties.insert(len(properties) if change is None else properties.index(change), section)


def _end_with_paragraph(body: etree._Element) -> None:
    """Word ends every section with a paragraph, and a page break is the paragraph's, not the table's."""
    if not len(body) or body[-1].tag != f"{W}p":
        etree.SubElement(body, f"{W}p")


def _renumber(body: etree._Element) -> None:
    """Gives bookmarks and drawings ids that are unique in the joined document."""
    for number, drawing in enumerate(body.iter(f"{WP}docPr"), start=1):
        drawing.set("id", str(number))
    number = 0
    open_marks: dict[str | None, str] = {}
    for mark in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        old = mark.get(f"{W}id")
        if mark.tag == f"{W}bookmarkStart":
            open_marks[old] = str(number)
            number += 1
        mark.set(f"{W}id", open_marks.get(old, str(number)))
