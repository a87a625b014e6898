"""The document of a note, word for word; its template is the maintainer's."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from perfdocs.errors import PerfdocsError
from perfdocs.notes.note_document import NoteTemplate
from perfdocs.word.write_docx import is_ours
from tests.support.libreoffice import as_pdf, pages
from tests.support.many_funds import department_of_funds
from tests.support.notes import TODAY, edit, read_note
from tests.support.read_docx import golden, rows

HEAD = "specs/2023/demo/department.yaml"
WAIVER = "豁免:\n  - {代号: F101, 位置: 部门职责概述, 理由: 职责正在调整, 批准: 区财政局, 截止: 2026-12-31}\n"
PAPER = "《2023年部门整体支出绩效目标表》"
NOTE = f"""\
序号 | 问题和改法 | 哪里不对
一、必须改正（1 条）
1 | 两个应该相等的金额不相等（M101，1 条）↵怎么改：核对提示的两个数，改错的那一个。 | \
资金总额应等于按支出性质分的合计：这里是 100，算出来是 101，相差 1\
↵{PAPER}第 1 个表：第 4 行“年度预算申请（万元） 资金总额”
二、请修改，或者说明理由（2 条）
2 | 只写了形容词或口号（I107，2 条，其中 1 条上年也有）↵怎么改：写明达到多少，或者分几档、怎么算达到。 | \
“引进项目新增税收”只写了“明显增加”，达没达到说不清：请写到多少（如 比上年提高5%），或写明分几档（以第一处为例）\
↵{PAPER}第 3 个表“指标值及单位”栏：第 6 行“引进项目新增税收”\
↵▲{PAPER}第 3 个表“指标值及单位”栏：第 3 行“项目履约率”
已经批准豁免，这次不用改（1 条）
1 | 该填的栏空着（F101）↵理由：职责正在调整（区财政局批准，到 2026-12-31） | \
“部门职责概述”空着：这一栏要填写↵{PAPER}第 1 个表：第 9 行“部门职责概述”
审核意见 |
审核人签字：		联系电话：	↵↵审核单位（盖章）↵2026年1月5日
"""
LEAD = [
    "退 回 意 见",
    "演示局：",
    "你单位报送的2023年度绩效目标表有下面这些问题，请改好以后重新报送：必须改正的 1 条；请修改，或者说明理由的 2 条。"
    "标▲的 1 条，上年报送的表里也有。",
]
"""The table of the note, and what stands above it."""


def spoil(root: Path) -> None:
    """An error, two warnings of one kind of which last year's form had one, and one that is waived."""
    shutil.copytree(root / "specs/2023", root / "specs/2022")
    edit(root / HEAD.replace("2023", "2022"), ("年度: 2023", "年度: 2022"), ("≥80%", "显著提高"))
    edit(
        root / HEAD,
        ("基本支出: 60", "基本支出: 61"),
        ("≥80%", "显著提高"),
        ("200万元", "明显增加"),
        ("部门职责概述: 负责演示区的招商。\n", WAIVER),
    )


def document(root: Path, department: str = "2023/demo") -> bytes:
    return NoteTemplate(root / "templates").document(read_note(root, department), TODAY)


def test_every_word_of_a_note(small: Path) -> None:
    spoil(small)
    made = document(small)
    assert golden(rows(made)) == NOTE
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs if paragraph.text] == LEAD
    assert is_ours(made)
    assert made == document(small)


def test_a_maintainer_changes_it_in_word(small: Path) -> None:
    spoil(small)
    template = docx.Document(str(small / "templates/notes.docx"))
    template.paragraphs[0].runs[0].text = "整改通知（{{ 年份 }}）"
    template.save(str(small / "templates/notes.docx"))
    assert docx.Document(io.BytesIO(document(small))).paragraphs[0].text == "整改通知（2023）"


def test_a_template_at_fault_or_missing_is_told(small: Path) -> None:
    spoil(small)
    template = docx.Document(str(small / "templates/notes.docx"))
    template.paragraphs[0].runs[0].text = "{{ 年份数 }}"
    template.save(str(small / "templates/notes.docx"))
    with pytest.raises(PerfdocsError) as fault:
        document(small)
    assert str(fault.value) == "templates/notes.docx：表外第 1 段：名称“年份数”没有定义，是不是“年份”？"
    (small / "templates/notes.docx").unlink()
    with pytest.raises(PerfdocsError) as fault:
        document(small)
    assert str(fault.value) == "没有模板 templates/notes.docx：退回意见的 Word 模板放在那里"


@pytest.mark.slow
def test_three_hundred_findings_fit_on_few_pages(tmp_path: Path, small: Path) -> None:
    directory = department_of_funds(small, 28, alike=False)
    for fund in sorted((directory / "funds").glob("*.yaml"))[::5]:
        edit(fund, ("金额: 30", "金额: 三十"))
    note = read_note(small, "2023/many")
    assert len(note.points) >= 290
    made = tmp_path / "note.docx"
    made.write_bytes(document(small, "2023/many"))
    result = OpenXmlValidator().validate(str(made))
    assert (result.is_valid, list(result.errors)) == (True, [])
    (printed,) = as_pdf([made], tmp_path, tmp_path / "profile")
    assert len(pages(printed)) <= 5
