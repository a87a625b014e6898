"""The peers' own packages: fetched once into `build/bench`, with exact versions, and never beside the project's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tests.support.workspaces import ROOT

HERE = Path(__file__).parent
PLACE = ROOT / "build/bench"
MANIFESTS = ("package.json", "package-lock.json")
RUST_DOCXTPL = "0.1.2"
SHARED = ("jinja2", "lxml", "python-docx")
"""What rust-docxtpl stands on too: in the versions that docxtpl has here."""
MINUTES = 5


class Missing(Exception):
    """A peer that cannot be run here, and why."""


def had(get: Callable[[], Path]) -> Path:
    """What a function here fetches; it is tried once. Raises Missing."""
    found = outcome(get)
    if isinstance(found, Missing):
        raise found
    return found


@cache
def outcome(get: Callable[[], Path]) -> Path | Missing:
    try:
        return get()
    except Missing as reason:
        return reason


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
        fetch("npm 的对照软件", ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], place)
        mark(place, wanted)
    return place / "node_modules"


def rust_docxtpl() -> Path:
    """The Python of the environment that has rust-docxtpl in docxtpl's stead. Raises Missing."""
    place = PLACE / "rust-docxtpl"
    wanted = [f"rust-docxtpl=={RUST_DOCXTPL}", *(f"{name}=={version(name)}" for name in SHARED)]
    python = place / "bin/python"
    if not is_there(place, " ".join([sys.version, *wanted])):
        install = [str(python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:", *wanted]
        fetch("rust-docxtpl 的虚拟环境", [sys.executable, "-m", "venv", "--clear", str(place)], ROOT)
        fetch("rust-docxtpl", install, ROOT)
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


def fetch(what: str, command: Sequence[str], directory: Path) -> None:
    print(f"在取 {what} ……", file=sys.stderr)
    try:
        subprocess.run(command, cwd=directory, check=True, capture_output=True, timeout=60 * MINUTES)
    except (OSError, subprocess.SubprocessError) as error:
        raise Missing(f"取不到 {what}（没有网络，或没有适合这台机器的包）") from error
