"""What was reached of a year's targets, as its later steps (绩效监控, 绩效自评) say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from perfdocs.department.load import load_department
from perfdocs.department.read_by_role import is_blank
from perfdocs.finding import Keys
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace


class RowPlace(NamedTuple):
    """An indicator among the targets: its file, and the keys to its row."""

    file: str
    keys: Keys


class Result(NamedTuple):
    """What was reached of an indicator, and the step that says so."""

    step: str
    text: str
    is_final: bool
    """Whether points were given for it, as in self-evaluation."""


def results(workspace: Workspace, packs: Packs, department: Department) -> Mapping[RowPlace, Result]:
    """The results of a department's targets by place; where several steps have one, that which gave points."""
    known: dict[RowPlace, Result] = {}
    for step in workspace.steps(department):
        specs = load_department(workspace, packs, step).specs
        if specs is None or specs.pack.step is None:
            continue
        for indicator in (indicator for target in specs.by_role.targets for indicator in target.indicators):
            result = indicator.result
            if result is None or is_blank(result.value):
                continue
            document, keys = indicator.name.document.origin(indicator.name.path)
            place = RowPlace(document.file, keys[:-1])
            is_final = indicator.awarded is not None
            if place not in known or is_final:
                known[place] = Result(specs.pack.step.title, result.text, is_final)
    return known
