"""A command that is killed, or that finds the disk full, leaves whole files, and can be run again."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.change_zip import with_document
from tests.support.faults import killed, took, without_room
from tests.support.run_command import Command

RUNS = int(os.environ.get("PERFDOCS_KILLS", "2"))
"""Random moments at which each command is killed; `make fuzz` takes more."""
FUND = "specs/2023/demo/funds/promotion.yaml"
SPEC = "specs/2023/demo/department.yaml"


class Case(NamedTuple):
    """A command, and what it writes to, below the workspace."""

    arguments: tuple[str, ...]
    written: str


CASES = {
    "render": Case(("render", "--no-cache"), "build"),
    "redline": Case(("redline", "2022", "2023"), "build"),
    "pull": Case(("pull", "edited.docx"), "specs/2023"),
    "rollover": Case(("rollover", "2023", "2024"), "specs"),
    "import": Case(("import", "edited.docx", "--pack", "shifeng-2023", "--out", "imported"), "imported"),
    "fix": Case(("check", "2022", "--fix", "--select", "L102"), "specs/2022"),
    "baseline": Case(("check", "--baseline", "known.json", "--update-baseline"), "known.json"),
}


@pytest.fixture
def ready(small: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years, the first with marks in a row, an edited form and an outdated baseline, where a run begins."""
    shutil.copytree(small / "specs/2023", small / "specs/2022")
    for path in (small / "specs/2022").rglob("*.yaml"):
        text = re.sub("(?<!shifeng-)2023", "2022", path.read_text("utf-8"))
        path.write_text(re.sub("(演示区的招商|招商，引进企业)。", r"\1。。", text), "utf-8")
    perfdocs("render", "2023", "--root", small)
    form = next((small / "build/2023/demo").glob("*部门整体*"))
    edited = with_document(form.read_bytes(), lambda text: text.replace("引进项目10个", "引进项目12个"))
    assert edited != form.read_bytes()
    (small / "edited.docx").write_bytes(edited)
    (small / "known.json").write_text('{"version": 1, "findings": []}', "utf-8")
    shutil.rmtree(small / "build")
    monkeypatch.chdir(small)
    return small


def contents(path: Path) -> dict[str, bytes]:
    """Every file below a path, by its name."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return {str(each.relative_to(path.parent)): each.read_bytes() for each in files}


def without_unfinished(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if "/.perfdocs-" not in f"/{name}"}


def restored(root: Path, kept: Path) -> None:
    """The workspace as it was before the run."""
    for name in ("specs", "build", "imported", "known.json"):
        path = root / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
    shutil.copytree(kept / "specs", root / "specs")
    shutil.copy(kept / "known.json", root)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_killed_at_any_moment(ready: Path, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    case = CASES[name]
    arguments, written = (*case.arguments, "--root", str(ready)), ready / case.written
    kept = tmp_path_factory.mktemp("kept")
    shutil.copytree(ready / "specs", kept / "specs")
    shutil.copy(ready / "known.json", kept)
    before = contents(written)
    longest = took(arguments)
    after = contents(written)
    assert after != before
    chance = random.Random(name)
    for _ in range(RUNS):
        restored(ready, kept)
        killed(arguments, longest, chance)
        for file, data in without_unfinished(contents(written)).items():
            assert data in (before.get(file), after.get(file)), f"{file} is neither the old nor the new one"
        if name == "rollover":
            made = without_unfinished(contents(ready / "specs/2024"))
            assert not made or set(made) == set(contents_of_year(after))
        again = without_room(arguments, 10**9)
        assert "Traceback" not in again.stderr
        assert contents(written) == after, f"{name} made again is something else: {again.stderr}"


def contents_of_year(files: dict[str, bytes]) -> list[str]:
    return [name.removeprefix("specs/") for name in files if name.startswith("specs/2024/")]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_no_room(ready: Path, name: str) -> None:
    """Nothing is half written, and what was there is there."""
    case = CASES[name]
    arguments, written = (*case.arguments, "--root", str(ready)), ready / case.written
    before = contents(written)
    most = 10 if name == "baseline" else 200
    ran = without_room(arguments, most)
    assert ran.returncode == 2, ran.stderr
    assert "写不进" in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert contents(written) == before
    assert without_room(arguments, 10**9).returncode in (0, 1)
    assert contents(written) != before
