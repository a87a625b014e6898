"""Records of what was printed: the files that documents were made from, kept so that they can be made again.

A record is found by the SHA-256 of what is in it, which is looked at whenever one is read: a damaged record is none.
`.perfdocs/prints/<year>/<department id>/` holds a department's own, `.perfdocs/prints/packs/<pack>/` those of a pack,
to which a department's record leads. Git passes the directory over, and nothing but what is kept here is removed.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from perfdocs.files import clear_abandoned, make_directories, read_bounded, refuse_links, replace_file, write_files
from perfdocs.kept_files import HOME, Damaged, Kept, are_below, decompress, make_home, pack_up, unpack
from perfdocs.workspace import PACK, Workspace, find_workspace

MOST_OF_DEPARTMENT = 2_000_000
"""Bytes of the records of a department, the oldest first out. Chosen by hand: one of 10 KB of YAML takes 3 KB."""
MOST_OF_PACK = 20_000_000
"""The same of a pack. Chosen by hand: a record takes what its templates take, 12 to 25 KB in the packs there are."""

_NAME = re.compile(r"[0-9a-f]{64}")
_OF_PACK = re.compile(r"[^~.].*\.(?:yaml|json|docx)")
"""The files of a pack: those beside them (`~$…`) are Word's."""
_LEVEL = 1
"""Of compression: 0.1 ms for 10 KB, a third of what level 6 takes, which saves a tenth more."""


class Printed(NamedTuple):
    """The hashes that a document carries: of its data and of its template."""

    data: str
    template: str


class Record(NamedTuple):
    """What a department's documents were made from at one time. `files` are by their path in the workspace."""

    name: str
    files: Mapping[str, bytes]


class PrintRecords:
    """The records of a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._root = str(workspace.root)
        self._packs: dict[str, str] = {}

    def keep(
        self, spec: str, pack: str, files: Iterable[str], printed: Iterable[Printed], targets: str | None = None
    ) -> None:
        """Keeps a department's files (`specs/2023/commerce/…`) and its pack's, with what was made from them.

        Of a later step, `targets` is the pack of its targets, whose files are among the department's. Raises OSError
        where they cannot be read or kept.
        """
        about = {"pack": pack, "record": self._pack_record(pack), "printed": sorted(set(printed))}
        if targets:
            about |= {"targets": targets, "of_targets": self._pack_record(targets)}
        self._put(self._of_department(spec), pack_up(about, self._contents(files)), MOST_OF_DEPARTMENT)

    def find(self, spec: str, pack: str, printed: Printed) -> Iterator[Record]:
        """The records of which a document with these hashes was made, the newest first. `spec` and `pack` are what
        names of directories may be."""
        for name in self._newest_first(self._of_department(spec)):
            about, files = self._unpack(self._of_department(spec), name)
            if about.get("pack") == pack and list(printed) in about.get("printed", ()):
                _, of_pack = self._unpack(self._of_pack(pack), str(about.get("record")))
                of_targets = self._of_targets(about)
                owner = "/".join(spec.split("/")[:3])
                if of_pack and are_below(files, f"{owner}/") and are_below(of_pack, *_roots(pack)):
                    yield Record(name, {**of_targets, **of_pack, **files})

    def _of_targets(self, about: Mapping[str, object]) -> Mapping[str, bytes]:
        """The files of the pack of a later step's targets, as a record of the step names it."""
        pack = str(about.get("targets") or "")
        if not PACK.fullmatch(pack):
            return {}
        _, files = self._unpack(self._of_pack(pack), str(about.get("of_targets")))
        return files if are_below(files, *_roots(pack)) else {}

    def _of_department(self, spec: str) -> str:
        return f"{HOME}/prints/{spec.removeprefix('specs/')}"

    def _of_pack(self, pack: str) -> str:
        return f"{HOME}/prints/packs/{pack}"

    def _pack_record(self, pack: str) -> str:
        """The name of the pack's record, which is kept where it is not there; once a run."""
        if pack not in self._packs:
            make_home(self._root)
            directories = [self._workspace.root / root for root in _roots(pack)]
            paths = [path for directory in directories if directory.is_dir() for path in directory.iterdir()]
            files = self._contents(self._workspace.relative(path) for path in paths if _is_of_pack(path))
            self._packs[pack] = self._put(self._of_pack(pack), pack_up({}, files), MOST_OF_PACK)
        return self._packs[pack]

    def _contents(self, files: Iterable[str]) -> dict[str, bytes]:
        return {file: read_bounded(f"{self._root}/{file}") for file in sorted(files)}

    def _put(self, below: str, contents: bytes, most: int) -> str:
        """Writes a record and removes the oldest of the directory beyond a limit; the record's name."""
        directory = f"{self._root}/{below}"
        name = hashlib.sha256(contents).hexdigest()
        data = zlib.compress(contents, _LEVEL)
        try:
            refuse_links(self._root, below)
            is_there = read_bounded(f"{directory}/{name}", follow_links=False) == data
        except OSError:
            is_there = False
        if is_there:
            os.utime(f"{directory}/{name}")
            return name
        make_directories(self._root, below)
        clear_abandoned(directory)
        replace_file(f"{directory}/{name}", data, directory)
        _remove_oldest(directory, most)
        return name

    def _newest_first(self, below: str) -> Sequence[str]:
        try:
            refuse_links(self._root, below)
            return [entry.name for entry in reversed(_by_age(f"{self._root}/{below}"))]
        except OSError:
            return []

    def _unpack(self, below: str, name: str) -> Kept:
        """What a record says and its files; nothing where it is not what its name says."""
        try:
            refuse_links(self._root, below)
            contents = decompress(read_bounded(f"{self._root}/{below}/{name}", follow_links=False))
            return unpack(contents) if hashlib.sha256(contents).hexdigest() == name else Kept({}, {})
        except (OSError, Damaged):
            return Kept({}, {})


@contextmanager
def workspace_of(record: Record) -> Iterator[Workspace]:
    """A copy of the workspace as far as a record holds it."""
    import tempfile  # in no run that only prints

    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        write_files(Path(directory), record.files)
        yield find_workspace(Path(directory))


def _is_of_pack(path: Path) -> bool:
    return _OF_PACK.fullmatch(path.name) is not None and not path.is_dir()


def _roots(pack: str) -> tuple[str, ...]:
    return f"templates/{pack}/", f"schema/{pack}/", "schema/common/"


def _remove_oldest(directory: str, most: int) -> None:
    """Removes what is kept beyond so many bytes, but for the newest."""
    entries = _by_age(directory)
    size = sum(entry.stat(follow_symlinks=False).st_size for entry in entries)
    for entry in entries[:-1]:
        if size <= most:
            return
        with suppress(OSError):  # another run may have done so
            size -= entry.stat(follow_symlinks=False).st_size
            os.unlink(entry.path)  # noqa: PTH108


def _by_age(directory: str) -> list[os.DirEntry[str]]:
    """The records of a directory, the oldest first. Raises OSError."""
    with os.scandir(directory) as entries:
        records = [each for each in entries if _NAME.fullmatch(each.name) and each.is_file(follow_symlinks=False)]
        return sorted(records, key=lambda each: (each.stat(follow_symlinks=False).st_mtime_ns, each.name))
