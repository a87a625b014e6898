"""The directory that documents are written to: whole files or none, and nothing of anybody else's touched."""

from __future__ import annotations

import hashlib
import operator
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from perfdocs.files import clear_abandoned, read_bounded, replace_file, told_as_unwritable, unfinished_name
from perfdocs.finding import Finding, Place
from perfdocs.render.file_names import same_file
from perfdocs.word.write_docx import is_ours

DRAFTS = "草稿"
"""The directory, in that of a department, for drafts of what cannot be handed in yet."""


class FileCounts(NamedTuple):
    """How many files were written, found as they should be, removed; and those that are in the way."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    foreign: tuple[str, ...] = ()
    """Files that perfdocs did not make or that were edited since: left as they are."""

    def foreign_findings(self) -> list[Finding]:
        """R103 for each file that was left as it is."""
        message = "这个文件生成以后被改动过，或者不是 perfdocs 生成的，没有覆盖：请把它改名或移走，再生成一次"
        return [Finding("R103", Place(path), message, cannot=True) for path in self.foreign]

    def and_of(self, other: FileCounts) -> FileCounts:
        """Both together."""
        return FileCounts(*map(operator.add, self, other))


@dataclass
class OutputDirectory:
    """Writes below `root` (by default `build/`), and counts what it did.

    Files stand in `staging` until they are whole; several processes may have the same.
    """

    root: Path
    staging: Path | None = None
    counts: FileCounts = field(default_factory=FileCounts)

    @contextmanager
    def open(self) -> Iterator[OutputDirectory]:
        """Prepares a place for unfinished files and clears it, also those of runs that were killed."""
        clear_abandoned(str(self.root))
        self.staging = self.root / unfinished_name()
        try:
            yield self
        finally:
            _clear(self.staging)

    def holds(self, directory: str, hashes: Mapping[str, str]) -> bool:
        """True where the files of a directory have these SHA-256. Then what else is ours there is removed."""
        target = self.root / directory
        present = _names(target)
        if not set(hashes) <= set(present) or any(_hash(f"{target}/{name}") != hashes[name] for name in hashes):
            return False
        self._count(unchanged=len(hashes))
        if len(present) > len(hashes):
            self._remove_others(target, hashes)
        return True

    def replace(self, directory: str, files: Mapping[str, bytes]) -> None:
        """Makes the files the only ones of ours in a directory below the root. Raises PerfdocsError where it cannot."""
        target = self.root / directory
        with told_as_unwritable(target):
            obstacle = self._make(target) if files else None
            if obstacle:
                self.counts = self.counts.and_of(FileCounts(foreign=(str(obstacle),)))
                return
            for name, data in files.items():
                self._write(f"{target}/{name}", data)
        self._remove_others(target, files)

    def prune(self, directories: Iterable[str]) -> None:
        """Removes our files of departments that are not among the directories (`2023/commerce`)."""
        keep = {self.root / directory for directory in directories}
        for directory in sorted(self.root.glob("[0-9]*/*/")):
            if directory not in keep:
                self._remove([*directory.glob("*.docx"), *directory.glob(f"{DRAFTS}/*.docx")])

    def _count(self, written: int = 0, unchanged: int = 0, removed: int = 0) -> None:
        self.counts = self.counts.and_of(FileCounts(written, unchanged, removed))

    def _make(self, target: Path) -> Path | None:
        """Makes the directory, and the one for unfinished files. What is in the way, if that cannot be done."""
        assert self.staging is not None
        os.makedirs(self.staging, exist_ok=True)  # noqa: PTH103 - a third of the time, for every department
        try:
            os.makedirs(target, exist_ok=True)  # noqa: PTH103
        except (FileExistsError, NotADirectoryError):
            return next(path for path in (target, *target.parents) if os.path.lexists(path))
        return None

    def _write(self, path: str, data: bytes) -> None:
        old = _contents(path)
        if old == data:
            self._count(unchanged=1)
        elif old is not None and not is_ours(old):
            self.counts = self.counts.and_of(FileCounts(foreign=(path,)))
        else:
            replace_file(path, data, str(self.staging))
            self._count(written=1)
            self._remove([Path(pdf_name(path))], is_our_pdf)  # of what stood there before

    def count_unchanged(self) -> None:
        """One more file that is as it should be."""
        self._count(unchanged=1)

    def write_pdf(self, document: Path, pdf: bytes) -> None:
        """Puts the printed document beside it. Raises PerfdocsError where it cannot."""
        path = pdf_name(str(document))
        with told_as_unwritable(Path(path)):
            old = _contents(path)
            if old is not None and not is_our_pdf(old):
                self.counts = self.counts.and_of(FileCounts(foreign=(path,)))
                return
            assert self.staging is not None
            os.makedirs(self.staging, exist_ok=True)  # noqa: PTH103
            replace_file(path, pdf, str(self.staging))
            self._count(written=1)

    def _remove_others(self, target: Path, names: Collection[str]) -> None:
        """Removes our documents of other names. On some file systems two names are one that differ by case."""
        if not set(_names(target)) <= set(names):
            keep = {same_file(name) for name in names}
            self._remove(path for path in target.glob("*.docx") if same_file(path.name) not in keep)

    def _remove(self, paths: Iterable[Path], is_our_own: Callable[[bytes], bool] = is_ours) -> None:
        """Removes what is ours; another run may have done so meanwhile. Raises PerfdocsError where it cannot.

        What was printed of a document goes with it.
        """
        for path in sorted(paths):
            if is_our_own(_contents(str(path)) or b""):
                with told_as_unwritable(path):
                    path.unlink(missing_ok=True)
                self._count(removed=1)
                if is_our_own is is_ours:
                    self._remove([Path(pdf_name(str(path)))], is_our_pdf)
                with suppress(OSError):
                    _remove_if_empty(path.parent, self.root)


def pdf_name(document: str) -> str:
    """Where the PDF of a document stands."""
    return f"{document.removesuffix('.docx')}.pdf"


def is_our_pdf(pdf: bytes) -> bool:
    """True for a PDF that was made by perfdocs and has not been changed since."""
    if not pdf:
        return False
    from perfdocs.word.print_pdf import printed_from

    return bool(printed_from(pdf))


def _clear(directory: Path) -> None:
    if directory.exists():
        import shutil

        shutil.rmtree(directory, ignore_errors=True)


def _hash(path: str) -> str:
    try:
        return hashlib.sha256(read_bounded(path)).hexdigest()
    except OSError:
        return ""


def _contents(path: str) -> bytes | None:
    """What is in the file, if there is one; nothing where that is a link or no file, or cannot be read."""
    try:
        return read_bounded(path, follow_links=False)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _names(directory: Path) -> list[str]:
    """The names of documents there; none where there is no directory."""
    try:
        return [name for name in os.listdir(directory) if name.endswith(".docx")]  # noqa: PTH208
    except OSError:
        return []


def _remove_if_empty(directory: Path, root: Path) -> None:
    while directory != root and not any(directory.iterdir()):
        directory.rmdir()
        directory = directory.parent
