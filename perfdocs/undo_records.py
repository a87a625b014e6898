"""Records of what commands replaced in a workspace, so that it can be put back by those who have no git.

    with recorded(workspace, "pull") as record:
        record.replace("specs/2023/commerce/department.yaml", data, was=raw)
        record.add_directory("specs/2024/commerce", {"department.yaml": data})

`.perfdocs/undo/<number>/` is what one run of a command changed: a step for each file that it replaced, or for each
directory that it made, written before that is done. So what a killed run has changed can be undone like any other.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from perfdocs.errors import PerfdocsError
from perfdocs.files import (
    make_directories,
    read_bounded,
    refuse_links,
    replace_file,
    told_as_unwritable,
    write_new_directory,
    write_whole,
)
from perfdocs.kept_files import HOME, Damaged, Kept, are_below, decompress, make_home, pack_up, unpack
from perfdocs.workspace import Workspace

MOST_ENTRIES = 100
"""Runs that are kept, the oldest first out; chosen by hand: a clerk's weeks."""
MOST_BYTES = 50_000_000
"""Of all entries, but for the newest. Chosen by hand: a year of a thousand departments takes 3 MB."""

_NUMBER = re.compile(r"[0-9]{6}")
_BELOW = f"{HOME}/undo"
_HEAD = "head"
_STEP = re.compile(r"step-[0-9]{6}")


class ChangedMeanwhile(PerfdocsError):
    """A file is not any more what it was when it was read, and was left alone."""


class Change(NamedTuple):
    """What became of a file: its bytes before (None where it was not there), and the SHA-256 of those after (None where
    it was taken away)."""

    file: str
    before: bytes | None
    after: str | None


class Entry(NamedTuple):
    """One run of a command that changed files. `undoes` is the number of the entry that it put back, or 0."""

    number: int
    time: datetime.datetime
    command: str
    undoes: int = 0


class Record:
    """What a run changes while it runs. Files are named by their path in the workspace, and stand below `specs/`."""

    def __init__(self, workspace: Workspace, command: str, undoes: int = 0) -> None:
        self._root = workspace.root
        self._head = {"command": command, "undoes": undoes}
        self._below = ""
        self._steps = 0

    @property
    def number(self) -> int:
        """That of the entry; 0 as long as nothing is changed."""
        return int(Path(self._below).name) if self._below else 0

    def replace(self, file: str, data: bytes, was: bytes | None) -> None:
        """Writes a file whole, also one that is new (`was` is None), and keeps what it was.

        Raises ChangedMeanwhile where it is not what it was read as, and PerfdocsError where it cannot be written.
        """
        self._keep(file, was, data)
        path = self._root / file
        with told_as_unwritable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)

    def remove(self, file: str, was: bytes) -> None:
        """Takes a file away, with the directories that are empty then, and keeps it. Raises as `replace`."""
        self._keep(file, was, None)
        path = self._root / file
        with told_as_unwritable(path):
            path.unlink()
        with suppress(OSError):
            for directory in list(path.relative_to(self._root).parents)[:-2]:  # not `specs`
                (self._root / directory).rmdir()

    def add_directory(self, directory: str, files: Mapping[str, str | bytes]) -> None:
        """Makes a directory of the files, by their names in it, at once. Raises PerfdocsError, also where it is there
        and not empty."""
        data = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        self._put_step({}, {f"{directory}/{name}": _hash(content) for name, content in data.items()})
        write_new_directory(self._root / directory, data)

    def _keep(self, file: str, was: bytes | None, data: bytes | None) -> None:
        if _contents(self._root / file) != was:
            raise ChangedMeanwhile(f"{file} 在这期间被别的程序改过，没有动它：请保存好、关上它，再运行一次")
        self._put_step({} if was is None else {file: was}, {file: None if data is None else _hash(data)})

    def _put_step(self, files: Mapping[str, bytes], after: Mapping[str, str | None]) -> None:
        with told_as_unwritable(self._root / _BELOW):
            if not self._below:
                self._below = _new_entry(self._root)
                time = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
                self._put(_HEAD, {**self._head, "time": time}, {})
            self._steps += 1
            self._put(f"step-{self._steps:06}", {"after": after}, files)

    def _put(self, name: str, about: Mapping[str, object], files: Mapping[str, bytes]) -> None:
        directory = f"{self._root}/{self._below}"
        replace_file(f"{directory}/{name}", zlib.compress(pack_up(about, files)), directory)


