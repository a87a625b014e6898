from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfdocs.cli.commands import doctor
from perfdocs.doctor.records import Item, State
from tests.support.run_command import Command

ITEMS = [
    Item("program", "程序", "perfdocs 1"),
    Item("libreoffice", "LibreOffice", "没有找到", State.NOTE, "不能印 PDF"),
    Item("workspace", "填报目录", "没有找到", State.MISSING, "运行 perfdocs init"),
]
PAGE = """\
好    程序         perfdocs 1
注意  LibreOffice  没有找到
缺    填报目录     没有找到

填报目录：运行 perfdocs init
LibreOffice：不能印 PDF

还不能用：先补上写着“缺”的
"""


def test_one_page(monkeypatch: pytest.MonkeyPatch, perfdocs: Command) -> None:
    monkeypatch.setattr(doctor, "machine_items", lambda: iter(ITEMS))
    monkeypatch.setattr(doctor, "workspace_items", lambda _: iter(()))
    ran = perfdocs("doctor")
    assert (ran.status, ran.out, ran.err) == (1, PAGE, "")
    monkeypatch.setattr(doctor, "machine_items", lambda: iter(ITEMS[:1]))
    ran = perfdocs("doctor")
    assert (ran.status, ran.out) == (0, "好    程序  perfdocs 1\n\n能用：检查、生成 Word 表格都没有问题\n")


@pytest.mark.slow
def test_as_json(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("doctor", "--format", "json", "--root", small)
    told = json.loads(ran.out)
    assert (ran.status, ran.err, told["version"], told["works"]) == (0, "", 1, True)
    names = ["program", "python", "system", "encoding", "packages", "libreoffice", "cache", "workspace"]
    found = [item["name"] for item in told["items"]]
    assert [name for name in found if name != "packs"] == [*names, "fonts", "git"]
    assert {item["state"] for item in told["items"]} <= {"ok", "note"}
    ran = perfdocs("doctor", "--format", "json", "--root", small / "nowhere")
    assert (ran.status, json.loads(ran.out)["works"]) == (1, False)
