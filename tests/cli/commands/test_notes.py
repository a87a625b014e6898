"""`perfdocs notes`: a note for each department that has something to mend, and none that somebody wrote in is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from perfdocs.sheet.open_sheets import open_sheets
from tests.support.change_zip import with_members
from tests.support.notes import edit
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES

HEAD = "specs/2023/demo/department.yaml"
DIRECTORY = "build/退回意见/2023"
BOOK = "2023年度退回意见.xlsx"
BOOK_OF_DEMO = "2023年度退回意见（demo）.xlsx"


@pytest.fixture
def year(small: Path) -> Path:
    """Three departments of 2023: one with a mistake, one without, one that cannot be read."""
    edit(small / HEAD, ("基本支出: 60", "基本支出: 61"))
    shutil.copytree(small / "specs/2023/demo", small / "specs/2023/sound")
    edit(small / HEAD.replace("demo", "sound"), ("基本支出: 61", "基本支出: 60"), ("演示局", "第二演示局"))
    (small / "specs/2023/unread").mkdir()
    (small / "specs/2023/unread/department.yaml").write_text("部门名称: 第三演示局\n版式: 没有的版式\n", "utf-8")
    return small


def names(root: Path) -> set[str]:
    return {path.name for path in (root / DIRECTORY).iterdir()}


def test_each_department_is_told_of(year: Path, perfdocs: Command) -> None:
    ran = perfdocs("notes", "2023", "--today", "2026-01-05", "--root", year)
    assert ran.out.splitlines() == [
        "2023/demo（演示局）：错误 1；demo（演示局）.docx",
        "2023/sound（第二演示局）：没有发现问题；没有要退回的",
        "2023/unread（第三演示局）：错误 1；unread（第三演示局）.docx",
    ]
    assert ran.err == f"3 个部门，要退回的 2 个，写在 {year / DIRECTORY}\n"
    assert ran.status == 0
    assert names(year) == {"demo（演示局）.docx", "unread（第三演示局）.docx", BOOK}


@pytest.mark.slow
def test_the_same_bytes_again_and_nothing_outdated(year: Path, perfdocs: Command) -> None:
    perfdocs("notes", "2023", "--today", "2026-01-05", "--root", year)
    before = {name: (year / DIRECTORY / name).read_bytes() for name in names(year)}
    perfdocs("notes", "2023", "--today", "2026-01-05", "--root", year)
    assert {name: (year / DIRECTORY / name).read_bytes() for name in names(year)} == before
    edit(year / HEAD, ("基本支出: 61", "基本支出: 60"))
    perfdocs("notes", "2023", "demo", "--root", year)
    assert names(year) == {"unread（第三演示局）.docx", BOOK, BOOK_OF_DEMO}
    assert (year / DIRECTORY / BOOK).read_bytes() == before[BOOK]
    perfdocs("render", "--root", year)
    assert names(year) == {"unread（第三演示局）.docx", BOOK, BOOK_OF_DEMO}


def test_who_has_not_handed_in_is_not_passed_over(year: Path, perfdocs: Command) -> None:
    names_of = {"demo": "演示局", "sound": "第二演示局", "gone": "第四演示局"}
    rows = "".join(f"  - {{代号: {directory}, 名称: {name}}}\n" for directory, name in names_of.items())
    (year / "specs/2023/departments.yaml").write_text(f"部门:\n{rows}", "utf-8")
    ran = perfdocs("notes", "2023", "--root", year)
    assert ran.out.splitlines()[-1] == "2023/gone（第四演示局）：未报送"
    assert ran.err == f"3 个部门，要退回的 2 个，未报送 1 个，写在 {year / DIRECTORY}\n"
    cells = open_sheets((year / DIRECTORY / BOOK).read_bytes())[0].cells
    assert cells[1, 1].text == "2023年度，3 个部门，要退回的 2 个，未报送 1 个"
    assert [cells[6, column].text for column in (1, 2, 8)] == ["gone", "第四演示局", "未报送"]
    few = perfdocs("notes", "2023", "demo", "sound", "--root", year)
    assert "未报送" not in few.out + few.err
    assert "2023年度退回意见（demo、sound）.xlsx" in names(year)


def test_hints_alone_are_no_reason_to_send_back(year: Path, perfdocs: Command) -> None:
    edit(year / HEAD, ("基本支出: 61", "基本支出: 60"), ("区的招商。", "区的招商,落实政策，做好服务。"))
    ran = perfdocs("notes", "2023", "第二演示局", "2023/demo", "--root", year)
    assert ran.out.splitlines()[0] == "2023/demo（演示局）：提示 1；没有要退回的，提示请看 xlsx"
    assert names(year) == {"2023年度退回意见（demo、sound）.xlsx"}


def test_a_later_step_has_a_note_of_its_own(real: Path, perfdocs: Command) -> None:
    shutil.copytree(EXAMPLES / "cycle/evaluation", real / "specs/2023/commerce/evaluation")
    fund = real / "specs/2023/commerce/evaluation/funds/retiree-staff.yaml"
    edit(fund, ("完成值: 21.15, 自评得分: 20", "完成值: 5, 自评得分: 25"))
    ran = perfdocs("notes", "2023", "commerce", "--root", real)
    name = "commerce－evaluation（株洲市石峰区商务局）.docx"
    assert ran.out.splitlines()[1] == f"2023/commerce/evaluation（株洲市石峰区商务局）：错误 1；{name}"
    note = docx.Document(str(real / DIRECTORY / name))
    assert any("2023年度绩效自评表有下面这些问题" in paragraph.text for paragraph in note.paragraphs)
    place = "《2023年项目支出绩效自评表》（提退人员经费）第 2 个表“得分”栏：第 2 行“21.15”"
    assert place in note.tables[0].rows[2].cells[2].text
    perfdocs("notes", "2023", "株洲市石峰区商务局", "--root", real)
    assert len(names(real)) == 3


def test_what_somebody_wrote_in_stays(year: Path, perfdocs: Command) -> None:
    perfdocs("notes", "2023", "--out", year / "给各部门", "--root", year)
    directory = year / "给各部门/退回意见/2023"
    note, book = directory / "demo（演示局）.docx", directory / BOOK
    document = docx.Document(str(note))
    document.tables[-1].cell(0, 1).text = "请七日内改好"
    document.save(str(note))
    book.write_bytes(with_members(book.read_bytes(), lambda _, data: data.replace(b"demo", b"DEMO")))
    written = note.read_bytes(), book.read_bytes()
    edit(year / HEAD, ("基本支出: 61", "基本支出: 62"))
    ran = perfdocs("notes", "2023", "--out", year / "给各部门", "--root", year)
    told = "错误 R103 这个文件生成以后被改动过，或者不是 perfdocs 生成的，没有覆盖：请把它改名或移走，再生成一次"
    assert ran.out.splitlines()[-2:] == [f"{note}:1:1: {told}", f"{book}:1:1: {told}"]
    assert ran.status == 2
    assert (note.read_bytes(), book.read_bytes()) == written


def test_what_cannot_be_asked_for(year: Path, perfdocs: Command) -> None:
    cases = {
        ("23",): "“23”不是年度：写法是 perfdocs notes 2024，或 perfdocs notes 2024 commerce",
        ("2023", "demmo"): "2023 年没有部门“demmo”，是不是“demo”？",
        ("2023", "教育局"): "2023 年没有部门“教育局”，请写部门目录的名称，例如 commerce",
        ("2022",): "找不到“specs/2022”：请写年度（2023）、部门目录（specs/2023/commerce）或其中的文件",
    }
    for arguments, told in cases.items():
        ran = perfdocs("notes", *arguments, "--root", year)
        assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{told}\n")
    assert not (year / "build").exists()
