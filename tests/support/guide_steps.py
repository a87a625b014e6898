"""A guide done step by step, as somebody does who has nothing but its text.

```sh [1]              commands; the last ends with this status, all others with 0
```text                what the commands before it printed, or lines of it where it begins with …
```edit FILE           lines behind `-` become those behind `+`, whatever their indent
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.support.run_command import Command

BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def follow(guide: str, here: Path, perfdocs: Command, chdir: Callable[[Path], None]) -> int:
    """Does every step, beginning in the directory; how many there were. `chdir` changes the working directory."""
    chdir(here)
    printed = ""
    blocks = BLOCK.findall(guide)
    for kind, name, text in blocks:
        if kind == "sh":
            printed = ""
            *before, last = commands(text)
            for command in (*before, last):
                if command[0] == "cd":
                    here = here / command[1]
                    chdir(here)
                elif command[0] == "perfdocs":
                    ran = perfdocs(*command[1:])
                    assert ran.status == (int(name or 0) if command is last else 0), (command, ran)
                    printed += ran.out + ran.err
                else:
                    subprocess.run(command, cwd=here, check=True, capture_output=True)
        elif kind == "edit":
            edit(here / name, text)
        elif text.startswith("…\n"):
            assert set(text.splitlines()[1:]) <= set(printed.splitlines()), printed
        else:
            assert (kind, printed) == ("text", text)
    return len(blocks)


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
