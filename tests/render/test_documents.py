"""Documents of all shapes as Word and a printer would have them: valid, complete, nothing orphaned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from perfdocs.word.xml import W
from tests.support import libreoffice, read_docx, spec_shapes
from tests.support.run_command import Command


def prose_department() -> Any:
    """Two thousand characters in every cell but those of the last row, which then stays with the signature."""
    data = spec_shapes.department(2, spec_shapes.PROSE * 40)
    data["年度绩效指标"]["效益指标"]["社会公众及服务对象满意度指标"] = [
        {"三级指标": "满意度", "指标值": spec_shapes.PROSE * 5}
    ]
    return data


SHAPES = {
    "one": (spec_shapes.department(1), [spec_shapes.fund(1)]),
    "blank": (spec_shapes.department(0), [spec_shapes.fund(0, details=0)]),
    "many": (spec_shapes.department(12), [spec_shapes.fund(12, details=60)]),
    "prose": (prose_department(), [spec_shapes.fund(1, spec_shapes.PROSE * 40, details=2)]),
    "awkward": (spec_shapes.department(2, spec_shapes.AWKWARD), [spec_shapes.fund(2, spec_shapes.AWKWARD)]),
    "funds": (spec_shapes.department(1), [spec_shapes.fund(1) | {"专项名称": f"专项{n}"} for n in range(60)]),
}
SIGNATURE = "单位负责人签字"


@pytest.fixture(scope="module")
def built_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of all shapes."""
    from perfdocs.cli import main

    root = spec_shapes.tree(tmp_path_factory.mktemp("shapes"), SHAPES)
    status = main.run(["render", "--root", str(root)])
    assert status == 0
    return root / "build/2023"


@pytest.mark.slow
def test_every_document_is_valid(built_forms: Path, assert_valid_docx: Callable[[Path], None]) -> None:
    documents = [path for path in built_forms.rglob("*.docx") if path.parent.name != "funds" or "整套" in path.stem]
    assert len(documents) >= 20
    for document in documents:
        assert_valid_docx(document)


@pytest.mark.slow
def test_the_real_documents_and_the_templates_are_valid(
    real: Path, perfdocs: Command, assert_valid_docx: Callable[[Path], None]
) -> None:
    perfdocs("render", "--root", real)
    for document in [*real.rglob("build/**/*.docx"), *real.rglob("templates/**/*.docx")]:
        assert_valid_docx(document)


def test_awkward_values_come_out_as_they_went_in(built_forms: Path) -> None:
    document = (built_forms / "awkward/01-2023年部门整体支出绩效目标表.docx").read_bytes()
    cells = [cell for row in read_docx.rows(document) for cell in row]
    assert cells.count(spec_shapes.AWKWARD) == 1 + 2 * 3 + 9 * 2 * 2


def test_fixed_rows_stay_when_they_are_empty(built_forms: Path) -> None:
    document = (built_forms / "blank/01-2023年部门整体支出绩效目标表.docx").read_bytes()
    assert read_docx.golden(read_docx.rows(document)[9:]) == (
        "年度重点       工作计划 | 事项 | 责任单位/科室 | 工作目标\n"
        " |  |  |\n"
        "年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值及单位\n"
        " | 产出指标 | 数量指标 |  |\n"
        " |  | 质量指标 |  |\n"
        " |  | 时效指标 |  |\n"
        " |  | 成本指标 |  |\n"
        " | 效益指标 | 经济效益指标 |  |\n"
        " |  | 社会效益指标 |  |\n"
        " |  | 生态效益指标 |  |\n"
        " |  | 可持续影响指标 |  |\n"
        " |  | 社会公众及服务对象满意度指标 |  |\n"
        "单位负责人签字：\t↵↵↵↵填表人：\t\t联系电话：\n"
    )


def test_cells_merge_over_their_groups(built_forms: Path) -> None:
    document = (built_forms / "many/01-2023年部门整体支出绩效目标表.docx").read_bytes()
    table = list(read_docx.body(document).iterfind(f"{W}tbl"))[-1]
    rows = list(table.iterfind(f"{W}tr"))[1:-1]
    merges = [[cell.find(f"{W}tcPr/{W}vMerge") for cell in row.iterfind(f"{W}tc")][:3] for row in rows]
    starts = [[m is not None and m.get(f"{W}val") == "restart" for m in row] for row in merges]
    assert len(rows) == 9 * 12
    assert [n for n, row in enumerate(starts) if row[0]] == [0]
    assert [n for n, row in enumerate(starts) if row[1]] == [0, 4 * 12]
    assert [n for n, row in enumerate(starts) if row[2]] == [12 * n for n in range(9)]
    assert all(m is not None for row in merges for m in row)


