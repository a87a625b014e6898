"""The locked packages as wheels for another kind of machine, to be carried to one without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.errors import PerfdocsError

LOCK = "requirements.lock"
_LONGEST = 600
"""Seconds for one call of pip; chosen by hand: the largest package has 12 MB."""
_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
_NOT_FOUND = re.compile(r"No matching distribution found for ([A-Za-z0-9._-]+)==")
_LINE_GOES_ON = re.compile(r"\\\n\s*")
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)\s*(?:;\s*(?P<marker>.*?))?\s*(?P<hashes>--hash.*)"
)


class Machine(NamedTuple):
    """A kind of machine: what pip calls its wheels, and what the markers of a lock ask of it."""

    platforms: tuple[str, ...]
    markers: Mapping[str, str]


_WINDOWS = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows"}
_LINUX = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux"}
_MAC = {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin"}
_GLIBC = ("manylinux_2_34", "manylinux_2_28", "manylinux_2_17", "manylinux2014", "linux")
"""Wheels for Linux by the oldest C library that they want, those of a system of 2021 first."""

MACHINES = {
    "win_amd64": Machine(("win_amd64",), {**_WINDOWS, "platform_machine": "AMD64"}),
    "win_arm64": Machine(("win_arm64",), {**_WINDOWS, "platform_machine": "ARM64"}),
    "linux_x86_64": Machine(tuple(f"{name}_x86_64" for name in _GLIBC), {**_LINUX, "platform_machine": "x86_64"}),
    "linux_aarch64": Machine(tuple(f"{name}_aarch64" for name in _GLIBC), {**_LINUX, "platform_machine": "aarch64"}),
    "macosx_arm64": Machine(("macosx_11_0_arm64", "macosx_12_0_arm64"), {**_MAC, "platform_machine": "arm64"}),
}
"""Machines by the name that `--for` has for them."""


class Locked(NamedTuple):
    """A package of a lock: its version, and the line for pip without the marker."""

    name: str
    version: str
    line: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Fetched(NamedTuple):
    """The wheels that are there now, and the packages of which there is none for the machine."""

    wheels: list[str]
    missing: list[Locked]


def locked_packages(lock: str, machine: Machine, python: str) -> list[Locked]:
    """The packages of a lock that are wanted on a machine with this version of Python (`3.12`)."""
    from packaging.markers import Marker

    about = {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.99",
        "platform_release": "",
        "platform_version": "",
        **machine.markers,
    }
    lines = _LINE_GOES_ON.sub(" ", lock).splitlines()
    matches = [match for line in lines if (match := _REQUIREMENT.match(line))]
    return [
        Locked(match["name"], match["version"], f"{match['name']}=={match['version']} {match['hashes']}")
        for match in matches
        if not match["marker"] or Marker(match["marker"]).evaluate(about)
    ]


def fetch_wheels(packages: Sequence[Locked], machine: Machine, python: str, out: Path) -> Fetched:
    """Fetches the wheels into a directory, those that are not there yet; where some cannot be had, all others.

    Raises PerfdocsError where pip cannot do it for another reason.
    """
    out.mkdir(parents=True, exist_ok=True)
    wanted = list(packages)
    missing: list[Locked] = []
    while wanted and (said := _download(wanted, machine, python, out)):
        names = [match[1].lower() for match in _NOT_FOUND.finditer(said)]
        gone = [package for package in wanted if package.name.lower() in names]
        if not gone:
            raise PerfdocsError(f"没有下载下来：{_last_line(said)}。请检查网络和软件包的镜像，再运行一次")
        missing += gone
        wanted = [package for package in wanted if package not in gone]
    return Fetched(sorted(path.name for path in out.glob("*.whl")), missing)


def _download(packages: Sequence[Locked], machine: Machine, python: str, out: Path) -> str:
    """What pip says where it cannot fetch them all; empty where it has."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        wanted = Path(directory, LOCK)
        wanted.write_text("".join(f"{package.line}\n" for package in packages), "utf-8")
        kinds = [part for name in machine.platforms for part in ("--platform", name)]
        command = [*_PIP, "download", "--no-deps", "--only-binary=:all:", "--require-hashes", *kinds]
        command += ["--python-version", python, "--dest", str(out), "-r", str(wanted)]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_LONGEST)
        except subprocess.TimeoutExpired:
            return f"{_LONGEST} 秒还没有下载完"
        return (ran.stderr or "pip 没有说为什么") if ran.returncode else ""


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.startswith("ERROR") or "No module" in line]
    return (lines or text.splitlines() or [""])[-1].removeprefix("ERROR: ").rstrip(".")


def own_wheel(root: Path, out: Path) -> str:
    """Builds the program's own wheel from its repository; its name. Raises PerfdocsError."""
    command = [*_PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(out), str(root)]
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace")
    built = sorted(out.glob("perfdocs-*.whl"))
    if ran.returncode or not built:
        raise PerfdocsError(f"做不出 perfdocs 自己的 whl 文件：{_last_line(ran.stderr)}")
    return built[-1].name


def keep_lock(lock: Path, out: Path) -> None:
    """Puts the lock beside the wheels: with it they are installed by their hashes."""
    shutil.copyfile(lock, out / LOCK)