@contextmanager
def recorded(workspace: Workspace, command: str, undoes: int = 0) -> Iterator[Record]:
    """The record of one run. `command` is how the user called it: `check --fix`."""
    record = Record(workspace, command, undoes)
    try:
        yield record
    finally:
        if record.number:
            with suppress(OSError):
                _remove_oldest(workspace.root / _BELOW)


def entries(workspace: Workspace) -> list[Entry]:
    """What can be undone, the oldest first; one of which the head cannot be read is left out."""
    directory = workspace.root / _BELOW
    try:
        refuse_links(str(workspace.root), _BELOW)
        return [entry for number in _numbers(directory) if (entry := _entry(workspace, number))]
    except OSError:
        return []


def last_in_effect(kept: list[Entry]) -> Entry | None:
    """The newest that is not undone, and does not itself undo another."""
    undone: set[int] = set()
    for entry in reversed(kept):
        if entry.undoes and entry.number not in undone:
            undone.add(entry.undoes)
    return next((entry for entry in reversed(kept) if not entry.undoes and entry.number not in undone), None)


def changes(workspace: Workspace, entry: Entry) -> list[Change]:
    """What a run changed, each file once. Raises Damaged where that is not certain."""
    below = f"{_BELOW}/{entry.number:06}"
    of_file: dict[str, Change] = {}
    for path in sorted((workspace.root / below).iterdir()):
        if _STEP.fullmatch(path.name):
            about, files = _unpacked(workspace, f"{below}/{path.name}")
            after = about.get("after")
            if not isinstance(after, dict) or not are_below(after, "specs/") or not are_below(files, "specs/"):
                raise Damaged
            for file, digest in after.items():
                before = of_file[file].before if file in of_file else files.get(file)
                of_file[file] = Change(file, before, digest)
    return list(of_file.values())


def contents(workspace: Workspace, file: str) -> bytes | None:
    """A file as it is now; None where there is none. Raises OSError, also where a link leads there."""
    with suppress(FileNotFoundError):
        refuse_links(str(workspace.root), file.rpartition("/")[0])
        return read_bounded(workspace.root / file)
    return None


def is_as_left(change: Change, now: bytes | None) -> bool:
    """Whether a file is what the command left it as."""
    return (None if now is None else _hash(now)) == change.after


def _entry(workspace: Workspace, number: str) -> Entry | None:
    try:
        head, _ = _unpacked(workspace, f"{_BELOW}/{number}/{_HEAD}")
        time = datetime.datetime.fromisoformat(head["time"])
        return Entry(int(number), time, str(head["command"]), int(head["undoes"]))
    except (OSError, ValueError, LookupError, TypeError):  # Damaged is a ValueError
        return None


def _unpacked(workspace: Workspace, below: str) -> Kept:
    refuse_links(str(workspace.root), below.rpartition("/")[0])
    return unpack(decompress(read_bounded(workspace.root / below, follow_links=False)))


def _new_entry(root: Path) -> str:
    """Makes the directory of the next number; two runs at once get two."""
    make_home(str(root))
    make_directories(str(root), _BELOW)
    number = max(map(int, _numbers(root / _BELOW)), default=0)
    while True:
        number += 1
        with suppress(FileExistsError):
            (root / _BELOW / f"{number:06}").mkdir()
            return f"{_BELOW}/{number:06}"


def _numbers(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if _NUMBER.fullmatch(path.name))


def _remove_oldest(directory: Path) -> None:
    """Removes what is kept beyond the limits, but for the newest."""
    size = 0
    for count, number in enumerate(reversed(_numbers(directory))):
        size += sum(step.lstat().st_size for step in (directory / number).iterdir())
        if count and (count >= MOST_ENTRIES or size > MOST_BYTES):
            shutil.rmtree(directory / number, ignore_errors=True)


def _contents(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        return read_bounded(path)
    return None


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
