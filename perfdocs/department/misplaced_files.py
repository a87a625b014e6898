"""Files that are of another kind than their place says: a fund among projects, a head of another pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.finding import Finding, Place
from perfdocs.pack.manifest import DocumentKind, Pack, Packs
from perfdocs.yamlfile.reader import Document, read_file


class _Other(NamedTuple):
    """The kind of document that a file is, and its pack."""

    pack: Pack
    kind: DocumentKind


def misplaced_file(document: Document, kind: DocumentKind, pack: Pack, packs: Packs) -> Finding | None:
    """W109: the fields of the file are all those that another kind needs and may have, and not those of its own."""
    if not isinstance(document.data, dict) or _fits(document.data, kind) or not _is_foreign(document.data, kind):
        return None
    known = [known for name in packs.names if (known := packs.get(name)[0])]
    kinds = (_Other(each, other) for each in known for other in each.kinds if not other.is_of_targets)
    others = (other for other in kinds if _fits(document.data, other.kind))
    other = next(others, None)
    return _finding(document, kind, pack, other) if other else None


def head_of_another_pack(document: Document, directory: Path, pack: Pack, packs: Packs) -> Finding | None:
    """W109: beside the head of a department are no files of its pack's kinds, but those of another pack."""
    others = filter(None, (packs.get(name)[0] for name in packs.names if name != pack.name))
    beside = [(other, files) for other in others if (files := _files(other, directory))]
    if not beside:
        return None
    other, files = next((each for each in beside if _are_of(each[0], each[1], directory)), beside[0])
    key = pack.head.schema.tree.with_role("pack")[0]
    first = min(files).relative_to(directory).as_posix() + (" 等" if len(files) > 1 else "")
    there = f"“{key}”写的是 {pack.name}，旁边的文件（{first}）却是 {other.name} 的"
    message = f"{there}：多半是部门文件拿错了，请换成对的，或者改“{key}”"
    return Finding("W109", document.value_place((key,)), message, (key,))


def _files(pack: Pack, directory: Path) -> list[Path]:
    return [file for kind in pack.kinds[1:] for file in directory.glob(kind.path)]


def _are_of(pack: Pack, files: Sequence[Path], directory: Path) -> bool:
    """Whether the first of the files has the fields of its kind in the pack: several packs have files of one name."""
    first = min(files)
    try:
        data = read_file(first, first.name).data
    except OSError:
        return False
    kinds = [kind for kind in pack.kinds[1:] if first in directory.glob(kind.path)]
    return isinstance(data, dict) and any(_fits(data, kind) for kind in kinds)


def _fits(data: dict[str, object], kind: DocumentKind) -> bool:
    tree = kind.in_files.tree
    return data.keys() <= tree.fields.keys() and data.keys() >= set(tree.required)


def _is_foreign(data: dict[str, object], kind: DocumentKind) -> bool:
    tree = kind.in_files.tree
    return not data.keys() <= tree.fields.keys() and not data.keys() >= set(tree.required)


def _finding(document: Document, kind: DocumentKind, pack: Pack, other: _Other) -> Finding:
    if kind is pack.head:
        key = kind.schema.tree.with_role("pack")[0]
        message = f"“{key}”写的是 {pack.name}，内容却是 {other.pack.name} 的：请改成一致，或者换成对的文件"
        return Finding("W109", document.value_place((key,)), message, (key,))
    owner = "这个部门" if other.pack is pack else f"用版式 {other.pack.name} 的部门"
    message = f"放错了地方：看内容是“{other.kind.name}”，这里要放“{kind.name}”；请移到{owner}的 {other.kind.path}"
    return Finding("W109", Place(document.file), message)
