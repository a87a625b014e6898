from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from perfdocs.pack.shipped import shipped
from perfdocs.skeleton.workspace_files import with_referred, workspace_files
from tests.support.workspaces import ROOT


def test_the_packs_lie_at_the_root_of_the_repository() -> None:
    assert shipped() == ROOT


def test_the_files_of_one_pack_and_what_all_packs_share() -> None:
    files = workspace_files(ROOT, ["shifeng-2023"])
    packs = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/shifeng-2023/*")}
    assert packs <= set(files)
    assert not [name for name in files if "putuo" in name]
    assert files["templates/compare.docx"] == (ROOT / "templates/compare.docx").read_bytes()
    for name in packs - {"templates/shifeng-2023/pack.yaml"}:
        assert files[name] == (ROOT / name).read_bytes()
    manifest = files["templates/shifeng-2023/pack.yaml"].decode()
    assert manifest.startswith("# yaml-language-server: $schema=../../schema/pack.schema.json\n# 版式说明")
    assert "--pack shifeng-2023 --out" in files["specs/README.md"].decode()


def test_editors_find_the_schema_of_a_file_where_only_one_pack_has_it() -> None:
    def schemas(*names: str) -> Any:
        return json.loads(workspace_files(ROOT, names)[".vscode/settings.json"])["yaml.schemas"]

    manifest = {
        "./schema/pack.schema.json": "templates/*/pack.yaml",
        "./schema/departments.schema.json": "specs/*/departments.yaml",
    }
    department = {"./schema/putuo-2026/department.schema.json": "specs/*/*/department.yaml"}
    project = {"./schema/putuo-2026/project.schema.json": "specs/*/*/projects/*.yaml"}
    fund = {"./schema/shifeng-2023/fund.schema.json": "specs/*/*/funds/*.yaml"}
    assert schemas("putuo-2026") == {**manifest, **department, **project}
    assert schemas("putuo-2026", "shifeng-2023") == {**manifest, **project, **fund}
    step = "./schema/shifeng-monitoring-2023/department.schema.json"
    assert schemas("shifeng-monitoring-2023").items() >= {step: "specs/*/*/monitoring/department.yaml", **fund}.items()


def test_packs_that_a_pack_refers_to_come_with_it(tmp_path: Path) -> None:
    for kind in ("schema", "templates"):
        shutil.copytree(ROOT / kind, tmp_path / kind)
    later = tmp_path / "templates/putuo-2026/pack.yaml"
    later.write_text(later.read_text("utf-8") + "# 指标取自 shifeng-2023\n", "utf-8")
    (tmp_path / "schema/common/amounts.schema.json").write_text("{}\n", "utf-8")
    (tmp_path / "make.cmd").write_bytes(b"@echo off\r\n")
    (tmp_path / "templates/putuo-2026/~$project.docx").write_bytes(b"")
    assert with_referred(tmp_path, ["putuo-2026"]) == ["putuo-2026", "shifeng-2023"]
    files = workspace_files(tmp_path, ["putuo-2026"])
    assert {"templates/shifeng-2023/pack.yaml", "schema/common/amounts.schema.json"} <= set(files)
    assert files["make.cmd"] == b"@echo off\r\n"
    assert not [name for name in files if "~$" in name]
