"""Redlines: who accepts all has the new year's form, who rejects all the old one's, cell by cell and merge by merge."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from perfdocs.compare.redline import moved_rows, redlines
from perfdocs.compare.years import compare
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.word.tracked_changes import Author
from tests.support.accept_changes import accept_all, reject_all, shape
from tests.support.random_specs import SPECS, TEMPLATES, edit_specs, load_specs, make_specs
from tests.support.settled_redlines import settled_redlines
from tests.support.some_fast import random_cases


def check(old: Specs, new: Specs, template: str = "") -> None:
    """Holds the law for the forms of one template, or all."""
    before, after = (
        made._replace(forms=tuple(one for one in made.forms if template in ("", one.form.template)))
        for made in (build_submission(one.pack, one.documents) for one in (old, new))
    )
    made = redlines(
        before, after, moved_rows(compare("", old, new)), TEMPLATES, Author("甲", "2024-01-01T00:00:00Z")
    ).forms
    plain_new = [shape(TEMPLATES.get(after.pack.template(f.form)).body_element(f.context)) for f in after.forms]
    plain_old = {repr(shape(TEMPLATES.get(before.pack.template(f.form)).body_element(f.context))) for f in before.forms}
    bodies = [one.document.element.body for one in made]
    assert [shape(accept_all(body)) for body, one in zip(bodies, made, strict=True) if one.kind != "取消"] == plain_new
    back = {repr(shape(reject_all(body))) for body, one in zip(bodies, made, strict=True) if one.kind != "新增"}
    assert back == plain_old
    assert all(shape(reject_all(b)) == [] for b, one in zip(bodies, made, strict=True) if one.kind == "新增")
    assert all(shape(accept_all(b)) == [] for b, one in zip(bodies, made, strict=True) if one.kind == "取消")


@pytest.mark.parametrize("number", random_cases(170, every=43))
def test_accepting_gives_the_new_form_and_rejecting_the_old_one(number: int) -> None:
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    start = load_specs(name, directory)
    old = edit_specs(start, chance)
    forms = make_specs(name, old).pack.forms
    template = forms[number // len(SPECS) % len(forms)].template
    check(make_specs(name, old), make_specs(name, edit_specs(old, chance)), template)


def test_the_demonstration_year() -> None:
    old, new = (load_specs("shifeng-2023", f"{year}/commerce") for year in (2023, 2024))
    same = {kind: [(file.replace("2024", "2023"), value) for file, value in group] for kind, group in new.items()}
    check(make_specs("shifeng-2023", old), make_specs("shifeng-2023", same))


def test_nothing_changed_nothing_tracked() -> None:
    data = load_specs("shifeng-2023", "2023/commerce")
    made = make_specs("shifeng-2023", data)
    sub = build_submission(made.pack, made.documents)
    again = build_submission(made.pack, made.documents)
    for one in redlines(
        sub, again, moved_rows(compare("", made, made)), TEMPLATES, Author("甲", "2024-01-01T00:00:00Z")
    ).forms:
        xml = one.document.element.xml
        assert "w:ins " not in xml
        assert "w:del " not in xml
        assert "perfdocs-row" not in xml


@pytest.mark.slow
def test_libreoffice_keeps_texts_rows_and_merges(tmp_path: Path) -> None:
    settled = list(settled_redlines(range(7), tmp_path))
    assert len(settled) == 44
    assert [each.what for each in settled if not each.is_plain] == []
