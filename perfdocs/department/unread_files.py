"""Files in a department's directory that nobody reads: what stands in them would be missing on the forms."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from perfdocs.files import read_bounded
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.workspace import HEAD, YAML_NAME, Department, Workspace, step_directories
from perfdocs.yamlfile.encoding import LIMIT

_BACKUP = re.compile(r"(~|\.(bak|orig|old|swp|tmp|rej))$", re.IGNORECASE)
"""Names that editors and git give to copies of a file that is there as well."""
_TEMPORARY = ("~$", ".~", "#")
_TOP_KEY = re.compile(r"^([^\s#:：'\"][^:：\n]*?)[ \t]*[:：]", re.MULTILINE)
_ENOUGH_KEYS = 2
"""Fields of one kind of document at the margin of a text by which it is taken for one, whatever its name is."""


def unread_files(workspace: Workspace, department: Department, pack: Pack, known: Collection[str]) -> Iterator[Finding]:
    """W104: files that are named like a spec, or hold the fields of one, and are not among the files read."""
    steps = step_directories(department.directory) if department.targets is None else ()
    for path in _files_below(department.directory, steps):
        file = workspace.relative(path)
        if file in known or path.name.startswith(_TEMPORARY):
            continue
        kind = _kind_by_fields(path, pack)
        if kind is None and not YAML_NAME.search(path.name):
            continue
        is_backup = bool(_BACKUP.search(path.name))
        severity = Severity.WARNING if is_backup else Severity.ERROR
        inside = PurePosixPath(path.relative_to(department.directory).as_posix())
        message = _where_it_belongs(kind, inside, department, pack)
        yield Finding("W104", Place(file), f"这个文件没有读，里面的内容不会印到表上：{message}", severity=severity)


def similar_head(directory: Path) -> str | None:
    """A file that may have been meant as the department's own, where that is missing."""
    stem = HEAD.partition(".")[0]
    names = sorted(path.name for path in _files_below(directory) if path.parent == directory)
    return next((name for name in names if name.lower().startswith(stem) and YAML_NAME.search(name)), None)


def _files_below(directory: Path, steps: Collection[str] = ()) -> Iterator[Path]:
    """The files in a directory and below, but for those of the later steps of its targets."""
    for parent, directories, files in os.walk(directory):
        is_top = parent == os.fspath(directory)
        directories[:] = sorted(name for name in directories if not (is_top and name in steps))
        for name in sorted([*files, *(one for one in directories if YAML_NAME.search(one))]):
            yield Path(parent, name)


def _kind_by_fields(path: Path, pack: Pack) -> DocumentKind | None:
    """The kind of document of which most fields stand at the margin of the text; None where too few do."""
    try:
        text = read_bounded(path, LIMIT).decode("utf-8", errors="replace")
    except OSError:
        return None
    keys = set(_TOP_KEY.findall(text))
    kinds = pack.own_kinds
    shared = {kind.name: len(keys & kind.in_files.tree.fields.keys()) for kind in kinds}
    best = max(kinds, key=lambda kind: shared[kind.name])
    return best if shared[best.name] >= min(_ENOUGH_KEYS, len(best.in_files.tree.fields)) else None


def _where_it_belongs(kind: DocumentKind | None, inside: PurePosixPath, department: Department, pack: Pack) -> str:
    if kind is None:
        kinds = "、".join(f"{one.path}（{one.name}）" for one in pack.own_kinds)
        return f"版式要的文件是 {kinds}，请改名、移到那里，或移出 {department.directory.name}/"
    if not kind.many:
        return f"看内容是“{kind.name}”，只读 {kind.path}：要用它就换掉那一个，不用就移出 {department.directory.name}/"
    pattern = PurePosixPath(kind.path)
    stem = YAML_NAME.split(inside.name)[0].strip() if YAML_NAME.search(inside.name) else inside.stem
    target = pattern.with_name(pattern.name.replace("*", stem))
    if target == inside:  # the name begins with a dot
        target = pattern.with_name(pattern.name.replace("*", stem.lstrip(".") or "new"))
    taken = (department.directory / target).exists()
    return f"看内容是“{kind.name}”，应放在 {target}" + ("（那里已有一份，请核对用哪一份）" if taken else "")
