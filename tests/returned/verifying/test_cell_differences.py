"""Documents that come back: what was edited is named at its cell, what was only saved again is not."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from perfdocs.returned.verifying.cell_differences import differences
from perfdocs.word.grid import grid
from tests.support.planted_edits import EDITS
from tests.support.printed_forms import is_named, place_of, plant_edit, print_forms, save_again
from tests.support.random_specs import SPECS
from tests.support.some_fast import some_fast


@pytest.mark.parametrize("batch", some_fast(range(20), every=20))
def test_every_planted_edit_is_named_at_its_cell(batch: int) -> None:
    missed = []
    for number in range(batch * 60, batch * 60 + 60):
        edit, found = plant_edit(number)
        if not is_named(edit, found):
            missed.append((number, edit, [(one.kind, place_of(one), one.old, one.new) for one in found]))
    assert missed == []


@pytest.mark.slow
def test_all_kinds_of_edits_are_planted() -> None:
    kinds = Counter(plant_edit(number)[0].name for number in range(200))
    assert set(kinds) == set(EDITS)


@pytest.mark.parametrize("number", some_fast(range(100), every=7))
def test_no_alarm_for_a_document_that_was_only_saved_again(number: int) -> None:
    chance = random.Random(number)
    document, body = chance.choice(print_forms(*SPECS[number % len(SPECS)]))
    assert differences(document.rows, grid(save_again(body, chance))) == []
