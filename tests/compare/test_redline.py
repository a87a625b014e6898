"""`perfdocs redline`: the documents of the demonstration year, as a reviewer gets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from perfdocs.word.xml import W
from tests.support import libreoffice, read_docx
from tests.support.run_command import Command


@pytest.fixture
def made(real: Path, perfdocs: Command) -> Path:
    """The demonstration year's redlines."""
    ran = perfdocs("redline", "2023", "2024", "--author", "区财政局", "--date", "2024-01-15", "--root", real)
    assert (ran.status, ran.out) == (0, "")
    return real / "build/redline/2023-2024/commerce"


def test_author_and_date_are_as_given(made: Path) -> None:
    for path in made.iterdir():
        changes = Document(str(path)).element.body.xpath(".//w:ins | .//w:del")
        assert {one.get(qn("w:author")) for one in changes} == {"区财政局"}
        assert {one.get(qn("w:date")) for one in changes} == {"2024-01-15T00:00:00Z"}
        numbers = [one.get(qn("w:id")) for one in changes]
        assert len(numbers) == len(set(numbers)) > 0


def test_made_up_data_are_said_to_be_made_up_on_every_page(made: Path) -> None:
    for path in made.iterdir():
        headers = [section.header for section in Document(str(path)).sections]
        texts = ["".join(paragraph.text for paragraph in header.paragraphs) for header in headers]
        assert set(texts) == {"演示数据：表上填的是为演示编的，不是真实的申报"}


def test_words_are_marked_down_to_the_phrase(made: Path) -> None:
    body = read_docx.body((made / "01-2024年部门整体支出绩效目标表（对照2023修订）.docx").read_bytes())
    gone = ["".join(text.text or "" for text in one.iter(f"{W}delText")) for one in body.iter(f"{W}del")]
    come = ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in body.iter(f"{W}ins")]
    assert {"40", "50", "226.26", "700"} <= set(gone)
    assert {"45", "240", "800"} <= set(come)


@pytest.mark.slow
def test_redlines_are_valid(made: Path, assert_valid_docx: Callable[[Path], None]) -> None:
    for path in made.iterdir():
        assert_valid_docx(path)


@pytest.mark.slow
def test_libreoffice_opens_them(made: Path, tmp_path: Path) -> None:
    files = sorted(made.iterdir())
    printed = libreoffice.as_pdf(files, tmp_path / "pdf", tmp_path / "profile")
    assert all(libreoffice.pages(pdf) for pdf in printed)


@pytest.mark.slow
def test_the_same_bytes_again_and_nothing_written(made: Path, real: Path, perfdocs: Command) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    perfdocs("redline", "2023", "2024", "--author", "区财政局", "--date", "2024-01-15", "--root", real)
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


@pytest.mark.slow
def test_rendering_leaves_them_alone(made: Path, real: Path, perfdocs: Command) -> None:
    before = sorted(made.iterdir())
    assert perfdocs("render", "--root", real).status == 0
    assert sorted(made.iterdir()) == before


def test_a_form_that_came_and_one_that_went(real: Path, perfdocs: Command) -> None:
    funds = real / "specs/2024/commerce/funds"
    text = (funds / "retiree-staff.yaml").read_text("utf-8")
    (funds / "retiree-staff.yaml").unlink()
    (funds / "e-commerce.yaml").write_text(text.replace("提退人员经费", "电子商务经费"), "utf-8")
    assert perfdocs("redline", "2023", "2024", "--root", real).status == 0
    names = sorted(path.name for path in (real / "build/redline/2023-2024/commerce").iterdir())
    assert "03-2024年区级专项资金支出方向绩效目标表（电子商务经费）（对照2023修订－新增）.docx" in names
    assert "03-2023年区级专项资金支出方向绩效目标表（提退人员经费）（对照2023修订－取消）.docx" in names
    assert "2024年株洲市石峰区商务局绩效目标表（整套）（对照2023修订）.docx" in names


def test_a_year_with_errors_has_no_redline(real: Path, perfdocs: Command) -> None:
    spec = real / "specs/2024/commerce/department.yaml"
    spec.write_text(spec.read_text("utf-8").replace("资金总额: 240", "资金总额: 241"), "utf-8")
    ran = perfdocs("redline", "2023", "2024", "--root", real)
    assert ran.status == 1
    assert "M101" in ran.out
    assert not (real / "build/redline/2023-2024/commerce").exists()


def test_no_department_in_both_years(real: Path, perfdocs: Command) -> None:
    ran = perfdocs("redline", "2023", "2026", "--root", real)
    assert (ran.status, ran.err) == (2, "perfdocs：没有一个部门在 2023 和 2026 两年都有\n")
