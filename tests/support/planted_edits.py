"""Edits planted in printed forms, one at a time, each with the place where it must be named."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from perfdocs.returned.verifying.cell_differences import DifferenceKind
from perfdocs.word.xml import W
from tests.support.read_docx import is_continued, paragraph_text

Element = etree._Element
WHO = {f"{W}id": "9", f"{W}author": "经办", f"{W}date": "2023-02-01T00:00:00Z"}
TWINS = {"0": "０", "1": "l", "2": "２", "3": "３", "5": "５", "企": "企\u200b", "以": "以\u200d", "：": ":", "，": ","}
WORDS = ["招商", "外贸", "企业", "项目", "满意度", "提高", "不少于"]


@dataclass(frozen=True)
class Planted:
    """An edit: what it is, where it is (table, row, cell; cell 0 is the row), and as what it must be told."""

    name: str
    where: tuple[int, int, int]
    kinds: tuple[DifferenceKind, ...]


class _Unfit(Exception):
    """The edit cannot be made at this place."""


def plant(body: Element, chance: random.Random) -> tuple[Element, Planted]:
    """A copy of the body with one edit."""
    while True:
        edited = copy.deepcopy(body)
        name = chance.choice(list(EDITS))
        try:
            where, kinds = EDITS[name](edited, chance)
        except _Unfit:
            continue
        return edited, Planted(name, where, kinds)


Edit = Callable[[Element, random.Random], tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]]
CHANGED = (DifferenceKind.CHANGED,)


def a_cell(body: Element, chance: random.Random, full: bool = True) -> tuple[tuple[int, int, int], Element]:
    """Some cell that is not merged upwards, with or without a text."""
    cells = []
    for t, table in enumerate(body.iterfind(f"{W}tbl"), start=1):
        for r, row in enumerate(table.iterfind(f"{W}tr"), start=1):
            for c, cell in enumerate(row.iterfind(f"{W}tc"), start=1):
                if not is_continued(cell) and bool(text_of(cell).strip()) == full:
                    cells.append(((t, r, c), cell))
    return chance.choice(cells)


def a_row(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], Element]:
    """Some row of data whose texts no other row of its table has, nor nearly."""
    tables = list(enumerate(body.iterfind(f"{W}tbl"), start=1))
    rows = [((t, r, 0), row) for t, table in tables for r, row in enumerate(table.iterfind(f"{W}tr"), start=1)]
    texts = [tuple(text_of(cell) for cell in row.iterfind(f"{W}tc")) for _, row in rows]
    rows_alone = [row for row, text in zip(rows, texts, strict=True) if len(text) > 2 and texts.count(text) == 1]
    if not rows_alone:
        raise _Unfit
    return chance.choice(rows_alone)


def shuffled_texts(body: Element, chance: random.Random) -> list[tuple[tuple[int, int, int], Element]]:
    """All pieces of text with the cells that they are in, in any order."""
    texts = [
        ((t, r, c), text)
        for t, table in enumerate(body.iterfind(f"{W}tbl"), start=1)
        for r, row in enumerate(table.iterfind(f"{W}tr"), start=1)
        for c, cell in enumerate(row.iterfind(f"{W}tc"), start=1)
        for text in cell.iter(f"{W}t")
        if not is_continued(cell) and text.text
    ]
    chance.shuffle(texts)
    return texts


def text_of(cell: Element) -> str:
    return "".join(paragraph_text(paragraph) for paragraph in cell.iterfind(f"{W}p"))


def in_text(change: Callable[[str, random.Random], str], kinds: tuple[DifferenceKind, ...] = CHANGED) -> Edit:
    def edit(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
        for where, text in shuffled_texts(body, chance):
            try:
                new = change(text.text or "", chance)
            except _Unfit:
                continue
            if new != text.text:
                text.text = new
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                return where, kinds
        raise _Unfit

    return edit


def another_digit(text: str, chance: random.Random) -> str:
    at = [i for i, character in enumerate(text) if character in "0123456789"]
    if not at:
        raise _Unfit
    i = chance.choice(at)
    return text[:i] + chance.choice([character for character in "0123456789" if character != text[i]]) + text[i + 1 :]


def another_word(text: str, chance: random.Random) -> str:
    i = chance.randrange(len(text))
    return text[:i] + chance.choice(WORDS) + text[i + 2 :]


def a_character_less(text: str, chance: random.Random) -> str:
    i = chance.randrange(len(text))
    if text[i].isspace():
        raise _Unfit
    return text[:i] + text[i + 1 :]


def another_operator(text: str, _: random.Random) -> str:
    for old, new in (("以上", "以下"), ("≥", "≤"), ("不超过", "超过"), ("促进", "促退"), ("=", "≠")):
        if old in text:
            return text.replace(old, new, 1)
    raise _Unfit


def a_twin(text: str, chance: random.Random) -> str:
    at = [i for i, character in enumerate(text) if character in TWINS]
    if not at:
        raise _Unfit
    i = chance.choice(at)
    return text[:i] + TWINS[text[i]] + text[i + 1 :]


def a_blank(text: str, chance: random.Random) -> str:
    i = chance.randrange(len(text) + 1)
    return text[:i] + chance.choice([" ", "\u3000", "\xa0"]) + text[i:]


def empty_cell(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    where, cell = a_cell(body, chance)
    row = cell.getparent()
    if row is None or len(row.findall(f"{W}tc")) < 3:
        raise _Unfit
    for text in cell.iter(f"{W}t"):
        text.text = ""
    return where, CHANGED


def fill_cell(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    where, cell = a_cell(body, chance, full=False)
    cell.find(f"{W}p").append(run("5.5"))  # type: ignore[union-attr]
    return where, CHANGED


def run(text: str, tag: str = "t") -> Element:
    element = etree.Element(f"{W}r")
    etree.SubElement(element, f"{W}{tag}").text = text
    return element


def track_figure(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    """A figure put in with a tracked change, or one taken out."""
    where, cell = a_cell(body, chance)
    paragraph = cell.find(f"{W}p")
    assert paragraph is not None
    tag = chance.choice(["ins", "del"])
    change = etree.SubElement(paragraph, f"{W}{tag}", WHO)
    change.append(run("7", "t" if tag == "ins" else "delText"))
    return where, (DifferenceKind.CHANGED, DifferenceKind.TRACKED)


def track_row(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    where, row = a_row(body, chance)
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        row.insert(0, properties)
    tag = chance.choice(["ins", "del"])
    etree.SubElement(properties, f"{W}{tag}", WHO)
    return where, (DifferenceKind.TRACKED, DifferenceKind.REMOVED)


def lay_box(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    """A text box with a figure, laid over a cell."""
    where, cell = a_cell(body, chance)
    element = etree.Element(f"{W}r")
    content = etree.SubElement(etree.SubElement(element, f"{W}pict"), f"{W}txbxContent")
    etree.SubElement(content, f"{W}p").append(run("99"))
    cell.find(f"{W}p").append(element)  # type: ignore[union-attr]
    return where, (DifferenceKind.CHANGED, DifferenceKind.MARKED)


def format_text(name: str) -> Edit:
    """Text struck out, or hidden."""

    def edit(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
        texts = [one for one in shuffled_texts(body, chance) if (one[1].text or "").strip()]
        where, text = texts[0]
        owner = text.getparent()
        assert owner is not None
        properties = owner.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            owner.insert(0, properties)
        etree.SubElement(properties, f"{W}{name}")
        return where, (DifferenceKind.CHANGED, DifferenceKind.MARKED)

    return edit


def remove_row(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    where, row = a_row(body, chance)
    row.getparent().remove(row)  # type: ignore[union-attr]
    return where, (DifferenceKind.REMOVED,)


def add_row(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    (t, r, _), row = a_row(body, chance)
    new = copy.deepcopy(row)
    for number, text in enumerate(element for element in new.iter(f"{W}t") if element.text):
        text.text = f"另加第{number}项{chance.choice(WORDS)}"
    row.addnext(new)
    return (t, r + 1, 0), (DifferenceKind.ADDED,)


def move_row(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    """Two rows that stand one below the other change places; either may be told as the one that moved."""
    (t, r, _), row = a_row(body, chance)
    after = row.getnext()
    if after is None or after.tag != f"{W}tr" or shape(after) != shape(row):
        raise _Unfit
    if [text_of(one) for one in row.iterfind(f"{W}tc")] == [text_of(one) for one in after.iterfind(f"{W}tc")]:
        raise _Unfit
    after.addnext(row)
    return (t, r, 0), (DifferenceKind.MOVED, DifferenceKind.CHANGED)


def shape(row: Element) -> list[tuple[bool, bool]]:
    return [(is_continued(cell), cell.find(f"{W}tcPr/{W}vMerge") is not None) for cell in row.iterfind(f"{W}tc")]


def undo_merge(body: Element, chance: random.Random) -> tuple[tuple[int, int, int], tuple[DifferenceKind, ...]]:
    """A cell that was merged with the one above is one of its own."""
    cells = [
        ((t, r, c), cell)
        for t, table in enumerate(body.iterfind(f"{W}tbl"), start=1)
        for r, row in enumerate(table.iterfind(f"{W}tr"), start=1)
        for c, cell in enumerate(row.iterfind(f"{W}tc"), start=1)
        if is_continued(cell)
    ]
    if not cells:
        raise _Unfit
    where, cell = chance.choice(cells)
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    assert merge is not None
    merge.getparent().remove(merge)  # type: ignore[union-attr]
    return where, (DifferenceKind.MERGED,)


EDITS: dict[str, Edit] = {
    "a digit": in_text(another_digit),
    "a word": in_text(another_word),
    "a character less": in_text(a_character_less, (DifferenceKind.CHANGED, DifferenceKind.LOOKS_ALIKE)),
    "an operator": in_text(another_operator),
    "a character that looks alike": in_text(a_twin, (DifferenceKind.LOOKS_ALIKE,)),
    "white space": in_text(a_blank, (DifferenceKind.LOOKS_ALIKE,)),
    "a cell emptied": empty_cell,
    "a cell filled": fill_cell,
    "a tracked change": track_figure,
    "a tracked row": track_row,
    "a text box": lay_box,
    "struck out": format_text("strike"),
    "hidden": format_text("vanish"),
    "a row gone": remove_row,
    "a row added": add_row,
    "rows moved": move_row,
    "a merge undone": undo_merge,
}
