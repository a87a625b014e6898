"""A slip of each kind, made anywhere in the real specs, is told once, at its line, and nothing else comes of it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from perfdocs.finding import Severity
from tests.support.check_specs import check_file, sentence
from tests.support.some_fast import some_fast
from tests.support.workspaces import EXAMPLES, ROOT, workspace
from tests.support.yaml_slips import KINDS, READ_AS_MEANT, slips

FILES = sorted(path.relative_to(ROOT) for path in (ROOT / "specs").rglob("*.yaml"))
OF_FILES = 3
"""A slip of each kind is made in each third file, so that each file has each third kind."""
PLACES = 3
"""Places in each file at which a slip of a kind is made."""


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = workspace(tmp_path_factory.mktemp("specs"), ROOT / "specs")
    shutil.copytree(EXAMPLES / "small/2023/demo", root / "specs/2023/demo")
    return root


CASES = [(kind, file) for at, kind in enumerate(KINDS) for file in FILES[at % OF_FILES :: OF_FILES]]


@pytest.mark.parametrize("case", some_fast(CASES, every=60), ids=lambda case: f"{case[0]} {case[1].stem}")
def test_a_slip_anywhere_is_told_once(case: tuple[str, Path], specs: Path) -> None:
    kind, file = case
    path = specs / file
    text = path.read_text("utf-8")
    usual = Counter((finding.code, finding.place.file) for finding in check_file(specs, path))
    try:
        for slip in islice(slips(text, kind, random.Random(f"{kind} {file}")), PLACES):
            path.write_text(slip.text, "utf-8", newline="")
            findings = check_file(specs, path)
            more = Counter((finding.code, finding.place.file) for finding in findings) - usual
            told = [finding for finding in findings if (finding.code, finding.place.file) in more]
            shown = [sentence(finding) for finding in told]
            assert [finding.place.file for finding in told] == [file.as_posix()], (slip.lines, shown)
            assert told[0].place.line in slip.lines, (slip.lines, shown)
            is_warning = kind in READ_AS_MEANT and told[0].code == "Y114"
            assert told[0].severity is (Severity.WARNING if is_warning else Severity.ERROR)
    finally:
        path.write_text(text, "utf-8", newline="")


def test_every_kind_has_a_place() -> None:
    texts = [(ROOT / file).read_text("utf-8") for file in FILES]
    made = {kind: sum(1 for text in texts for _ in slips(text, kind, random.Random(1))) for kind in KINDS}
    assert min(made.values()) >= 10
    assert len(KINDS) >= 60
