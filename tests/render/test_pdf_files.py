"""PDFs beside the documents: never of what stood there before, of nobody else's, and the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest

from perfdocs.word import libreoffice, print_pdf
from perfdocs.word.libreoffice import Source
from tests.support.libreoffice import libreoffice as require_libreoffice
from tests.support.run_command import Command

BUILD = "build/2023/demo"
HEAD = "specs/2023/demo/department.yaml"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What a stand-in for LibreOffice was given to print: it makes blank pages."""
    documents: list[bytes] = []

    def convert(
        sources: Sequence[Source], to: str, options: str = "", on_file: Callable[[], None] = lambda: None
    ) -> list[bytes | None]:
        assert (to, options.split(":")[0]) == ("pdf", "writer_pdf_Export")
        pdfs: list[bytes | None] = []
        for source in sources:
            on_file()
            documents.append(source.contents)
            out = io.BytesIO()
            with pikepdf.new() as pdf:
                pdf.add_blank_page()
                pdf.docinfo["/CreationDate"] = f"D:{len(documents)}"
                pdf.save(out)
            pdfs.append(out.getvalue())
        return pdfs

    monkeypatch.setattr(print_pdf, "convert", convert)
    monkeypatch.setattr(libreoffice, "installed", lambda: "soffice")
    monkeypatch.setattr(libreoffice, "identity", lambda: "1")
    return documents


def pdfs(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / BUILD).glob("*.pdf")}


def edit(root: Path, old: str, new: str) -> None:
    text = (root / HEAD).read_text("utf-8")
    assert old in text
    (root / HEAD).write_text(text.replace(old, new), "utf-8")


def test_each_document_has_its_pdf_and_nothing_is_printed_twice(
    small: Path, perfdocs: Command, printed: list[bytes]
) -> None:
    ran = perfdocs("render", "--pdf", "--root", small)
    documents = sorted((small / BUILD).glob("*.docx"))
    assert ran.status == 0
    assert sorted(pdfs(small)) == [f"{path.stem}.pdf" for path in documents]
    assert printed == [path.read_bytes() for path in documents]
    before = pdfs(small)
    again = perfdocs("render", "--pdf", "--root", small)
    assert f"生成 0 个文件，{2 * len(documents)} 个没有变化" in again.err
    assert len(printed) == len(documents)
    assert pdfs(small) == before


def test_a_pdf_does_not_outlive_its_document(small: Path, perfdocs: Command, printed: list[bytes]) -> None:
    perfdocs("render", "--pdf", "--root", small)
    before = pdfs(small)
    edit(small, "引进项目10个", "引进项目11个")
    perfdocs("render", "--root", small)
    changed = {"01-2023年部门整体支出绩效目标表.pdf", "2023年演示局绩效目标表（整套）.pdf"}
    assert before.keys() - pdfs(small).keys() == changed
    printed.clear()
    perfdocs("render", "--pdf", "--root", small)
    assert pdfs(small).keys() == before.keys()
    assert len(printed) == len(changed)
    (small / "specs/2023/demo").rename(small / "specs/2023/other")
    perfdocs("render", "--root", small)
    assert not (small / BUILD).exists()


def test_another_libreoffice_prints_anew(
    small: Path, perfdocs: Command, printed: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    perfdocs("render", "--pdf", "--root", small)
    number = len(printed)
    monkeypatch.setattr(libreoffice, "identity", lambda: "2")
    perfdocs("render", "--pdf", "--root", small)
    assert len(printed) == 2 * number


@pytest.mark.usefixtures("printed")
def test_a_pdf_of_somebody_else_is_left(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--pdf", "--root", small)
    name = "01-2023年部门整体支出绩效目标表.pdf"
    edited = pdfs(small)[name] + b"% signed"
    (small / BUILD / name).write_bytes(edited)
    edit(small, "引进项目10个", "引进项目11个")
    ran = perfdocs("render", "--pdf", "--root", small)
    assert ran.status == 2
    assert f"{small / BUILD / name}:1:1: 错误 R103" in ran.out
    assert pdfs(small)[name] == edited


def test_an_edited_document_is_not_printed(small: Path, perfdocs: Command, printed: list[bytes]) -> None:
    perfdocs("render", "--root", small)
    document = small / BUILD / "01-2023年部门整体支出绩效目标表.docx"
    document.write_bytes(document.read_bytes() + b"signed")
    perfdocs("render", "--pdf", "--root", small)
    assert "01-2023年部门整体支出绩效目标表.pdf" not in pdfs(small)
    assert len(pdfs(small)) == len(printed) > 0


@pytest.mark.usefixtures("printed")
def test_drafts_are_printed_too(small: Path, perfdocs: Command) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    perfdocs("render", "--draft", "--pdf", "--root", small)
    drafts = small / BUILD / "草稿"
    assert {path.stem for path in drafts.glob("*.pdf")} == {path.stem for path in drafts.glob("*.docx")}
    perfdocs("render", "--root", small)
    assert not drafts.exists()


def test_without_libreoffice_the_documents_are_there(
    small: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "installed", lambda: None)
    ran = perfdocs("render", "--pdf", "--root", small)
    assert ran.status == 2
    assert ran.out == (
        f"{small / 'build'}:1:1: 错误 R106 要印成 PDF 得先装 LibreOffice（从 libreoffice.org 下载，或者运行 "
        "apt install libreoffice-writer），再运行一次；Word 表格已经生成\n"
    )
    assert list((small / BUILD).glob("*.docx"))


def test_what_cannot_be_printed_is_told(small: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "installed", lambda: "soffice")
    monkeypatch.setattr(print_pdf, "convert", lambda sources, *_: [None] * len(sources))
    ran = perfdocs("render", "--pdf", "--root", small)
    assert ran.status == 2
    sentence = "错误 R107 LibreOffice 没有能把它印成 PDF：请用 Word 或 WPS 打开看看，从那里另存为 PDF"
    assert ran.out.count(sentence) == len(list((small / BUILD).glob("*.docx")))


@pytest.mark.slow
def test_printed_twice_by_libreoffice_a_submission_is_the_same_to_the_byte(
    small: Path, tmp_path_factory: pytest.TempPathFactory, perfdocs: Command
) -> None:
    """PDF/A-2b, tagged, in Chinese, with its title, and no font that has no serifs but for 黑体."""
    require_libreoffice()
    once, twice = (tmp_path_factory.mktemp(name) for name in ("once", "twice"))
    for out in (once, twice):
        assert perfdocs("render", "--pdf", "--out", out, "--root", small).status == 0
    (first,), (second,) = (sorted(out.rglob("*整套*.pdf")) for out in (once, twice))
    assert first.read_bytes() == second.read_bytes()
    with pikepdf.open(first) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in metadata
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_outline() as outline:
            assert [bookmark.title for bookmark in outline.root] == [
                "2023年部门整体支出绩效目标表",
                "2023年区级专项资金绩效目标汇总表",
                "2023年区级专项资金支出方向绩效目标表",
            ]
        assert str(pdf.docinfo.Title) == "2023年演示局绩效目标表（整套）"
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert not any("DejaVu" in font for font in fonts)
