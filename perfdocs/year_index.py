"""Which departments of two years are one: by their directory, or by their name where a directory was renamed.

The names are read off the files without reading them as YAML: there may be a thousand departments, and every run of
every one of them asks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from perfdocs.files import read_beginning
from perfdocs.finding import Finding, Place, Severity
from perfdocs.workspace import HEAD, Department, Workspace

MOST_BYTES = 1_000_000
"""Of a file that is looked through for its name: no more are read of a spec either."""


class YearIndex:
    """The departments of a workspace by year, directory and name. `keys` are the fields that hold the name."""

    def __init__(self, workspace: Workspace, keys: Collection[str]) -> None:
        self._workspace = workspace
        self._keys = keys
        self._names: dict[int, Mapping[str, str]] = {}
        self._by_name: dict[int, Mapping[str, Sequence[str]]] = {}
        self._partners: dict[int, Mapping[str, str]] = {}

    def names(self, year: int) -> Mapping[str, str]:
        """The name of each department of a year, by the name of its directory; empty where the file says none."""
        if year not in self._names:
            directory = self._workspace.root / "specs" / f"{year:04}"
            heads = sorted(directory.glob(f"*/{HEAD}")) if self._keys else []
            self._names[year] = {path.parent.name: self._name_in(path) for path in heads}
        return self._names[year]

    def name(self, department: Department) -> str:
        """The department's name; empty where its file says none."""
        return self.names(int(department.year)).get(department.id, "")

    def twins(self, department: Department) -> list[str]:
        """The other directories of the same year whose department has the same name."""
        year = int(department.year)
        if year not in self._by_name:
            self._by_name[year] = directories_by_name(self.names(year))
        same = self._by_name[year].get(self.name(department), ())
        return [directory for directory in same if directory != department.id]

    def last_year(self, department: Department) -> Department | None:
        """The same department a year earlier: in the same directory, or in another under the same name; of a later
        step the same step, if there was one."""
        if department.targets:
            owner = self.last_year(department.targets)
            step = owner and self._department(int(owner.year), f"{owner.id}/{department.directory.name}")
            return step if step and step.directory.is_dir() else None
        year = int(department.year) - 1
        same = self._department(year, department.id)
        if same.directory.is_dir():
            return same
        if year not in self._partners:
            self._partners[year] = partners(self.names(year), self.names(year + 1))
        renamed = self._partners[year].get(department.id)
        return self._department(year, renamed) if renamed else None

    def _department(self, year: int, name: str) -> Department:
        return Department(f"{year:04}", name, self._workspace.root / "specs" / f"{year:04}" / name)

    def _name_in(self, head: Path) -> str:
        try:
            match = self._pattern.search(read_beginning(head, MOST_BYTES))
        except OSError:
            return ""
        return match[1].decode("utf-8", "replace").strip().strip("'\"“”") if match else ""

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        keys = b"|".join(re.escape(key.encode()) for key in self._keys)
        return re.compile(rb"^(?:%b)[ \t]*:[ \t]+([^\r\n]*?)(?:[ \t]+#[^\r\n]*)?[ \t]*\r?$" % keys, re.MULTILINE)


def directories_by_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    """The directories of each name, given the names by directory; those without a name are left out."""
    by_name: dict[str, list[str]] = {}
    for directory, name in names.items():
        if name:
            by_name.setdefault(name, []).append(directory)
    return by_name


def partners(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Which directory of the old year is the department of each of the new year's, given their names by directory.

    The same directory is the same department; where it has no partner, the one of the same name is, if it is the only
    one that has none either.
    """
    pairs = {directory: directory for directory in new if directory in old}
    before, after = (
        directories_by_name({directory: name for directory, name in names.items() if directory not in pairs})
        for names in (old, new)
    )
    for name, directories in after.items():
        if len(directories) == 1 and len(before.get(name, ())) == 1:
            pairs[directories[0]] = before[name][0]
    return pairs


def remarks_on_names(index: YearIndex, department: Department) -> Iterator[Finding]:
    """W106: another directory of the year has a department of this name; W107: last year's directory had another."""
    if department.targets:
        return
    file = f"specs/{department.year}/{department.id}/{HEAD}"
    first = min(index.twins(department), default="")
    if first and first < department.id:
        message = (
            f"和 specs/{department.year}/{first} 是同一个部门（名称相同）：同一个部门一年只报一份，请合并或删掉一份"
        )
        yield Finding("W106", Place(file), message, severity=Severity.WARNING)
    earlier = index.last_year(department)
    if earlier and earlier.id != department.id:
        message = (
            f"上年的目录是 specs/{earlier.year}/{earlier.id}，按名称认作同一个部门来对照："
            "部门代号要年年一致，建议改回原来的"
        )
        yield Finding("W107", Place(file), message, severity=Severity.HINT)
