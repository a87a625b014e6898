"""Sheets as clerks have them, and what becomes of them in a spec."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from perfdocs.department.specs import DocumentTree
from perfdocs.errors import PerfdocsError
from perfdocs.finding import value_at
from perfdocs.pack.manifest import DocumentKind, Packs
from perfdocs.returned.pasting.paste_rows import Pasted, Present, SheetFile, paste_rows
from perfdocs.returned.pasting.places import find_target
from perfdocs.sheet.open_sheets import open_sheets
from perfdocs.yamlfile.reader import read
from tests.support.for_each import for_each
from tests.support.sheets import Formatted, Formula, Page, workbook
from tests.support.workspaces import ROOT

FUND = """# 一个专项
专项名称: 某专项
支出方向:
  - 名称: 某方向      # 只有一个
    金额: 2
    年度绩效指标:
      产出指标:
        数量指标:
        质量指标: []
    支出明细:
      单位: 元   # 明细用元
      项目:      # 逐条
# 完
"""
DETAILS = ("支出方向", 0, "支出明细", "项目")
INDICATORS = ("支出方向", 0, "年度绩效指标")
HEADS = ["支出内容", "支出明细", "金额", "测算依据"]


@cache
def kind(name: str, pack_name: str = "shifeng-2023") -> DocumentKind:
    pack, _ = Packs(ROOT).get(pack_name)
    assert pack is not None
    found = pack.kind(name)
    assert found is not None
    return found


def paste(
    *pages: Page,
    to: str = "支出明细",
    text: str = FUND,
    present: Present = Present.REFUSE,
    sheet: str = "",
    names: Sequence[str] = ("表",),
) -> Pasted:
    tree = DocumentTree(read(text.encode(), "a.yaml"), kind("专项资金").schema.tree)
    source = SheetFile("表.xlsx", open_sheets(workbook(*pages, names=names)), sheet)
    return paste_rows(source, find_target("a.yaml", to, tree), "专项资金", tree, text, {}, "2023", present)


def rows_of(pasted: Pasted, keys: tuple[str | int, ...] = DETAILS) -> Any:
    return plain(value_at(read(pasted.text.encode(), "a.yaml").data, keys))


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value and str(value)


def told(pasted: Pasted) -> list[str]:
    """What there is to tell, without the name that a sheet has where nothing else is said."""
    texts = [f"{finding.severity.label} {finding.code} {finding.message}" for finding in pasted.findings]
    return [text.replace("工作表“表”", "") for text in texts]


def refusal(*pages: Page, **options: Any) -> str:
    with pytest.raises(PerfdocsError) as raised:
        paste(*pages, **options)
    return str(raised.value)


BARE = {"支出内容": "车补", "支出明细": "车补", "金额": "12480", "测算依据": "1040*12"}
ROW = ["车补", "车补", 12480, "1040*12"]
IN_YUAN = "提示 N206 C2（金额）：表头没有写金额的单位，按元读入：请核对"


def test_what_is_not_pasted_stays_to_the_byte() -> None:
    pasted = paste(
        Page(
            [
                HEADS,
                ROW,
                [
                    "差旅费",
                    None,
                    3000.5,
                    "出差到长沙、湘潭、衡阳、岳阳、益阳、常德、郴州、永州等地的交通、住宿和伙食补助",
                ],
            ]
        )
    )
    assert pasted.text == FUND.replace(
        "逐条\n",
        """逐条
        - {支出内容: 车补, 支出明细: 车补, 金额: 12480, 测算依据: 1040*12}
        - 支出内容: 差旅费
          金额: 3000.5
          测算依据: 出差到长沙、湘潭、衡阳、岳阳、益阳、常德、郴州、永州等地的交通、住宿和伙食补助
