"""Documents that come back: what was edited is named at its cell, what was only saved again is not."""

from __future__ import annotations

import copy
import random
from collections import Counter
from functools import cache

import pytest
from lxml import etree

from perfdocs.department.forms import build_submission
from perfdocs.returned.verifying.as_printed import Issued, issued
from perfdocs.returned.verifying.cell_differences import Difference, Kind, differences
from perfdocs.word.grid import grid
from tests.returned.importing.test_import_documents import reader
from tests.support.planted_edits import EDITS, Planted, planted
from tests.support.read_docx import W
from tests.support.some_fast import some_fast
from tests.word.test_tracked_changes_laws import SPECS, TEMPLATES, loaded, papers


@cache
def printed(name: str, directory: str) -> list[tuple[Issued, etree._Element]]:
    """The forms of a department as they were printed, each with the body of its document."""
    made = papers(name, loaded(name, directory))
    whole = build_submission(made.pack, made.documents)
    found = issued(whole, TEMPLATES, reader(name).forms)
    bodies = [TEMPLATES.get(made.pack.template(one.form)).body(one.context) for one in whole.forms]
    return list(zip(found, bodies, strict=False))


def told(one: Difference) -> tuple[int, int, int]:
    """The place by which a difference is told."""
    if one.cell is not None and one.kind is not Kind.TRACKED:
        return one.cell.where.table, one.cell.where.row, one.cell.where.cell
    row = one.row or (one.issued.row if one.issued else None)
    assert row is not None
    cell = one.cell.where.cell if one.cell is not None and one.column >= 0 else 0
    return row.where.table, row.where.row, cell


def is_named(edit: Planted, found: list[Difference]) -> bool:
    """Whether the edit, and nothing else, is told, at its cell and as what it is."""
    places = [told(one) for one in found]
    if edit.name == "rows moved":
        t, r, _ = edit.where
        return bool(found) and all(place[:2] in ((t, r), (t, r + 1)) for place in places) and len(found) <= 8
    return set(places) == {edit.where} and found[0].kind in edit.kinds


def trial(number: int) -> tuple[Planted, list[Difference]]:
    chance = random.Random(number)
    document, body = chance.choice(printed(*SPECS[number % len(SPECS)]))
    made, edit = planted(body, chance)
    return edit, differences(document.rows, grid(made))


@pytest.mark.parametrize("batch", some_fast(range(20), every=20))
def test_every_planted_edit_is_named_at_its_cell(batch: int) -> None:
    missed = []
    for number in range(batch * 60, batch * 60 + 60):
        edit, found = trial(number)
        if not is_named(edit, found):
            missed.append((number, edit, [(one.kind, told(one), one.old, one.new) for one in found]))
    assert missed == []


@pytest.mark.slow
def test_all_kinds_of_edits_are_planted() -> None:
    kinds = Counter(trial(number)[0].name for number in range(200))
    assert set(kinds) == set(EDITS)


def saved_again(body: etree._Element, chance: random.Random) -> etree._Element:
    """The body as another program might write it: runs cut, marks of revision saves, empty runs, bookmarks."""
    made = copy.deepcopy(body)
    for run in list(made.iter(f"{W}r")):
        parts = [part for part in run if part.tag != f"{W}rPr"]
        text = parts[0].text if len(parts) == 1 and parts[0].tag == f"{W}t" else None
        if text is None or len(text) < 2 or chance.random() < 0.5:
            continue
        at = chance.randrange(1, len(text))
        rest = copy.deepcopy(run)
        rest[-1].text, parts[0].text = text[at:], text[:at]
        run.addnext(rest)
        run.set(f"{W}rsidR", f"{chance.randrange(16**8):08X}")
    for paragraph in made.iter(f"{W}p"):
        paragraph.set(f"{W}rsidRDefault", f"{chance.randrange(16**8):08X}")
        if chance.random() < 0.2:
            etree.SubElement(paragraph, f"{W}bookmarkEnd", {f"{W}id": "1"})
            etree.SubElement(paragraph, f"{W}r")
    return made


@pytest.mark.parametrize("number", some_fast(range(100), every=7))
def test_no_alarm_for_a_document_that_was_only_saved_again(number: int) -> None:
    chance = random.Random(number)
    document, body = chance.choice(printed(*SPECS[number % len(SPECS)]))
    assert differences(document.rows, grid(saved_again(body, chance))) == []
