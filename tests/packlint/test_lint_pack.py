"""What stands in the place of a pack's file and is no file is told, and does not stop a run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import libreoffice
from tests.support.change_zip import members, pack_members, with_document
from tests.support.read_docx import rows
from tests.support.run_command import Command


def a_link_to_an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("put", [os.mkfifo, a_link_to_an_endless_device])
@pytest.mark.parametrize("command", [("render",), pytest.param(("packs", "check"), marks=pytest.mark.slow)])
def test_a_schema_that_is_no_file(
    small: Path, perfdocs: Command, put: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    schema = small / "schema/shifeng-2023/x.schema.json"
    put(schema)
    ran = perfdocs(*command, "--root", small)
    assert ran.out.splitlines()[0] == (
        "templates/shifeng-2023/pack.yaml:1:1: 错误 P100 版式“shifeng-2023”的文件打不开："
        f"{schema}（这不是文件）。请检查文件权限"
    )
    assert ran.status == 2


@pytest.mark.parametrize("put", [os.mkfifo, a_link_to_an_endless_device])
@pytest.mark.parametrize("command", [("render",), pytest.param(("packs", "check"), marks=pytest.mark.slow)])
def test_a_template_that_is_no_file(
    small: Path, perfdocs: Command, put: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    template = small / "templates/shifeng-2023/summary.docx"
    template.unlink()
    put(template)
    ran = perfdocs(*command, "--root", small)
    assert ran.out.splitlines()[0] == (
        "templates/shifeng-2023/summary.docx:1:1: 错误 T100 模板打不开：这不是文件。"
        "请检查文件还在不在，或关闭正在使用它的程序"
    )


@pytest.mark.slow
def test_templates_that_libreoffice_saved_alone_or_together(
    real: Path, tmp_path_factory: pytest.TempPathFactory, perfdocs: Command
) -> None:
    """Nothing is found in them, and the forms have the same rows, each alone and in the document of all."""
    templates = sorted((real / "templates").rglob("*.docx"))
    saved = tmp_path_factory.mktemp("saved")
    copies = {path: saved / "as-they-are" / f"{path.parent.name}-{path.name}" for path in templates}
    for path, copy in copies.items():
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    libreoffice.convert([*copies.values()], "docx:MS Word 2007 XML", saved)
    before = _printed(real, perfdocs)
    for some in [[path] for path in templates] + [templates]:
        originals = {path: path.read_bytes() for path in some}
        for path in some:
            path.write_bytes((saved / copies[path].name).read_bytes())
        assert perfdocs("packs", "check", "--root", real).out == ""
        assert _printed(real, perfdocs) == before
        for path, original in originals.items():
            path.write_bytes(original)


def _printed(root: Path, perfdocs: Command) -> dict[str, list[list[str]]]:
    assert perfdocs("render", "--root", root).status == 0
    return {str(path.relative_to(root)): rows(path.read_bytes()) for path in sorted((root / "build").rglob("*.docx"))}


DECLARED = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document'


@pytest.mark.parametrize("command", [("render",), pytest.param(("packs", "check"), marks=pytest.mark.slow)])
def test_a_template_with_entities(small: Path, perfdocs: Command, command: tuple[str, ...]) -> None:
    template = small / "templates/shifeng-2023/summary.docx"
    declared = with_document(template.read_bytes(), lambda text: text.replace("<w:document", DECLARED, 1))
    template.write_bytes(with_document(declared, lambda text: text.replace("填", "&x;", 1)))
    ran = perfdocs(*command, "--root", small)
    assert ran.out.splitlines()[0] == (
        "templates/shifeng-2023/summary.docx:1:1: 错误 T101 这不是 Word 文件（.docx），或者已经损坏："
        "请用 Word 打开，另存为 .docx"
    )
    assert ran.status == (2 if command == ("render",) else 1)


@pytest.mark.slow
def test_a_template_that_unpacks_to_too_much(small: Path, perfdocs: Command) -> None:
    template = small / "templates/shifeng-2023/summary.docx"
    parts = {**members(template.read_bytes()), **{f"word/media/{n}.png": bytes(25_000_000) for n in range(5)}}
    template.write_bytes(pack_members(parts))
    ran = perfdocs("packs", "check", "--root", small)
    assert "templates/shifeng-2023/summary.docx:1:1: 错误 T101 " in ran.out
