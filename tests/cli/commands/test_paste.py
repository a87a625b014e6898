"""`perfdocs paste`: from a file or the clipboard into a spec, and back by `undo`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.run_command import Command
from tests.support.sheets import Formatted, Page, workbook

FUND = "specs/2023/commerce/funds/retiree-staff.yaml"
PLACE = f"{FUND}:支出明细"
TABLE = "支出内容\t金额（万元）\t测算依据\r\n车补\t1.248\t1040*12\r\n合计\t1.25\t\r\n"
ROWS: list[list[Any]] = [["支出内容", "金额（万元）", "测算依据"], ["车补", Formatted(1.248, "0.000"), "1040*12"]]
NEW = "        - {支出内容: 车补, 金额: 12480, 测算依据: 1040*12}"


def clipboard(monkeypatch: pytest.MonkeyPatch, contents: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(contents)))


def test_from_the_clipboard_and_back(real: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = real / FUND
    before = spec.read_bytes()
    clipboard(monkeypatch, TABLE.encode("utf-16"))
    ran = perfdocs("paste", "--to", f"{FUND}：支出明细", "--append", "--root", real)
    assert (ran.status, ran.out.splitlines()) == (
        1,
        [
            "剪贴板:2:2: 提示 N206 B2（金额）：1.248 万元换算成 12480 元，这一列都这样换算（“金额（万元）”写的是万元）",
            "剪贴板:3:2: 错误 N205 B3：“合计”是 1.25，读入的各行之和是 1.248，相差 0.002："
            "请核对少了哪一行，还是表上算错了",
        ],
    )
    assert ran.err.splitlines() == [
        f"粘贴了 1 行到 {FUND}:支出方向[提退人员经费].支出明细：错误 1，提示 1",
        f"请看一遍，再运行 perfdocs check {FUND}",
    ]
    assert spec.read_bytes() == before + f"{NEW}\n".encode()
    assert perfdocs("undo", "--yes", "--root", real).status == 0
    assert spec.read_bytes() == before


def test_from_a_file_whatever_the_encoding_and_the_line_ends(real: Path, perfdocs: Command) -> None:
    spec, sheet = real / FUND, real / "明细.xlsx"
    sheet.write_bytes(workbook(Page(ROWS)))
    head, _, _ = spec.read_text("utf-8").partition("        - 支出内容: 基本工资")
    spec.write_bytes((head + "# 末尾\n").replace("\n", "\r\n").encode("gbk"))
    dry = perfdocs("paste", sheet, "--to", PLACE, "--dry-run", "--root", real)
    added = [line for line in dry.out.splitlines() if line[:1] in ("+", "-")]
    assert added == [f"--- a/{FUND}", f"+++ b/{FUND}", f"+{NEW}"]
    assert spec.read_bytes() == (head + "# 末尾\n").replace("\n", "\r\n").encode("gbk")
    as_json = perfdocs("paste", sheet, "--to", PLACE, "--dry-run", "--format", "json", "--root", real)
    assert [finding["code"] for finding in json.loads(as_json.out)["findings"]] == ["N206"]
    assert f"+{NEW}" in as_json.err.splitlines()
    ran = perfdocs("paste", sheet, "--to", PLACE, "--root", real)
    assert ran.status == 0
    assert spec.read_bytes() == (head + f"{NEW}\n# 末尾\n").replace("\n", "\r\n").encode("gbk")


def test_what_the_schema_finds_in_the_rows_is_told(real: Path, perfdocs: Command) -> None:
    sheet = real / "明细.xlsx"
    sheet.write_bytes(workbook(Page([["支出内容", "金额（元）"], ["车补", -5]])))
    ran = perfdocs("paste", sheet, "--to", PLACE, "--replace", "--root", real)
    assert ran.status == 1
    assert f"{FUND}:40:26: 错误 S106 “金额”不能小于 0，这里是 -5" in ran.out


def test_indicators_by_the_heads_of_the_template(real: Path, perfdocs: Command) -> None:
    sheet = real / "指标.xlsx"
    rows: list[list[Any]] = [
        ["一级\n指标", "二级指标", "三级指标", "指标值及单位", "绩效标准"],
        ["产出指标", "数量指标", "期数", "4期", 100],
    ]
    sheet.write_bytes(workbook(Page(rows)))
    ran = perfdocs("paste", sheet, "--to", f"{FUND}:年度绩效指标", "--replace", "--root", real)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines()[1] == (
        "表里没有这几类的内容，原来的没有动：质量指标 1 行、时效指标 1 行、成本指标 1 行、经济效益指标 1 行、"
        "社会效益指标 1 行、生态效益指标 1 行、可持续影响指标 1 行、社会公众及服务对象满意度指标 1 行"
    )


PLACES = "支出方向、支出方向[提退人员经费].年度绩效指标、支出方向[提退人员经费].支出明细"
REFUSED = {
    f"没有.xlsx --to {PLACE}": "没有.xlsx 打不开：No such file or directory。正在 Excel 里开着的，先保存、关上",
    f"明细.xlsx --to {PLACE} --append --replace": ("--replace 和 --append 只能用一个：换掉原来的各行，还是接在后面？"),
    "明细.xlsx": "缺少 --to 文件:位置",
    f"明细.xlsx --to {PLACE}": (
        f"{FUND}:支出方向[提退人员经费].支出明细.项目 已有 5 行，没有动它："
        "要换掉就加 --replace，要接在后面就加 --append"
    ),
    f"明细.xlsx --to {FUND}": f"--to 里要写明粘贴到哪里，例如 {FUND}:支出方向。可以是：{PLACES}",
    f"明细.xlsx --to {FUND}:明细表": f"{FUND} 里没有“明细表”这张表。可以是：{PLACES}",
    "明细.xlsx --to specs/2023:支出明细": (
        "找不到“specs/2023:支出明细”：请写年度（2023）、部门目录（specs/2023/commerce）或其中的文件"
    ),
    "明细.xlsx --to specs/2023": (
        "--to 要写一个填报文件和里面的位置，例如 specs/2023/commerce/funds/a.yaml:明细：specs/2023 是目录"
    ),
    f"坏.xlsx --to {PLACE}": (
        "坏.xlsx：这不是 Excel 表格，也不是从表格里复制的文字：请用 Excel 或 WPS 打开，另存为 .xlsx"
    ),
}


def test_what_is_refused(real: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(real)
    Path("明细.xlsx").write_bytes(workbook(Page(ROWS)))
    Path("坏.xlsx").write_bytes(b"%PDF")
    before = Path(FUND).read_bytes()
    for arguments, sentence in REFUSED.items():
        ran = perfdocs("paste", *arguments.split())
        assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{sentence}\n")
    assert Path(FUND).read_bytes() == before
    Path(FUND).write_text(Path(FUND).read_text("utf-8").replace("专项名称: ", "专项名称："), "utf-8")
    ran = perfdocs("paste", "明细.xlsx", "--to", PLACE)
    assert ran.err == (
        f"perfdocs：{FUND}:3 有错，先改好再粘贴：“专项名称”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”\n"
    )
