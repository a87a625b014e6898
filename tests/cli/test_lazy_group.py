"""Commands: one file each, imported when it is called."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from perfdocs.cli import commands
from perfdocs.cli.main import perfdocs
from tests.support.for_each import for_each

LOADED = "import sys; from perfdocs.cli.main import run; run(sys.argv[1:]); print(*sys.modules)"


def loaded_commands(*arguments: str) -> set[str]:
    """The modules of commands that are imported when the command line runs with the arguments."""
    ran = subprocess.run([sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True)
    package = f"{commands.__name__}."
    return {name.removeprefix(package) for name in ran.stdout.split() if name.startswith(package)}


@pytest.mark.parametrize(
    ("arguments", "modules"), [(["--help"], set()), (["version"], {"version"}), (["import", "--help"], {"import_"})]
)
def test_only_the_command_that_is_called_is_imported(arguments: list[str], modules: set[str]) -> None:
    assert loaded_commands(*arguments) == modules


@for_each("name", commands.HELPS)
def test_every_command_has_its_file(name: str) -> None:
    _, command, _ = perfdocs.resolve_command(click.Context(perfdocs), [name])
    assert command is not None
    assert (command.name, command.help) == (name, commands.HELPS[name])


def test_every_file_is_a_command() -> None:
    files = {path.stem.rstrip("_").replace("_", "-") for path in Path(commands.__path__[0]).glob("[a-z]*.py")}
    assert files == set(commands.HELPS)
