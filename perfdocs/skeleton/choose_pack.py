"""The pack of a new department, where nobody says which: that of its neighbours, or of last year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfdocs.department.load import load_department
from perfdocs.errors import PerfdocsError
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.rollover.new_year import newest_pack
from perfdocs.workspace import Department, Workspace


def choose_pack(workspace: Workspace, packs: Packs, department: Department, given: str) -> Pack:
    """The pack that is given, or the only one that comes into question. Raises PerfdocsError."""
    name = given or _only(workspace, packs, department)
    if name not in packs.names:
        raise PerfdocsError(packs.unknown(name))
    pack, findings = packs.get(name)
    if pack is None or findings:
        raise PerfdocsError(f"版式“{name}”有问题，先改好：请运行 perfdocs packs check {name}")
    if pack.step is not None:
        command = f"perfdocs begin {pack.step.directory} {department.year}"
        raise PerfdocsError(f"版式“{name}”是 {pack.step.of} 的后一步（{pack.step.title}）：有了目标，再运行 {command}")
    return pack


def packs_of_targets(packs: Packs) -> list[str]:
    """The packs by which a department begins: none that is a later step of another."""
    every = ((name, packs.get(name)[0]) for name in packs.names)
    return [name for name, pack in every if pack is None or pack.step is None]


def only_pack(names: Sequence[str]) -> str:
    """What an example of a command names: the only pack, or what stands for a name."""
    return names[0] if len(names) == 1 else "版式名"


def _only(workspace: Workspace, packs: Packs, department: Department) -> str:
    names = packs_of_targets(packs)
    if len(names) == 1:
        return names[0]
    departments, _ = workspace.departments()
    same_year = [other for other in departments if other.year == department.year]
    earlier = [other for other in departments if other.id == department.id and other.year < department.year]
    for others in (earlier[-1:], same_year):
        used = {newest_pack(name, packs.names, int(department.year)) for name in _packs(workspace, packs, others)}
        if len(used) == 1:
            return used.pop()
    known = "、".join(names)
    raise PerfdocsError(f"要写明按哪一套版式：加上 --pack 版式名，现有的有 {known}")


def _packs(workspace: Workspace, packs: Packs, departments: Iterable[Department]) -> set[str]:
    loaded = (load_department(workspace, packs, department).specs for department in departments)
    return {specs.pack.name for specs in loaded if specs is not None}
