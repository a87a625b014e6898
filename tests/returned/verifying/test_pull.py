"""Edits made in Word, back in the specs: exactly those, or told why not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.support.change_zip import members, pack_members, with_document
from tests.support.printed_workspace import (
    DEPARTMENT,
    DETAILS,
    HEAD,
    PROMOTION,
    STAFF,
    WHOLE,
    git,
    print_and_commit,
    type_into,
)
from tests.support.run_command import Command


def changed_lines(root: Path) -> list[str]:
    """The lines that git says were changed, with - and +."""
    lines = git(root, "diff", "--unified=0", "--", "specs").splitlines()
    return [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]


def test_one_edit_changes_one_scalar(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    type_into(real / DETAILS, ("住房公积金1394*12", "住房公积金1395*12", 0))
    ran = perfdocs("pull", real / DETAILS, "--root", real)
    assert (ran.status, ran.out) == (
        0,
        f"{STAFF}:47:17: 提示 N403 写回：住房公积金1394*12 → 住房公积金1395*12\n",
    )
    assert changed_lines(real) == ["-          测算依据: 住房公积金1394*12", "+          测算依据: 住房公积金1395*12"]


def test_nothing_is_written_from_a_row_that_was_made_another(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    edits = (
        ("生态效益指标", "社会效益指标", 0),
        ("生活富裕，生态宜居", "新增就业", 0),
        ("生活富裕，生态宜居", "30人", 0),
    )
    type_into(real / HEAD, *edits)
    ran = perfdocs("pull", real / HEAD, "--root", real)
    place = f"{real / HEAD}:20:{{}}: 错误 N402 第 3 个表第 8 行第 {{}} 格（效益指标 生态效益指标{{}}）"
    assert ran.out.splitlines() == [
        place.format(3, 3, "") + "：表上固定的文字“生态效益指标”改成了“社会效益指标”，没有写回",
        place.format(4, 4, " 三级指标") + "：这一行固定的文字也改了，没有写回：请自己改填报文件",
        place.format(5, 5, " 指标值及单位") + "：这一行固定的文字也改了，没有写回：请自己改填报文件",
    ]
    assert changed_lines(real) == []


@pytest.mark.parametrize(("line_end", "encoding"), [("\r\n", "utf-8-sig"), ("\r", "utf-8"), ("\r\n", "gb18030")])
def test_a_file_keeps_its_encoding_and_line_ends(real: Path, perfdocs: Command, line_end: str, encoding: str) -> None:
    print_and_commit(real, perfdocs)
    spec = real / STAFF
    spec.write_bytes(spec.read_text("utf-8").replace("\n", line_end).encode(encoding))
    before = spec.read_bytes()
    type_into(real / DETAILS, ("住房公积金1394*12", "住房公积金1395*12", 0))
    assert perfdocs("pull", real / DETAILS, "--root", real).status == 0
    old, new = (text.encode(encoding.removesuffix("-sig")) for text in ("住房公积金1394*12", "住房公积金1395*12"))
    assert spec.read_bytes() == before.replace(old, new)


def test_a_dry_run_shows_the_patch_and_writes_nothing(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    type_into(real / DETAILS, ("17000", "17500", 0))
    ran = perfdocs("pull", real / DETAILS, "--dry-run", "--root", real)
    assert "-          金额: 17000\n+          金额: 17500\n" in ran.out
    assert changed_lines(real) == []


def test_thirty_scattered_edits_change_exactly_those(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    documents = {file: (real / file).read_text("utf-8") for file in (DEPARTMENT, STAFF, PROMOTION)}
    wanted = {file: scatter_edits(text) for file, text in documents.items()}
    assert sum(len(lines_changed(documents[file], wanted[file])) for file in documents) >= 30
    for file, text in wanted.items():
        (real / file).write_text(text, "utf-8")
    assert perfdocs("render", "--root", real, "--out", real / "edited").out == ""
    for file, text in documents.items():
        (real / file).write_text(text, "utf-8")
    returned = with_content_of(real / WHOLE, real / "edited" / WHOLE.removeprefix("build/"))
    (real / WHOLE).write_bytes(returned)
    ran = perfdocs("pull", real / WHOLE, "--root", real)
    assert {file: (real / file).read_text("utf-8") for file in documents} == wanted
    assert len(ran.out.splitlines()) >= 30
    assert {line.split()[2] for line in ran.out.splitlines()} == {"N403"}


def with_content_of(print_and_commit: Path, other: Path) -> bytes:
    """A printed document with the text of another: as if somebody had typed all that into it."""
    parts = members(print_and_commit.read_bytes())
    return pack_members({**parts, "word/document.xml": members(other.read_bytes())["word/document.xml"]})


def scatter_edits(text: str) -> str:
    """The file with two characters more in every line that has a text field; amounts stay as they are."""
    made = []
    for number, line in enumerate(text.splitlines(keepends=True)):
        fits = re.search(r"(指标值|工作目标|责任单位|支出明细|项目实施期): [^{}|>\",]*[\u4e00-\u9fff]", line)
        if fits and "#" not in line and not line.rstrip().endswith(":"):
            at = fits.end() - 1
            line = line[:at] + f"另{NTH[number % len(NTH)]}" + line[at:]
        made.append(line)
    return "".join(made)


NTH = "甲乙丙丁戊己庚辛壬癸"


def lines_changed(old: str, new: str) -> list[str]:
    return [a for a, b in zip(old.splitlines(), new.splitlines(), strict=True) if a != b]


def test_what_changed_on_both_sides_is_left_alone(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    type_into(real / DETAILS, ("住房公积金1394*12", "住房公积金1395*12", 0), ("车补1040*12", "车补每月1040*12", 0))
    text = (real / STAFF).read_text("utf-8").replace("住房公积金1394*12", "公积金1394*12")
    (real / STAFF).write_text(text, "utf-8")
    ran = perfdocs("pull", real / DETAILS, "--root", real)
    assert ran.status == 1
    assert "N401" in ran.out
    assert "Word 里改成“住房公积金1395*12”" in ran.out
    assert (real / STAFF).read_text("utf-8") == text.replace("车补1040*12", "车补每月1040*12")


def test_what_is_worked_out_is_told_and_not_written(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    type_into(real / DETAILS, ("211500", "211600", 0))
    ran = perfdocs("pull", real / DETAILS, "--root", real)
    assert ran.status == 1
    assert "N402" in ran.out
    assert "这一格是算出来的，“211600”没有写回" in ran.out
    assert changed_lines(real) == []


@pytest.mark.slow
def test_a_row_of_another_order_today_is_found_by_its_name(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)
    data = (real / DEPARTMENT).read_text("utf-8")
    rows = data[data.index("  - 事项: 招商") : data.index("\n年度绩效指标:")]
    first, second = rows[: rows.index("  - 事项: 商贸")], rows[rows.index("  - 事项: 商贸") :]
    (real / DEPARTMENT).write_text(data.replace(rows, second + first), "utf-8")
    type_into(real / HEAD, ("综合股", "商贸股", 0))
    assert perfdocs("pull", real / HEAD, "--root", real).status == 0
    assert (real / DEPARTMENT).read_text("utf-8") == data.replace(rows, second + first).replace("综合股", "商贸股")


def test_rows_come_and_go(real: Path, perfdocs: Command) -> None:
    print_and_commit(real, perfdocs)

    def rows(xml: str) -> str:
        start = (
            xml.rindex("<w:tr ", 0, xml.index(">车补<"))
            if "<w:tr " in xml
            else xml.rindex("<w:tr>", 0, xml.index(">车补<"))
        )
        end = xml.index("</w:tr>", start) + len("</w:tr>")
        row = xml[start:end]
        another = row.replace("车补1040*12", "误餐费每月100").replace("12480", "1200").replace(">车补<", ">误餐费<")
        return xml[:start] + another + xml[end:]

    (real / DETAILS).write_bytes(with_document((real / DETAILS).read_bytes(), rows))
    ran = perfdocs("pull", real / DETAILS, "--root", real)
    assert ran.status == 0
    found = yaml.safe_load((real / STAFF).read_text("utf-8"))["支出方向"][0]["支出明细"]["项目"]
    assert [one["支出内容"] for one in found][2:4] == ["人头经费", "误餐费"]
    assert found[3] == {"支出内容": "误餐费", "支出明细": "误餐费", "金额": 1200, "测算依据": "误餐费每月100"}


@pytest.mark.slow
def test_an_edit_of_an_earlier_print_without_git(real: Path, perfdocs: Command) -> None:
    """The record of what was printed tells the edit from what was changed in the YAML since."""
    assert perfdocs("render", "--root", real).status == 0
    text = (real / STAFF).read_text("utf-8").replace("车补1040*12", "每月1040*12")
    (real / STAFF).write_text(text, "utf-8")
    type_into(real / DETAILS, ("住房公积金1394*12", "住房公积金1395*12", 0))
    ran = perfdocs("pull", real / DETAILS, "--root", real)
    assert ran.out == f"{STAFF}:47:17: 提示 N403 写回：住房公积金1394*12 → 住房公积金1395*12\n"
    assert (real / STAFF).read_text("utf-8") == text.replace("住房公积金1394*12", "住房公积金1395*12")


def test_without_the_version_it_was_printed_from_nothing_is_touched(real: Path, perfdocs: Command) -> None:
    assert perfdocs("render", "--root", real).status == 0
    shutil.rmtree(real / ".perfdocs")
    text = (real / STAFF).read_text("utf-8").replace("车补1040*12", "每月1040*12")
    (real / STAFF).write_text(text, "utf-8")
    ran = perfdocs("pull", real / DETAILS, "--root", real)
    assert ran.status == 2
    assert "N310" in ran.out
    assert (real / STAFF).read_text("utf-8") == text


@pytest.mark.parametrize("name", ["a.docx", "b"])
def test_a_file_that_is_not_there(real: Path, perfdocs: Command, name: str) -> None:
    ran = perfdocs("pull", real / name, "--root", real)
    assert ran.status == 2
    assert "打不开" in ran.err
