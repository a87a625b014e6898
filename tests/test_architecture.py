"""The order of the rooms, what stands in them, and that the engine knows no form by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.for_each import for_each
from tests.support.pack_names import field_names, form_names
from tests.support.rooms import ORDER, PACKAGE
from tests.support.workspaces import ROOT

MODULES = sorted(PACKAGE.rglob("*.py"))


def test_every_module_has_its_place() -> None:
    placed = set().union(*ORDER)
    assert {part_of(module) for module in MODULES} - {"__init__"} == placed


@for_each("module", MODULES)
def test_imports_go_down_only(module: Path) -> None:
    room = part_of(module)
    if room == "__init__":
        return
    floor = next(number for number, rooms in enumerate(ORDER) if room in rooms)
    below = {room}.union(*ORDER[: floor or 1])
    assert {part for part in imported(module) if part} <= below | {"__version__"}


def test_the_compiled_engine_has_one_door() -> None:
    """What is behind `render/fast` is imported only there, and by the tests beside it."""
    tests = sorted(path for path in (ROOT / "tests").rglob("*.py") if "fast" not in path.parts)
    outside = [module for module in MODULES if "fast" not in module.parts] + tests
    behind = re.compile(r"perfdocs\.render\.fast\.\w")
    assert [module for module in outside if behind.search(module.read_text("utf-8"))] == []


def test_name_spaces_of_office_stand_in_one_place() -> None:
    spaces = re.compile(r"http://(schemas\.openxmlformats|purl\.oclc)\.org/")
    places = [module.relative_to(PACKAGE).as_posix() for module in MODULES if spaces.search(module.read_text("utf-8"))]
    assert places == ["word/xml.py"]


@for_each("module", MODULES)
def test_no_module_is_long(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= 320


TESTS = ROOT / "tests"
NOT_OF_ONE_MODULE = {
    "checks/test_real_forms.py",
    "checks/test_severity.py",
    "render/test_forms_filed_in_2023.py",
    "render/test_forms_published_in_2026.py",
    "render/test_printed_pages.py",
    "test_architecture.py",
    "test_bad_input.py",
    "test_cycle.py",
    "test_docs.py",
    "test_faults.py",
    "test_first_hour.py",
    "test_imported_modules.py",
    "test_make_cmd.py",
    "test_microsoft_validator.py",
    "test_silence.py",
    "test_stories.py",
    "test_wheel.py",
}
"""Tests of what several rooms do together; those of `tests/bench` are of the benchmark itself."""


def test_tests_mirror_the_tree() -> None:
    """`perfdocs/<room>/<module>.py` is tested by `tests/<room>/test_<module>.py`, its laws by `…_laws.py`."""
    names = [path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py") if "bench" not in path.parts]
    modules = {name: PACKAGE / re.sub(r"test_(\w+?)(_laws)?\.py$", r"\1.py", name) for name in names}
    strays = {name for name, module in modules.items() if not module.is_file()}
    assert strays == NOT_OF_ONE_MODULE


def test_no_test_imports_from_another() -> None:
    """What several tests use stands in `tests/support`."""
    importing = re.compile(r"^(from|import) tests\.(\w+\.)*test_", re.MULTILINE)
    assert [path.name for path in TESTS.rglob("*.py") if importing.search(path.read_text("utf-8"))] == []


SOURCES = sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".json"))


@for_each("source", SOURCES)
def test_the_engine_names_no_field_and_no_form(source: Path) -> None:
    """Names of four characters and more appear nowhere, not even in an example; shorter ones, which are words
    of everyday language, are no literal of the code."""
    text = source.read_text("utf-8")
    names = field_names() | form_names()
    assert [name for name in names if len(name) >= 4 and name in text] == []
    if source.suffix == ".py":
        assert [constant for constant in constants(ast.parse(text)) if constant in names] == []


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
