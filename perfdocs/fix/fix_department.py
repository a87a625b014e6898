"""A department's files with everything mended that can only have been meant in one way.

What is mended is read and checked again before anything is written: a mend counts only where the document then says
what it was read as before, but for the value that the mend is about, and where nothing new is found.
"""

from __future__ import annotations

import copy
import datetime
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.checks.check_department import CheckedDepartment, check_department, with_edits
from perfdocs.checks.registry import CHECKS
from perfdocs.files import read_bounded, write_whole
from perfdocs.finding import Finding, Keys, put_value, value_at
from perfdocs.fix.apply_fixes import apply_fixes, changed_lines, without_overlaps
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace
from perfdocs.yamlfile.reader import MOST_ALIKE

MOST_ROUNDS = 40
"""Times that files are read again. A slip may hide others on its line, and a file tells of thirty at a time; chosen by
hand: files with a slip in every line need a dozen."""

Wanted = Callable[[Finding], bool]
"""Which of the findings are to be mended."""


class FixedFile(NamedTuple):
    """A file before and after."""

    file: str
    old: bytes
    new: bytes


class FixedDepartment(NamedTuple):
    """The files that become others, how many findings are mended, and those that were left alone after all."""

    files: Sequence[FixedFile] = ()
    mended: int = 0
    left: Sequence[Finding] = ()


def fix_department(
    workspace: Workspace, packs: Packs, department: Department, today: datetime.date, wanted: Wanted
) -> FixedDepartment:
    """What becomes of a department's files; nothing is written. Raises OSError where they cannot be read."""
    before = _files(workspace, department)
    beside = _files(workspace, department.targets) if department.targets else {}
    with _copy(department, {**beside, **before}) as (alone, copied):
        fixer = _Fixer(alone, packs, copied, today, wanted)
        fixer.run(before)
    changed = [FixedFile(name, old, fixer.files[name]) for name, old in before.items() if fixer.files[name] != old]
    return FixedDepartment(changed, fixer.mended, fixer.left)


def _files(workspace: Workspace, department: Department) -> dict[str, bytes]:
    paths = sorted(path for path in department.directory.rglob("*.yaml") if path.is_file())
    return {workspace.relative(path): read_bounded(path) for path in paths}


