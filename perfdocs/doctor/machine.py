"""The machine and what is installed on it."""

from __future__ import annotations

import locale
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import perfdocs
from perfdocs.cache import VARIABLE, cache_places
from perfdocs.doctor.records import Item, State
from perfdocs.word import libreoffice

_OLDEST = (3, 11)
"""Python; as `pyproject.toml` says."""
_ANSWERS_WITHIN = 10
"""Seconds in which git has to say its version; chosen by hand."""


def machine_items() -> Iterator[Item]:
    """Program, Python, system, encoding, packages, LibreOffice and cache."""
    yield Item("program", "程序", f"perfdocs {perfdocs.__version__}，{Path(perfdocs.__file__).parent}")
    yield _python()
    yield Item("system", "系统", f"{platform.platform()}，{platform.machine()}")
    yield _encoding()
    yield _packages()
    yield _libreoffice()
    yield _cache()


def _python() -> Item:
    text = f"{platform.python_version()}，{sys.executable}"
    if sys.version_info < _OLDEST:
        remedy = f"要 Python {_OLDEST[0]}.{_OLDEST[1]} 以上：请换一个新的 Python，重建虚拟环境"
        return Item("python", "Python", text, State.MISSING, remedy)
    return Item("python", "Python", text)


def _encoding() -> Item:
    """What the machine would write by itself; perfdocs itself writes UTF-8 whatever it says."""
    files, system = sys.getfilesystemencoding(), locale.getpreferredencoding(False)
    console = _console_code_page()
    text = f"文件名 {files}，系统 {system}" + (f"，命令行窗口 {console}" if console else "") + "；输出一律 utf-8"
    if files.lower().replace("-", "") != "utf8":
        remedy = "中文文件名可能写不对：请设环境变量 PYTHONUTF8=1"
        return Item("encoding", "编码", text, State.NOTE, remedy)
    if console not in (0, 65001):
        remedy = "命令行窗口里中文可能显示成乱码（文件不受影响）：先运行 chcp 65001"
        return Item("encoding", "编码", text, State.NOTE, remedy)
    return Item("encoding", "编码", text)


def _console_code_page() -> int:
    """That of the window on Windows; 0 elsewhere, and where there is no window."""
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetConsoleOutputCP())


def _packages() -> Item:
    """Whether all packages are there that perfdocs says it needs."""
    missing = []
    try:
        requirements = metadata.requires("perfdocs") or []
    except metadata.PackageNotFoundError:
        remedy = "程序没有装好：请按说明重新安装"
        return Item("packages", "软件包", "查不到 perfdocs 的安装记录", State.NOTE, remedy)
    needed = [requirement for requirement in requirements if ";" not in requirement]  # for every machine, not for some
    for requirement in needed:
        name = re.split(r"[^A-Za-z0-9._-]", requirement)[0]
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        remedy = "有的命令会出错：请重新安装 perfdocs"
        return Item("packages", "软件包", f"没有 {'、'.join(missing)}", State.MISSING, remedy)
    return Item("packages", "软件包", f"需要的 {len(needed)} 个都在")


def _libreoffice() -> Item:
    program = libreoffice.installed()
    if program is None:
        remedy = (
            "没有它，不能印 PDF（render --pdf），不能读 .doc、.rtf、.odt，不能按页面核对（verify --pages）；"
            "生成 Word 表格不用它。从 libreoffice.org 下载，或者运行 apt install libreoffice-writer"
        )
        return Item("libreoffice", "LibreOffice", "没有找到", State.NOTE, remedy)
    return Item("libreoffice", "LibreOffice", f"{libreoffice.version() or '版本不明'}，{program}")


def git_version() -> str:
    """What git says of itself; empty where there is none."""
    program = shutil.which("git")
    if program is None:
        return ""
    with suppress(subprocess.SubprocessError, OSError):
        run = subprocess.run([program, "--version"], capture_output=True, timeout=_ANSWERS_WITHIN, check=True)
        return run.stdout.decode("utf-8", "replace").strip()
    return ""


def _cache() -> Item:
    try:
        places = cache_places()
    except RuntimeError:
        return Item("cache", "缓存", "没有用户目录", State.NOTE, "每次都从头做，慢一些")
    if places is None:
        return Item("cache", "缓存", f"关掉了（{VARIABLE}=off）", State.NOTE, "每次都从头做，慢一些")
    directory = places.directory
    nearest = next(above for above in (directory, *directory.parents) if above.exists())
    if not os.access(nearest, os.W_OK):
        remedy = f"每次都从头做，慢一些：请检查 {nearest} 的权限，或用环境变量 {VARIABLE} 换一个地方"
        return Item("cache", "缓存", f"{directory}，写不进去", State.NOTE, remedy)
    size = sum(_size(path) for path in directory.rglob("*")) if directory.is_dir() else 0
    return Item("cache", "缓存", f"{directory}，{size / 1_000_000:.1f} MB，随时可以删掉")


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.lstat().st_size
    return 0
