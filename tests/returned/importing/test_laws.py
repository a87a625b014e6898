"""What is rendered and read back is what it was, for specs of every kind."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from perfdocs.compare.find_changes import normal
from perfdocs.department.forms import Submission, build_submission
from perfdocs.department.specs import Specs
from perfdocs.pack.values import Parts
from perfdocs.returned.importing.value_from_text import ENDS
from perfdocs.schema.validate import validate_document
from perfdocs.word.grid import Row, grid
from perfdocs.yamlfile.reader import read
from tests.returned.importing.test_import_documents import reader
from tests.support.some_fast import some_fast
from tests.word.test_tracked_changes_laws import SPECS, TEMPLATES, LoadedSpecs, loaded, papers, variant

UNPRINTED = ("版式", "排序", "编号", "口径", "专项金额", "明细合计", "豁免")

NO_BRACKETS = str.maketrans("", "", "()")
"""One of the packs prints units in brackets, another does not."""


def rendered(made: Submission) -> list[Row]:
    return [
        row
        for filled in made.forms
        for row in grid(TEMPLATES.get(made.pack.template(filled.form)).body(filled.context))
    ]


def as_printed(data: Any) -> Any:
    """The data as far as a form shows them: every value as its text, without blanks and blank rows."""
    if isinstance(data, Parts):
        return data.text
    if isinstance(data, dict):
        if "数值" in data:
            return "".join(map(as_printed, (data.get(part) for part in ("符号", "数值", "单位")))).translate(
                NO_BRACKETS
            )
        made = {key: as_printed(value) for key, value in data.items() if key not in UNPRINTED}
        made = {key: value for key, value in made.items() if value not in (None, "", {}, [])}
        return {} if set(made) == {"单位"} else made
    if isinstance(data, list):
        return [row for row in map(as_printed, data) if row not in (None, "", {})]
    return f"{data:f}" if isinstance(data, Decimal) else (data or "").strip(ENDS).translate(NO_BRACKETS)


def unit_off(data: Any) -> Any:
    """Without the unit of the details, which no form prints either."""
    if isinstance(data, dict):
        return {key: unit_off(value) for key, value in data.items() if not (key == "单位" and value in ("元", "万元"))}
    return [unit_off(one) for one in data] if isinstance(data, list) else data


def is_sound(made: Specs) -> bool:
    documents = [(one, kind) for kind in made.pack.kinds for one in made.documents[kind.name]]
    return not any(validate_document(one, kind.schema).findings for one, kind in documents) and all(
        len(names) == len(set(names))
        for names in ([row.get("名称") for row in one.data.get("支出方向") or []] for one, _ in documents)
    )


def some_specs(number: int) -> Specs:
    """Random specs that are valid, of one of the real departments."""
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    start: LoadedSpecs = {
        kind: chance.sample(group, k=min(len(group), 1)) for kind, group in loaded(name, directory).items()
    }
    while True:
        made = papers(name, variant(start, chance))
        if is_sound(made):
            return made


@pytest.mark.parametrize("number", some_fast(range(500), every=23))
def test_reading_back_gives_the_spec(number: int) -> None:
    made = some_specs(number)
    restored = reader(made.pack.name).of_rows([("a.docx", rendered(build_submission(made.pack, made.documents)))], "")
    assert [one.message for one in restored.findings if one.severity.name != "HINT"] == []
    back = [as_printed(normal(read(text.encode(), name).data)) for name, text in restored.files.items()]
    assert unit_off(back) == unit_off([as_printed(one.data) for group in made.documents.values() for one in group])


TOKEN = "漏网之鱼"


@pytest.mark.parametrize("number", some_fast(range(150), every=11))
def test_nothing_is_lost_without_a_word(number: int) -> None:
    """A text put into any cell is in the specs, or a finding tells of it."""
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    made = papers(name, loaded(name, directory))
    rows = rendered(build_submission(made.pack, made.documents))
    at = chance.randrange(len(rows))
    cells = [cell for cell in rows[at].cells if not cell.continued]
    cell = chance.choice(cells)
    text = chance.choice([f"{TOKEN}{cell.text}", f"{cell.text}\n{TOKEN}", TOKEN])
    changed = tuple(replace(one, text=text) if one is cell else one for one in rows[at].cells)
    rows[at] = replace(rows[at], cells=changed)
    restored = reader(name).of_rows([("a.docx", rows)], "")
    told = [*restored.files.values(), *(one.message for one in restored.findings)]
    assert any(TOKEN in one for one in told)
