"""The tree of a workspace: which departments of which years there are, and where output may go.

specs/<year>/<department id>/…      templates/<pack>/      schema/<pack>/
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Place

ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
YEAR = re.compile(r"[12][0-9]{3}", re.ASCII)
YAML_NAME = re.compile(r"[.．。]ya?ml", re.IGNORECASE)
"""Anywhere in a name: `甲.yaml.txt`, `甲.YAML`, `甲.yaml (2)` were meant as YAML files."""
PACK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
PARTS = ("specs", "templates", "schema")
"""The directories that forms are made from."""
HEAD = "department.yaml"
"""The file that makes a directory a department's, and that names the pack."""
DEPARTMENT_LIST = "departments.yaml"
"""The list of a year's departments, in the directory of the year; see `overview/department_list.py`."""


class Department(NamedTuple):
    """One department's specs of one year, or those of a later step (绩效监控): its id is then `commerce/monitoring`."""

    year: str
    id: str
    directory: Path

    @property
    def name(self) -> str:
        return f"{self.year}/{self.id}"

    @property
    def targets(self) -> Department | None:
        """Of a later step: the department whose targets it belongs to."""
        owner, _, step = self.id.rpartition("/")
        return Department(self.year, owner, self.directory.parent) if owner and step else None


class Workspace(NamedTuple):
    """A directory that holds `specs/`."""

    root: Path

    def relative(self, path: Path) -> str:
        """The path as findings and documents name it, the same on every machine."""
        text, above = str(path), f"{self.root}{os.sep}"
        if not text.startswith(above):
            return path.relative_to(self.root).as_posix()
        return text[len(above) :].replace(os.sep, "/")  # in a tenth of the time, for every file

    def departments(self) -> tuple[list[Department], list[Finding]]:
        """All departments of all years in order, and the directories that are not named as one."""
        departments: list[Department] = []
        findings: list[Finding] = []
        specs = self.root / "specs"
        findings += self._stray_files(specs)
        for year in self._directories(specs):
            if not YEAR.fullmatch(year.name):
                message = "specs/ 下面的目录要以年度命名，例如 specs/2024"
                findings.append(Finding("W101", Place(self.relative(year)), message))
                continue
            findings += self._stray_files(year)
            for directory in self._directories(year):
                if ID.fullmatch(directory.name):
                    departments.append(Department(year.name, directory.name, directory))
                else:
                    findings.append(self._bad_id(directory))
        return departments, findings

    def steps(self, department: Department) -> Iterator[Department]:
        """The later steps of a department's targets: the directories in its own that have a head."""
        for name in sorted(step_directories(department.directory)):
            yield Department(department.year, f"{department.id}/{name}", department.directory / name)

    def select(self, paths: Iterable[str], with_steps: bool = False) -> tuple[list[Department], list[Finding]]:
        """The departments under the given years, directories or files (all without any), each with the later steps of
        its targets behind it, if asked for. Raises PerfdocsError for a path that is nothing of the kind.
        """
        departments, findings = self.departments()
        if with_steps:
            departments = [each for department in departments for each in (department, *self.steps(department))]
        resolved = {given: self.resolve(given) for given in paths}
        if not resolved:
            return departments, findings
        for given, path in resolved.items():
            if not any(_is_related(path, department.directory) for department in departments):
                raise PerfdocsError(self._nothing_there(given, path, findings))

        steps = [department.directory.resolve() for department in departments if department.targets]
        in_steps = {path for path in resolved.values() if any(path == step or step in path.parents for step in steps)}

        def is_chosen(directory: Path) -> bool:
            return any(
                _is_related(path, directory) and (path not in in_steps or directory.resolve() in steps)
                for path in resolved.values()
            )

        chosen = [department for department in departments if is_chosen(department.directory)]
        return chosen, [finding for finding in findings if is_chosen(self.root / finding.place.file)]

    def resolve(self, path: str) -> Path:
        """What a path that a user gives leads to: from here, from the workspace or from `specs/`."""
        candidates = (Path(path), self.root / path, self.root / "specs" / path)
        existing = (c.resolve() for c in candidates if c.exists())
        return next((c for c in existing if self._within(c)), candidates[0].resolve())

    def _within(self, path: Path) -> bool:
        specs = (self.root / "specs").resolve()
        return path == specs.parent or _is_related(path, specs)

    def _nothing_there(self, given: str, path: Path, findings: list[Finding]) -> str:
        for finding in findings:
            if _is_related(path, self.root / finding.place.file):
                return f"{finding.place.file}：{finding.message}"
        if not path.exists():
            return f"找不到“{given}”：请写年度（2023）、部门目录（specs/2023/commerce）或其中的文件"
        return f"“{given}”里没有部门：部门目录在 specs/<年度>/<部门代号>/，里面有 {HEAD}"

    def _directories(self, parent: Path) -> list[Path]:
        if not parent.is_dir():
            return []
        try:
            return sorted(p for p in parent.iterdir() if p.is_dir() and not p.name.startswith("."))
        except OSError as error:
            raise PerfdocsError(f"打不开目录 {parent}：{error.strerror}。请检查目录的权限") from None

    def _stray_files(self, parent: Path) -> Iterator[Finding]:
        """W104: YAML files beside the directories of departments or years."""
        message = "这个文件没有读，里面的内容不会印到表上：填报文件放在 specs/<年度>/<部门代号>/ 里，请移到那里"
        names = sorted(path for path in parent.iterdir() if YAML_NAME.search(path.name)) if parent.is_dir() else []
        is_year = bool(YEAR.fullmatch(parent.name))
        for path in names:
            if path.is_file() and not (is_year and path.name == DEPARTMENT_LIST):
                is_near = is_year and path.name.lower().startswith(DEPARTMENT_LIST.partition(".")[0])
                hint = f"；如果是部门清单，请改名为 {DEPARTMENT_LIST}" if is_near else ""
                yield Finding("W104", Place(self.relative(path)), message + hint)

    def _bad_id(self, directory: Path) -> Finding:
        message = f"部门代号“{directory.name}”只能用小写英文字母、数字和 -，例如 commerce"
        return Finding("W101", Place(self.relative(directory)), message)


def step_directories(department: Path) -> list[str]:
    """The names of the directories in a department's own that hold a later step."""
    try:
        with os.scandir(department) as entries:
            names = [entry.name for entry in entries if ID.fullmatch(entry.name) and entry.is_dir()]
    except OSError:
        return []
    return [name for name in names if os.path.lexists(os.path.join(department, name, HEAD))]  # noqa: PTH118


def _is_related(path: Path, directory: Path) -> bool:
    directory = directory.resolve()
    return path == directory or path in directory.parents or directory in path.parents


def find_workspace(given: Path | None) -> Workspace:
    """The given directory, or here or the nearest parent that holds `specs/`.

    Raises PerfdocsError where there is none.
    """
    if given is not None:
        if not (given / "specs").is_dir():
            raise PerfdocsError(f"“{given}”里没有 specs/ 目录：--root 要指向放 specs/ 的目录")
        return Workspace(given.resolve())
    here = Path.cwd()
    for directory in (here, *here.parents):
        if (directory / "specs").is_dir():
            return Workspace(directory)
    raise PerfdocsError("这里和上级目录都没有 specs/：请先进入填报目录，或用 --root 指明")
