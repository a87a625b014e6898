"""Whatever somebody types, the checks give findings and never fail."""

from __future__ import annotations

import random

import pytest

from perfdocs.checks.registry import check_by_role, check_forms
from perfdocs.department.forms import build_submission
from perfdocs.department.read_by_role import read_by_role
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.schema.validate import validate_document
from perfdocs.yamlfile.reader import Document, read
from tests.support.some_fast import some_fast
from tests.support.spec_shapes import as_json
from tests.support.spoilt_data import spoil_data
from tests.support.workspaces import ROOT

SPECS = [
    ("shifeng-2023", "2023/commerce"),
    ("putuo-2026", "2026/construction"),
    ("putuo-2026", "2026/urban-enforcement"),
]


@pytest.mark.parametrize("number", some_fast(range(90), every=7))
def test_any_data(number: int) -> None:
    chance = random.Random(number)
    name, directory = SPECS[number % 3]
    pack, _ = Packs(ROOT).get(name)
    assert pack is not None
    papers: dict[str, list[Document]] = {}
    lost = False
    for kind in pack.kinds:
        papers[kind.name] = []
        for path in sorted((ROOT / "specs" / directory).glob(kind.path)):
            data = spoil_data(read(path.read_bytes(), path.name).data, chance, chance.choice([0.02, 0.2, 0.6]))
            outcome = validate_document(read(as_json(data).encode(), path.name), kind.schema)
            papers[kind.name].append(outcome.document)
            lost = lost or bool(outcome.lost or outcome.document.findings)
    found = check_by_role(read_by_role(pack, papers))
    if not lost:
        found += check_forms(build_submission(pack, papers))
    assert all(one.message and one.place.file for one in found)


def test_the_packs_are_as_expected() -> None:
    assert all(isinstance(Packs(ROOT).get(name)[0], Pack) for name, _ in SPECS)
