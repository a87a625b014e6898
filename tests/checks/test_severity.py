"""A pack raises, lowers or switches off a check for its district; a department cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.run_command import Command

MANIFEST = "templates/shifeng-2023/pack.yaml"


def severities(root: Path, perfdocs: Command) -> list[tuple[str, str]]:
    told = json.loads(perfdocs("check", "2023", "--format", "json", "--root", root).out)["findings"]
    return sorted({(one["code"], one["severity"]) for one in told if one["code"] in ("M202", "M101")})


@pytest.mark.parametrize(
    ("severity", "status", "found"),
    [
        ("error", 1, [("M202", "error")]),
        ("warning", 0, [("M202", "warning")]),
        ("hint", 0, [("M202", "hint")]),
        ("off", 0, []),
    ],
)
def test_a_pack_decides(real: Path, perfdocs: Command, severity: str, status: int, found: list[object]) -> None:
    manifest = real / MANIFEST
    text = manifest.read_text("utf-8")
    manifest.write_text(
        text.replace("checks:\n", f"checks:\n  M202: {{severity: {severity}, reason: 试验}}\n"), "utf-8"
    )
    assert severities(real, perfdocs) == found
    assert perfdocs("check", "2023", "--root", real).status == status


def test_what_must_be_equal_can_be_made_a_warning(real: Path, perfdocs: Command) -> None:
    spec = real / "specs/2023/commerce/department.yaml"
    spec.write_text(spec.read_text("utf-8").replace("基本支出: 175.11", "基本支出: 175.12"), "utf-8")
    assert severities(real, perfdocs) == [("M101", "error"), ("M202", "warning")]
    manifest = real / MANIFEST
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace("checks:\n", "checks:\n  M101: {severity: warning, reason: 试验}\n"), "utf-8")
    assert severities(real, perfdocs) == [("M101", "warning"), ("M202", "warning")]


def test_a_department_sets_nothing(real: Path, perfdocs: Command) -> None:
    spec = real / "specs/2023/commerce/department.yaml"
    spec.write_text(spec.read_text("utf-8") + "checks:\n  M202: {severity: off, reason: 想不看}\n", "utf-8")
    ran = perfdocs("check", "2023", "--select", "S", "--root", real)
    assert ran.status == 1
    assert "没有“checks”这个字段" in ran.out
