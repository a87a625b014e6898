"""Whatever a stranger sends: a clear sentence, bounded memory, nothing fetched, never a traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.hostile_files import FILES, READ
from tests.support.run_command import Command
from tests.support.some_fast import some_fast
from tests.support.workspaces import ROOT

MOST_MEMORY = 300_000_000


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection is made: whoever tries fails the test."""

    def refused(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setenv("PATH", "")  # no LibreOffice: what only that can read is told


@pytest.mark.parametrize("name", some_fast(FILES, every=8))
def test_import_says_what_it_is(name: str, tmp_path: Path, perfdocs: Command) -> None:
    make, sentence = FILES[name]
    path = tmp_path / "a.docx"
    path.write_bytes(make())
    ran = perfdocs("import", path, "--pack", "shifeng-2023", "--out", tmp_path / "out", "--root", ROOT)
    assert ran.status in (1, 2)
    assert "Traceback" not in ran.err
    assert ran.out.startswith(f"{path}:")
    assert sentence == READ or sentence in ran.out
    assert not any((tmp_path / "out").rglob("*")) or sentence == READ


@pytest.mark.parametrize("name", some_fast(FILES, every=4))
def test_verify_says_what_it_is(name: str, tmp_path: Path, perfdocs: Command) -> None:
    make, sentence = FILES[name]
    path = tmp_path / "a.docx"
    path.write_bytes(make())
    ran = perfdocs("verify", path, "--root", ROOT)
    assert ran.status == 2
    assert "Traceback" not in ran.err
    assert sentence == READ or sentence in ran.out


LIMITED = """
import sys
from perfdocs.cli import main
from tests.support.some_fast import some_fast
status = main.run(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) * 1024, file=sys.stderr)
sys.exit(status)
"""
GREEDY = [
    "bomb", "bomb that lies", "bomb of tags", "entities", "deep tables", "many attributes", "as many rows as are read",
    "long cell",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", GREEDY)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is told by Linux only")
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(FILES[name][0]())
    command = ["import", str(path), "--pack", "shifeng-2023", "--out", str(tmp_path / "out"), "--root", str(ROOT)]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *command],
        capture_output=True,
        timeout=60,
        env={**os.environ, "PATH": ""},
        check=False,
    )
    assert done.returncode in (1, 2)
    assert int(done.stderr.decode().splitlines()[-1]) < MOST_MEMORY
