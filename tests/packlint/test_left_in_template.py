"""Each thing that people leave in a template is told once, at its place and in these words."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.packlint.left_in_template import left_in_findings
from perfdocs.word.open_docx import WordFile
from tests.support.change_zip import members, pack_members
from tests.support.workspaces import ROOT

TEMPLATE = ROOT / "templates/shifeng-2023/department.docx"
LABEL = "部门名称</w:t>"
CELL = "第 1 个表第 3 行第 1 格"
NO_TAG = "不是标签，会照样印在表上：标签的花括号、百分号要用半角，写成 {{ 字段 }} 或 {% … %}"

LEFT = {
    "a tracked insertion": (
        (
            LABEL,
            '部门名称</w:t></w:r><w:ins w:id="9" w:author="甲"><w:r><w:t>（新）</w:t></w:r></w:ins><w:r><w:t></w:t>',
        ),
        f"T210 {CELL}：留着没有接受的修订，会印在每一张表上：请在 Word 里“接受所有修订”，再保存",
    ),
    "hidden text": (
        (LABEL, "部门名称</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部说明</w:t>"),
        f"T210 {CELL}：有隐藏的文字“内部说明”，会跟着每一张表发出去：请删掉，或取消隐藏",
    ),
    "a field that fetches": (
        (LABEL, '部门名称</w:t></w:r><w:r><w:instrText>DDEAUTO excel "a"</w:instrText>'),
        "T210 文件里有从别处取内容的域（DDEAUTO），没有取：请在 Word 里把它变成文字（Ctrl+Shift+F9）",
    ),
    "full-width braces": (
        (LABEL, "部门名称｛｛部门.名称｝｝</w:t>"),
        f"T211 {CELL}：“｛｛部门.名称｝｝”{NO_TAG}",
    ),
    "a full-width percent sign": (
        (LABEL, "部门名称{％ if 年度 ％}</w:t>"),
        f"T211 {CELL}：“{{％ if 年度 ％}}”{NO_TAG}",
    ),
    "one brace": (
        (LABEL, "部门名称{年度}</w:t>"),
        f"T211 {CELL}：“{{年度}}”{NO_TAG}",
    ),
    "a no-break space in a tag": (
        (LABEL, "部门名称{{\u00a0年度 }}</w:t>"),
        f"T211 {CELL}：标签“{{{{\u00a0年度 }}}}”里有看不出来的空格（U+00A0），标签不认：请删掉，改用空格键打的空格",
    ),
    "elements out of order": (
        ("<w:tblPr>", '<w:tblPr><w:tblLayout w:type="fixed"/><w:tblW w:w="0" w:type="auto"/>'),
        "T212 word/document.xml 里的 tblW 不该在这里，或者次序不对（/document[1]/body[1]/tbl[1]/tblPr[1]），"
        "照它印的每一张表 Word 都会说文件损坏：请用 Word 打开模板，让它修复，另存一次",
    ),
}


def told(source: bytes) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in left_in_findings(WordFile(source), "a.docx")]


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.docx")), ids=lambda path: path.stem)
def test_nothing_is_left_in_our_own(path: Path) -> None:
    assert told(path.read_bytes()) == []


@pytest.mark.parametrize("what", LEFT)
def test_what_was_left_is_told(what: str) -> None:
    (old, new), sentence = LEFT[what]
    parts = members(TEMPLATE.read_bytes())
    xml = parts["word/document.xml"].decode()
    assert old in xml
    parts["word/document.xml"] = xml.replace(old, new, 1).encode()
    assert told(pack_members(parts)) == [sentence]


def test_comments_and_what_stands_in_a_header() -> None:
    parts = members(TEMPLATE.read_bytes())
    xml = parts["word/document.xml"].decode()
    comment = '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    parts["word/document.xml"] = xml.replace("</w:p>", comment, 1).encode()
    footer = next(name for name in parts if "footer" in name)
    parts[footer] = parts[footer].replace(b"</w:p>", "<w:r><w:t>{年度}</w:t></w:r></w:p>".encode(), 1)
    first, second = told(pack_members(parts))[:2]
    assert first == "T210 第 1 个表第 1 行第 1 格：留着批注，会跟着每一张表发出去：请在 Word 里删掉全部批注，再保存"
    assert second.startswith("T211 页脚：“{年度}”不是标签")
