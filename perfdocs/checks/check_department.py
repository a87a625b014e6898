"""A department's files read, validated and put together: what `check` reports and `render` prints."""

from __future__ import annotations

import datetime
import os
import pathlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from perfdocs.checks.registry import CHECKS, check, check_amounts, check_years
from perfdocs.checks.waivers import applied, untouched
from perfdocs.department.forms import Submission, submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, Place, Severity, has_errors, in_order
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import DocumentKind, Pack, Packs
from perfdocs.schema.validate import validated
from perfdocs.workspace import HEAD, Department, Workspace
from perfdocs.yamlfile.reader import Document, read

_NO_FILE = "这不是文件，不能读：请换成 YAML 文件"
"""Said of pipes and devices, of which reading never ends."""


class Intake(NamedTuple):
    """What came in from one department. `submission` is None where a finding is an error."""

    department: Department
    findings: tuple[Finding, ...]
    submission: Submission | None = None
    papers: Specs | None = None
    """The documents as they were meant; None where there is no pack to read them by."""
    dated: bool = False
    """Whether the findings would be others on another day."""


def take_in(workspace: Workspace, packs: Packs, department: Department, today: datetime.date) -> Intake:
    """Reads, validates, checks and derives one department; never raises for what the files hold.

    `today` decides which waivers are still good.
    """
    head = _document(workspace, department.directory / HEAD)
    if head is None:
        place = Place(workspace.relative(department.directory))
        message = f"部门目录里没有 {HEAD}：请补上，或删掉这个目录"
        return Intake(department, (Finding("W103", place, message),))
    pack, faults = _pack_of(head, packs)
    if pack is None:
        return Intake(department, tuple(in_order([*head.findings, *faults])))
    documents = _documents(workspace, department, pack, head)
    findings = [*faults]
    findings += [finding for group in documents.values() for document in group for finding in document.findings]
    lost: list[tuple[str, Keys]] = [
        (finding.place.file, ()) for finding in findings if finding.severity is Severity.ERROR
    ]
    meant: dict[str, list[Document]] = {}
    for kind in pack.kinds:
        outcomes = [validated(document, kind.schema) for document in documents[kind.name] if document.data is not None]
        findings += [finding for outcome in outcomes for finding in outcome.findings]
        lost += [(outcome.document.file, path) for outcome in outcomes for path in outcome.lost]
        meant[kind.name] = [outcome.document for outcome in outcomes]
    findings += _year(department, head, pack)
    findings += _unread(workspace, department, documents)
    last = _last_year(workspace, packs, department)
    return _checked(department, Specs(pack, meant), last, findings, lost, today)


def _last_year(workspace: Workspace, packs: Packs, department: Department) -> Specs | None:
    """What the same department wrote a year earlier, where that is in the workspace."""
    directory = workspace.root / "specs" / str(int(department.year) - 1) / department.directory.name
    head = _document(workspace, directory / HEAD)
    pack = _pack_of(head, packs)[0] if head else None
    if head is None or pack is None:
        return None
    earlier = Department(directory.parent.name, department.id, directory)
    documents = _documents(workspace, earlier, pack, head)
    readable = {
        kind.name: [validated(one, kind.schema).document for one in documents[kind.name] if one.data is not None]
        for kind in pack.kinds
    }
    return Specs(pack, readable) if readable[pack.head.name] else None


def _checked(
    department: Department,
    papers: Specs,
    last: Specs | None,
    findings: list[Finding],
    lost: Sequence[tuple[str, Keys]],
    today: datetime.date,
) -> Intake:
    """The findings with those of the checks; amounts are compared only where all of them could be read."""
    by_role = papers.by_role
    found = untouched([*check(by_role), *(check_years(last, papers) if last else [])], lost)
    made = None
    if not lost:
        made, more = _submission(papers.pack, papers.documents)
        found += more
    waivable = [one for one in found if one.code in CHECKS]
    findings += [one for one in found if one.code not in CHECKS]
    waived = applied(waivable, by_role, list(CHECKS), today)
    findings += [one for one in waived if one.code != "V102" or not lost]
    made = None if has_errors(findings) else made
    return Intake(department, tuple(in_order(findings)), made, papers, bool(by_role.waivers))


def _document(workspace: Workspace, path: pathlib.Path) -> Document | None:
    file = workspace.relative(path)
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - for every file
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return Document(file, None, {}, (Finding("Y100", Place(file), _NO_FILE, cannot=True),))
        return read(path.read_bytes(), file)
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"文件打不开：{error.strerror or error}。请检查文件权限，或关闭正在使用它的程序"
        return Document(file, None, {}, (Finding("Y100", Place(file), message, cannot=True),))


