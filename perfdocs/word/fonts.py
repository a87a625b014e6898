"""The fonts that official forms ask for, and what stands in for them where a machine lacks them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_SONG = (
    "SimSun",
    "宋体",
    "NSimSun",
    "STSong",
    "Songti SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
)
_OLD_SONG = ("AR PL UMing CN", "AR PL SungtiL GB", "WenQuanYi Bitmap Song")
_FANGSONG = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02")
_KAI = ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "AR PL UKai CN")
_HEI = ("SimHei", "黑体", "STHeiti", "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
_STAND_INS = (
    (("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0", "小标宋"), (*_SONG, *_OLD_SONG)),
    (("宋体", "SimSun", "新宋体", "NSimSun", "华文中宋", "STZhongsong"), (*_SONG, *_OLD_SONG)),
    (("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋"), (*_FANGSONG, *_SONG, *_OLD_SONG)),
    (("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体"), (*_KAI, *_SONG, *_OLD_SONG)),
    (("黑体", "SimHei", "微软雅黑", "华文黑体"), _HEI),
)
"""Fonts that forms ask for, and what is taken in their place, the nearest first: no 仿宋 becomes a sans."""
_KNOWN = frozenset(name for names, _ in _STAND_INS for name in names)
_SYSTEM = "/etc/fonts/fonts.conf"
_FONTS = re.compile(rb"<w:rFonts [^>]*>")
_NAME = re.compile(rb'w:(?:ascii|hAnsi|eastAsia)="([^"]+)"')
_WITHIN = 20
"""Seconds that fontconfig may take to answer; chosen by hand."""


def font_settings(directory: Path) -> Mapping[str, str]:
    """The environment of a program that is to take these stand-ins; its settings are written to the directory.

    Where there is no fontconfig (Windows, macOS), it changes nothing.
    """
    rules = []
    for names, stand_ins in _STAND_INS:
        strings = "".join(f"<string>{escape(name)}</string>" for name in stand_ins)
        rules += [
            f'<match target="pattern"><test name="family" qual="first"><string>{escape(name)}</string></test>'
            f'<edit name="family" mode="append" binding="strong">{strings}</edit></match>'
            for name in names
        ]
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    include = f'<include ignore_missing="yes">{_SYSTEM}</include>'
    file = directory / "fonts.conf"
    file.write_text(f"{head}<fontconfig>{include}{''.join(rules)}</fontconfig>", "utf-8")
    return {"FONTCONFIG_FILE": str(file)}


def stand_ins(name: str) -> tuple[str, ...]:
    """The fonts that are taken where a machine lacks this one, the nearest first; none for one that is not known."""
    return next((others for names, others in _STAND_INS if name in names), ())


def fonts_asked_for(parts: Iterable[bytes]) -> frozenset[str]:
    """The Chinese fonts that parts of a Word document name (`word/document.xml`, `word/styles.xml`)."""
    marks = (mark for part in parts for mark in _FONTS.findall(part))
    names = {name.decode("utf-8", "replace") for mark in marks for name in _NAME.findall(mark)}
    return frozenset(name for name in names if name in _KNOWN or not name.isascii())


def fonts_of_machine() -> str:
    """What tells a machine's fonts from those of another, as far as fontconfig knows them; empty without it."""
    program = shutil.which("fc-list")
    if program is None:
        return ""
    try:
        command = [program, "--format", "%{family} %{style} %{fontversion}\n"]
        run = subprocess.run(command, capture_output=True, timeout=_WITHIN)
    except (subprocess.SubprocessError, OSError):
        return ""
    return hashlib.sha256(b"\n".join(sorted(run.stdout.splitlines()))).hexdigest()


def can_ask_for_fonts() -> bool:
    """Whether there is fontconfig, which knows what fonts the machine has."""
    return shutil.which("fc-match") is not None


def missing_fonts(names: Iterable[str], directory: Path) -> dict[str, str]:
    """By each of the fonts that this machine lacks, the one that is taken for it; none where that cannot be known."""
    program = shutil.which("fc-match")
    if program is None:
        return {}
    environment = {**os.environ, **font_settings(directory)}
    missing = {}
    for name in sorted(names):
        command = [program, "--format", "%{family}", name.replace("-", r"\-").replace(":", r"\:")]
        try:
            run = subprocess.run(command, capture_output=True, timeout=_WITHIN, check=True, env=environment)
        except (subprocess.SubprocessError, OSError):
            return {}
        families = run.stdout.decode("utf-8", "replace").split(",")
        if name not in families:
            missing[name] = families[0]
    return missing
