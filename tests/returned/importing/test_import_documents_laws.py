"""What is rendered and read back is what it was, for specs of every kind."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.department.forms import build_submission
from perfdocs.yamlfile.reader import read
from tests.support.printed_data import printed_data, without_unit
from tests.support.printed_forms import importer, printed_rows
from tests.support.random_specs import SPECS, load_specs, make_specs, random_specs
from tests.support.some_fast import random_cases


@pytest.mark.parametrize("number", random_cases(170, every=125))
def test_reading_back_gives_the_spec(number: int) -> None:
    made = random_specs(number)
    rows = printed_rows(build_submission(made.pack, made.documents))
    specs = importer(made.pack.name).import_rows([("a.docx", rows)], "")
    assert [one.message for one in specs.findings if one.severity.name != "HINT"] == []
    back = [printed_data(without_blank_fields(read(text.encode(), name).data)) for name, text in specs.files.items()]
    printed = [printed_data(document.data) for group in made.documents.values() for document in group]
    assert without_unit(back) == without_unit(printed)


TOKEN = "漏网之鱼"


@pytest.mark.parametrize("number", random_cases(60, every=60))
def test_nothing_is_lost_without_a_word(number: int) -> None:
    """A text put into any cell is in the specs, or a finding tells of it."""
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    made = make_specs(name, load_specs(name, directory))
    rows = printed_rows(build_submission(made.pack, made.documents))
    at = chance.randrange(len(rows))
    cells = [cell for cell in rows[at].cells if not cell.continued]
    cell = chance.choice(cells)
    text = chance.choice([f"{TOKEN}{cell.text}", f"{cell.text}\n{TOKEN}", TOKEN])
    changed = tuple(replace(one, text=text) if one is cell else one for one in rows[at].cells)
    rows[at] = replace(rows[at], cells=changed)
    specs = importer(name).import_rows([("a.docx", rows)], "")
    told = [*specs.files.values(), *(one.message for one in specs.findings)]
    assert any(TOKEN in one for one in told)
