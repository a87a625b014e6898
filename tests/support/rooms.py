"""The rooms of `perfdocs/` in the order of their imports, and what each says of itself."""

from __future__ import annotations

import ast

from tests.support.workspaces import ROOT

PACKAGE = ROOT / "perfdocs"
ORDER = [
    ("errors", "finding", "files", "cache", "git", "workspace", "year_index", "kept_files"),
    ("print_records", "undo_records", "locked_wheels"),
    ("prose",),
    ("rules",),
    ("word",),
    ("yamlfile",),
    ("sheet",),
    ("schema",),
    ("pack",),
    ("department",),
    ("render",),
    ("report",),
    ("compare",),
    ("checks",),
    ("batch",),
    ("overview", "returned", "rollover", "fix"),
    ("skeleton", "form_view"),
    ("packlint", "packdraft"),
    ("doctor", "preview", "site"),
    ("notes",),
    ("cli",),
    ("__main__",),
]
"""Floors, ground floor first. A room imports from the floors below; on the ground floor, from each other too."""


def sentence(room: str) -> str:
    """The first line of a room's own docstring."""
    path = PACKAGE / f"{room}.py"
    source = path if path.is_file() else PACKAGE / room / "__init__.py"
    return (ast.get_docstring(ast.parse(source.read_text("utf-8"))) or "").partition("\n")[0]
