"""A department's files, found, read and held against their schemas."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from perfdocs.department.join_step import join_step, misplaced_step, typed_again
from perfdocs.department.loaded import Loaded, Lost
from perfdocs.department.misplaced_files import head_of_another_pack, misplaced_file
from perfdocs.department.names_on_windows import names_on_windows
from perfdocs.department.specs import Specs
from perfdocs.department.unread_files import similar_head, unread_files
from perfdocs.files import NotAFile
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.manifest import DocumentKind, Pack, Packs
from perfdocs.schema.validate import validate_document
from perfdocs.workspace import HEAD, Department, Workspace
from perfdocs.yamlfile.reader import Document, read_again, read_file


class _Head(NamedTuple):
    """The department's own file and the pack that it names; `findings` say why there is none."""

    document: Document
    pack: Pack | None
    findings: Sequence[Finding]


def load_department(workspace: Workspace, packs: Packs, department: Department) -> Loaded:
    """Reads and validates one department's files; never raises for what they hold."""
    head = _head(workspace, packs, department)
    if head is None:
        near = similar_head(department.directory)
        remedy = f"有一个 {near}，如果就是它，请改名为 {HEAD}" if near else "请补上，或删掉这个目录"
        message = f"部门目录里没有 {HEAD}：{remedy}"
        return Loaded(None, (Finding("W103", Place(workspace.relative(department.directory)), message),))
    pack = head.pack
    if pack is None:
        return Loaded(None, (*head.document.findings, *head.findings))
    misplaced_head = misplaced_step(department, head.document, pack)
    misplaced_head = misplaced_head or misplaced_file(head.document, pack.head, pack, packs)
    if misplaced_head:
        return Loaded(None, (*head.document.findings, *head.findings, misplaced_head))
    documents = _documents(workspace, department, pack, head.document)
    if not pack.step and not any(documents[kind.name] for kind in pack.kinds[1:]):
        stray_head = head_of_another_pack(head.document, department.directory, pack, packs)
        if stray_head:
            return Loaded(None, (*head.document.findings, *head.findings, stray_head))
    findings = [*head.findings]
    lost = [Lost(finding.place.file) for finding in findings if finding.severity is Severity.ERROR]
    meant: dict[str, list[Document]] = {}
    for kind in pack.own_kinds:
        placed = [_as_placed(document, kind, pack, packs) for document in documents[kind.name]]
        outcomes = [validate_document(document, kind.in_files) for document in placed]
        of_reading = [finding for outcome in outcomes for finding in outcome.document.findings]
        findings += of_reading
        of_schema = [finding for outcome in outcomes for finding in outcome.findings]
        findings += typed_again(of_schema, kind) if kind.written else of_schema
        lost += [Lost(finding.place.file) for finding in of_reading if finding.severity is Severity.ERROR]
        lost += [Lost(outcome.document.file, keys) for outcome in outcomes for keys in outcome.lost]
        meant[kind.name] = [outcome.document for outcome in outcomes if outcome.document.data is not None]
    other_years = list(_other_year(department, meant[pack.head.name], pack))
    findings += other_years
    for finding in other_years:  # of two years nothing can be said: which of them is meant?
        heads = meant[pack.head.name]
        meant[pack.head.name] = [head._replace(data={**head.data, finding.path[0]: None}) for head in heads]
    read_files = {document.file for group in documents.values() for document in group}
    unread = list(unread_files(workspace, department, pack, read_files))
    findings += [*unread, *names_on_windows(sorted(read_files))]
    lost += [Lost(finding.place.file) for finding in unread if finding.severity is Severity.ERROR]
    loaded = Loaded(Specs(pack, meant), tuple(findings), tuple(lost))
    if department.targets is None or loaded.specs is None:
        return loaded
    return join_step(loaded, loaded.specs, department, load_department(workspace, packs, department.targets))


def _as_placed(document: Document, kind: DocumentKind, pack: Pack, packs: Packs) -> Document:
    """The document; where it is one of another kind, with nothing in it but that finding."""
    misplaced = misplaced_file(document, kind, pack, packs)
    return Document(document.file, None, {}, (*document.findings, misplaced)) if misplaced else document


def load_earlier(workspace: Workspace, packs: Packs, earlier: Department) -> Specs | None:
    """What a department wrote in an earlier year, as far as that can be read; None where there is nothing to read."""
    return load_earlier_year(workspace, packs, earlier).specs


def load_earlier_year(workspace: Workspace, packs: Packs, earlier: Department) -> Loaded:
    """The same, with what could not be read; of an earlier year there are no findings."""
    if earlier.targets:
        return load_department(workspace, packs, earlier)._replace(findings=())
    head = _head(workspace, packs, earlier)
    if head is None or head.pack is None:
        return Loaded(None)
    documents = _documents(workspace, earlier, head.pack, head.document)
    every = [document for group in documents.values() for document in group]
    lost = [Lost(document.file) for document in every if document.data is None]
    readable: dict[str, list[Document]] = {}
    for kind in head.pack.own_kinds:
        group = [document for document in documents[kind.name] if document.data is not None]
        outcomes = [validate_document(document, kind.in_files) for document in group]
        lost += [Lost(outcome.document.file, keys) for outcome in outcomes for keys in outcome.lost]
        readable[kind.name] = [outcome.document for outcome in outcomes]
    specs = Specs(head.pack, readable) if readable[head.pack.head.name] else None
    return Loaded(specs, (), tuple(lost))


