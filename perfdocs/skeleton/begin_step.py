"""A later step begun: the files of a department with every fund and indicator of its targets by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from perfdocs.department.specs import Specs
from perfdocs.pack.manifest import Pack
from perfdocs.schema.join_schemas import rows_have_name
from perfdocs.schema.node import Node
from perfdocs.skeleton.new_document import document_text
from perfdocs.workspace import Department

_HOW = (
    "冒号后面空一格再填；没有的空着。以 # 开头的行是说明，不会印出来，可以删掉。",
    "名称读目标的文件，一条也不要改、不要删；只填空着的。",
)


def begin_step(pack: Pack, department: Department, targets: Specs) -> dict[str, str]:
    """The files of the step by name, in the order of its pack."""
    assert pack.step
    directory = f"specs/{department.name}/{pack.step.directory}"
    files: dict[str, str] = {}
    for kind in pack.own_kinds:
        own = kind._replace(schema=kind.in_files, written=None)
        documents = targets.documents.get(kind.name, ()) if kind.written else ()
        for document in documents if kind.many else documents[:1]:
            name = kind.path.replace("*.yaml", PurePosixPath(document.file).name)
            names = _names(own.schema.tree, document.data)
            files[f"{directory}/{name}"] = document_text(pack, own, names or {}, f"{directory}/{name}", how=_HOW)
        if not documents and not kind.many:
            files[f"{directory}/{kind.path}"] = document_text(pack, own, {}, f"{directory}/{kind.path}", how=_HOW)
    return files


def _names(written: Node, data: Any) -> Any:
    """Of what the targets hold the names of the rows that the step says something of; None where there are none."""
    if written.row is not None and isinstance(data, list):
        if not rows_have_name(written.said, written.row.said):
            return None
        return [_row(written.row, written.row_key, row) for row in data if isinstance(row, Mapping)] or None
    if written.is_group and isinstance(data, Mapping):
        fields = {key: _names(child, data.get(key)) for key, child in written.fields.items()}
        return {key: value for key, value in fields.items() if value is not None} or None
    return None


def _row(written: Node, name: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**(_names(written, row) or {}), name: row.get(name)}
