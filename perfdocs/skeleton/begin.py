"""Departments, files and rows begun: what `new` writes, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Keys, put_value, value_at
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.prose.shorten import without_spaces
from perfdocs.render.file_names import latin_name
from perfdocs.rollover.move_dates import Years
from perfdocs.skeleton.faults_in_text import faults_in_text
from perfdocs.skeleton.find_table import Spot
from perfdocs.skeleton.new_document import document_text
from perfdocs.skeleton.new_row import NewRow, with_new_row
from perfdocs.skeleton.vocabulary import name_field
from perfdocs.skeleton.without_figures import Reading, without_figures
from perfdocs.workspace import Department
from perfdocs.yamlfile.reader import Document, read

_MOST_ROUNDS = 10
"""How often texts of a model are looked over again after some were left out; chosen by hand, two are enough."""


class Model(NamedTuple):
    """What something is to be like: a row or a file (`data`), and the department that it is of."""

    specs: Specs
    department: Department
    data: Any = None
    name: str = ""
    """What it is called, for a comment."""

    def reading(self, department: Department) -> Reading:
        """How it is read for another department, or the same in another year."""
        signed = frozenset(text for form in self.specs.pack.forms for text in form.must_print)
        years = Years(int(self.department.year), int(department.year))
        return Reading(signed, years, self.department.id == department.id)


class _Part(NamedTuple):
    """A file that is begun: its kind, and what is known of it. The fields in `kept` stay, whatever is found in them."""

    kind: DocumentKind
    data: dict[str, Any]
    kept: Sequence[str]
    model: str = ""
    """What its texts are taken over from."""


def begin_department(pack: Pack, department: Department, name: str, model: Model | None) -> dict[str, str]:
    """The files of a new department by name: its own, and where it is like another those like the other's too."""
    tree = pack.head.schema.tree
    own: dict[str, Any] = dict.fromkeys(tree.with_role("pack"), pack.name)
    own |= {key: Decimal(department.year) for key in tree.with_role("year")}
    own[name_field(tree)] = name
    directory = f"specs/{department.name}"
    parts = _parts_like(pack, model, department) if model else {}
    head = f"{directory}/{pack.head.path}"
    like = parts.get(head, _Part(pack.head, {}, ()))
    parts[head] = like._replace(data={**like.data, **own}, kept=tuple(own))
    return _settled(pack, parts, {}, name)


def _parts_like(pack: Pack, model: Model, department: Department) -> dict[str, _Part]:
    parts = {}
    for kind in pack.kinds:
        tree = kind.schema.tree
        for document in model.specs.documents.get(kind.name, ()):
            file = f"specs/{department.name}" + document.file.removeprefix(f"specs/{model.department.name}")
            data = without_figures(tree, document.data, model.reading(department))
            parts[file] = _Part(kind, data, (name_field(tree),), document.file)
    return parts


def begin_document(
    root: Path, specs: Specs, department: Department, kind: DocumentKind, name: str, model: Model | None
) -> dict[str, str]:
    """Another file of a department. Raises PerfdocsError where there is one that is called so."""
    key = name_field(kind.schema.tree)
    _refuse_namesake(name, ((each.file, value_at(each.data, (key,))) for each in specs.documents[kind.name]))
    pattern = f"specs/{department.name}/{kind.path}"
    if not kind.many and (root / pattern).exists():
        raise PerfdocsError(f"{pattern} 已经有了，没有动它")
    file = latin_name(pattern, name, lambda each: (root / each).exists())
    data: dict[str, Any] = {}
    if model:
        data = without_figures(kind.schema.tree, model.data, model.reading(department))
        data = _renamed(data, model.data.get(key), name)
    part = _Part(kind, {**data, key: name}, (key,), model.name if model else "")
    return _settled(specs.pack, {file: part}, specs.documents, name)


def begin_row(
    specs: Specs, department: Department, document: Document, spot: Spot, name: str, model: Model | None
) -> NewRow:
    """A file with another row. `document` is the file as it stands, in which nothing is wrong that YAML is.

    Raises PerfdocsError where the table has a row that is called so.
    """
    key = name_field(spot.row)
    rows = ((index, row) for index, row in enumerate(spot.rows) if isinstance(row, dict))
    lines = ((f"第 {document.value_place((*spot.keys, index)).line} 行", row.get(key)) for index, row in rows)
    _refuse_namesake(name, lines)
    text = document.source.text if document.source else None
    row = without_figures(spot.row, model.data, model.reading(department)) if model else {}
    row = {**row, key: name}
    for _ in range(_MOST_ROUNDS):
        new = with_new_row(text or "", document.data, spot, row, model.name if model else "")
        documents = _replaced(specs.documents, read(new.text.encode(), document.file))
        faults = faults_in_text(specs.pack, documents, document.file, new.keys)
        _refuse_name(name, faults, (*new.keys, key))
        if not _leave_out(row, faults, len(new.keys), (key,)):
            break
    return new


def _settled(
    pack: Pack, parts: Mapping[str, _Part], others: Mapping[str, Sequence[Document]], name: str
) -> dict[str, str]:
    """The texts of the files; texts of a model in which something is found are left out."""
    for _ in range(_MOST_ROUNDS):
        texts = {file: document_text(pack, part.kind, part.data, file, part.model) for file, part in parts.items()}
        documents = {kind: list(group) for kind, group in others.items()}
        for file, part in parts.items():
            documents.setdefault(part.kind.name, []).append(read(texts[file].encode(), file))
        changed = False
        for file, part in parts.items():
            faults = faults_in_text(pack, documents, file)
            for key in part.kept:
                if part.data[key] == name:
                    _refuse_name(name, faults, (key,))
            changed |= _leave_out(part.data, faults, 0, part.kept)
        if not changed:
            break
    return texts


def _leave_out(data: dict[str, Any], faults: Iterable[Finding], above: int, kept: Sequence[str]) -> bool:
    """Empties the fields in which something is found; whether there are any. They lie so many keys down in the file."""
    paths = [fault.path[above:] for fault in faults]
    wrong = [path for path in paths if path and not (len(path) == 1 and path[0] in kept)]
    for path in wrong:
        put_value(data, path, None)
    return bool(wrong)


def _refuse_name(name: str, faults: Iterable[Finding], path: Keys) -> None:
    """Raises PerfdocsError where the schema does not take the name that was given."""
    for fault in faults:
        if fault.path == path and fault.code.startswith("S"):
            raise PerfdocsError(f"名称“{name}”不能用：{fault.message}")


def _refuse_namesake(name: str, others: Iterable[tuple[str, Any]]) -> None:
    for where, other in others:
        if other is not None and without_spaces(str(other)) == without_spaces(name):
            raise PerfdocsError(f"“{name}”已经有了（{where}），没有动它：请换一个名称，或在那里接着填")


def _renamed(data: Any, old: Any, new: str) -> Any:
    """The data with the model's own name replaced wherever a field is called by it."""
    if isinstance(data, dict):
        return {key: _renamed(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [_renamed(value, old, new) for value in data]
    return new if isinstance(data, str) and data == old else data


def _replaced(documents: Mapping[str, Sequence[Document]], new: Document) -> dict[str, list[Document]]:
    return {kind: [new if each.file == new.file else each for each in group] for kind, group in documents.items()}
