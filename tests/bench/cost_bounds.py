"""Between which values of each cost of the matching all is read as it is: `python -m tests.bench.cost_bounds [NAME…]`.

The corpus: one department's forms in the ways of 22 clerks, 150 forms with a stray text, 167 random specs printed; and
for the comparison with what was printed, 1,200 documents with one edit. It takes a quarter of an hour.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import ModuleType
from typing import NamedTuple

from perfdocs.department.forms import build_submission
from perfdocs.returned.form_map import costs
from perfdocs.returned.importing import collect_fields, value_from_text
from perfdocs.returned.importing.import_documents import Importer
from perfdocs.returned.verifying import cell_differences
from perfdocs.word.grid import Row
from perfdocs.word.incoming import open_incoming
from tests.support.clerk_documents import forms_as_docx
from tests.support.clerk_habits import FILED, HABITS
from tests.support.printed_forms import importer, is_named, plant_edit, printed_rows
from tests.support.random_specs import SPECS, TEMPLATES, load_specs, make_specs, random_specs

FACTORS = (0.5, 0.8, 1.2, 2.0)
EDITS = 1200
LIKENESSES = ("NEAR", "SAME_NAME", "SAME_OPTION", "SAME_ROW")
"""These are of 100, and no more."""


class Case(NamedTuple):
    """A document of the corpus, and the pack that its forms are of."""

    name: str
    pack: str
    rows: list[Row]


def cases() -> Iterator[Case]:
    for name, habits in HABITS.items():
        rows = list(open_incoming("a", forms_as_docx(FILED, habits)).rows)
        yield Case(f"habit: {name}", "shifeng-2023", rows)
    for number in range(150):
        yield Case(f"stray text {number}", *with_stray_text(number))
    for number in range(0, 500, 3):
        specs = random_specs(number)
        rows = printed_rows(build_submission(specs.pack, specs.documents))
        yield Case(f"random specs {number}", specs.pack.name, rows)


def with_stray_text(number: int) -> tuple[str, list[Row]]:
    """The forms of a real department, in one cell of which a text stands in front of its own, behind it or alone."""
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    specs = make_specs(name, load_specs(name, directory))
    rows = printed_rows(build_submission(specs.pack, specs.documents))
    at = chance.randrange(len(rows))
    column = chance.choice([at for at, cell in enumerate(rows[at].cells) if not cell.continued])
    cells = list(rows[at].cells)
    text = cells[column].text
    cells[column] = replace(cells[column], text=chance.choice([f"漏网之鱼{text}", f"{text}\n漏网之鱼", "漏网之鱼"]))
    rows[at] = replace(rows[at], cells=tuple(cells))
    return name, rows


def read_all(corpus: Sequence[Case], wanted: Sequence[object]) -> Iterator[object]:
    """The specs and findings of each case; the first that are not as wanted are the last."""
    importers = {name: Importer(importer(name).pack, TEMPLATES) for name in {case.pack for case in corpus}}
    for number, case in enumerate(corpus):
        try:
            specs = importers[case.pack].import_rows([("a", case.rows)], "")
        except (ValueError, ZeroDivisionError) as fault:
            yield fault
            return
        yield specs.files, specs.findings
        if wanted and wanted[number] != (specs.files, specs.findings):
            return


def first_misread(corpus: Sequence[Case], wanted: Sequence[object]) -> str:
    read = list(read_all(corpus, wanted))
    return "" if read == wanted else corpus[len(read) - 1].name


def first_misnamed() -> str:
    return next((f"edit {number}" for number in range(EDITS) if not is_named(*plant_edit(number))), "")


def bounds(module: ModuleType, name: str, first_fault: Callable[[], str]) -> str:
    """For each factor whether all is read as before, or what is not."""
    value = getattr(module, name)
    faults = []
    for factor in FACTORS:
        changed = min(value * factor, 100) if name in LIKENESSES else value * factor
        setattr(module, name, type(value)(changed))
        faults.append(f"×{factor:g} {first_fault() or 'ok'}")
    setattr(module, name, value)
    return f"{name} = {value}: " + ", ".join(faults)


def main(names: Sequence[str]) -> None:
    corpus = list(cases())
    wanted = list(read_all(corpus, ()))
    tuned = [(costs, name) for name in vars(costs) if name.isupper()]
    tuned += [(collect_fields, "SAME_NAME"), (value_from_text, "SAME_OPTION")]
    for module, name in tuned:
        if not names or name in names:
            print(bounds(module, name, lambda: first_misread(corpus, wanted)), flush=True)
    for name in ("SAME_ROW", "OTHER_CELLS"):
        if not names or name in names:
            print(bounds(cell_differences, name, first_misnamed), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
