"""The order of the packages: each imports only from those above it. And Python knows no form by name."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdocs.yamlfile.reader import read
from tests.support.workspaces import ROOT

PACKAGE = ROOT / "perfdocs"
ORDER = [
    {"errors", "finding", "cache", "git", "workspace"},
    {"prose"},
    {"rules"},
    {"word"},
    {"yamlfile"},
    {"schema"},
    {"pack"},
    {"department"},
    {"render"},
    {"report"},
    {"compare"},
    {"checks"},
    {"batch"},
    {"returned", "rollover", "packlint"},
    {"cli"},
    {"__main__"},
]
MODULES = sorted(PACKAGE.rglob("*.py"))


def test_every_module_has_its_place() -> None:
    placed = set().union(*ORDER)
    assert {part_of(module) for module in MODULES} - {"__init__"} == placed


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_up_only(module: Path) -> None:
    own = part_of(module)
    if own == "__init__":
        return
    level = next(number for number, parts in enumerate(ORDER) if own in parts)
    above = {own}.union(*ORDER[:level]) | (ORDER[0] if own in ORDER[0] else set())
    assert {part for part in imported(module) if part} <= above | {"__version__"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_is_long(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 320


SOURCES = sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".json"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_engine_names_no_field_and_no_form(source: Path) -> None:
    """Names of four characters and more appear nowhere, not even in an example; shorter ones, which are words
    of everyday language, are no literal of the code."""
    text = source.read_text("utf-8")
    names = field_names() | form_names()
    assert [name for name in names if len(name) >= 4 and name in text] == []
    if source.suffix == ".py":
        assert [constant for constant in constants(ast.parse(text)) if constant in names] == []


def field_names() -> set[str]:
    """Every key that some pack's schema gives a field."""
    names: set[str] = set()
    for path in (ROOT / "schema").rglob("*.schema.json"):
        names |= keys(json.loads(path.read_text("utf-8")))
    assert {"版式", "支出方向", "实施单位"} <= names
    return names


def form_names() -> set[str]:
    """Forms, groups of documents and templates of every pack's manifest, and the packs' own names."""
    names: set[str] = set()
    for path in (ROOT / "templates").rglob("pack.yaml"):
        manifest = read(path.read_bytes(), path.name).data
        names |= {path.parent.name, manifest["title"], *manifest["documents"]}
        names |= {re.sub(r"\{\{.*?\}\}年?|[（）度]", "", form["title"]) for form in manifest["forms"]}
    assert {"部门整体支出绩效目标表", "财政项目支出绩效目标申报表", "putuo-2026"} <= names
    return names


def keys(node: object) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(keys, node), set())
    if not isinstance(node, dict):
        return set()
    own = set(node.get("properties", {})) if isinstance(node.get("properties"), dict) else set()
    return own.union(*map(keys, node.values()))


def constants(code: ast.AST) -> Iterator[str]:
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def part_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "perfdocs":
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                if parts[0] == "perfdocs":
                    yield parts[1] if len(parts) > 1 else ""
