"""The peers' own packages: fetched once into `build/bench`, with exact versions, and never beside the project's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tests.conftest import ROOT

HERE = Path(__file__).parent
PLACE = ROOT / "build/bench"
MANIFESTS = ("package.json", "package-lock.json")
RUST_DOCXTPL = "0.1.2"
SHARED = ("jinja2", "lxml", "python-docx")
"""What rust-docxtpl stands on too: in the versions that docxtpl has here."""
MINUTES = 5


class Missing(Exception):
    """A peer that cannot be run here, and why."""


@cache
def node_packages() -> Path:
    """The directory with the node peers. Raises Missing."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise Missing(f"没有 {program}")
    place = PLACE / "node"
    place.mkdir(parents=True, exist_ok=True)
    wanted = "".join((HERE / name).read_text("utf-8") for name in MANIFESTS)
    if not is_there(place, wanted):
        for name in MANIFESTS:
            shutil.copy(HERE / name, place)
        fetch(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], place)
        mark(place, wanted)
    return place / "node_modules"


@cache
def rust_docxtpl() -> Path:
    """The Python of the environment that has rust-docxtpl in docxtpl's stead. Raises Missing."""
    place = PLACE / "rust-docxtpl"
    wanted = [f"rust-docxtpl=={RUST_DOCXTPL}", *(f"{name}=={version(name)}" for name in SHARED)]
    python = place / "bin/python"
    if not is_there(place, " ".join([sys.version, *wanted])):
        fetch([sys.executable, "-m", "venv", "--clear", str(place)], ROOT)
        fetch([str(python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *wanted], ROOT)
        mark(place, " ".join([sys.version, *wanted]))
    return python


def node_version(package: str) -> str:
    """The version of a node peer, as the lock file has it."""
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))
    return str(lock["packages"][f"node_modules/{package}"]["version"])


def is_there(place: Path, wanted: str) -> bool:
    """Whether just this was fetched, and to the end."""
    stamp = place / "fetched"
    return stamp.is_file() and stamp.read_text("utf-8") == wanted


def mark(place: Path, wanted: str) -> None:
    (place / "fetched").write_text(wanted, "utf-8")


def fetch(command: Sequence[str], directory: Path) -> None:
    print(f"在取 {directory.name if directory != ROOT else command[-1]} ……", file=sys.stderr)
    try:
        subprocess.run(command, cwd=directory, check=True, capture_output=True, timeout=60 * MINUTES)
    except (OSError, subprocess.SubprocessError) as error:
        raise Missing("取不到（要联网）") from error
