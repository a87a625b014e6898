"""`perfdocs diff`: the demonstration year against the real one, wordings with exact changes, and every format."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from perfdocs.compare.change import FOLDED, Kind
from perfdocs.compare.formats.phrases import number_phrase
from perfdocs.compare.totals import Total
from perfdocs.compare.years import Comparison, grand_total
from perfdocs.prose.similarity import ENOUGH, likeness, sureness
from perfdocs.prose.text_changes import number_changes, word_changes
from perfdocs.report.display_width import display_width
from perfdocs.sheet.open_sheets import open_sheets
from tests.support import read_docx
from tests.support.for_each import for_each
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT

PAIRS = yaml.safe_load((EXAMPLES / "prose-pairs.yaml").read_text("utf-8"))
RENAMES = yaml.safe_load((EXAMPLES / "renames.yaml").read_text("utf-8"))


@for_each("pair", PAIRS)
def test_numbers_of_two_wordings(pair: dict[str, Any]) -> None:
    assert [number_phrase(change) for change in number_changes(pair["old"], pair["new"])] == pair["numbers"]


def test_the_tables_are_large_enough() -> None:
    assert len(PAIRS) >= 60
    assert len(RENAMES) >= 100


@for_each("pair", PAIRS)
def test_words_make_up_both_texts(pair: dict[str, str]) -> None:
    pieces = word_changes(pair["old"], pair["new"])
    assert "".join(text for kind, text in pieces if kind != "+") == pair["old"]
    assert "".join(text for kind, text in pieces if kind != "-") == pair["new"]


def test_renaming_is_mostly_right() -> None:
    """The figures are printed by `make bench`; here is the floor that they must not fall through."""
    taken = {id(one) for one in RENAMES if sureness(likeness(one["old"], one["new"]), True, 0.0) >= ENOUGH}
    right = {id(one) for one in RENAMES if one["same"]}
    assert len(taken & right) >= 0.9 * len(right)
    assert len(taken & right) >= 0.9 * len(taken)


@pytest.mark.parametrize(("style", "name"), [("text", "diff.txt"), ("markdown", "diff.md"), ("json", "diff.json")])
def test_the_demonstration_year(perfdocs: Command, style: str, name: str) -> None:
    ran = perfdocs("diff", "2023", "2024", "--format", style, "--root", ROOT)
    assert (ran.status, ran.err) == (0, "")
    golden = EXAMPLES / name
    if os.environ.get("PERFDOCS_WRITE_GOLDEN"):
        golden.write_text(ran.out, "utf-8")
    assert ran.out == golden.read_text("utf-8")


def test_text_keeps_to_eighty_columns(perfdocs: Command) -> None:
    lines = perfdocs("diff", "2023", "2024", "--root", ROOT).out.splitlines()
    assert max(map(display_width, lines)) <= 80


def test_html_is_one_file(perfdocs: Command, tmp_path: Path) -> None:
    target = tmp_path / "diff.html"
    assert perfdocs("diff", "2023", "2024", "--format", "html", "--out", target, "--root", ROOT).status == 0
    page = html.fromstring(target.read_text("utf-8"))
    assert not page.xpath("//script | //link | //img | //@src | //@href")
    assert "履约率 50%以上 → 45%以上（-5） ▼变弱" in page.xpath("//*[contains(@class, 'weaker')]/text()")
    told = json.loads(perfdocs("diff", "2023", "2024", "--format", "json", "--root", ROOT).out)["changes"]
    assert len(page.xpath("//td[@class='kind']")) == len([one for one in told if one["kind"] not in FOLDED])


def test_xlsx_has_numbers_in_its_cells(perfdocs: Command, tmp_path: Path) -> None:
    made = []
    for name in ("one.xlsx", "two.xlsx"):
        perfdocs("diff", "2023", "2024", "--format", "xlsx", "--out", tmp_path / name, "--root", ROOT)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    values = [str(one) for one in sheet.xpath("//x:row[3]/x:c[not(@t)]/x:v/text()", namespaces=space)]
    assert values == ["226.26", "240", "13.74", "6.1"]


def test_xlsx_prints_one_page_of_a4_wide_with_its_heads_and_a_grand_total(perfdocs: Command, real: Path) -> None:
    for year in ("2023", "2024"):
        shutil.copytree(real / f"specs/{year}/commerce", real / f"specs/{year}/trade")
    perfdocs("diff", "2023", "2024", "--format", "xlsx", "--out", real / "a.xlsx", "--root", real)
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(real / "a.xlsx") as book:
        sheets = [etree.fromstring(book.read(f"xl/worksheets/sheet{n}.xml")) for n in (1, 2)]
        names = etree.fromstring(book.read("xl/workbook.xml")).xpath("//x:definedName", namespaces=space)
    for sheet in sheets:
        setup = sheet.find("x:pageSetup", space)
        assert setup is not None
        assert dict(setup.attrib) == {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"}
        assert sheet.find("x:sheetPr/x:pageSetUpPr[@fitToPage='1']", space) is not None
    titles = [each.text for each in names if each.get("name") == "_xlnm.Print_Titles"]
    assert titles == ["各项合计!$1:$2", "逐条变化!$1:$1"]
    last = sheets[0].xpath("//x:row[last()]/x:c[not(@t)]/x:v/text()", namespaces=space)
    assert last == ["452.52", "480", "27.48", "6.1"]


def test_the_grand_total_adds_projects_where_a_department_has_no_total() -> None:
    of_parts = (Total("甲", Decimal(1), Decimal(2), "万元"), Total("乙", None, Decimal(3), "万元", kind=Kind.ADDED))
    own = Total("局", Decimal(50000), Decimal(40000), "元")
    departments = [
        Comparison("a", "局甲", 2023, 2024, of_parts, (), of_parts),
        Comparison("b", "局乙", 2023, 2024, (own, Total("丙", Decimal(1), Decimal(1), "元")), (), (own,)),
    ]
    assert grand_total(departments) == Total("", Decimal(6), Decimal(9), "万元")
    assert grand_total([]) is None


def test_a_waiver_is_no_target_that_came_or_went(perfdocs: Command, real: Path) -> None:
    shutil.rmtree(real / "specs/2024/commerce")
    shutil.copytree(real / "specs/2023/commerce", real / "specs/2024/commerce")
    head = real / "specs/2024/commerce/department.yaml"
    waiver = "豁免:\n  - {代号: I107, 理由: 由上级部门评定, 批准: 区财政局, 截止: 2030-12-31}\n"
    head.write_text(head.read_text("utf-8").replace("年度: 2023", "年度: 2024") + waiver, "utf-8")
    told = perfdocs("diff", "2023", "2024", "--root", real).out
    assert told.startswith("合计：新增 0，取消 0，变弱 0，其他变化 1；")
    assert "    新增 豁免·第 1 行：I107｜由上级部门评定｜区财政局｜2030-12-31\n" in told
    assert perfdocs("diff", "2024", "2023", "--root", real).out.startswith("合计：新增 0，取消 0，变弱 0，其他变化 1；")


def test_an_amount_that_is_blank_is_not_taken_for_nothing(perfdocs: Command, real: Path) -> None:
    """Neither for one that was cancelled, nor, in a sum, for 0; and no other amount of the form stands in for it."""
    for year in ("2023", "2024"):
        shutil.copytree(real / f"specs/{year}/commerce", real / f"specs/{year}/trade")
    head = real / "specs/2024/trade/department.yaml"
    head.write_text(head.read_text("utf-8").replace("资金总额: 240\n", "资金总额:\n"), "utf-8")
    fund = real / "specs/2024/trade/funds/retiree-staff.yaml"
    fund.write_text(fund.read_text("utf-8").replace("    金额: 22\n", "    金额:\n"), "utf-8")
    told = perfdocs("diff", "2023", "2024", "--root", real).out.replace("\n", "")
    assert "金额 226.26 → 240 万元（+13.74，+6.1%），另有 1 个部门没有两年的金额" in told
    assert "  株洲市石峰区商务局·资金总额：原来 226.26 万元，现在空着或读不出来  提退人员经费：原来 21.15" in told
    back = perfdocs("diff", "2024", "2023", "--department", "trade", "--root", real).out
    assert "；没有两年的金额\n" in back
    assert "  株洲市石峰区商务局·资金总额：现在 226.26 万元，原来空着或读不出来\n" in back
    alone = perfdocs("overview", "2024/trade", "--root", real).out
    assert "比上年：新增 9，取消 5，变弱 6，空白 2，其他变化 22；没有两年的金额\n" in alone
    perfdocs("diff", "2023", "2024", "--format", "xlsx", "--out", real / "a.xlsx", "--root", real)
    cells = open_sheets((real / "a.xlsx").read_bytes())[0].cells
    last = [cell.text for (row, _), cell in sorted(cells.items()) if row == max(cells)[0]]
    remark = "（各项已含在部门的总额里，不重复加；另有 1 个部门没有两年的金额，没有加）"
    assert last[:5] == ["总计", "1 个部门", remark, "226.26", "240"]


@pytest.mark.slow
def test_docx_is_made_through_the_template(
    perfdocs: Command, tmp_path: Path, assert_valid_docx: Callable[[Path], None]
) -> None:
    target = tmp_path / "diff.docx"
    assert perfdocs("diff", "2023", "2024", "--format", "docx", "--out", target, "--root", ROOT).status == 0
    assert_valid_docx(target)
    rows = read_docx.rows(target.read_bytes())
    assert rows[:2] == [
        ["株洲市石峰区商务局\n2023年与2024年绩效目标对比表"],
        [
            "合计：新增 9，取消 5，变弱 6，其他变化 24；金额 226.26 → 240 万元（+13.74，+6.1%）\n"
            "年份顺移（2023 → 2024）9 处"
        ],
    ]
    assert ["株洲市石峰区商务局·资金总额（万元）", "226.26", "240", "+13.74，+6.1%"] in rows
    assert ["", "年度绩效指标·产出指标·成本指标“226.26”", "取消", "226.26｜226.26"] in rows


def test_docx_without_a_template(perfdocs: Command, real: Path) -> None:
    (real / "templates/compare.docx").unlink()
    ran = perfdocs("diff", "2023", "2024", "--format", "docx", "--out", real / "a.docx", "--root", real)
    assert (ran.status, ran.err) == (2, "perfdocs：没有模板 templates/compare.docx：对比表的 Word 模板放在那里\n")


def test_nothing_changed(perfdocs: Command, real: Path) -> None:
    ran = perfdocs("diff", "2023", "2023", "--exit-code", "--root", real)
    head = "合计：新增 0，取消 0，变弱 0，其他变化 0；金额 226.26 万元，没有变化\n"
    assert (ran.status, ran.out) == (0, f"{head}株洲市石峰区商务局（commerce）2023 → 2023\n  没有变化\n")


def test_exit_code(perfdocs: Command, real: Path) -> None:
    assert perfdocs("diff", "2023", "2024", "--exit-code", "--root", real).status == 1
    assert perfdocs("diff", "2023", "2024", "--root", real).status == 0


def test_a_fund_that_came_and_one_that_went(perfdocs: Command, real: Path) -> None:
    funds = real / "specs/2024/commerce/funds"
    text = (funds / "retiree-staff.yaml").read_text("utf-8")
    (funds / "retiree-staff.yaml").unlink()
    (funds / "e-commerce.yaml").write_text(text.replace("提退人员经费", "电子商务经费"), "utf-8")
    told = perfdocs("diff", "2023", "2024", "--root", real).out
    assert "  新增 电子商务经费（specs/2024/commerce/funds/e-commerce.yaml）\n" in told
    assert "  取消 提退人员经费（specs/2023/commerce/funds/retiree-staff.yaml）\n" in told
    assert "  电子商务经费：新增 22 万元\n" in told
    assert "  提退人员经费：取消 21.15 万元\n" in told


def test_a_fund_under_another_file_name_is_the_same_fund(perfdocs: Command, real: Path) -> None:
    funds = real / "specs/2024/commerce/funds"
    (funds / "retiree-staff.yaml").rename(funds / "retired.yaml")
    told = perfdocs("diff", "2023", "2024", "--root", real).out
    assert "取消 提退人员经费" not in told
    assert "提退人员经费（specs/2024/commerce/funds/retired.yaml）" in told


def test_two_files(perfdocs: Command, real: Path) -> None:
    files = [real / f"specs/{year}/commerce/funds/retiree-staff.yaml" for year in (2023, 2024)]
    told = perfdocs("diff", *files, "--root", real).out
    assert "修改 项目金额：21.15 → 22（+0.85，+4%）" in told
    assert "招商" not in told


def test_amounts_in_another_unit_are_compared_in_one(perfdocs: Command, real: Path) -> None:
    spec = real / "specs/2024/commerce/funds/retiree-staff.yaml"
    text = spec.read_text("utf-8").replace("单位: 元", "单位: 万元").replace("金额: 17400", "金额: 1.74")
    spec.write_text(text.replace("金额: 17000", "金额: 1.7"), "utf-8")
    told = perfdocs("diff", "2023", "2024", "--root", real).out
    assert "金额：16728 元 → 1.74 万元（+0.0672，+4%）" in told.replace("\n    ", "")
    assert "  换了写法或单位、数量没有变 1 处\n" in told
    assert "17000" not in told


def test_another_pack_whose_fields_correspond(perfdocs: Command, real: Path) -> None:
    assert perfdocs("packs", "new", "shifeng-2024", "--from", "shifeng-2023", "--root", real).status == 0
    for path in (real / "specs/2024").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("版式: shifeng-2023", "版式: shifeng-2024"), "utf-8")
    told = perfdocs("diff", "2023", "2024", "--root", real).out
    assert "履约率 50%以上 → 45%以上（-5） ▼变弱" in told
    assert "修改 版式：shifeng-2023 → shifeng-2024" in told


def git(root: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=demo", "-c", "user.email=demo@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *settings, *arguments], check=True, capture_output=True)


def test_between_revisions(perfdocs: Command, small: Path) -> None:
    git(small, "init", "-q", "-b", "main")
    git(small, "add", ".")
    git(small, "commit", "-qm", "one")
    spec = small / "specs/2023/demo/department.yaml"
    spec.write_text(spec.read_text("utf-8").replace("引进项目10个", "引进项目8个"), "utf-8")
    line = "      引进项目 10个 → 8个（-2，-20%） ▼变弱\n"
    assert line in perfdocs("diff", "--rev", "main", "--root", small).out
    git(small, "commit", "-qam", "two")
    assert line in perfdocs("diff", "HEAD~1..HEAD", "--root", small).out
    assert "没有变化" in perfdocs("diff", "--rev", "main", "--root", small).out
    ran = perfdocs("diff", "--rev", "nothing", "--root", small)
    assert ran.status == 2
    assert ran.err.startswith("perfdocs：git 里没有“nothing”这个版本，或者取不出来：")


def test_wrong_arguments(perfdocs: Command, small: Path) -> None:
    assert perfdocs("diff", "2023", "--root", small).status == 2
    assert perfdocs("diff", "2023", "2023", "--department", "nobody", "--root", small).status == 2
    assert perfdocs("diff", "2023", "2023", "--format", "xlsx", "--root", small).status == 2
