"""`verify --pages`: what differs on paper, with its place, and nothing of what programs do when they save again."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.support.change_zip import members, pack_members, with_document
from tests.support.libreoffice import convert, libreoffice
from tests.support.printed_workspace import DETAILS, print_and_commit
from tests.support.run_command import Command
from tests.support.smuggled_forms import NAMES

PLACE = "margin-left:326pt;margin-top:217pt;width:37pt;height:14pt"
"""On the second page, over 17000 in the third table."""
COVER = (
    f'<w:p><w:r><w:pict><v:rect style="position:absolute;{PLACE};z-index:9;mso-position-horizontal-relative:page;'
    'mso-position-vertical-relative:page" fillcolor="white" stroked="f"/></w:pict></w:r></w:p>'
)


def covered(xml: str) -> str:
    """With a white rectangle over a figure, anchored below the table."""
    at = xml.rindex("<w:sectPr")
    return (xml[:at] + COVER + xml[at:]).replace("<w:document ", f"<w:document {NAMES} ", 1)


def longer(xml: str) -> str:
    return xml.replace("2023年全年", "2023年全年" + "，按月发到每个人的卡上" * 8, 1)


CHANGES = {
    "covered": covered,
    "edited": lambda xml: xml.replace(">17000<", ">17001<", 1),
    "longer": longer,
    "signed": lambda xml: xml.replace("单位负责人签字：", "单位负责人签字：某某某", 1),
    "wide": lambda xml: xml.replace('w:w="11906"', 'w:w="12906"', 1),
}


@pytest.mark.slow
def test_what_differs_on_paper(real: Path, perfdocs: Command) -> None:
    libreoffice()
    print_and_commit(real, perfdocs)
    source = (real / DETAILS).read_bytes()
    for name, change in CHANGES.items():
        changed = with_document(source, change)
        assert members(changed)["word/document.xml"] != members(source)["word/document.xml"], name
        (real / f"{name}.docx").write_bytes(changed)
    ran = perfdocs("verify", *(real / f"{name}.docx" for name in CHANGES), "--pages", "--root", real)
    assert ran.status == 1
    lines = [line.replace(f"{real}/", "") for line in ran.out.splitlines() if "N321" in line]
    assert lines == [
        "covered.docx:21:4: 错误 N321 第 3 个表第 4 行第 4 格（金额）：第 2 页离左边 116 毫米、离上边 77 毫米的地方"
        "看起来和印出的不一样：请对着印出的看（附近的文字是“17000”）",
        "longer.docx:5:2: 警告 N321 第 1 个表第 5 行第 2 格（项目实施期）：第 1 页离左边 66 毫米、离上边 104 毫米的地方"
        "往下有许多地方和印出的不一样，多半是上面说的改动挪动了后面的内容，这一页和后面挪了的页没有逐格说："
        "请对着印出的看（附近的文字是“2023年全年”）",
        *(f"wide.docx:1:1: 错误 N321 第 {page} 页的纸张大小和印出的不一样：请对着印出的看" for page in (1, 2)),
    ]


@pytest.mark.slow
def test_no_alarm_for_what_was_saved_again(real: Path, tmp_path: Path, perfdocs: Command) -> None:
    libreoffice()
    perfdocs("render", "--root", real)
    # a head of 2024 goes on to the next page, and LibreOffice puts it elsewhere in what it saved itself: told
    files = [file for file in sorted((real / "build").rglob("*整套*.docx")) if "2024" not in file.parts]
    assert len(files) >= 3
    (tmp_path / "python").mkdir()
    for file in files:
        Document(str(file)).save(str(tmp_path / "python" / file.name))
    for way in ("docx", "odt"):
        convert(files, way, tmp_path / way)
    again = [tmp_path / way for way in ("python", "docx", "odt")]
    ran = perfdocs("verify", *again, *files, "--pages", "--root", real)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.count("：和印出的一样（specs/") == 4 * len(files)


@pytest.mark.slow
def test_what_cannot_be_printed(real: Path, tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    print_and_commit(real, perfdocs)
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    ran = perfdocs("verify", real / DETAILS, "--pages", "--root", real)
    assert (ran.status, ran.out) == (
        2,
        f"{real / DETAILS}:1:1: 错误 N321 LibreOffice 没有能印出这份文件，它的页面没有核对：请打印出来，对着看\n",
    )
    assert "：和印出的一样" not in ran.err


def test_without_libreoffice(real: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ran = perfdocs("verify", real, "--pages", "--root", real)
    sentence = "--pages 要用 LibreOffice 把表印出来，这台电脑上没有：请装上，或者不写 --pages"
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{sentence}\n")


def test_a_document_of_no_known_version_is_not_held_against_another(real: Path, perfdocs: Command) -> None:
    libreoffice()
    print_and_commit(real, perfdocs)
    parts = members((real / DETAILS).read_bytes())
    del parts["docProps/custom.xml"]
    (real / "a.docx").write_bytes(pack_members(parts))
    ran = perfdocs("verify", real / "a.docx", "--pages", "--root", real)
    assert [line.split()[2] for line in ran.out.splitlines()] == ["N310"]
