"""Redlines: who accepts all has the new year's form, who rejects all the old one's, cell by cell and merge by merge."""

from __future__ import annotations

import random
from typing import Any

import pytest

from perfdocs.compare.redline import moved_rows, redlines
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.pack.manifest import Packs
from perfdocs.render.render_department import Templates
from perfdocs.word.tracked_changes import Author
from perfdocs.yamlfile.reader import read
from tests.compare.test_find_changes_laws import edited
from tests.support.accept_changes import accepted, rejected, shape
from tests.support.some_fast import some_fast
from tests.support.spec_shapes import as_json
from tests.support.workspaces import ROOT

LoadedSpecs = dict[str, list[tuple[str, Any]]]
"""A department's documents by kind, each with its file name."""
TEMPLATES = Templates()
SPECS = [("shifeng-2023", "2023/commerce"), ("putuo-2026", "2026/urban-enforcement"), ("shifeng-2023", "2024/commerce")]


PACKS = Packs(ROOT)


def papers(name: str, data: LoadedSpecs) -> Specs:
    pack, _ = PACKS.get(name)
    assert pack is not None
    found = {kind: [read(as_json(value).encode(), file) for file, value in group] for kind, group in data.items()}
    return Specs(pack, found)


def loaded(name: str, directory: str) -> LoadedSpecs:
    pack, _ = PACKS.get(name)
    assert pack is not None
    return {
        kind.name: [
            (f"{directory}/{path.name}", read(path.read_bytes(), path.name).data)
            for path in sorted((ROOT / "specs" / directory).glob(kind.path))
        ]
        for kind in pack.kinds
    }


def variant(data: LoadedSpecs, chance: random.Random) -> LoadedSpecs:
    """The data with rows added, removed, moved and renamed, texts and amounts edited, blocks emptied."""
    return {kind: [(file, edited(value, chance)) for file, value in group] for kind, group in data.items()}


def check(old: Specs, new: Specs, template: str = "") -> None:
    """Holds the law for the forms of one template, or all."""
    files = {one.file: one.file for group in old.documents.values() for one in group}
    before, after = (
        made._replace(forms=tuple(one for one in made.forms if template in ("", one.form.template)))
        for made in (build_submission(one.pack, one.documents) for one in (old, new))
    )
    made = redlines(before, after, moved_rows(old, new, files), TEMPLATES, Author("甲", "2024-01-01T00:00:00Z"))
    plain_new = [shape(TEMPLATES.get(after.pack.template(f.form)).body(f.context)) for f in after.forms]
    plain_old = {repr(shape(TEMPLATES.get(before.pack.template(f.form)).body(f.context))) for f in before.forms}
    bodies = [one.document.element.body for one in made]
    assert [shape(accepted(body)) for body, one in zip(bodies, made, strict=True) if one.kind != "取消"] == plain_new
    back = {repr(shape(rejected(body))) for body, one in zip(bodies, made, strict=True) if one.kind != "新增"}
    assert back == plain_old
    assert all(shape(rejected(b)) == [] for b, one in zip(bodies, made, strict=True) if one.kind == "新增")
    assert all(shape(accepted(b)) == [] for b, one in zip(bodies, made, strict=True) if one.kind == "取消")


@pytest.mark.parametrize("number", some_fast(range(500), every=31))
def test_accepting_gives_the_new_form_and_rejecting_the_old_one(number: int) -> None:
    chance = random.Random(number)
    name, directory = SPECS[number % len(SPECS)]
    start = loaded(name, directory)
    old = variant(start, chance)
    forms = papers(name, old).pack.forms
    template = forms[number // len(SPECS) % len(forms)].template
    check(papers(name, old), papers(name, variant(old, chance)), template)


def test_the_demonstration_year() -> None:
    old, new = (loaded("shifeng-2023", f"{year}/commerce") for year in (2023, 2024))
    same = {kind: [(file.replace("2024", "2023"), value) for file, value in group] for kind, group in new.items()}
    check(papers("shifeng-2023", old), papers("shifeng-2023", same))


def test_nothing_changed_nothing_tracked() -> None:
    data = loaded("shifeng-2023", "2023/commerce")
    made = papers("shifeng-2023", data)
    files = {one.file: one.file for group in made.documents.values() for one in group}
    sub = build_submission(made.pack, made.documents)
    again = build_submission(made.pack, made.documents)
    for one in redlines(sub, again, moved_rows(made, made, files), TEMPLATES, Author("甲", "2024-01-01T00:00:00Z")):
        xml = one.document.element.xml
        assert "w:ins " not in xml
        assert "w:del " not in xml
        assert "perfdocs-row" not in xml
