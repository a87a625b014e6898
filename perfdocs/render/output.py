"""The directory that documents are written to: whole files or none, and nothing of anybody else's touched."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 240
"""Bytes of a file name; the file systems in use allow 255."""

_STAGING = re.compile(r"\.perfdocs-([0-9]+)")
_UNSAFE = dict(zip('/\\:*?"<>|', "／＼：＊？＂＜＞｜", strict=True))
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")


class BadName(Exception):
    """A text that cannot be a file name. The message says why, in Chinese."""


def file_name(text: str) -> str:
    """A .docx file name for a form's title: what file systems forbid becomes its full-width twin.

    Raises BadName where nothing is left or it is too long.
    """
    name = "".join(_UNSAFE.get(character, character) for character in text)
    name = "".join(" " if unicodedata.category(character) == "Cc" else character for character in name).strip()
    if name.startswith("."):
        name = "．" + name[1:]
    if _RESERVED.fullmatch(name):
        name += "_"
    if not name:
        raise BadName("文件名是空的")
    if len(f"{name}.docx".encode()) > LONGEST:
        raise BadName(f"文件名“{name[:30]}…”太长（汉字最多约 {LONGEST // 3 - 2} 个）：请把名称改短")
    return f"{name}.docx"


def same_file(name: str) -> str:
    """What two names have in common that are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()


@dataclass
class Output:
    """Writes below `root` (by default `build/`), and counts what it did."""

    root: Path
    written: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    foreign: list[Path] = field(default_factory=list)
    """Files in the way that perfdocs did not make or that were edited since: left as they are."""

    @contextmanager
    def open(self) -> Iterator[Output]:
        """Prepares a place for unfinished files and clears it, also those of runs that were killed."""
        self._clear_abandoned()
        try:
            yield self
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)

    def replace(self, directory: str, files: Mapping[str, bytes]) -> None:
        """Makes the files the only ones of ours in a directory below the root."""
        target = self.root / directory
        for name, data in files.items():
            self._write(target / name, data)
        keep = {same_file(name) for name in files}
        self._remove(path for path in _documents(target) if same_file(path.name) not in keep)

    def prune(self, directories: Iterable[str]) -> None:
        """Removes our files of departments that are not among the directories (`2023/commerce`)."""
        keep = {self.root / directory for directory in directories}
        for directory in sorted(self.root.glob("[0-9]*/*/")):
            if directory not in keep:
                self._remove(_documents(directory))

    @property
    def _staging(self) -> Path:
        return self.root / f".perfdocs-{os.getpid()}"

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            old = path.read_bytes()
            if old == data:
                self.unchanged.append(path)
                return
            if not _ours(old):
                self.foreign.append(path)
                return
        self._staging.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._staging / "document"
        unfinished.write_bytes(data)
        unfinished.replace(path)
        self.written.append(path)

    def _remove(self, paths: Iterable[Path]) -> None:
        for path in paths:
            if _ours(path.read_bytes()):
                path.unlink()
                self.removed.append(path)
                _remove_if_empty(path.parent, self.root)

    def _clear_abandoned(self) -> None:
        for directory in self.root.glob(".perfdocs-*"):
            match = _STAGING.fullmatch(directory.name)
            if match and not _alive(int(match.group(1))):
                shutil.rmtree(directory, ignore_errors=True)


def _ours(data: bytes) -> bool:
    from perfdocs.render.package import is_ours

    return is_ours(data)


def _documents(directory: Path) -> list[Path]:
    return sorted(path for path in directory.glob("*.docx") if path.is_file() and not path.is_symlink())


def _remove_if_empty(directory: Path, root: Path) -> None:
    while directory != root and not any(directory.iterdir()):
        directory.rmdir()
        directory = directory.parent


def _alive(process: int) -> bool:
    """Whether the process runs. On Windows there is no asking without ending it, so there it counts as alive."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
