"""Names that packs give to fields and forms, which the engine must not know."""

from __future__ import annotations

import json
import re
from functools import cache

from perfdocs.yamlfile.reader import read
from tests.support.workspaces import ROOT


@cache
def field_names() -> set[str]:
    """Every key that some pack's schema gives a field."""
    names: set[str] = set()
    for path in (ROOT / "schema").rglob("*.schema.json"):
        names |= keys(json.loads(path.read_text("utf-8")))
    assert {"版式", "支出方向", "实施单位"} <= names
    return names


@cache
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
