"""Drafts: every page says what it is, every error has its cell or its line in the list, and none outlives it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document

from perfdocs.form_view.department_forms import TO_FILL_IN
from perfdocs.word.xml import W
from tests.support.bad_examples import BAD, spoil
from tests.support.read_docx import rows
from tests.support.run_command import Command
from tests.support.some_fast import some_fast

HEAD = "specs/2023/demo/department.yaml"
DRAFTS = "build/2023/demo/草稿"
FORM = "草稿-01-2023年部门整体支出绩效目标表.docx"
ERRORS = "草稿-要改的地方.docx"


def edit(root: Path, old: str, new: str) -> None:
    text = (root / HEAD).read_text("utf-8")
    assert old in text
    (root / HEAD).write_text(text.replace(old, new), "utf-8")


def names(root: Path) -> set[str]:
    return {path.name for path in (root / DRAFTS).glob("*")}


def lines(path: Path) -> list[str]:
    document: Document = docx.Document(str(path))
    return [paragraph.text for paragraph in document.paragraphs]


def header_texts(path: Path) -> list[str]:
    document: Document = docx.Document(str(path))
    return [section.header.paragraphs[-1].text for section in document.sections]


def test_a_department_with_errors_is_printed_as_a_draft(small: Path, perfdocs: Command) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    ran = perfdocs("render", "--draft", "--root", small)
    assert ran.status == 1
    assert FORM in names(small)
    assert all(name.startswith("草稿-") for name in names(small))
    assert not list((small / "build/2023/demo").glob("*.docx"))
    for path in (small / DRAFTS).glob("*"):
        assert set(header_texts(path)) == {"草稿，不是正式的表：还有 1 处错误、0 处警告"}
        with zipfile.ZipFile(path) as package:
            headers = [package.read(name).decode() for name in package.namelist() if "header" in name]
        assert all('string="草稿"' in header for header in headers)


@pytest.mark.slow
def test_a_blank_that_must_be_filled_in_is_marked_behind_its_label(small: Path, perfdocs: Command) -> None:
    edit(small, "资金总额: 100", "资金总额:")
    perfdocs("render", "--draft", "--root", small)
    cells = [text for row in rows((small / DRAFTS / FORM).read_bytes()) for text in row]
    assert f"资金总额：{TO_FILL_IN}" in cells
    assert sum(TO_FILL_IN in text for text in cells) == 1


def test_a_cell_with_an_error_is_coloured_and_its_error_listed(small: Path, perfdocs: Command) -> None:
    edit(small, "一般公共预算拨款: 100", "一般公共预算拨款: 很多")
    perfdocs("render", "--draft", "--root", small)
    document: Document = docx.Document(str(small / DRAFTS / FORM))
    coloured = [shading for shading in document.element.body.iter(f"{W}shd") if shading.get(f"{W}fill") == "F8CBAD"]
    assert [shading.getparent().tag for shading in coloured] == [f"{W}tcPr"]
    assert lines(small / DRAFTS / ERRORS) == [
        "要改的地方",
        f"1. {HEAD} 第 7 行：“一般公共预算拨款”应填数字，这里是文字“很多”：只写数字，例如 21.15（S103）",
        "　　在《2023年部门整体支出绩效目标表》第 1 个表第 6 行第 3 格",
    ]


def test_a_file_that_cannot_be_read_is_a_line_of_the_list_and_the_others_are_printed(
    small: Path, perfdocs: Command
) -> None:
    broken = small / "specs/2023/demo/funds/broken.yaml"
    broken.write_text("专项名称: [一\n", "utf-8")
    perfdocs("render", "--draft", "--root", small)
    assert FORM in names(small)
    assert any(line.startswith("1. specs/2023/demo/funds/broken.yaml 第 ") for line in lines(small / DRAFTS / ERRORS))


def test_without_a_department_file_there_is_only_the_list(small: Path, perfdocs: Command) -> None:
    (small / HEAD).write_text("版式: [\n", "utf-8")
    perfdocs("render", "--draft", "--root", small)
    assert names(small) == {ERRORS}
    assert lines(small / DRAFTS / ERRORS)[1] == "部门文件读不了，一张表也印不出来"


@pytest.mark.parametrize("draft", [["--draft"], []])
def test_a_draft_does_not_outlive_its_errors(small: Path, perfdocs: Command, draft: list[str]) -> None:
    before = (small / HEAD).read_text("utf-8")
    edit(small, "基本支出: 60", "基本支出: 61")
    perfdocs("render", "--draft", "--root", small)
    (small / HEAD).write_text(before, "utf-8")
    assert perfdocs("render", *draft, "--root", small).status == 0
    assert not (small / DRAFTS).exists()


def test_a_run_without_drafts_leaves_no_old_one(small: Path, perfdocs: Command) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    perfdocs("render", "--draft", "--root", small)
    assert perfdocs("render", "--root", small).status == 1
    assert not (small / DRAFTS).exists()


def test_a_department_that_is_gone_takes_its_drafts_along(small: Path, perfdocs: Command) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    perfdocs("render", "--draft", "--root", small)
    (small / "specs/2023/demo").rename(small / "specs/2023/other")
    perfdocs("render", "--root", small)
    assert not (small / "build/2023/demo").exists()


def test_a_draft_that_somebody_wrote_in_is_left(small: Path, perfdocs: Command) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    perfdocs("render", "--draft", "--root", small)
    document: Document = docx.Document(str(small / DRAFTS / FORM))
    document.add_paragraph("记下的话")
    document.save(str(small / DRAFTS / FORM))
    ran = perfdocs("render", "--draft", "--root", small)
    assert f"{small / DRAFTS / FORM}:1:1: 错误 R103" in ran.out
    assert lines(small / DRAFTS / FORM)[-1] == "记下的话"


def test_no_draft_is_taken_for_the_form(small: Path, perfdocs: Command) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    perfdocs("render", "--draft", "--root", small)
    draft = small / DRAFTS / FORM
    told = f"{draft}:1:1: 错误 N331 这是草稿，不是正式的表：请改完错误，重新生成（perfdocs render），用正式的表\n"
    for command in (["verify"], ["pull"], ["import", "--pack", "shifeng-2023", "--out", small / "new"]):
        ran = perfdocs(*command, draft, "--root", small)
        assert (ran.status, ran.out) == (2, told)


SPOILT = [path for path in BAD if not path.name.startswith("packcheck-")]
"""Mistakes in what a clerk writes, and some in packs."""


@pytest.mark.parametrize("case", some_fast(SPOILT[::3], every=30), ids=lambda path: path.stem)
def test_whatever_is_wrong_a_draft_is_a_sound_document(case: Path, small: Path, perfdocs: Command) -> None:
    spoil(small, yaml.safe_load(case.read_text("utf-8")))
    ran = perfdocs("render", "--draft", "--root", small)
    assert ran.status in (0, 1, 2), ran.err
    for path in (small / "build").rglob("草稿/*.docx"):
        document: Document = docx.Document(io.BytesIO(path.read_bytes()))
        cells = list(document.element.body.iter(f"{W}tc"))
        assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_forms_whose_names_clash_have_drafts_of_their_own(small: Path, perfdocs: Command) -> None:
    (fund,) = (small / "specs/2023/demo/funds").glob("*.yaml")
    (fund.parent / "again.yaml").write_text(fund.read_text("utf-8"), "utf-8")
    manifest = small / "templates/shifeng-2023/pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("{{ number }}-", ""), "utf-8")
    perfdocs("render", "--draft", "--root", small)
    directions = {name for name in names(small) if "支出方向" in name}
    assert len(directions) == 2
    assert sum("（2）" in name for name in directions) == 1