""",
    )
    assert told(pasted) == [IN_YUAN]


SAME = [
    ("columns in another order", [["测算依据", "金额", "支出明细", "支出内容"], ROW[::-1]]),
    ("titles of the form", [["支出内容简介", "支出明细", "金额", "支出测算依据及过程说明"], ROW]),
    ("blanks in heads", [["支出 内容", "支出\n明细", "金　额", "测算依据"], ROW]),
    ("a count before", [["序号", *HEADS], [1, *ROW]]),
    ("counted in words", [["序号", *HEADS], ["一、", *ROW]]),
    ("signed below", [HEADS, ROW, ["分管领导：", None, "经办："]]),
    ("blank rows", [HEADS, [], ROW, [" ", None]]),
    ("empty columns", [[None, *HEADS, None, "备注"], [None, *ROW]]),
    ("heads again", [HEADS, HEADS, ROW]),
    ("a number as text", [HEADS, [*ROW[:2], "12,480", ROW[3]]]),
    ("a blank in the number", [HEADS, [*ROW[:2], Formatted(12480, "#,##0"), ROW[3]]]),
    ("a formula", [HEADS, [*ROW[:2], Formula("=1040*12", 12480), ROW[3]]]),
    ("noise of arithmetic", [HEADS, [*ROW[:2], 12480.000000000002, ROW[3]]]),
    ("a currency", [HEADS, [*ROW[:2], Formatted(12480, "¥#,##0;¥-#,##0"), ROW[3]]]),
]


@for_each("rows", [rows for _, rows in SAME])
def test_the_same_row_in_other_sheets(rows: list[list[Any]]) -> None:
    pasted = paste(Page(rows))
    assert rows_of(pasted) == [BARE]
    assert [line for line in told(pasted) if " N215 " not in line] == [
        line for line in told(pasted) if " N206 " in line
    ]


def test_titles_units_totals_and_signatures() -> None:
    rows: list[list[Any]] = [
        ["2023年支出明细表"],
        ["填报单位：某局", None, None, "单位：元"],
        HEADS,
        ROW,
        ["小计", None, 12480],
        ["印刷", "手册", 20, None],
        ["小 计", None, 20],
        ["合计（元）", None, 12500],
        ["备注：按上年标准"],
        ["填表人：", None, "审核人："],
    ]
    pasted = paste(Page(rows, ["A1:D1", "A9:D9"]))
    assert rows_of(pasted) == [BARE, {"支出内容": "印刷", "支出明细": "手册", "金额": "20"}]
    assert told(pasted) == [
        "提示 N215 第 5 行：“小计”这一行不是一条内容，没有读入",
        "提示 N215 第 7 行：“小 计”这一行不是一条内容，没有读入",
        "提示 N215 第 8 行：“合计（元）”这一行不是一条内容，没有读入",
        "提示 N215 第 9 行：“备注：按上年标准”这一行不是一条内容，没有读入：请核对",
        "提示 N215 第 10 行：“填表人： 审核人：”这一行不是一条内容，没有读入：请核对",
    ]


def test_a_total_that_is_no_sum() -> None:
    pasted = paste(Page([HEADS, ["合计", None, 12500], ROW, ["小计", None, Formula("=C3")]]))
    assert rows_of(pasted) == [BARE]
    assert told(pasted) == [
        "错误 N205 C2：“合计”是 12500，读入的各行之和是 12480，相差 20：请核对少了哪一行，还是表上算错了",
        "提示 N206 C3（金额）：表头没有写金额的单位，按元读入：请核对",
        "提示 N215 第 4 行：“小计”这一行不是一条内容，没有读入",
        "警告 N206 C4（金额）：这一格的公式还没有算出结果：用 Excel 或 WPS 打开、保存一次再粘贴，没有和各行之和比",
    ]


def test_units_are_converted_exactly() -> None:
    heads = [*HEADS[:2], "金额（万元）", HEADS[3]]
    pasted = paste(Page([heads, ["甲", None, 1.2480], ["乙", None, 0.0001], ["丙", None, "12480元"]]))
    assert [row["金额"] for row in rows_of(pasted)] == ["12480", "1", "12480"]
    assert told(pasted) == [
        "提示 N206 C2（金额）：1.248 万元换算成 12480 元，这一列都这样换算（“金额（万元）”写的是万元）",
        "提示 N206 C4（金额）：原来写的是“12480元”",
    ]


@pytest.mark.parametrize(
    ("head", "amount", "unit"),
    [
        ("金额(千元)", "1200", "千元"),
        ("金额（万）", "12000", "万元"),
        ("金额（单位：百万元）", "1200000", "百万元"),
        ("金额/万元", "12000", "万元"),
        ("金额【人民币万元】", "12000", "万元"),
        ("金额（十万元）", "120000", "十万元"),
    ],
)
def test_the_unit_of_a_head_in_other_words(head: str, amount: str, unit: str) -> None:
    pasted = paste(Page([[*HEADS[:2], head, HEADS[3]], ["甲", None, 1.2]]))
    assert [row["金额"] for row in rows_of(pasted)] == [amount]
    assert told(pasted) == [
        f"提示 N206 C2（金额）：1.2 {unit}换算成 {amount} 元，这一列都这样换算（“{head}”写的是{unit}）"
    ]


def test_a_unit_that_the_spec_cannot_say_or_nobody_knows() -> None:
    text = FUND.replace("单位: 元", "单位:")
    pasted = paste(Page([[*HEADS[:2], "金额（千元）", HEADS[3]], ["甲", None, 1.2]]), text=text)
    assert "单位: 元   # 明细用元" in pasted.text
    assert rows_of(pasted) == [{"支出内容": "甲", "金额": "1200"}]
    pasted = paste(Page([[*HEADS[:2], "金额（千美元）", HEADS[3]], ["甲", None, 1.2]]))
    assert told(pasted) == [
        "提示 N202 C1：表头写的是“金额（千美元）”，按“金额”读入",
        "警告 N206 C2（金额）：看不出“金额（千美元）”写的是什么单位，按元读入：请核对",
    ]


def test_the_unit_of_a_sheet_is_written_where_the_spec_has_none() -> None:
    text = FUND.replace("单位: 元", "单位:")
    pasted = paste(Page([[*HEADS[:2], "金额（万元）", HEADS[3]], ["甲", None, 1.2]]), text=text)
    assert "单位: 万元   # 明细用元" in pasted.text
    assert rows_of(pasted) == [{"支出内容": "甲", "金额": "1.2"}]
    missing = FUND.partition("    支出明细:")[0]
    pasted = paste(Page([[*HEADS[:2], "金额（元）", HEADS[3]], ROW]), text=missing)
    assert pasted.text == missing + (
        "    支出明细:\n      单位: 元\n      项目:\n"
        "        - {支出内容: 车补, 支出明细: 车补, 金额: 12480, 测算依据: 1040*12}\n"
    )


def test_whatever_does_not_fit_is_told() -> None:
    rows: list[list[Any]] = [
        [*HEADS, "单价", "备注", None],
        ["甲", "一", "约3万", Formatted(0.9, "0%"), 30, None, "旁"],
        ["乙", Formula("=A9", "#REF!"), Formula("=1+1"), Formatted(45000, "yyyy-mm-dd"), None, "核减"],
        ["丙", "三", Formatted(12.345, "0.00"), Formatted("删", struck=True)],
        [None, None, None, None, None, "只有备注"],
    ]
    pasted = paste(Page(rows, hidden_rows=[3, 4], hidden_columns=["D"], comments={"A2": "批注"}))
    assert rows_of(pasted) == [
        {"支出内容": "甲", "支出明细": "一", "金额": None, "测算依据": "90%"},
        {"支出内容": "乙", "金额": None, "测算依据": "2023-03-15"},
        {"支出内容": "丙", "支出明细": "三", "金额": "12.35", "测算依据": "删"},
    ]
    assert told(pasted) == [
        "提示 N208 有 1 处批注，没有读入",
        "警告 N212 E1：“单价”这一列不是这里的一栏，没有读入里面的“30”",
        "警告 N212 F1：“备注”这一列不是这里的一栏，没有读入里面的“核减”、“只有备注”",
        "警告 N212 G1：没有表头的这一列不是这里的一栏，没有读入里面的“旁”",
        "错误 N203 C2（金额）：“约3万”没有读入：这里要填数字",
        "警告 N208 第 3 行：第 3、4 行，D 列是隐藏的，照样读了进来：不要的请在填报文件里删掉",
        "错误 N203 B3（支出明细）：这一格是错误值 #REF!，没有读入",
        "错误 N203 C3（金额）：这一格的公式还没有算出结果：用 Excel 或 WPS 打开、保存一次再粘贴，没有读入",
        "警告 N206 C4（金额）：实际是 12.345，显示成 12.35：按显示的读入",
        "提示 N206 C4（金额）：表头没有写金额的单位，按元读入：请核对",
        "警告 N206 D4（测算依据）：这一格的字加了删除线，照样读了进来",
    ]


def test_subtotals_that_stand_above_their_rows_count_once() -> None:
    rows: list[list[Any]] = [
        HEADS,
        ["一、差旅费", None, 300, None],
        ["市内", "交通", 100, "50次*2元"],
        [None, "住宿", 200, None],
        ["二、印刷费", None, 50, None],
        ["合计", None, 350],
        ["以上含税，按上年的标准。"],
    ]
    pasted = paste(Page(rows))
    assert [(row["支出内容"], row["金额"]) for row in rows_of(pasted)] == [
        ("市内", "100"),
        (None, "200"),
        ("二、印刷费", "50"),
    ]
    assert told(pasted) == [
        "警告 N215 第 2 行：“一、差旅费 300”这一行是下面各行的小计，没有读入：请核对",
        "提示 N206 C3（金额）：表头没有写金额的单位，按元读入：请核对",
        "警告 N203 A4（支出内容）：空着：和上一行（“市内”）是同一项的，请在填报文件里填上",
        "提示 N215 第 6 行：“合计”这一行不是一条内容，没有读入",
        "提示 N215 第 7 行：“以上含税，按上年的标准。”这一行不是一条内容，没有读入：请核对",
    ]


def test_an_error_in_any_cell_of_a_value_or_a_group_is_told() -> None:
    rows: list[list[Any]] = [
        ["二级指标", "三级指标", "符号", "数值", "单位"],
        ["数量指标", "甲", "≥", Formula("=A9", "#N/A"), "人"],
        [Formula("=A9", "#REF!"), "乙", None, 5, "个"],
    ]
    pasted = paste(Page(rows), to="年度绩效指标")
    assert rows_of(pasted, (*INDICATORS, "产出指标")) == {
        "数量指标": [{"三级指标": "甲", "指标值": None}],
        "质量指标": [],
    }
    assert told(pasted) == [
        "错误 N203 D2（指标值）：这一格是错误值 #N/A，没有读入",
        "错误 N201 A3：“这一格是错误值 #REF!”不是这里的一类：这一行没有读入，请核对",
    ]


def test_an_indicator_may_be_called_a_total() -> None:
    pasted = paste(Page([NAMED[1:4], ["数量指标", "财政支出合计", "500万元"]]), to="年度绩效指标")
    assert rows_of(pasted, (*INDICATORS, "产出指标", "数量指标")) == [{"三级指标": "财政支出合计", "指标值": "500万元"}]


def test_merged_cells_hold_for_all_their_rows_but_an_amount_counts_once() -> None:
    rows: list[list[Any]] = [HEADS, ["差旅费", "市内", 100, None], [None, "省外", None, "60次"], ["合计", None, 100]]
    pasted = paste(Page(rows, ["A2:A3", "C2:C3"]))
    assert rows_of(pasted) == [
        {"支出内容": "差旅费", "支出明细": "市内", "金额": "100"},
        {"支出内容": "差旅费", "支出明细": "省外", "金额": None, "测算依据": "60次"},
    ]
    assert told(pasted)[1] == "警告 N216 C3（金额）：“100”和上一行合并成一格，只算在上一行：这一行的没有读入，请核对"


def test_a_head_that_is_merged_over_two_columns() -> None:
    rows: list[list[Any]] = [
        ["支出内容", None, "金额", "测算依据"],
        ["差旅费", "市内", 100, "60次"],
        ["车补", None, 5, None],
    ]
    pasted = paste(Page(rows, ["A1:B1"]))
    assert [row["支出内容"] for row in rows_of(pasted)] == ["差旅费市内", "车补"]
    assert "警告 N206 A2（支出内容）：几格的内容连起来读作“差旅费市内”：请核对" in told(pasted)
    assert told(pasted)[1:] == [IN_YUAN]


NAMED = ["一级指标", "二级指标", "三级指标", "指标值", "绩效标准"]


def test_indicators_go_where_their_groups_say() -> None:
    rows: list[list[Any]] = [
        ["绩效指标表"],
        NAMED,
        ["产出指标", "数量指标", "培训人数", "≥200人", 20],
        [None, None, "期数", "4期", 10],
        [None, "质量", "合格率", Formatted(0.9, "0%"), 20],
        [None, None, "优良率", Formatted(0.5, "0.0%"), 10],
        ["效益指标", "满意度", "学员满意度", "95%以上", 40],
        [None, None, None, None, None],
        ["合计", None, None, None, 100],
    ]
    pasted = paste(Page(rows, ["A1:E1", "A3:A6", "B3:B4"]), to="年度绩效指标")
    assert rows_of(pasted, INDICATORS) == {
        "产出指标": {
            "数量指标": [
                {"三级指标": "培训人数", "指标值": {"符号": "≥", "数值": "200", "单位": "人"}, "绩效标准": "20"},
                {"三级指标": "期数", "指标值": "4期", "绩效标准": "10"},
            ],
            "质量指标": [
                {"三级指标": "合格率", "指标值": "90%", "绩效标准": "20"},
                {"三级指标": "优良率", "指标值": "50.0%", "绩效标准": "10"},
            ],
        },
        "效益指标": {
            "社会公众及服务对象满意度指标": [{"三级指标": "学员满意度", "指标值": "95%以上", "绩效标准": "40"}]
        },
    }
    assert told(pasted) == [
        "提示 N202 B5：表上写的是“质量”，按“质量指标”读入",
        "提示 N202 B7：表上写的是“满意度”，按“社会公众及服务对象满意度指标”读入",
        "提示 N215 第 9 行：“合计”这一行不是一条内容，没有读入",
    ]


def test_groups_may_stand_in_rows_of_their_own() -> None:
    rows: list[list[Any]] = [NAMED[2:], ["产出指标"], ["数量指标"], ["甲", "1个"], ["质量指标"], ["乙", "2个"]]
    pasted = paste(Page(rows, ["A2:C2"]), to="年度绩效指标")
    assert rows_of(pasted, (*INDICATORS, "产出指标")) == {
        "数量指标": [{"三级指标": "甲", "指标值": "1个"}],
        "质量指标": [{"三级指标": "乙", "指标值": "2个"}],
    }


def test_signs_and_units_in_columns_of_their_own() -> None:
    rows: list[list[Any]] = [
        ["二级指标", "三级指标", "指标值", None, None],
        [None, None, "符号", "数值", "计量单位"],
        ["数量指标", "培训人数", "≥", 200, "人"],
        ["质量指标", "合格率", ">=", Formatted(0.9, "0%"), "%"],
    ]
    pasted = paste(Page(rows, ["A1:A2", "B1:B2", "C1:E1"]), to="年度绩效指标")
    assert rows_of(pasted, (*INDICATORS, "产出指标")) == {
        "数量指标": [{"三级指标": "培训人数", "指标值": {"符号": "≥", "数值": "200", "单位": "人"}}],
        "质量指标": [{"三级指标": "合格率", "指标值": {"符号": "≥", "数值": "90", "单位": "%"}}],
    }


def test_rows_whose_group_is_not_known_are_told() -> None:
    rows: list[list[Any]] = [
        NAMED[1:],
        ["数量指标", "甲", "1个"],
        ["过程指标", "乙", "2个"],
        ["时效指标", "丙", "三月"],
    ]
    pasted = paste(Page(rows), to="年度绩效指标.产出指标.数量指标")
    assert rows_of(pasted, (*INDICATORS, "产出指标", "数量指标")) == [{"三级指标": "甲", "指标值": "1个"}]
    assert told(pasted) == [
        "错误 N201 A3：“过程指标”不是这里的一类：这一行没有读入，请核对",
        "错误 N201 A4：这一行是“时效指标”的，不在要粘贴的地方，没有读入",
    ]
    assert refusal(Page([NAMED[2:], ["甲", "1个"]]), to="年度绩效指标") == (
        "表.xlsx：看不出每一行是哪一类：前面要有一列写着数量指标、质量指标、时效指标这样的名称，或者 --to 里写明一类"
    )


def test_a_group_that_there_is_not_is_no_hindrance_where_the_one_in_it_is_known() -> None:
    rows: list[list[Any]] = [
        NAMED[:4],
        ["产出指标", "数量指标", "甲", "1个"],
        ["成本", "经济成本指标", "乙", "1万元"],
        ["满意度指标", "服务对象满意度", "丙", "95%"],
        ["满意度指标", "群众", "丁", "95%"],
        ["效益指标", "社会效益", "戊", "好"],
    ]
    pasted = paste(Page(rows), to="年度绩效指标")
    assert rows_of(pasted, (*INDICATORS, "产出指标", "成本指标")) == [{"三级指标": "乙", "指标值": "1万元"}]
    assert told(pasted) == [
        "警告 N202 A3：这里没有“成本”下面的“经济成本指标”，按“成本指标”读入：请核对",
        "警告 N202 A4：这里没有“满意度指标”下面的“服务对象满意度”，按“社会公众及服务对象满意度指标”读入：请核对",
        "错误 N201 A5：“满意度指标”不是这里的一类：这一行没有读入，请核对",
        "提示 N202 B6：表上写的是“社会效益”，按“社会效益指标”读入",
    ]
    alone = paste(Page([NAMED[:4], ["成本", "经济成本指标", "乙", "1万元"]]), to="年度绩效指标")
    assert rows_of(alone, (*INDICATORS, "产出指标", "成本指标")) == [{"三级指标": "乙", "指标值": "1万元"}]
    assert told(alone) == [
        "警告 N212 A1：“一级指标”这一列不是这里的一栏，没有读入里面的“成本”",
        "提示 N202 B2：表上写的是“经济成本指标”，按“成本指标”读入",
    ]


def test_two_tables_on_one_sheet_and_figures_of_another_year() -> None:
    rows: list[list[Any]] = [HEADS, ROW, ["二、指标"], NAMED[1:4], ["数量指标", "甲", "1个"]]
    pasted = paste(Page(rows))
    assert rows_of(pasted) == [BARE]
    assert told(pasted)[1] == "提示 N215 第 3 行：从这一行起的 2 行是另一张表的或者是标题，没有读入：要的另外粘贴"
    again = paste(Page([["明细"], HEADS, ROW, ["二期"], HEADS, ROW]))
    assert rows_of(again) == [BARE, BARE]
    assert told(again)[1] == (
        "警告 N215 第 4 行：“二期”下面又是同样的表头，它的 1 行也读了进来：是另一张表的，请删掉，分开粘贴"
    )
    on_every_page = paste(Page([["明细"], HEADS, ROW, ["明细"], HEADS, ROW]))
    assert told(on_every_page) == [
        IN_YUAN.replace("C2", "C3"),
        "提示 N215 第 4 行：从这一行起的 1 行是另一张表的或者是标题，没有读入：要的另外粘贴",
    ]
    elsewhen = paste(Page([["支出内容", "上年金额", "2023年金额"], ["甲", 7, 8]]))
    assert rows_of(elsewhen) == [{"支出内容": "甲", "金额": "8"}]
    assert "警告 N212 B1：“上年金额”这一列不是这里的一栏，没有读入里面的“7”" in told(elsewhen)
    without = paste(Page([["支出内容", "支出明细", "上年金额"], ["甲", "乙", 7]]))
    assert rows_of(without) == [{"支出内容": "甲", "支出明细": "乙", "金额": None}]
    assert told(without)[:2] == [
        "警告 N213 第 1 行：没有“支出测算依据及过程说明”这一列：各行的这一项都空着，需要的自己填上",
        "警告 N213 第 1 行：没有“金额”这一列：各行的这一项都空着，需要的自己填上",
    ]


def test_what_holds_for_many_cells_is_told_once() -> None:
    rows: list[list[Any]] = [["支出内容", "预算金额"], *([f"甲{at}", Formatted(at + 0.5, "0")] for at in range(1, 7))]
    pasted = paste(Page(rows))
    assert [row["金额"] for row in rows_of(pasted)] == ["2", "3", "4", "5", "6", "7"]
    assert [line for line in told(pasted) if "B" in line] == [
        "提示 N202 B1：表头写的是“预算金额”，按“金额”读入",
        "警告 N206 B2（金额）：实际是 1.5，显示成 2：按显示的读入（这一列的 B3、B4、B5等 5 格也是这样）",
        "提示 N206 B2（金额）：表头没有写金额的单位，按元读入：请核对",
    ]


def test_a_column_that_stands_twice() -> None:
    twice = ["支出内容", "金额", "金额"]
    assert refusal(Page([twice, ["甲", 1, 2]])) == (
        "表.xlsx：工作表“表”有两列“金额”（B、C），内容不一样，不知道读哪一列：去掉一列再粘贴"
    )
    pasted = paste(Page([twice, ["甲", 1, 1]]))
    assert rows_of(pasted) == [{"支出内容": "甲", "金额": "1"}]
    assert "提示 N212 C1：“金额”这一列和前面一列一样，只读了一列，没有读入里面的“1”" in told(pasted)


@pytest.mark.slow
def test_which_sheet() -> None:
    this, other = Page([HEADS, ROW]), Page([["别的"], ["表"]])
    shown = paste(other, this, names=["封面", "明细"])
    assert told(shown) == ["提示 N206 工作表“明细”C2（金额）：表头没有写金额的单位，按元读入：请核对"]
    assert rows_of(paste(this, this, names=["一", "二"], sheet="二")) == [BARE]
    assert rows_of(paste(this, this, names=["一", "二"], sheet="1")) == [BARE]
    assert told(paste(this, this, names=["2", "1"], sheet="1"))[0].startswith("提示 N206 工作表“1”C2")
    assert refusal(this, this, names=["一", "二"]) == (
        "表.xlsx 里有几个工作表都有这样的表头：“一”、“二”。加 --sheet 写明是哪一个"
    )
    assert refusal(this, names=["一"], sheet="三") == "表.xlsx 里没有工作表“三”：有“一”"
    assert refusal(other, names=["一"]) == (
        "表.xlsx 里没有找到表头（看过工作表“一”）：要有一行至少写着两项："
        "支出内容简介、支出明细、金额、支出测算依据及过程说明"
    )
    hidden = Page([HEADS, ROW], hidden=True)
    assert refusal(other, hidden, names=["一", "二"]) == (
        "表.xlsx 里只有隐藏的工作表“二”有这张表：确实要它，加 --sheet 写明"
    )
    assert rows_of(paste(other, hidden, names=["一", "二"], sheet="二")) == [BARE]
    assert told(paste(this, hidden, names=["表", "二"])) == ["提示 N208 有隐藏的工作表“二”，没有读", IN_YUAN]
    assert refusal(Page([["表"], HEADS, ["合计"]])) == "表.xlsx 的工作表“表”表头下面没有一行内容，没有可以粘贴的"
    assert refusal(Page([HEADS, *[ROW] * 5_001])) == "表.xlsx 的工作表“表”太大，没有读：只留要粘贴的那张表再试"


FILLED = FUND.replace(
    "逐条\n", "逐条\n        # 前\n        - {支出内容: 旧, 金额: 1} # 行\n        - {支出内容: , 金额: }\n"
)


def test_rows_that_are_there_already() -> None:
    page = Page([HEADS, ROW])
    assert refusal(page, text=FILLED) == (
        "a.yaml:支出方向[某方向].支出明细.项目 已有 2 行，没有动它：要换掉就加 --replace，要接在后面就加 --append"
    )
    new = "        - {支出内容: 车补, 支出明细: 车补, 金额: 12480, 测算依据: 1040*12}\n"
    old = "        - {支出内容: 旧, 金额: 1} # 行\n"
    blank = "        - {支出内容: , 金额: }\n"
    assert paste(page, text=FILLED, present=Present.APPEND).text == FILLED.replace(blank, new)
    assert paste(page, text=FILLED, present=Present.REPLACE).text == FILLED.replace(old, "").replace(blank, new)
    blanks = FILLED.replace(old, "")
    assert paste(page, text=blanks).text == blanks.replace(blank, new)
    words = FUND.replace("      项目:      # 逐条", "      项目: 见附件")
    assert refusal(page, text=words) == "a.yaml:支出方向[某方向].支出明细.项目 里写的不是列表：先删掉那里写的，再粘贴"


def test_places_that_are_not_clear() -> None:
    two = FUND.replace("# 完\n", "  - {名称: 另一个, 金额: 1}\n")
    page = Page([HEADS, ROW])
    assert refusal(page, text=two) == (
        "a.yaml 里叫“支出明细”的有 2 处：写明是哪一处：支出方向[某方向].支出明细、支出方向[另一个].支出明细"
    )
    pasted = paste(page, text=two, to="支出方向[另一个].支出明细")
    row = "{支出内容: 车补, 支出明细: 车补, 金额: 12480, 测算依据: 1040*12}"
    assert pasted.text == two.replace("金额: 1}", f"金额: 1, 支出明细: {{项目: [{row}]}}}}")
    assert refusal(page, to="没有") == (
        "a.yaml 里没有“没有”这张表。可以是：支出方向、支出方向[某方向].年度绩效指标、支出方向[某方向].支出明细"
    )


def test_other_tables_of_the_place_are_left_alone() -> None:
    text = FUND.replace("质量指标: []", "质量指标: [{三级指标: 旧, 指标值: 1}]")
    pasted = paste(Page([NAMED[1:4], ["数量指标", "甲", "1个"]]), to="年度绩效指标", text=text, present=Present.REPLACE)
    assert {leaf.keys[-1]: number for leaf, number in pasted.untouched.items()} == {"质量指标": 1}


def test_rows_in_rows_of_other_tables() -> None:
    """Whatever table a schema has: the directions themselves."""
    pasted = paste(Page([["支出方向（子项）", "项目金额（元）", "项目实施期"], ["新方向", 12_345, "2023年全年"]]),
                   to="支出方向", present=Present.APPEND)  # fmt: skip
    assert pasted.text.endswith("\n  - {名称: 新方向, 金额: 1.2345, 项目实施期: 2023年全年}\n# 完\n")
