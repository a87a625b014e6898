"""Each file of tests/bad is a mistake that somebody makes, and every word that the command then says.

what: the mistake            edit / write / hex / encode / remove / docx: how it is made
command: check (without the checks on contents) or render     status, out: what must come of it, to the letter
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from perfdocs import cache
from tests.conftest import Command

QUIET = ["--ignore", "M2,I,G,D,B,L,F"]
"""What the checks say of the contents is not what these cases are about: it has cases of its own."""
CASES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


@pytest.mark.parametrize("case", [pytest.param(path, id=path.stem) for path in CASES])
def test_bad_input(
    case: Path,
    small: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    perfdocs: Command,
) -> None:
    """What is kept from the first time is told a second time to the letter."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    told = yaml.safe_load(case.read_text("utf-8"))
    spoil(small, told)
    command = told.get("command", "check")
    arguments = told.get("arguments", QUIET if command == "check" else [])
    ran = perfdocs(command, *arguments, "--root", small)
    assert ran.out == told["out"]
    assert ran.status == told["status"]
    assert told.get("err", "") in ran.err
    again = perfdocs(command, *arguments, "--root", small)
    assert (again.status, again.out) == (ran.status, ran.out)


def test_there_are_at_least_forty() -> None:
    assert len(CASES) >= 40


def spoil(root: Path, told: dict[str, Any]) -> None:
    """Makes the mistakes of a case in a workspace."""
    for edit in told.get("edit", []):
        path = root / edit["file"]
        text = path.read_text("utf-8")
        assert edit["from"] in text
        path.write_text(text.replace(edit["from"], edit["to"], 1), "utf-8", newline="")
    for name, content in told.get("write", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    for name, content in told.get("hex", {}).items():
        (root / name).write_bytes(bytes.fromhex(content))
    for name, encoding in told.get("encode", {}).items():
        (root / name).write_bytes((root / name).read_text("utf-8").encode(encoding))
    for name, count in told.get("grow", {}).items():
        (root / name).write_text((root / name).read_text("utf-8") + "# 填充\n" * count, "utf-8")
    for name in told.get("remove", []):
        (root / name).unlink()
    for edit in told.get("docx", []):
        edit_document(root / edit["file"], edit["from"], edit["to"])


def edit_document(path: Path, old: str, new: str) -> None:
    """Replaces text in the main part of a Word file, as somebody typing in Word would."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    xml = members["word/document.xml"].decode()
    assert old in xml
    members["word/document.xml"] = xml.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
