"""The mistakes of tests/examples/bad, made in a workspace."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

from tests.support.workspaces import EXAMPLES

BAD = sorted((EXAMPLES / "bad").glob("*.yaml"))


def spoil(root: Path, case: dict[str, Any]) -> None:
    """Makes the mistakes of a case in a workspace."""
    for edit in case.get("edit", []):
        path = root / edit["file"]
        text = path.read_text("utf-8")
        assert edit["from"] in text
        path.write_text(text.replace(edit["from"], edit["to"], 1), "utf-8", newline="")
    for name, content in case.get("write", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    for name, before in case.get("end", {}).items():
        text = (root / name).read_text("utf-8")
        (root / name).write_text(text[: text.index(before)], "utf-8")
    for name, more in case.get("append", {}).items():
        (root / name).write_text((root / name).read_text("utf-8") + more, "utf-8")
    for name, source in case.get("copy", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (root / source).is_dir() else shutil.copy
        copy(root / source, root / name)
    for name, source in case.get("move", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / source).rename(root / name)
    for name, content in case.get("hex", {}).items():
        (root / name).write_bytes(bytes.fromhex(content))
    for name, encoding in case.get("encode", {}).items():
        (root / name).write_bytes((root / name).read_text("utf-8").encode(encoding))
    for name, count in case.get("grow", {}).items():
        (root / name).write_text((root / name).read_text("utf-8") + "# 填充\n" * count, "utf-8")
    for name in case.get("remove", []):
        (root / name).unlink()
    for edit in case.get("docx", []):
        edit_document(root / edit["file"], edit["from"], edit["to"])


def edit_document(path: Path, old: str, new: str) -> None:
    """Replaces text in the main part of a Word file, as somebody typing in Word would."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    xml = members["word/document.xml"].decode()
    assert old in xml
    members["word/document.xml"] = xml.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
