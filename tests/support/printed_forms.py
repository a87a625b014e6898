"""Forms printed, and as they come back: as they are, with one edit, or only saved again by another program."""

from __future__ import annotations

import copy
import random
from functools import cache

from lxml import etree

from perfdocs.department.forms import Submission, build_submission
from perfdocs.returned.importing.import_documents import Importer
from perfdocs.returned.verifying.as_printed import PrintedDocument, printed_documents
from perfdocs.returned.verifying.cell_differences import Difference, DifferenceKind, differences
from perfdocs.word.grid import Row, grid
from perfdocs.word.xml import W
from tests.support.planted_edits import Planted, plant
from tests.support.random_specs import PACKS, SPECS, TEMPLATES, load_specs, make_specs


@cache
def importer(pack: str) -> Importer:
    form_pack, _ = PACKS.get(pack)
    assert form_pack is not None
    return Importer(form_pack, TEMPLATES)


def printed_rows(submission: Submission) -> list[Row]:
    return [
        row
        for filled in submission.forms
        for row in grid(TEMPLATES.get(submission.pack.template(filled.form)).body_element(filled.context))
    ]


@cache
def print_forms(name: str, directory: str) -> list[tuple[PrintedDocument, etree._Element]]:
    """The forms of a department as they were printed, each with the body of its document."""
    specs = make_specs(name, load_specs(name, directory))
    submission = build_submission(specs.pack, specs.documents)
    forms = printed_documents(submission, TEMPLATES, importer(name).forms)
    templates = [TEMPLATES.get(specs.pack.template(filled.form)) for filled in submission.forms]
    bodies = [
        template.body_element(filled.context) for template, filled in zip(templates, submission.forms, strict=True)
    ]
    return list(zip(forms, bodies, strict=False))


def place_of(difference: Difference) -> tuple[int, int, int]:
    """The place by which a difference is told."""
    if difference.cell is not None and difference.kind is not DifferenceKind.TRACKED:
        return difference.cell.where.table, difference.cell.where.row, difference.cell.where.cell
    row = difference.row or (difference.printed.row if difference.printed else None)
    assert row is not None
    cell = difference.cell.where.cell if difference.cell is not None and difference.column >= 0 else 0
    return row.where.table, row.where.row, cell


def is_named(edit: Planted, found: list[Difference]) -> bool:
    """Whether the edit, and nothing else, is told, at its cell and as what it is."""
    places = [place_of(difference) for difference in found]
    if edit.name == "rows moved":
        t, r, _ = edit.where
        return bool(found) and all(place[:2] in ((t, r), (t, r + 1)) for place in places) and len(found) <= 8
    return set(places) == {edit.where} and found[0].kind in edit.kinds


def plant_edit(number: int) -> tuple[Planted, list[Difference]]:
    chance = random.Random(number)
    document, body = chance.choice(print_forms(*SPECS[number % len(SPECS)]))
    edited, edit = plant(body, chance)
    return edit, differences(document.rows, grid(edited))


def save_again(body: etree._Element, chance: random.Random) -> etree._Element:
    """The body as another program might write it: runs cut, marks of revision saves, empty runs, bookmarks."""
    saved = copy.deepcopy(body)
    for run in list(saved.iter(f"{W}r")):
        parts = [part for part in run if part.tag != f"{W}rPr"]
        text = parts[0].text if len(parts) == 1 and parts[0].tag == f"{W}t" else None
        if text is None or len(text) < 2 or chance.random() < 0.5:
            continue
        at = chance.randrange(1, len(text))
        rest = copy.deepcopy(run)
        rest[-1].text, parts[0].text = text[at:], text[:at]
        run.addnext(rest)
        run.set(f"{W}rsidR", f"{chance.randrange(16**8):08X}")
    for paragraph in saved.iter(f"{W}p"):
        paragraph.set(f"{W}rsidRDefault", f"{chance.randrange(16**8):08X}")
        if chance.random() < 0.2:
            etree.SubElement(paragraph, f"{W}bookmarkEnd", {f"{W}id": "1"})
            etree.SubElement(paragraph, f"{W}r")
    return saved
