"""Each file of tests/examples/bad is a mistake that somebody makes, and every word that the command then says.

what: the mistake            edit / write / hex / encode / remove / docx: how it is made
command: check (without the checks on contents) or render     status, out: what must come of it, to the letter
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from perfdocs import cache
from tests.support.bad_examples import BAD, spoil
from tests.support.run_command import Command
from tests.support.some_fast import some_fast

QUIET = ["--ignore", "M2,I,G,D,B,L,F"]
"""What the checks say of the contents is not what these cases are about: it has cases of its own."""

KEPT = ("check", "render")
"""Commands whose results are kept for the next run."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all of them: the templates of most are the same."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("case", some_fast(BAD, every=20), ids=lambda path: path.stem)
def test_bad_input(
    case: Path,
    small: Path,
    kept: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    perfdocs: Command,
) -> None:
    """What is kept from the first time is told a second time to the letter."""
    monkeypatch.setenv(cache.VARIABLE, str(kept))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    told = yaml.safe_load(case.read_text("utf-8"))
    spoil(small, told)
    command = told.get("command", "check")
    arguments = told.get("arguments", QUIET if command == "check" else [])
    ran = perfdocs(command, *arguments, "--root", small)
    assert ran.out == told["out"]
    assert ran.status == told["status"]
    assert told.get("err", "") in ran.err
    if command not in KEPT:
        return
    again = perfdocs(command, *arguments, "--root", small)
    assert (again.status, again.out) == (ran.status, ran.out)


def test_there_are_at_least_forty() -> None:
    assert len(BAD) >= 40
