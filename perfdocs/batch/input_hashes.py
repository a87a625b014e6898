"""Hashes of what a department's findings and documents are made from: its files, last year's, its pack."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection
from functools import cached_property
from pathlib import Path
from typing import Any

from perfdocs.files import read_bounded
from perfdocs.workspace import Department, Workspace
from perfdocs.year_index import YearIndex


class Unsteady(Exception):
    """Something is there that cannot be read as a file; a result that depends on it is not kept."""


class InputHashes:
    """The files of a workspace as they are now; what all departments have in common is read once."""

    def __init__(self, workspace: Workspace, name_keys: Callable[[str], Collection[str]]) -> None:
        """`name_keys` gives the fields that hold a department's name, for a hash of all manifests and schemas."""
        self._workspace = workspace
        self._root = workspace.root
        self._name_keys = name_keys
        self._templates: dict[str, str] = {}

    @cached_property
    def index(self) -> YearIndex:
        """Which departments of two years are one."""
        return YearIndex(self._workspace, self._name_keys(self.of_rules))

    def read_again(self) -> InputHashes:
        """The files as they are later. The names of departments stay those that were read: they are part of a hash,
        and reading those of a whole year again for every few departments takes longer than the departments."""
        later = InputHashes(self._workspace, self._name_keys)
        later.index = self.index
        return later

    def of_department(self, department: Department) -> str | None:
        """A hash of all that is read for the department but templates; None where that cannot be told."""
        digest = hashlib.sha256(f"{self.of_rules}\0{department.name}\0".encode())
        try:
            _add_tree(digest, str((department.targets or department).directory))
            earlier = self.index.last_year(department)
            relatives = [*self.index.twins(department), earlier.name if earlier else ""]
            digest.update("\0".join(relatives).encode("utf-8", "surrogateescape"))
            if earlier:
                _add_tree(digest, str((earlier.targets or earlier).directory))
        except (OSError, Unsteady):
            return None
        return digest.hexdigest()

    def of_templates(self, pack: str) -> str:
        """A hash of the pack's directory, or of there being none."""
        if pack not in self._templates:
            digest = hashlib.sha256()
            try:
                _add_tree(digest, str(self._root / "templates" / pack))
            except (OSError, Unsteady):
                digest.update(os.urandom(32))
            self._templates[pack] = digest.hexdigest()
        return self._templates[pack]

    @cached_property
    def of_rules(self) -> str:
        """All manifests and all schemas: which pack a department uses is found by looking at every one of them."""
        digest = hashlib.sha256()
        try:
            for path in sorted((self._root / "templates").glob("*/pack.yaml")):
                _add_file(digest, f"{path.parent.name}/{path.name}", path)
            _add_tree(digest, str(self._root / "schema"))
        except (OSError, Unsteady):
            digest.update(os.urandom(32))
        return digest.hexdigest()


def _add_tree(digest: Any, directory: str, below: str = "") -> None:
    """The names of all directories and files below a directory, which need not exist, and what is in the files."""
    try:
        with os.scandir(directory) as entries:
            in_order = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        digest.update(b"\0none\0")
        return
    digest.update(b"\0begin\0")
    for entry in in_order:
        if entry.is_dir(follow_symlinks=False):
            digest.update(f"\0{below}{entry.name}/\0".encode("utf-8", "surrogateescape"))
            _add_tree(digest, entry.path, f"{below}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            _add_file(digest, below + entry.name, entry.path)
        else:
            raise Unsteady(entry.path)
    digest.update(b"\0end\0")


def _add_file(digest: Any, name: str, path: Path | str) -> None:
    data = read_bounded(path)
    digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
    digest.update(data)