@contextmanager
def _copy(department: Department, files: Mapping[str, bytes]) -> Iterator[tuple[Workspace, Department]]:
    """A workspace with the department alone: what is mended can be looked at in it."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        root = Path(directory).resolve()
        for name, data in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        yield Workspace(root), department._replace(directory=root / "specs" / department.year / department.id)


class _Fixer:
    """Mends files round by round: first how they are written, then single texts."""

    def __init__(
        self, workspace: Workspace, packs: Packs, department: Department, today: datetime.date, wanted: Wanted
    ) -> None:
        self._check = partial(_checked, workspace, packs, department, today)
        self._workspace = workspace
        self._wanted = wanted
        self._refused: set[Cause] = set()
        self.files: dict[str, bytes] = {}
        self.mended = 0
        self.left: list[Finding] = []

    def run(self, files: Mapping[str, bytes]) -> None:
        """Mends all that can be; `files` are by their path in the workspace, where they stand."""
        self.files = dict(files)
        checked = self._check()
        for _ in range(MOST_ROUNDS):
            open_ones = [finding for finding in checked.findings if self._is_open(finding)]
            of_files = [finding for finding in open_ones if finding.code not in CHECKS]
            chosen = _without_overlaps(of_files or open_ones)
            if not chosen:
                return
            old, checked = self.files, self._mend(chosen, checked)
            gone = Counter(map(cause_of, open_ones)) - Counter(map(cause_of, checked.findings))
            lines = sum(changed_lines(data, self.files[name]) for name, data in old.items())
            self.mended += max(gone.total(), lines) if self.files is not old else 0

    def _is_open(self, finding: Finding) -> bool:
        is_open = finding.fix is not None and not finding.waived and finding.place.file in self.files
        return is_open and cause_of(finding) not in self._refused and self._wanted(finding)

    def _mend(self, findings: Sequence[Finding], before: CheckedDepartment) -> CheckedDepartment:
        """The department with all of the mends; where those do harm, with half of them, down to the one that does."""
        old, new = self.files, self._with(findings)
        after = self._look_at(new) if new else before
        if new and _is_as_meant(before, after, findings):
            self.files = new
            return after
        self._look_at(old)
        if len(findings) == 1:
            self._refused.add(cause_of(findings[0]))
            self.left.append(findings[0])
            return before
        half = len(findings) // 2
        checked = self._mend(findings[:half], before)
        return checked if self.files is not old else self._mend(findings[half:], before)

    def _with(self, findings: Sequence[Finding]) -> dict[str, bytes] | None:
        """The files with mends in them; None where one cannot be made."""
        new = dict(self.files)
        for file in {finding.place.file for finding in findings}:
            fixes = [finding.fix for finding in findings if finding.fix and finding.place.file == file]
            mended = apply_fixes(new[file], fixes)
            if mended is None or mended == new[file]:
                return None
            new[file] = mended
        return new

    def _look_at(self, files: Mapping[str, bytes]) -> CheckedDepartment:
        for name, data in files.items():
            write_whole(self._workspace.root / name, data)
        return self._check()


def _checked(workspace: Workspace, packs: Packs, department: Department, today: datetime.date) -> CheckedDepartment:
    return with_edits(check_department(workspace, packs, department, today))


class Cause(NamedTuple):
    """What a finding is known by while lines move."""

    code: str
    file: str
    path: Keys
    said: str


def cause_of(finding: Finding) -> Cause:
    return Cause(finding.code, finding.place.file, finding.path, finding.cause or finding.message)


def _without_overlaps(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of which the mends do not touch each other."""
    chosen: list[Finding] = []
    for file in {finding.place.file for finding in findings}:
        group = [finding for finding in findings if finding.place.file == file]
        fixes = without_overlaps(finding.fix for finding in group if finding.fix)
        chosen += [finding for finding in group if any(finding.fix is fix for fix in fixes)]
    return chosen


def _is_as_meant(before: CheckedDepartment, after: CheckedDepartment, mended: Sequence[Finding]) -> bool:
    """Whether the documents say what they were read as, but for the values that were mended, and nothing new is found.

    What could not be read says nothing before: there only the parser knows that it gets on.
    """
    if before.specs is None or after.specs is None:
        return before.specs is None
    known = {file: _with_values(tree.document.data, file, mended) for file, tree in before.specs.trees.items()}
    now = {file: tree.document.data for file, tree in after.specs.trees.items()}
    if any(now.get(file) != data for file, data in known.items()):
        return False
    return not _finds_more(before.findings, after.findings, mended, set(known))


def _with_values(data: Any, file: str, mended: Sequence[Finding]) -> Any:
    """A document with the values that mends give it."""
    values = {f.path: f.fix.value for f in mended if f.place.file == file and f.fix and f.fix.value is not None}
    data = copy.deepcopy(data) if values else data
    for path, value in values.items():
        if value_at(data, path[:-1]) is not None:
            put_value(data, path, value)
    return data


class _Kind(NamedTuple):
    """What findings have in common that are the same before and after a mend."""

    code: str
    file: str
    path: Keys = ()


def _finds_more(before: Sequence[Finding], after: Sequence[Finding], mended: Sequence[Finding], read: Set[str]) -> bool:
    """Whether anything is found that was not there, in files that could be read. Where a value can be read now, the
    checks have more to look at: what they find of it is not the mend's, unless it has changed a text."""
    is_of_text = any(finding.code in CHECKS for finding in mended)
    more = Counter(map(_kind, after))
    more.subtract(Counter(map(_kind, before)) - Counter(map(_kind, mended)))
    told = Counter((finding.code, finding.place.file) for finding in before)
    return any(
        number > 0 and (is_of_text or kind.code[0] in "YS") and kind.file in read and told[kind[:2]] < MOST_ALIKE
        for kind, number in more.items()
    )


def _kind(finding: Finding) -> _Kind:
    return _Kind(finding.code, finding.place.file, finding.path)
