"""Redlines of random pairs of years, with all changes accepted or rejected by LibreOffice, beside the plain forms."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.compare.redline import Redlines, moved_rows, redlines
from perfdocs.compare.whole_redline import whole_redline
from perfdocs.compare.years import compare
from perfdocs.department.forms import Submission, build_submission
from perfdocs.department.specs import Specs
from perfdocs.word.grid import grid
from perfdocs.word.tracked_changes import Author
from perfdocs.word.write_docx import docx_bytes
from tests.support.libreoffice import Settling, settle_changes
from tests.support.random_specs import SPECS, TEMPLATES, edit_data, edit_specs, load_specs, make_specs

DUMMY = "\u200d"
"""What LibreOffice puts into a blank row that is inserted as a whole, and leaves there."""

AUTHOR = Author("甲", "2024-01-01T00:00:00Z")

Rows = list[tuple[tuple[str, ...], tuple[bool, ...]]]
"""Of each row the texts of its cells, and which of them go on from the cell above."""


class Settled(NamedTuple):
    """A redline of a pair of years, settled: what it is, and whether it is one of the plain forms of that year."""

    what: str
    is_plain: bool


class SettledWhole(NamedTuple):
    """A redline of a whole submission, settled, and whether its rows are those of all plain forms of that year."""

    file: Path
    is_plain: bool


def random_pair(number: int) -> tuple[Specs, Specs]:
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    old = edit_specs(load_specs(name, directory), chance)
    return make_specs(name, old), make_specs(name, edit_specs(old, chance))


def pair_with_other_forms(number: int) -> tuple[Specs, Specs]:
    """A pair of years of which each has some funds of its own, in an order of its own."""
    chance = random.Random(number)
    data = load_specs("shifeng-2023", "2023/commerce")
    (kind,) = (name for name, group in data.items() if len(group) > 1)
    more = [
        (file.replace(".yaml", "-b.yaml"), {**edit_data(value, chance), "名称": f"专项{at}"})
        for at, (file, value) in enumerate(data[kind])
    ]
    years = []
    for year in ("2023", "2024"):
        group = chance.sample(data[kind] + more, k=chance.randrange(1, 5))
        changed = {name: group if name == kind else documents for name, documents in data.items()}
        edited = edit_specs(changed, chance)
        years.append(
            {
                name: [(file.replace("2023", year), value) for file, value in documents]
                for name, documents in edited.items()
            }
        )
    old, new = (make_specs("shifeng-2023", year) for year in years)
    return old, new


def settled_redlines(numbers: Iterable[int], directory: Path) -> Iterator[Settled]:
    """The redlines of the pairs, each accepted and rejected, in one run of LibreOffice."""
    expected: dict[Settling, Sequence[Rows]] = {}
    for number in numbers:
        old, new = random_pair(number)
        before, after = (build_submission(specs.pack, specs.documents) for specs in (old, new))
        for place, one in enumerate(redlines_of(old, new).forms):
            source = directory / f"{number}-{place}.docx"
            source.write_bytes(docx_bytes(one.document, "", {}))
            for verb, gone, forms in (("Accept", "取消", after), ("Reject", "新增", before)):
                settling = Settling(verb, source, directory / f"{number}-{place}-{verb}.docx")
                expected[settling] = [[]] if one.kind == gone else _plain_forms(forms)
    settle_changes(list(expected), directory)
    for settling, plain in expected.items():
        rows = _rows(Document(str(settling.out)).element.body)
        yield Settled(settling.out.stem, rows in plain)


def settled_wholes(numbers: Iterable[int], directory: Path) -> Iterator[SettledWhole]:
    """The redlines of whole submissions, each accepted and rejected, in one run of LibreOffice."""
    expected: dict[Settling, Rows] = {}
    for number in numbers:
        old, new = pair_with_other_forms(number)
        source = directory / f"{number}.docx"
        source.write_bytes(docx_bytes(whole(old, new), "", {}))
        for verb, specs in (("Accept", new), ("Reject", old)):
            submission = build_submission(specs.pack, specs.documents)
            settling = Settling(verb, source, directory / f"{number}-{verb}.docx")
            expected[settling] = [row for form in _plain_forms(submission) for row in form]
    settle_changes(list(expected), directory)
    for settling, rows in expected.items():
        body = Document(str(settling.out)).element.body
        yield SettledWhole(settling.out, _rows(body) == rows)


def whole(old: Specs, new: Specs) -> WordDocument:
    """The redline of the whole submission."""
    return whole_redline(redlines_of(old, new).in_order, AUTHOR)


def redlines_of(old: Specs, new: Specs) -> Redlines:
    """The redlines of a pair of years."""
    before, after = (build_submission(specs.pack, specs.documents) for specs in (old, new))
    return redlines(before, after, moved_rows(compare("", old, new)), TEMPLATES, AUTHOR)


def _plain_forms(submission: Submission) -> list[Rows]:
    forms = submission.forms
    return [_rows(TEMPLATES.get(submission.pack.template(each.form)).body_element(each.context)) for each in forms]


def _rows(body: etree._Element) -> Rows:
    rows = [row for row in grid(body) if row.where.table or row.texts[0].strip()]
    texts = [row.texts if any(text.strip(DUMMY) for text in row.texts) else ("",) * len(row.texts) for row in rows]
    return [(text, tuple(cell.continued for cell in row.cells)) for text, row in zip(texts, rows, strict=True)]
