"""Every finding is at the form, table, row and column where a person with the paper in hand finds it."""

from __future__ import annotations

from pathlib import Path

from perfdocs.notes.paper_place import place_lines
from tests.support.many_funds import department_of_funds
from tests.support.notes import places, read_note

DIRECTION = "《2023年区级专项资金支出方向绩效目标表》"


def test_the_real_submission(real: Path) -> None:
    note = read_note(real, "2023/commerce")
    assert {
        ("F101", "《2023年部门整体支出绩效目标表》第 1 个表：第 9 行“部门职责概述”"),
        ("L104", "《2023年部门整体支出绩效目标表》第 2 个表“工作目标”栏：第 2 行“招商”"),
        ("G102", f"{DIRECTION}（提退人员经费）第 1 个表：第 7 行“年度绩效目标”"),
        ("I108", f"{DIRECTION}（提退人员经费）第 2 个表“指标值及单位”栏：第 5 行“控制总成本不超预算”"),
        ("B103", f"{DIRECTION}（商务专项经费）第 2 个表“绩效标准”栏：第 2 行“市下任务”"),
        (
            "M202",
            f"{DIRECTION}（提退人员经费）第 3 个表：第 2—7 行“支出明细及测算说明”（“明细的金额单位”不印在表上）",
        ),
    } <= places(note)
    (goal,) = (point for point in note.points if point.finding.message.startswith("“年度绩效目标”只填了一个数“30”"))
    assert goal.also_on == ("《2023年区级专项资金绩效目标汇总表》",)
    standard = next(point for point in note.points if point.finding.code == "B103")
    assert standard.places[0].labels == "产出指标 数量指标"


def test_the_form_of_another_district(real: Path) -> None:
    title = "《财政项目支出绩效目标申报表（2026年度）》"
    assert {
        ("F102", f"{title}第 1 个表：第 3 行“实施单位”"),
        ("I107", f"{title}第 4 个表“年度(/项目)指标值”栏：第 7 行“提升城市环境美化指数”"),
    } <= places(read_note(real, "2026/urban-enforcement"))


def test_a_cause_in_several_files_has_all_its_places(small: Path) -> None:
    department_of_funds(small, 3, alike=False)
    note = read_note(small, "2023/many")
    (point,) = (point for point in note.points if point.finding.code == "I113")
    forms = "（商务专项经费0001、商务专项经费0002）"
    assert place_lines(point.places) == [f"{DIRECTION}{forms}第 2 个表“三级指标”栏：第 3 行“合格　”"]


def test_what_cannot_be_printed_says_so(small: Path) -> None:
    (small / "specs/2023/demo/funds/broken.yaml").write_text("专项名称: [\n  - {:\n}", "utf-8")
    lines = {line for _, line in places(read_note(small, "2023/demo"))}
    assert "填报文件 funds/broken.yaml，没有印成表" in lines
    (small / "specs/2023/demo/department.yaml").write_text("版式: [\n", "utf-8")
    note = read_note(small, "2023/demo")
    assert note.is_needed
    assert note.called == "demo"
    assert all("没有印成表" in line for _, line in places(note))
