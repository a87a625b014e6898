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
