"""What a clerk names when something is begun: a department, a file, and what `--like` is to be like."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

from perfdocs.department.load import load_department
from perfdocs.department.row_names import find_path
from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.finding import value_at
from perfdocs.pack.manifest import DocumentKind, Packs
from perfdocs.skeleton.begin import Model
from perfdocs.skeleton.find_table import Spot, is_row_called
from perfdocs.skeleton.vocabulary import name_field
from perfdocs.workspace import HEAD, ID, YEAR, Department, Workspace
from perfdocs.yamlfile.address import Address, Step


class Desk(NamedTuple):
    """The workspace and its packs."""

    workspace: Workspace
    packs: Packs

    def specs(self, department: Department) -> Specs:
        """What a department has written. Raises PerfdocsError where it cannot be read."""
        loaded = load_department(self.workspace, self.packs, department)
        if loaded.specs is None:
            first = loaded.findings[0]
            raise PerfdocsError(f"{first.place.file}：{first.message}")
        return loaded.specs

    def department_at(self, text: str) -> Department | None:
        """The department that is written `2023/commerce` or as a path, also where it is not there yet."""
        text = text.replace("\\", "/")
        parts = text.strip("/").split("/")
        if len(parts) != 2:
            specs = (self.workspace.root / "specs").resolve()
            path = self.workspace.resolve(text)
            parts = list(path.relative_to(specs).parts) if specs in path.parents else []
        if len(parts) != 2 or not YEAR.fullmatch(parts[0]):
            return None
        if not ID.fullmatch(parts[1]):
            raise PerfdocsError(f"部门代号“{parts[1]}”只能用小写英文字母、数字和 -，例如 commerce")
        return Department(parts[0], parts[1], self.workspace.root / "specs" / parts[0] / parts[1])

    def department_of(self, file: str) -> Department | None:
        """The department that a spec belongs to; None for what is none. `file` is its name in the workspace."""
        departments, _ = self.workspace.departments()
        return next((each for each in departments if file.startswith(f"specs/{each.name}/")), None)

    def file_at(self, text: str) -> str | None:
        """The name in the workspace of a spec that is there; None where it is not."""
        path = self.workspace.resolve(text)
        root = self.workspace.root.resolve()
        return path.relative_to(root).as_posix() if path.is_file() and root in path.parents else None


def model_department(desk: Desk, text: str, new: Department) -> Model:
    """The department that is written `2023/commerce`, `commerce` (in the last year that it has) or `2023`.

    Raises PerfdocsError where there is none.
    """
    departments, _ = desk.workspace.departments()
    department = desk.department_at(text)
    if department is None:
        named = [each for each in departments if text in (each.id, each.year)]
        named = [each for each in named if each.id == new.id or text != each.year]
        department = named[-1] if named else None
    if department is None or not (department.directory / HEAD).is_file():
        raise PerfdocsError(f"找不到“{text}”：--like 后面写另一个部门，例如 2023/commerce")
    return Model(desk.specs(department), department)


def model_document(desk: Desk, text: str, new: Department, kind: DocumentKind) -> Model:
    """The file of that kind that is written as a path, by its name without `.yaml`, or by what it is called in it; of
    the department itself, or else of a year before. Raises PerfdocsError where there is none.
    """
    file = desk.file_at(text)
    department = desk.department_of(file) if file else None
    departments, _ = desk.workspace.departments()
    same = [each for each in departments if each.id == new.id and each.year <= new.year]
    for each in [department] if department else reversed(same):
        specs = load_department(desk.workspace, desk.packs, each).specs
        for document in specs.documents.get(kind.name, ()) if specs else ():
            if not isinstance(document.data, dict):
                continue
            called = document.data.get(name_field(kind.schema.tree))
            if document.file == file or text in (called, PurePosixPath(document.file).stem):
                assert specs is not None
                return Model(specs, each, document.data, str(called or text))
    raise PerfdocsError(f"找不到“{text}”：--like 后面写另一个文件，或它的名称")


def model_row(desk: Desk, text: str, department: Department, spot: Spot) -> Model:
    """The row of the same table that is called so, or the one at `FILE:PLACE[row]`. Raises PerfdocsError."""
    step = Step(text, text, True)
    for index, row in enumerate(spot.rows):
        if is_row_called(step, index, row, spot.table) and step.number is None:
            return Model(desk.specs(department), department, row, text)
    address = Address.read(text)
    file = desk.file_at(address.file) if address.file else None
    other = desk.department_of(file) if file else None
    if file and other:
        specs = desk.specs(other)
        tree = specs.trees.get(file)
        keys = find_path(address.path, tree) if tree else None
        row = value_at(tree.document.data, keys) if tree and keys else None
        if isinstance(row, dict) and tree and keys and tree.tree.at(keys):
            return Model(specs, other, row, text)
    raise PerfdocsError(f"找不到“{text}”：--like 后面写同一张表里另一条的名称，或 文件:位置[名称]")
