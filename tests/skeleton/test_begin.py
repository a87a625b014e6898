from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfdocs.checks.check_department import check_department
from perfdocs.finding import Finding, Keys, value_at
from perfdocs.pack.manifest import Packs
from perfdocs.schema.node import Node
from perfdocs.skeleton.choose_pack import packs_of_targets
from perfdocs.workspace import Department, Workspace
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import read
from tests.support import read_docx
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT, workspace

STILL_BLANK = {"F101", "F103", "F104", "F105", "I101", "I102", "I104", "W108"}
"""What is found where something is to be filled in; and what says 不能空着."""
SEEDS = ["2023/commerce", "2026/construction", "2026/urban-enforcement", "2024/commerce"]


def findings(root: Path, name: str) -> list[Finding]:
    year, _, directory = name.partition("/")
    department = Department(year, directory, root / "specs" / name)
    return list(check_department(Workspace(root), Packs(root), department, datetime.date(2026, 1, 1)).findings)


def more_than_blanks(root: Path, name: str) -> list[Finding]:
    return [f for f in findings(root, name) if f.code not in STILL_BLANK and "不能空着" not in f.message]


def written(root: Path, found: list[Finding]) -> list[Finding]:
    """The findings at something that is written."""

    def value(finding: Finding) -> Any:
        return value_at(read((root / finding.place.file).read_bytes(), "").data, finding.path)

    return [f for f in found if (root / f.place.file).is_file() and isinstance(value(f), str | Decimal)]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    for kind in ("templates", "schema"):
        shutil.copytree(ROOT / kind, tmp_path / kind)
    (tmp_path / "specs").mkdir()
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("pack", packs_of_targets(Packs(ROOT)))
def test_what_is_begun_is_only_blank(pack: str, empty: Path, perfdocs: Command) -> None:
    """Every kind of file and every table of every pack."""
    assert perfdocs("new", "department", "2025/demo", "演示局", "--pack", pack, "--root", empty).status == 0
    assert more_than_blanks(empty, "2025/demo") == []
    whole, _ = Packs(empty).get(pack)
    assert whole is not None
    for kind in whole.kinds:
        for number in range(3 if kind.many else 0):
            ran = perfdocs("new", kind.name, "2025/demo", f"演示项目{'甲乙丙'[number]}", "--root", empty)
            assert (ran.status, more_than_blanks(empty, "2025/demo")) == (0, []), ran.err
        file = sorted((empty / "specs/2025/demo").glob(kind.path))[0]
        for place, table in tables(kind.schema.tree):
            for name in ("演示甲", "演示乙"):
                ran = perfdocs("new", table.key, f"{file}:{place}", name, "--root", empty)
                assert ran.status == 0, ran.err
            assert more_than_blanks(empty, "2025/demo") == []


def tables(node: Node, above: str = "") -> Iterator[tuple[str, Node]]:
    """Each table with a path to it, in the first row of those above it."""
    for key, field in (node.group.fields if node.group else {}).items():
        place = f"{above}.{key}".removeprefix(".")
        if field.row and field.row.is_group and field.role != "waivers":
            yield place, field
            yield from tables(field.row, f"{place}[0]")
        else:
            yield from tables(field, place)


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_filled_in_it_is_the_forms_of_the_seed(name: str, tmp_path: Path, empty: Path, perfdocs: Command) -> None:
    seed = workspace(tmp_path / "seed", ROOT / "specs")
    head = read((seed / "specs" / name / "department.yaml").read_bytes(), "").data
    pack, _ = Packs(seed).get(head["版式"])
    assert pack is not None
    title = str(head[pack.head.schema.tree.with_role("department-name")[0]])
    assert perfdocs("new", "department", name, title, "--pack", pack.name, "--root", empty).status == 0
    for kind in pack.kinds:
        for path in sorted((seed / "specs" / name).glob(kind.path)):
            data = read(path.read_bytes(), "").data
            file = f"specs/{name}/{kind.path}"
            if kind.many:
                called = data[kind.schema.tree.with_role("name")[0]]
                file = perfdocs("new", kind.name, name, called, "--root", empty).out.strip()
            edits = Edits((empty / file).read_text("utf-8"))
            fill(edits, kind.schema.tree, data, ())
            (empty / file).write_text(edits.text, "utf-8")
    forms = []
    for root in (seed, empty):
        ran = perfdocs("render", name, "--root", root)
        assert ran.status == 0, ran.out
        documents = sorted((root / "build" / name).glob("*.docx"))
        forms.append({path.name: read_docx.golden(read_docx.rows(path.read_bytes())) for path in documents})
    assert forms[0] == forms[1]
    assert len(forms[0]) > 1


def fill(edits: Edits, node: Node, value: Any, keys: Keys) -> None:
    """Types a seed's values into the blanks, as a clerk would."""
    if node.is_group:
        for key, child in node.fields.items():
            fill(edits, child, value.get(key) if isinstance(value, dict) else None, (*keys, key))
    elif node.row and node.row.is_group:
        if node.role == "waivers":
            return
        if value:
            fill(edits, node.row, value[0], (*keys, 0))
        else:
            edits.remove((*keys, 0))
        for row in (value or [])[1:]:
            edits.insert(keys, 9, row)
    else:
        edits.put(keys, value)


@pytest.mark.slow
def test_what_is_like_another_is_no_fault(tmp_path: Path, perfdocs: Command) -> None:
    root = workspace(tmp_path, ROOT / "specs")
    shutil.copytree(EXAMPLES / "silence/sound", root / "specs", dirs_exist_ok=True)
    departments, _ = Workspace(root).departments()
    for department in departments:
        year, name = department.year, f"{department.year}/{department.id}"
        new = f"{int(year) + 1}/{department.id}"
        for where, like, title in ((f"{year}/other", name, "另一个局"), (new, year, "同一个局")):
            if (root / "specs" / where).exists():
                continue
            assert perfdocs("new", "department", where, title, "--like", like, "--root", root).status == 0
            of_last_year = [f for f in more_than_blanks(root, where) if f.code[0] != "W"]
            assert written(root, of_last_year) == []
            shutil.rmtree(root / "specs" / where)
        pack = Packs(root).get(read((department.directory / "department.yaml").read_bytes(), "").data["版式"])[0]
        assert pack is not None
        before = set(more_than_blanks(root, name))
        for kind in pack.kinds[1:]:
            for path in sorted(department.directory.glob(kind.path)):
                for title in ("另一个项目", "再一个项目"):
                    called = f"{path.stem}{title}"
                    ran = perfdocs("new", kind.name, name, called, "--like", path.stem, "--root", root)
                    assert ran.status == 0, ran.err
        new_findings = [f for f in more_than_blanks(root, name) if f not in before and f.code[0] != "C"]
        assert new_findings == []
