"""Sound specs of both packs (tests/examples/silence/sound), field by field, and what is found in them when spoilt."""

from __future__ import annotations

import datetime
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from perfdocs.checks.check_department import check_department
from perfdocs.finding import Finding, Keys
from perfdocs.pack.manifest import Packs
from perfdocs.schema.load import Schema
from perfdocs.schema.node import Node
from perfdocs.workspace import Department, Workspace
from perfdocs.yamlfile.reader import read
from perfdocs.yamlfile.write_values import flow
from tests.support.workspaces import EXAMPLES, ROOT, workspace

SOUND = EXAMPLES / "silence/sound"
PACKS = {"shifeng-2023": "2023/roads", "putuo-2026": "2026/library"}
"""The department whose specs are sound, of each pack."""
TODAY = datetime.date(2024, 6, 1)
"""Before the waivers of the sound specs run out."""


class Spot(NamedTuple):
    """A field or a row of a sound spec."""

    pack: str
    file: str
    """Within the department's directory."""
    kind: str
    """The kind of document."""
    schema: Schema
    path: Keys
    node: Node
    value: Any
    """What stands there."""

    @property
    def name(self) -> str:
        """The field as the list of right silences names it: without the numbers of rows; a row ends in `[]`."""
        return self.kind + "".join("[]" if isinstance(step, int) else f".{step}" for step in self.path)


class RightSilence(NamedTuple):
    """Mistakes of which nothing need be said, and why."""

    harms: tuple[str, ...]
    fields: tuple[str, ...]
    """Names of spots, in which * stands for anything."""
    why: str

    def covers(self, harm: str, name: str) -> bool:
        patterns = (re.escape(field).replace(r"\*", ".*") for field in self.fields)
        return harm in self.harms and any(re.fullmatch(pattern, name) for pattern in patterns)


RIGHT_SILENCES = [
    RightSilence(tuple(entry["harms"]), tuple(entry["fields"]), entry["why"])
    for entry in yaml.safe_load((EXAMPLES / "silence/right.yaml").read_text("utf-8"))
]


class Line(NamedTuple):
    """A line of YAML and the field that begins in it."""

    path: Keys
    text: str

    @property
    def indent(self) -> int:
        """Where the key stands, behind the dash if it is the first of a row."""
        return len(self.text) - len(self.text.lstrip(" -"))


def block(data: Any, path: Keys = (), indent: int = 0) -> Iterator[Line]:
    """Data as YAML with every field on a line of its own."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            if isinstance(item, dict) and item:
                first, *others = block(item, (*path, index), indent + 2)
                yield Line(first.path, f"{' ' * indent}- {first.text.lstrip(' ')}")
                yield from others
            else:
                yield Line((*path, index), f"{' ' * indent}- {flow(item, False)}")
        return
    for key, value in data.items():
        below = (*path, key)
        if isinstance(value, dict | list) and value:
            yield Line(below, f"{' ' * indent}{key}:")
            yield from block(value, below, indent + 2)
        else:
            yield Line(below, f"{' ' * indent}{key}: {flow(value, False)}".rstrip(" "))


def written(lines: list[Line]) -> str:
    return "".join(f"{line.text}\n" for line in lines)


@cache
def data_of(pack: str, file: str) -> Any:
    """What stands in a file of the sound specs of a pack."""
    document = read((SOUND / PACKS[pack] / file).read_bytes(), file)
    assert not document.findings, document.findings
    return document.data


def spots(pack: str) -> Iterator[Spot]:
    """Every field and row of the sound specs of a pack; of several rows of a table the first."""
    whole, faults = Packs(ROOT).get(pack)
    assert whole is not None, faults
    directory = SOUND / PACKS[pack]
    for kind in whole.kinds:
        seen: set[str] = set()
        for path in sorted(directory.glob(kind.path), reverse=True):
            file = path.relative_to(directory).as_posix()
            for keys, node, value in kind.schema.tree.walk(data_of(pack, file)):
                spot = Spot(pack, file, kind.name, kind.schema, keys, node, value)
                if keys and spot.name not in seen:
                    seen.add(spot.name)
                    yield spot


class SoundWorkspace:
    """A workspace with the sound specs in which files are spoilt and mended again."""

    def __init__(self, directory: Path) -> None:
        self.root = workspace(directory, SOUND)
        self._packs = Packs(self.root)
        self._sound = {pack: Counter(map(_told, self._findings(pack))) for pack in PACKS}

    def findings_beyond_sound(self, spot: Spot, text: str) -> list[Finding]:
        """What is found in the specs with this text in the spot's file, and is not in the sound ones."""
        path = self.root / "specs" / PACKS[spot.pack] / spot.file
        path.write_text(text, "utf-8", newline="")
        try:
            known = Counter(self._sound[spot.pack])
            beyond = []
            for finding in self._findings(spot.pack):
                known[_told(finding)] -= 1
                if known[_told(finding)] < 0:
                    beyond.append(finding)
            return beyond
        finally:
            shutil.copy(SOUND / PACKS[spot.pack] / spot.file, path)

    def _findings(self, pack: str) -> list[Finding]:
        year, _, name = PACKS[pack].partition("/")
        department = Department(year, name, self.root / "specs" / year / name)
        return list(check_department(Workspace(self.root), self._packs, department, TODAY).findings)


def _told(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.message, finding.waived
