"""The directory that documents are written to: whole files or none, and nothing of anybody else's touched."""

from __future__ import annotations

import hashlib
import operator
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.errors import PerfdocsError
from perfdocs.files import clear_abandoned, make_directories, read_bounded, refuse_links, replace_file, unfinished_name
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
    """Files that perfdocs did not make or that were edited since, and links: left as they are."""
    failed: tuple[tuple[str, str], ...] = ()
    """Each directory or file that could not be written or removed, and why."""

    def findings(self) -> list[Finding]:
        """R103 for each file that was left as it is, R109 for each reason for which something was not written."""
        message = "这个文件生成以后被改动过，或者不是 perfdocs 生成的，没有覆盖：请把它改名或移走，再生成一次"
        findings = [Finding("R103", Place(path), message, cannot=True) for path in self.foreign]
        for reason in dict.fromkeys(reason for _, reason in self.failed):
            first, *others = (Place(path) for path, why in self.failed if why == reason)
            message = f"写不进：{reason}。请检查磁盘空间、目录的权限，以及目录还在不在，再生成一次"
            findings.append(Finding("R109", first, message, cannot=True, places=tuple(others), cause=reason))
        return findings

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
        present = _names(target) if self._is_own(directory) else []
        if not set(hashes) <= set(present) or any(_hash(f"{target}/{name}") != hashes[name] for name in hashes):
            return False
        self._count(unchanged=len(hashes))
        if len(present) > len(hashes):
            self._remove_others(target, hashes)
        return True

    def replace(
        self, directory: str, files: Mapping[str, bytes], is_kept: Callable[[str], bool] = lambda _: False
    ) -> None:
        """Makes the files the only ones of ours in a directory below the root, with those whose names are kept; what
        keeps it from that is counted."""
        target = self.root / directory
        if files:
            try:
                self._make(directory)
            except (NotADirectoryError, FileExistsError) as error:  # a file or a link, which is not followed
                places = (error.filename, target, *target.parents)
                obstacle = next(path for path in places if os.path.lexists(path))
                self._count(foreign=(str(obstacle),))
                return
            except OSError as error:
                self._count(failed=((str(target), _reason(error)),))
                return
        elif not self._is_own(directory):
            return
        for name, data in files.items():
            with self._counted_as_failed(f"{target}/{name}"):
                self._write(f"{target}/{name}", data)
        self._remove_others(target, [*files, *filter(is_kept, _names(target))])

    def prune(self, directories: Iterable[str]) -> None:
        """Removes our files of departments that are not among the directories (`2023/commerce`)."""
        keep = {self.root / directory for directory in directories}
        for directory in sorted(self.root.glob("[0-9]*/*/")):
            for inside in (directory, directory / DRAFTS):
                if directory not in keep and self._is_own(str(inside.relative_to(self.root))):
                    self._remove(inside.glob("*.docx"))

    def _count(self, written: int = 0, unchanged: int = 0, removed: int = 0, **more: tuple[Any, ...]) -> None:
        self.counts = self.counts.and_of(FileCounts(written, unchanged, removed, **more))

    @contextmanager
    def _counted_as_failed(self, path: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._count(failed=((path, _reason(error)),))

    def _is_own(self, directory: str) -> bool:
        """Whether a directory below the root is there, and no link leads to it."""
        try:
            refuse_links(str(self.root), directory)
        except OSError:
            return False
        return True

    def _make(self, directory: str) -> None:
        """Makes a directory below the root, and the one for unfinished files. Raises OSError."""
        assert self.staging is not None
        make_directories(str(self.root), self.staging.name)
        make_directories(str(self.root), directory)

    def _write(self, path: str, data: bytes) -> None:
        old = contents_of(path)
        if old == data:
            self._count(unchanged=1)
        elif old is not None and not is_ours(old):
            self._count(foreign=(path,))
        else:
            replace_file(path, data, str(self.staging))
            self._count(written=1)
            self._remove([Path(pdf_name(path))], is_our_pdf)  # of what stood there before

    def count_unchanged(self) -> None:
        """One more file that is as it should be."""
        self._count(unchanged=1)

    def write_pdf(self, document: Path, pdf: bytes) -> None:
        """Puts the printed document beside it; what keeps it from that is counted."""
        path = pdf_name(str(document))
        with self._counted_as_failed(path):
            old = contents_of(path)
            if old is not None and not is_our_pdf(old):
                self._count(foreign=(path,))
                return
            self._make(str(document.parent.relative_to(self.root)))
            replace_file(path, pdf, str(self.staging))
            self._count(written=1)

    def _remove_others(self, target: Path, names: Collection[str]) -> None:
        """Removes our documents of other names. On some file systems two names are one that differ by case."""
        if not set(_names(target)) <= set(names):
            keep = {same_file(name) for name in names}
            self._remove(path for path in target.glob("*.docx") if same_file(path.name) not in keep)

    def _remove(self, paths: Iterable[Path], is_our_own: Callable[[bytes], bool] = is_ours) -> None:
        """Removes what is ours; another run may have done so meanwhile.

        What was printed of a document goes with it.
        """
        for path in sorted(paths):
            if is_our_own(contents_of(str(path)) or b""):
                with self._counted_as_failed(str(path)):
                    path.unlink(missing_ok=True)
                    self._count(removed=1)
                if is_our_own is is_ours:
                    self._remove([Path(pdf_name(str(path)))], is_our_pdf)
                with suppress(OSError):
                    _remove_if_empty(path.parent, self.root)


def output_root(out: Path | None, workspace: Path) -> Path:
    """Where output goes: where somebody said, or `build/` in the workspace; PerfdocsError where that is a link."""
    build = workspace / "build"
    if out is None and build.is_symlink():
        raise PerfdocsError(f"{build} 是一个链接，没有往里写：请把它移走，或者用 --out 写明放到哪个目录")
    return out or build


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


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


def contents_of(path: str) -> bytes | None:
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
