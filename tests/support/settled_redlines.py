"""Redlines of random pairs of years, with all changes accepted or rejected by LibreOffice, beside the plain forms."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docx import Document
from lxml import etree

from perfdocs.compare.redline import moved_rows, redlines
from perfdocs.compare.years import compare
from perfdocs.department.forms import Submission, build_submission
from perfdocs.department.specs import Specs
from perfdocs.word.grid import grid
from perfdocs.word.tracked_changes import Author
from perfdocs.word.write_docx import docx_bytes
from tests.support.libreoffice import Settling, settle_changes
from tests.support.random_specs import SPECS, TEMPLATES, edit_specs, load_specs, make_specs

DUMMY = "\u200d"
"""What LibreOffice puts into a blank row that is inserted as a whole, and leaves there."""

Rows = list[tuple[tuple[str, ...], tuple[bool, ...]]]
"""Of each row the texts of its cells, and which of them go on from the cell above."""


class Settled(NamedTuple):
    """A redline of a pair of years, settled: what it is, and whether it is one of the plain forms of that year."""

    what: str
    is_plain: bool


def random_pair(number: int) -> tuple[Specs, Specs]:
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    old = edit_specs(load_specs(name, directory), chance)
    return make_specs(name, old), make_specs(name, edit_specs(old, chance))


def settled_redlines(numbers: Iterable[int], directory: Path) -> Iterator[Settled]:
    """The redlines of the pairs, each accepted and rejected, in one run of LibreOffice."""
    expected: dict[Settling, Sequence[Rows]] = {}
    for number in numbers:
        old, new = random_pair(number)
        before, after = (build_submission(specs.pack, specs.documents) for specs in (old, new))
        author = Author("甲", "2024-01-01T00:00:00Z")
        made = redlines(before, after, moved_rows(compare("", old, new)), TEMPLATES, author)
        for place, one in enumerate(made):
            source = directory / f"{number}-{place}.docx"
            source.write_bytes(docx_bytes(one.document, "", {}))
            for verb, gone, forms in (("Accept", "取消", after), ("Reject", "新增", before)):
                settling = Settling(verb, source, directory / f"{number}-{place}-{verb}.docx")
                expected[settling] = [[]] if one.kind == gone else _plain_forms(forms)
    settle_changes(list(expected), directory)
    for settling, plain in expected.items():
        rows = _rows(Document(str(settling.out)).element.body)
        yield Settled(settling.out.stem, rows in plain)


def _plain_forms(submission: Submission) -> list[Rows]:
    forms = submission.forms
    return [_rows(TEMPLATES.get(submission.pack.template(each.form)).body_element(each.context)) for each in forms]


def _rows(body: etree._Element) -> Rows:
    rows = [row for row in grid(body) if row.where.table or row.texts[0].strip()]
    texts = [row.texts if any(text.strip(DUMMY) for text in row.texts) else ("",) * len(row.texts) for row in rows]
    return [(text, tuple(cell.continued for cell in row.cells)) for text, row in zip(texts, rows, strict=True)]
