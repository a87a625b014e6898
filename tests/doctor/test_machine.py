from __future__ import annotations

import shutil
import sys
from importlib import metadata
from pathlib import Path

import pytest

from perfdocs import cache
from perfdocs.doctor.machine import machine_items
from perfdocs.doctor.records import Item, State
from perfdocs.word import libreoffice


def item(name: str) -> Item:
    return next(each for each in machine_items() if each.name == name)


def test_all_is_well_here() -> None:
    names = ["program", "python", "system", "encoding", "packages", "libreoffice", "cache"]
    assert [each.name for each in machine_items()] == names
    assert item("python").state is State.OK
    assert item("encoding").text.startswith("文件名 utf-8，系统 ")
    assert item("packages").text.startswith("需要的 ")


def test_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(libreoffice, "installed", lambda: None)
    assert item("libreoffice") == Item(
        "libreoffice",
        "LibreOffice",
        "没有找到",
        State.NOTE,
        "没有它，不能印 PDF（render --pdf），不能读 .doc、.rtf、.odt，不能按页面核对（verify --pages）；"
        "生成 Word 表格不用它。从 libreoffice.org 下载，或者运行 apt install libreoffice-writer",
    )
    assert item("cache").text == "关掉了（PERFDOCS_CACHE=off）"
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    (tmp_path / "entry").write_bytes(b"x" * 2_600_000)
    assert item("cache").text == f"{tmp_path}，2.6 MB，随时可以删掉"
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "not/there"))
    assert item("cache").text == f"{tmp_path}/not/there，0.0 MB，随时可以删掉"
    monkeypatch.setattr("os.access", lambda *_: False)
    assert item("cache") == Item(
        "cache",
        "缓存",
        f"{tmp_path}/not/there，写不进去",
        State.NOTE,
        f"每次都从头做，慢一些：请检查 {tmp_path} 的权限，或用环境变量 PERFDOCS_CACHE 换一个地方",
    )
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    encoding = item("encoding")
    assert (encoding.state, encoding.remedy) == (State.NOTE, "中文文件名可能写不对：请设环境变量 PYTHONUTF8=1")
    monkeypatch.setattr(
        metadata, "requires", lambda _: ["click>=8", "missing-package>=1", "distributed; extra == 'dask'"]
    )
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    packages, python = item("packages"), item("python")
    assert packages[1:] == ("软件包", "没有 missing-package", State.MISSING, "有的命令会出错：请重新安装 perfdocs")
    assert (python.state, python.remedy) == (State.MISSING, "要 Python 3.11 以上：请换一个新的 Python，重建虚拟环境")


def test_git_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    from perfdocs.doctor.machine import git_version

    assert git_version().startswith("git version")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert git_version() == ""
