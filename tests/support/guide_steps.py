"""A guide done step by step, as somebody does who has nothing but its text.

```sh [1|DIRECTORY]    commands; those of perfdocs end with this status. DIRECTORY lies where the guide begins
```text                what the commands before it printed, or lines of it where it begins with …
```diff FILE           (or `edit`) lines behind `-` become those behind `+`, whatever their indent
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path

from tests.support.preview_server import preview_server
from tests.support.run_command import Command

BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def follow(
    guide: str,
    here: Path,
    perfdocs: Command,
    chdir: Callable[[Path], None],
    arrivals: Mapping[str, Callable[[Path], object]] = {},
) -> int:
    """Does every step, beginning in the directory; how many there were. `chdir` changes the working directory.

    `arrivals` is what others do, by a word: it is done just before the first command with that word, in its directory.
    """
    start, waiting = here, dict(arrivals)
    chdir(here)
    printed = ""
    blocks = BLOCK.findall(guide)
    for kind, name, text in blocks:
        if kind == "sh":
            printed = ""
            status = int(name) if name.isdecimal() else 0
            for command in commands(text):
                for word in waiting.keys() & set(command):
                    waiting.pop(word)(here)
                if command[0] == "cd":
                    here = here / command[1]
                    chdir(here)
                elif command[:2] == ["perfdocs", "preview"]:
                    look_at_preview(here)
                elif command[0] == "perfdocs":
                    ran = perfdocs(*command[1:])
                    assert ran.status == status, f"{command}: {ran.status}\n{ran.err}"
                    printed += ran.out + ran.err
                else:
                    printed += shell(command, here if name.isdecimal() or not name else start / name)
        elif kind in ("diff", "edit"):
            edit(here / name, text)
        elif kind == "text" and text.startswith("…\n"):
            assert set(text.splitlines()[1:]) <= set(printed.splitlines()), printed
        elif kind == "text":
            assert printed == text, printed
    assert list(waiting) == []
    return len(blocks)


def look_at_preview(root: Path) -> None:
    with preview_server(root) as server:
        assert server.status(server.path) == HTTPStatus.OK


def shell(command: list[str], directory: Path) -> str:
    """What another program prints. Those of this virtual environment are there, as for a clerk who has activated it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(command, cwd=directory, env={**os.environ, "PATH": path}, capture_output=True, check=True)
    return done.stdout.decode()


def commands(text: str) -> list[list[str]]:
    """The lines as their words; what stands behind a # is for the reader."""
    return [words for line in text.splitlines() if (words := shlex.split(line, comments=True))]


def edit(path: Path, text: str) -> None:
    """Replaces the lines behind `-` by those behind `+`, whatever their indent."""
    old = [line[2:] for line in text.splitlines() if line.startswith("- ")]
    new = [line[2:] for line in text.splitlines() if line.startswith("+ ")]
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n in range(len(lines)) if [line.strip() for line in lines[n : n + len(old)]] == old)
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines[at : at + len(old)] = [indent + line for line in new]
    path.write_text("\n".join(lines) + "\n", "utf-8")