def test_every_table_has_real_widths(built_forms: Path) -> None:
    for document in (built_forms / "one").glob("*.docx"):
        for table in read_docx.body(document.read_bytes()).iter(f"{W}tbl"):
            grid = [int(c.get(f"{W}w") or 0) for c in table.iterfind(f"{W}tblGrid/{W}gridCol")]
            assert all(grid)
            assert sum(grid) == 8844
            for row in table.iterfind(f"{W}tr"):
                cells = [c.find(f"{W}tcPr/{W}tcW") for c in row.iterfind(f"{W}tc")]
                assert sum(int(c.get(f"{W}w") or 0) for c in cells if c is not None) == sum(grid)


def test_the_seal_has_room(built_forms: Path) -> None:
    """42 mm are 2,381 twentieths of a point."""
    for document in (built_forms / "one").glob("*.docx"):
        rows = [r for r in read_docx.body(document.read_bytes()).iter(f"{W}tr") if "（盖章）" in "".join(r.itertext())]
        assert rows
        for row in rows:
            height = row.find(f"{W}trPr/{W}trHeight")
            assert height is not None
            assert int(height.get(f"{W}val") or 0) >= 2381


def test_names_are_printed_where_they_are_given(tmp_path: Path, perfdocs: Command) -> None:
    head = spec_shapes.department(1) | {"签报": {"单位负责人": "（甲）", "填表人": "（乙）", "联系电话": "000"}}
    root = spec_shapes.tree(tmp_path, {"signed": (head, [])})
    assert perfdocs("render", "--root", root).status == 0
    document = (root / "build/2023/signed/01-2023年部门整体支出绩效目标表.docx").read_bytes()
    assert read_docx.rows(document)[-1] == ["单位负责人签字：（甲）\t\n\n\n\n填表人：（乙）\t\t联系电话：000\t"]


@pytest.mark.slow
def test_printed_pages(built_forms: Path, tmp_path: Path) -> None:
    """Every form becomes a PDF; heads repeat; the signature never stands on a page of its own."""
    documents = [d for d in built_forms.rglob("*.docx") if "（专项" not in d.name and "整套" not in d.name]
    named = [tmp_path / f"{n}.docx" for n, _ in enumerate(documents)]
    for copy, document in zip(named, documents, strict=True):
        copy.write_bytes(document.read_bytes())
    for document, pdf in zip(documents, libreoffice.as_pdf(named, tmp_path, tmp_path / "profile"), strict=True):
        pages = libreoffice.pages(pdf)
        signed = [page for page in pages if SIGNATURE in page]
        assert len(signed) == 1, document
        assert signed[0] is pages[-1], document
        assert company(pages[-1]), document
        if "many" in document.parts:
            assert all("支出内容简介" in page for page in pages if page.count("1 合格") > 3), document


@pytest.mark.slow
def test_the_signature_is_never_alone_however_long_the_table(tmp_path: Path, perfdocs: Command) -> None:
    counts = range(1, 33)
    head = spec_shapes.department(1)
    root = spec_shapes.tree(tmp_path, {f"d{n}": (head, [spec_shapes.fund(1, details=n)]) for n in counts})
    assert perfdocs("render", "--root", root).status == 0
    copies = []
    for n in counts:
        copies.append(tmp_path / f"d{n}.docx")
        (form,) = (root / f"build/2023/d{n}").glob("*支出方向*.docx")
        copies[-1].write_bytes(form.read_bytes())
    lengths = set()
    for pdf in libreoffice.as_pdf(copies, tmp_path, tmp_path / "profile"):
        pages = libreoffice.pages(pdf)
        lengths.add(len(pages))
        assert SIGNATURE in pages[-1]
        assert company(pages[-1]), pdf
    assert len(lengths) > 1


def company(page: str) -> list[str]:
    """The lines of the page above the signature, other than repeated heads."""
    above = page[: page.index(SIGNATURE)].split("\n")
    heads = ("指标", "支出内容简介", "测算说明", "序号", "标准", "明细及测")
    return [line for line in above if line.strip() and not any(head in line for head in heads)]


def test_made_up_data_say_so_on_every_page(small: Path, perfdocs: Command) -> None:
    head = small / "specs/2023/demo/department.yaml"
    head.write_text(head.read_text("utf-8").replace("年度: 2023\n", "年度: 2023\n演示: true\n"), "utf-8")
    assert perfdocs("render", "--root", small).status == 0
    documents = sorted((small / "build/2023/demo").glob("*.docx"))
    for path in documents:
        for section in docx.Document(str(path)).sections:
            headers = [section.header]
            headers += [section.first_page_header] if section.different_first_page_header_footer else []
            texts = [header.paragraphs[-1].text for header in [*headers, section.even_page_header]]
            assert set(texts) == {"演示数据：表上填的是为演示编的，不是真实的申报"}
    ran = perfdocs("verify", small / "build", "--root", small)
    assert ran.status == 0
    assert ran.err.endswith(f"核对了 {len(documents)} 个文件，{len(documents)} 个和印出的一样：没有发现问题\n")