def _pack_of(head: Document, packs: Packs) -> tuple[Pack | None, Sequence[Finding]]:
    """The pack that a department's file names, found by the key that the packs' schemas give that role."""
    if not isinstance(head.data, dict):
        if head.findings:
            return None, []
        message = "部门文件应是一行一个“字段: 值”，这里不是：请检查冒号（要用半角，后面空一格）"
        return None, [Finding("S103", Place(head.file), message)]
    keys = {key: None for name in packs.names for key in _keys_with_role(packs, name, "pack")}
    named = {key: head.data[key] for key in keys if key in head.data}
    if not named:
        return None, _no_pack(head, list(keys), packs)
    key, name = next(iter(named.items()))
    place = head.value_place((key,))
    if name not in packs.names:
        message = packs.unknown("" if name is None else str(name))
        return None, [Finding("P101", place, message, (key,), cannot=True)]
    return packs.get(str(name))


def _no_pack(head: Document, keys: list[str], packs: Packs) -> list[Finding]:
    names = packs.names
    broken = [finding for name in names for finding in packs.get(name)[1]]
    if not keys and broken:
        return broken
    if not keys:
        message = "templates/ 下面还没有版式：请先放好版式"
    else:
        message = f"没有写“{keys[0]}”：请在开头写一行“{keys[0]}: {names[0]}”这样的字段，现有的版式：{'、'.join(names)}"
    return [Finding("P101", Place(head.file), message, cannot=True)]


def _keys_with_role(packs: Packs, name: str, role: str) -> list[str]:
    pack, _ = packs.get(name)
    return [] if pack is None else keys_with_role(pack.head, role)


def keys_with_role(kind: DocumentKind, role: str) -> list[str]:
    """The fields at the top of a kind of document that have the role."""
    properties = kind.schema.root.get("properties", {})
    return [key for key, node in properties.items() if kind.schema.resolved(node).get("x-role") == role]


def _documents(
    workspace: Workspace, department: Department, pack: Pack, head: Document
) -> Mapping[str, list[Document]]:
    documents: dict[str, list[Document]] = {pack.head.name: [head]}
    for kind in pack.kinds[1:]:
        found = [document for path in _paths(department.directory, kind) if (document := _document(workspace, path))]
        documents[kind.name] = sorted(found, key=partial(_rank, kind))
    return documents


def _paths(directory: pathlib.Path, kind: DocumentKind) -> list[pathlib.Path]:
    """The files of a kind, in the order of their names. `pathlib` would take three times as long to look for them."""
    path = directory / kind.path
    if not kind.many:
        return [path] if path.is_file() else []
    parent, ending = path.parent, path.name.removeprefix("*")
    try:
        with os.scandir(parent) as entries:
            names = [one.name for one in entries if one.name.endswith(ending) and one.name[0] != "." and _is_file(one)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return [parent]  # reading it will tell why it cannot be opened
    return [parent / name for name in sorted(names)]


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads to itself
        return False


def _rank(kind: DocumentKind, document: Document) -> tuple[bool, Any, str]:
    value = document.data.get(kind.order) if kind.order and isinstance(document.data, dict) else None
    blank = value is None or isinstance(value, str | dict | list)
    return (blank, 0 if blank else value, document.file)


def _year(department: Department, head: Document, pack: Pack) -> Iterator[Finding]:
    for key in keys_with_role(pack.head, "year"):
        written = head.data.get(key)
        if written is not None and str(written) != department.year:
            message = f"“{key}”是 {written}，而文件放在 {department.year} 的目录里：请改成一致"
            yield Finding("W102", head.value_place((key,)), message, (key,))


def _unread(workspace: Workspace, department: Department, documents: Mapping[str, list[Document]]) -> Iterator[Finding]:
    """YAML files that look like a spec and belong to no kind of document: nobody would notice them missing."""
    read_files = {document.file for group in documents.values() for document in group}
    for parent, directories, files in os.walk(department.directory):
        for name in (*directories, *files):
            if name[0] != "." and name.lower().endswith((".yaml", ".yml")):
                file = workspace.relative(pathlib.Path(parent, name))
                if file not in read_files:
                    message = "这个文件不会被读取：它的位置或名称不是版式要的（文件名以 .yaml 结尾）"
                    yield Finding("W104", Place(file), message, severity=Severity.WARNING)


def _submission(pack: Pack, documents: Mapping[str, Sequence[Document]]) -> tuple[Submission | None, list[Finding]]:
    try:
        made = submission(pack, documents)
        return made, check_amounts(made)
    except BadExpression as error:
        return None, [Finding("P106", pack.place_of(error.source), str(error), cannot=True)]
