"""`perfdocs check --todo`: what is still to be filled in, and what of it last year had."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.run_command import Command


def test_after_a_rollover_every_hole_is_listed(small: Path, perfdocs: Command) -> None:
    perfdocs("rollover", "2023", "2024", "--root", small)
    ran = perfdocs("check", "2024", "--todo", "--root", small)
    assert ran.out == (
        "2024/demo（演示局）：还有 7 处要填\n"
        "  specs/2024/demo/department.yaml:6:8: 资金总额，没有它表不能用（上年 100）\n"
        "  specs/2024/demo/department.yaml:7:22: 一般公共预算拨款（上年 100）\n"
        "  specs/2024/demo/department.yaml:8:18: 基本支出（上年 60）\n"
        "  specs/2024/demo/department.yaml:8:26: 项目支出（上年 40）\n"
        "  specs/2024/demo/funds/promotion.yaml:5:8: 项目金额，没有它表不能用（上年 40）\n"
        "  specs/2024/demo/funds/promotion.yaml:15:27: 金额，没有它表不能用（上年 40）\n"
        "  specs/2024/demo/funds/promotion.yaml:15:35: 支出测算依据及过程说明（上年 8次*5万元）\n"
    )
    assert ran.status == 1


def test_checked_and_rendered_it_is_an_error_at_each_line(small: Path, perfdocs: Command) -> None:
    perfdocs("rollover", "2023", "2024", "--root", small)
    found = [line.split(" ")[:3] for line in perfdocs("check", "2024", "--root", small).out.splitlines()]
    assert [(place, code) for place, severity, code in found if severity == "错误"] == [
        ("specs/2024/demo/department.yaml:6:8:", "F103"),
        ("specs/2024/demo/funds/promotion.yaml:5:8:", "F103"),
        ("specs/2024/demo/funds/promotion.yaml:15:27:", "F103"),
    ]
    assert perfdocs("render", "2024", "--root", small).status == 1
    assert not list((small / "build").rglob("*.docx"))


def test_a_sum_that_lacks_a_blank_amount_is_only_its_consequence(small: Path, perfdocs: Command) -> None:
    fund = small / "specs/2023/demo/funds/promotion.yaml"
    row = "        - {支出内容: 差旅费, 金额: 40, 测算依据: 8次*5万元}\n"
    blank = "        - {支出内容: 会务费, 金额: , 测算依据: 另算}\n"
    fund.write_text(
        fund.read_text("utf-8").replace(row, row.replace("40", "30").replace("8次*5", "6次*5") + blank), "utf-8"
    )
    ran = perfdocs("check", "--select", "M1,F1", "--root", small)
    message = "“金额”空着：没有这个数，表就不能用，请填写（确实没有就写 0）"
    assert ran.out == f"specs/2023/demo/funds/promotion.yaml:16:27: 错误 F103 {message}\n"


def test_an_indicator_row_with_nothing_but_a_score_is_empty(small: Path, perfdocs: Command) -> None:
    fund = small / "specs/2023/demo/funds/promotion.yaml"
    old = "- {三级指标: 外出招商次数, 指标值: 8次}"
    new = f"{old}\n          - {{三级指标: , 指标值: , 绩效标准: 10}}"
    fund.write_text(fund.read_text("utf-8").replace(old, new), "utf-8")
    ran = perfdocs("check", "--select", "F104", "--root", small)
    place = "specs/2023/demo/funds/promotion.yaml:10:13"
    assert ran.out == f"{place}: 警告 F104 “数量指标”这一行是空的：请填写，或删掉这一行\n"
    todo = perfdocs("check", "--todo", "--root", small)
    assert f"  {place}: 数量指标\n" in todo.out


def test_json(small: Path, perfdocs: Command) -> None:
    spec = small / "specs/2023/demo/department.yaml"
    spec.write_text(spec.read_text("utf-8").replace("资金总额: 100", "资金总额: ~"), "utf-8")
    ran = perfdocs("check", "--todo", "--format", "json", "--root", small)
    row = {
        "file": "specs/2023/demo/department.yaml",
        "line": 6,
        "column": 9,
        "path": "年度预算申请.资金总额",
        "title": "资金总额",
        "last": None,
        "needed": True,
    }
    assert json.loads(ran.out) == {"version": 1, "departments": [{"department": "2023/demo", "todo": [row]}]}
    assert ran.status == 1


def test_nothing_to_do(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--todo", "--root", small)
    assert (ran.out, ran.status) == ("2023/demo（演示局）：没有要填的了\n", 0)


def test_other_formats(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--todo", "--format", "sarif", "--root", small)
    assert (ran.err, ran.status) == ("perfdocs：--todo 只有 text 和 json 两种格式\n", 2)
