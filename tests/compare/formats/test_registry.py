"""The formats of a comparison: each a module of its name, and slow to import only where it is wanted."""

from __future__ import annotations

import subprocess
import sys

from perfdocs.compare.formats.registry import FORMATS


def test_a_format_is_a_module_of_its_name() -> None:
    assert {name: one.content.__module__ for name, one in FORMATS.items()} == {
        name: f"perfdocs.compare.formats.{name}" for name in FORMATS
    }


def test_what_is_slow_to_import_is_not_imported_for_the_choices() -> None:
    program = (
        "import sys, perfdocs.compare.formats.registry; print(*{'xlsxwriter', 'docx', 'docxtpl'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "\n"
