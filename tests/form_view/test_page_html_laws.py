"""The HTML of every form beside the PDF that LibreOffice prints of it: the same rows, the same widths, nothing cut."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from perfdocs.form_view.department_view import DepartmentView, DepartmentViewer
from perfdocs.form_view.page_html import css, page_of_docx
from perfdocs.render.template import Templates
from perfdocs.word.grid import Where
from perfdocs.word.open_docx import NotWord
from perfdocs.word.print_pdf import print_pdf
from perfdocs.word.write_docx import docx_bytes
from perfdocs.workspace import Workspace
from tests.support.cell_boxes import CellBox, ShownCell, colour_cells, printed_boxes, shown_boxes
from tests.support.chromium import chromium, console_errors
from tests.support.damaged_documents import damaged_document
from tests.support.libreoffice import libreoffice
from tests.support.workspaces import ROOT, every_form

pytestmark = pytest.mark.slow
WIDTH = 0.02
"""Part of a column's width by which it may be wider or narrower."""
BESIDE = 1
"""Points by which a cell may stand beside its place."""
LINE = 17.5
"""Points: a line of the forms has 16.75."""
LINES = 0.08
"""Part of a row's height by which it may be higher or lower, where it has many lines."""
HEIGHT = 0.05
"""Part of the height of all rows by which they may be higher or lower."""


class Pair(NamedTuple):
    """A form as it is shown and as it is printed."""

    title: str
    shown: dict[Where, ShownCell]
    printed: dict[Where, CellBox]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """Every form of every pack: one run of LibreOffice, one of the browser."""
    libreoffice()
    workspace, templates = Workspace(every_form()), Templates()
    viewer = DepartmentViewer(workspace, datetime.date(2023, 3, 1))
    views = [viewer.view(department) for department in workspace.select((), with_steps=True)[0]]
    documents, colours = [], []
    for view in views:
        submission = view.checked.submission
        assert submission
        for filled in submission.forms:
            document = templates.get(submission.pack.template(filled.form)).fill(filled.context).word_document()
            colours.append(colour_cells(document))
            documents.append(docx_bytes(document, filled.title, {}))
    pdfs = print_pdf(documents, ["0" * 64] * len(documents))
    printed = [printed_boxes(pdf or b"", cells) for pdf, cells in zip(pdfs, colours, strict=True)]
    titles = [f"{view.department.name} {form.title}" for view in views for form in view.forms]
    return [Pair(*each) for each in zip(titles, _shown(views), printed, strict=True)]


def _shown(views: list[DepartmentView]) -> Iterator[dict[Where, ShownCell]]:
    with chromium() as browser:
        page = browser.new_page()
        errors = console_errors(page)
        for view in views:
            forms = "".join(form.page.html(form.number) for form in view.forms)
            styles = css(*(form.page for form in view.forms))
            page.set_content(f"<!DOCTYPE html><html lang=zh-CN><title>.</title><style>{styles}</style>{forms}")
            yield from [shown_boxes(page, form.number) for form in view.forms]
        assert errors == []


def test_the_same_cells_have_the_same_texts(pairs: list[Pair]) -> None:
    assert len(pairs) >= 10
    for pair in pairs:
        assert pair.printed.keys() == {where for where in pair.shown if where.table}
        texts = {where: pair.shown[where].box.text for where in pair.printed}
        assert (pair.title, texts) == (pair.title, {where: box.text for where, box in pair.printed.items()})


def test_columns_stand_where_they_do_and_are_as_wide(pairs: list[Pair]) -> None:
    for pair in pairs:
        shift = min(cell.box.left for cell in pair.shown.values()) - min(box.left for box in pair.printed.values())
        for where, box in pair.printed.items():
            shown = pair.shown[where].box
            assert shown.width == pytest.approx(box.width, rel=WIDTH), (pair.title, where)
            assert shown.left - shift == pytest.approx(box.left, abs=BESIDE), (pair.title, where)


def test_nothing_is_cut(pairs: list[Pair]) -> None:
    assert [(pair.title, where) for pair in pairs for where, cell in pair.shown.items() if cell.is_cut] == []


def test_rows_are_as_high_but_for_a_line(pairs: list[Pair]) -> None:
    """LibreOffice leaves twice the room between Chinese and Latin letters that browsers do, and breaks lines sooner."""
    for pair in pairs:
        rows = [(box, pair.shown[where].box) for where, box in pair.printed.items() if not pair.shown[where].is_merged]
        wrong = [box.text for box, shown in rows if abs(box.height - shown.height) > max(LINE, box.height * LINES)]
        assert (pair.title, wrong) == (pair.title, [])
        total = sum(box.height for box, _ in rows)
        assert sum(shown.height for _, shown in rows) == pytest.approx(total, rel=HEIGHT), pair.title


def test_damaged_documents_are_shown_or_refused() -> None:
    """Whatever stands in a document, its classes say declarations and nothing else, and each start has its end."""
    sources = [path.read_bytes() for path in sorted((ROOT / "templates").glob("*/*.docx"))]
    shown = 0
    for seed in range(60):
        try:
            page = page_of_docx(damaged_document(sources[seed % len(sources)], seed).source)
        except NotWord:
            continue
        shown += 1
        assert not any(re.search(r"[{}<]|url\(|@|expression", rule) for rule in page.rules.values())
        for tag in ("table", "tr", "td", "p", "span"):
            assert len(re.findall(rf"<{tag}[ >]", page.html())) == page.html().count(f"</{tag}>")
    assert shown > 20