def _head(workspace: Workspace, packs: Packs, department: Department) -> _Head | None:
    document = _document(workspace, department.directory / HEAD)
    if document is None:
        return None
    head = _Head(document, *_named_pack(document, packs))
    if head.pack:
        return head
    owners: dict[str, frozenset[str]] = {}
    for pack in filter(None, (packs.get(name)[0] for name in packs.names)):
        for key, names in pack.head.schema.owners_by_field.items():
            owners[key] = owners.get(key, frozenset()) | names
    again = read_again(document, owners)
    return _Head(again, *_named_pack(again, packs)) if again.findings else head


def _document(workspace: Workspace, path: pathlib.Path) -> Document | None:
    file = workspace.relative(path)
    try:
        return read_file(path, file)
    except FileNotFoundError:
        return None
    except NotAFile:
        return _unreadable(file, "这不是文件，不能读：请换成 YAML 文件")
    except OSError as error:
        reason = error.strerror or error
        return _unreadable(file, f"文件打不开：{reason}。请检查文件权限，或关闭正在使用它的程序")


def _unreadable(file: str, message: str) -> Document:
    return Document(file, None, {}, (Finding("Y100", Place(file), message, cannot=True),))


def _named_pack(head: Document, packs: Packs) -> tuple[Pack | None, Sequence[Finding]]:
    """The pack that a department's file names, found by the key that the packs' schemas give that role."""
    if not isinstance(head.data, dict):
        if head.findings:
            return None, []
        message = "部门文件应是一行一个“字段: 值”，这里不是：请检查冒号（要用半角，后面空一格）"
        return None, [Finding("S103", Place(head.file), message)]
    for key, name in head.data.items():
        pack, faults = packs.get(name) if isinstance(name, str) and name in packs.names else (None, ())
        if pack and key in pack.head.schema.tree.with_role("pack"):
            return pack, faults  # the others need not be read
    keys = packs.keys_with_role("pack")
    key = next((key for key in keys if key in head.data), None)
    if key is None:
        return None, _no_pack(head, keys, packs)
    name = head.data[key]
    if name not in packs.names:
        message = packs.unknown("" if name is None else str(name))
        return None, [Finding("P101", head.value_place((key,)), message, (key,), cannot=True)]
    return packs.get(str(name))


def _no_pack(head: Document, keys: Sequence[str], packs: Packs) -> list[Finding]:
    names = packs.names
    broken = [finding for name in names for finding in packs.get(name)[1]]
    if not keys and broken:
        return broken
    if not keys:
        message = "templates/ 下面还没有版式：请先放好版式"
    else:
        message = f"没有写“{keys[0]}”：请在开头写一行“{keys[0]}: {names[0]}”这样的字段，现有的版式：{'、'.join(names)}"
    return [Finding("P101", Place(head.file), message, cannot=True)]


def _documents(
    workspace: Workspace, department: Department, pack: Pack, head: Document
) -> Mapping[str, list[Document]]:
    documents: dict[str, list[Document]] = {pack.head.name: [head]}
    for kind in pack.own_kinds[1:]:
        paths = _paths(department.directory, kind)
        group = [document for path in paths if (document := _document(workspace, path))]
        documents[kind.name] = sorted(group, key=partial(_rank, kind))
    return documents


def _paths(directory: pathlib.Path, kind: DocumentKind) -> list[pathlib.Path]:
    """The files of a kind, in the order of their names. `pathlib` would take three times as long to look for them."""
    path = directory / kind.path
    if not kind.many:
        return [path] if os.path.lexists(path) else []
    parent, ending = path.parent, path.name.removeprefix("*")
    try:
        with os.scandir(parent) as entries:
            names = [
                file.name
                for file in entries
                if file.name.endswith(ending) and file.name[0] != "." and _may_be_file(file)
            ]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return [parent]  # reading it will tell why it cannot be opened
    return [parent / name for name in names]


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is no directory; of what is no file either, reading it will tell why not."""
    try:
        return not entry.is_dir()
    except OSError:  # a link that leads to itself
        return True


def _rank(kind: DocumentKind, document: Document) -> tuple[bool, Any, str]:
    value = document.data.get(kind.order) if kind.order and isinstance(document.data, dict) else None
    blank = value is None or isinstance(value, str | dict | list)
    return (blank, 0 if blank else value, document.file)


def _other_year(department: Department, heads: Sequence[Document], pack: Pack) -> Iterator[Finding]:
    for key in pack.head.schema.tree.with_role("year"):
        for head in heads:
            year = head.data.get(key)
            if year is not None and str(year) != department.year:
                message = f"“{key}”是 {year}，而文件放在 {department.year} 的目录里：请改成一致"
                yield Finding("W102", head.value_place((key,)), message, (key,))
