"""The real workspace with its documents printed and everything committed, and edits made in the documents."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.support.change_zip import members, pack_members, with_document
from tests.support.run_command import Command, Ran

DEPARTMENT = "specs/2023/commerce/department.yaml"
STAFF = "specs/2023/commerce/funds/retiree-staff.yaml"
PROMOTION = "specs/2023/commerce/funds/commerce-promotion.yaml"
WHOLE = "build/2023/commerce/2023年株洲市石峰区商务局绩效目标表（整套）.docx"
HEAD = "build/2023/commerce/01-2023年部门整体支出绩效目标表.docx"
DETAILS = "build/2023/commerce/03-2023年区级专项资金支出方向绩效目标表（提退人员经费）.docx"
KEPT: list[Path] = []
Change = Callable[[dict[str, bytes]], None]
"""A change of a document's parts."""


def print_and_commit(root: Path, perfdocs: Command) -> None:
    """Renders the workspace and commits it; what was made once is copied for the next test."""
    if KEPT:
        for name in ("build", ".git"):
            shutil.copytree(KEPT[0] / name, root / name)
        return
    assert perfdocs("render", "--root", root).status == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "specs", "templates", "schema")
    git(root, "-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "-qm", "as printed")
    KEPT.append(shutil.copytree(root, root.parent / "printed"))


def verify_changed(change: Change, root: Path, perfdocs: Command) -> Ran:
    """`verify` on a form of which the parts were changed."""
    print_and_commit(root, perfdocs)
    parts = members((root / DETAILS).read_bytes())
    before = dict(parts)
    change(parts)
    assert parts != before
    (root / "a.docx").write_bytes(pack_members(parts))
    return perfdocs("verify", root / "a.docx", "--root", root)


class Verdict(NamedTuple):
    """What `verify` says of a document: its findings, line by line, and its verdict where there are none."""

    lines: list[str]
    verdict: str


def verify_each(changes: Mapping[str, Change], root: Path, perfdocs: Command) -> dict[str, Verdict]:
    """`verify`, once, on a form changed in each of these ways."""
    print_and_commit(root, perfdocs)
    source = members((root / DETAILS).read_bytes())
    files = {name: root / f"returned/{number}.docx" for number, name in enumerate(changes)}
    (root / "returned").mkdir()
    for name, change in changes.items():
        parts = dict(source)
        change(parts)
        assert parts != source, name
        files[name].write_bytes(pack_members(parts))
    ran = perfdocs("verify", root / "returned", "--root", root)
    return {
        name: Verdict(
            [line for line in ran.out.splitlines() if line.startswith(f"{file}:")],
            "".join(line for line in ran.err.splitlines() if line.startswith(f"{file}：")),
        )
        for name, file in files.items()
    }


def untold(wanted: Mapping[str, tuple[Change, str]], verdicts: Mapping[str, Verdict], code: str) -> dict[str, Verdict]:
    """Changes of which no error of this code says what is wanted."""
    return {
        name: verdict
        for name, verdict in verdicts.items()
        if verdict.verdict or not any(f" 错误 {code} " in line and wanted[name][1] in line for line in verdict.lines)
    }


def alarms(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """What is not called the same as it was printed."""
    return {name: each for name, each in verdicts.items() if each.lines or "：和印出的一样" not in each.verdict}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True)
    return done.stdout.decode()


def type_into(path: Path, *pairs: tuple[str, str, int]) -> None:
    """Replaces texts of a document: (old, new, which one of those that are equal, from 0)."""

    def change(xml: str) -> str:
        for old, new, which in pairs:
            places = [match.start() for match in re.finditer(re.escape(f">{old}<"), xml)]
            at = places[which] + 1
            xml = xml[:at] + new + xml[at + len(old) :]
        return xml

    path.write_bytes(with_document(path.read_bytes(), change))
