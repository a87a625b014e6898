"""Filled-in forms in layouts that no template has, as clerks make them and as other districts print them.

Each with its right outcome, which was written down before it was read for the first time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.clerk_documents import document, paragraph, run

Rows = Sequence[Sequence[str]]
"""Cells of a table, row by row; `^` is merged with the cell above."""
COLUMNS = 24


@dataclass(frozen=True)
class Layout:
    """A document. All of the form's values are to be read, but for those `lost`, which may be told instead.

    `told` must be said if any of these is lost, `also` in any case; no value may come out of it but these and `more`,
    which the layout says in place of others.
    """

    body: str
    lost: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    form: str = "direction"


def cell(text: str, span: int, inner: str = "") -> str:
    merge = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>'
    lines = "" if text == "^" else text
    content = "".join(paragraph(run(line)) for line in lines.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{inner}{content}</w:tc>'


def spans(count: int) -> list[int]:
    each, rest = divmod(COLUMNS - 4, max(count - 1, 1))
    return [COLUMNS] if count == 1 else [4, *(each + (at < rest) for at in range(count - 1))]


def table(rows: Rows) -> str:
    drawn = "".join(
        f"<w:tr>{''.join(cell(text, span) for text, span in zip(row, spans(len(row)), strict=True))}</w:tr>"
        for row in rows
    )
    return _table(drawn)


def _table(rows: str) -> str:
    grid = '<w:gridCol w:w="400"/>' * COLUMNS
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{paragraph('')}"


def side_by_side(*tables: str) -> str:
    """A table of one row, with a table in each of its cells."""
    cells = "".join(cell("", COLUMNS // len(tables), inner) for inner in tables)
    return _table(f"<w:tr>{cells}</w:tr>")


def lines(*texts: str) -> str:
    return "".join(paragraph(run(text)) for text in texts)


# The form of a direction, of the pack shifeng-2023

NAME, FUND, GOAL = "城区道路清扫保洁服务", "城市管理专项", "完成年度清扫保洁采购并投入使用"
WHOLE, PERIOD = "通过采购保洁服务，主次干道达到保洁标准", "2023年1月-2023年12月"
PRINTED: dict[str, Any] = {
    "department": {
        "版式": "shifeng-2023",
        "年度": 2023,
        "部门名称": "甲区环境卫生管理处",
    },
    "fund": {
        "专项名称": FUND,
        "支出方向": [
            {
                "名称": NAME,
                "金额": 260,
                "项目实施期": PERIOD,
                "实施期绩效目标": WHOLE,
                "年度绩效目标": GOAL,
                "年度绩效指标": {
                    "产出指标": {
                        "数量指标": [
                            {
                                "三级指标": "保洁道路里程",
                                "指标值": {"符号": "≥", "数值": 85, "单位": "公里"},
                                "绩效标准": 15,
                            },
                            {"三级指标": "配备清扫车数量", "指标值": "12辆", "绩效标准": 10},
                        ],
                        "质量指标": [
                            {
                                "三级指标": "道路保洁合格率",
                                "指标值": {"符号": "≥", "数值": 95, "单位": "%"},
                                "绩效标准": 20,
                            }
                        ],
                        "时效指标": [{"三级指标": "垃圾清运时间", "指标值": "每日7时前", "绩效标准": 15}],
                    },
                    "效益指标": {
                        "社会效益指标": [{"三级指标": "市容环境", "指标值": "明显改善", "绩效标准": 20}],
                        "生态效益指标": [
                            {
                                "三级指标": "扬尘投诉下降率",
                                "指标值": {"符号": "≥", "数值": 30, "单位": "%"},
                                "绩效标准": 20,
                            }
                        ],
                    },
                },
                "支出明细": {
                    "单位": "万元",
                    "项目": [
                        {"支出内容": "保洁人员", "支出明细": "保洁员工资", "金额": 180, "测算依据": "50人*3.6万元"},
                        {"支出内容": "车辆运行", "支出明细": "油料及维修", "金额": 80, "测算依据": "按上年实际支出"},
                    ],
                },
            }
        ],
    },
}
"""What a form of the direction says, by file: the department's and the fund's."""
TITLE = "2023年区级专项资金支出方向绩效目标表"
TOP = lines(TITLE, "填报单位：（盖章）甲区环境卫生管理处    金额单位：万元")
HEAD: Rows = (
    ("支出方向（子项）", NAME, "所属专项", "名称", FUND),
    ("项目金额", "260", "^", "金额", "260"),
    ("项目实施期", PERIOD),
    ("实施期绩效目标", WHOLE),
    ("年度绩效目标", GOAL),
)
INDICATOR_HEAD = ("年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值及单位", "绩效标准")
INDICATORS: Rows = (
    ("^", "产出指标", "数量指标", "保洁道路里程", "≥85公里", "15"),
    ("^", "^", "^", "配备清扫车数量", "12辆", "10"),
    ("^", "^", "质量指标", "道路保洁合格率", "≥95%", "20"),
    ("^", "^", "时效指标", "垃圾清运时间", "每日7时前", "15"),
    ("^", "效益指标", "社会效益指标", "市容环境", "明显改善", "20"),
    ("^", "^", "生态效益指标", "扬尘投诉下降率", "≥30%", "20"),
)
DETAIL_HEAD = ("支出明细及测算说明", "支出内容简介", "支出明细", "金额", "支出测算依据及过程说明")
DETAILS: Rows = (
    ("^", "保洁人员", "保洁员工资", "180", "50人*3.6万元"),
    ("^", "车辆运行", "油料及维修", "80", "按上年实际支出"),
)
TOTAL = ("^", "合 计", "", "260", "")
SIGNED = lines("单位负责人签字：          填表人：          联系电话：")


def form(
    head: Rows = HEAD,
    indicators: Rows = (INDICATOR_HEAD, *INDICATORS),
    details: Rows = (DETAIL_HEAD, *DETAILS, TOTAL),
    top: str = TOP,
    signed: str = SIGNED,
) -> str:
    return top + table([*head, *indicators, *details]) + signed


def column(rows: Rows, at: int, *texts: str) -> list[list[str]]:
    """The rows with a column more."""
    return [[*row[:at], text, *row[at:]] for row, text in zip(rows, texts, strict=True)]


def moved(rows: Rows, *order: int) -> list[list[str]]:
    """The columns in another order, or fewer."""
    return [[row[at] for at in order] for row in rows]


def put(rows: Rows, at: int, *row: str) -> list[Sequence[str]]:
    return [*rows[:at], row, *rows[at:]]


def replaced(rows: Rows, **texts: str) -> list[list[str]]:
    """The rows with other texts, by the old ones."""
    return [[texts.get(text, text) for text in row] for row in rows]


_ALL = (INDICATOR_HEAD, *INDICATORS)
_COSTS = (DETAIL_HEAD, *DETAILS, TOTAL)
_SIGN_VALUE_UNIT = [
    ("年度绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "绩效标准"),
    ("^", "产出指标", "数量指标", "保洁道路里程", "≥", "85", "公里", "15"),
    ("^", "^", "^", "配备清扫车数量", "", "12", "辆", "10"),
    ("^", "^", "质量指标", "道路保洁合格率", "≥", "95", "%", "20"),
    ("^", "^", "时效指标", "垃圾清运时间", "", "每日7时前", "", "15"),
    ("^", "效益指标", "社会效益指标", "市容环境", "", "明显改善", "", "20"),
    ("^", "^", "生态效益指标", "扬尘投诉下降率", "≥", "30", "%", "20"),
]
_VALUE_UNIT = [[*row[:4], row[4] + row[5], *row[6:]] for row in _SIGN_VALUE_UNIT]
_VALUE_UNIT = [
    [*row[:4], f"{sign_value[0]}", unit[0], row[7]]
    for row, sign_value, unit in zip(
        _SIGN_VALUE_UNIT,
        [["指标值"], ["≥85"], ["12"], ["≥95"], ["每日7时前"], ["明显改善"], ["≥30"]],
        [["计量单位"], ["公里"], ["辆"], ["%"], [""], [""], ["%"]],
        strict=True,
    )
]

DIRECTIONS = {
    "unit of money in the head of the details": Layout(
        form(details=replaced(_COSTS, 金额="金额（万元）")),
    ),
    "another unit of money in the head than the form's": Layout(
        form(details=replaced(_COSTS, **{"金额": "金额（元）", "180": "1800000", "80": "800000", "260": "2600000"})),
        lost=("180", "80", "万元"),
        more=("1800000", "800000", "元"),
    ),
    "numbers of the details": Layout(form(details=column(_COSTS, 1, "序号", "1", "2", ""))),
    "numbers of the indicators": Layout(
        form(indicators=column(_ALL, 3, "序号", "1", "2", "3", "4", "5", "6")),
    ),
    "remarks beside the details": Layout(
        form(details=column(_COSTS, 5, "备注", "含社保", "", "")),
        also=("备注", "含社保"),
    ),
    "amount before what it is for": Layout(form(details=moved(_COSTS, 0, 1, 3, 2, 4))),
    "basis in front": Layout(form(details=moved(_COSTS, 0, 4, 1, 2, 3))),
    "amounts of last year and of this": Layout(
        form(
            details=[
                (
                    "支出明细及测算说明",
                    "支出内容简介",
                    "支出明细",
                    "上年度安排资金",
                    "本年度申请资金",
                    "支出测算依据及过程说明",
                ),
                ("^", "保洁人员", "保洁员工资", "170", "180", "50人*3.6万元"),
                ("^", "车辆运行", "油料及维修", "75", "80", "按上年实际支出"),
                ("^", "合 计", "", "245", "260", ""),
            ]
        ),
        lost=("180", "80"),
        told=("本年度申请资金", "180"),
        also=("上年度安排资金", "170"),
    ),
    "value and unit in two columns": Layout(form(indicators=_VALUE_UNIT)),
    "sign, value and unit in three columns": Layout(form(indicators=_SIGN_VALUE_UNIT)),
    "heads of two rows": Layout(
        form(
            indicators=[
                ("年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值及单位", "评分"),
                ("^", "^", "^", "^", "^", "绩效标准"),
                *INDICATORS,
            ]
        ),
    ),
    "a hint in place of a goal": Layout(
        form(head=replaced(HEAD, **{GOAL: "（填写本年度预期达到的目标，不超过300字）"})),
        lost=(GOAL,),
        told=("填写本年度预期达到的目标",),
    ),
    "a hint in place of a value": Layout(
        form(indicators=replaced(_ALL, **{"≥30%": "≥**%"})),
        lost=("≥30%",),
        told=("≥**%",),
    ),
    "a score for three indicators": Layout(
        form(
            indicators=[
                *_ALL[:1],
                *((*row[:5], score) for row, score in zip(INDICATORS, ("45", "^", "^", "15", "20", "20"), strict=True)),
            ]
        ),
        lost=("15", "10", "20"),
        told=("45",),
        more=("45",),
    ),
    "a subtotal behind each group": Layout(
        form(
            indicators=[
                *_ALL[:5],
                ("^", "^", "小计", "", "", "60"),
                *_ALL[5:],
                ("^", "^", "小计", "", "", "40"),
            ]
        ),
        also=("小计",),
    ),
    "a total of the scores": Layout(
        form(indicators=[*_ALL, ("^", "合计", "", "", "", "100")]),
        also=("合计",),
    ),
    "remarks below the details": Layout(
        form(details=[*_COSTS, ("备注", "本表一式三份")]),
        also=("本表一式三份",),
    ),
    "dots between the indicators": Layout(form(indicators=put(_ALL, 3, "^", "^", "^", "……", "", ""))),
    "other words for the labels": Layout(
        form(
            head=replaced(
                HEAD, **{"支出方向（子项）": "支出方向名称", "项目实施期": "实施期限", "年度绩效目标": "本年度绩效目标"}
            ),
            indicators=replaced(_ALL, 指标值及单位="指标值", 数量指标="数量", 质量指标="质量", 时效指标="时效"),
        ),
        lost=(NAME, PERIOD, GOAL, FUND, "260"),
        told=("支出方向名称", "实施期限", "本年度绩效目标"),
    ),
    "labels with their values in a cell": Layout(
        form(
            head=[
                (f"支出方向（子项）：{NAME}", f"所属专项名称：{FUND}"),
                ("项目金额：260", "所属专项金额：260"),
                (f"项目实施期：{PERIOD}",),
                (f"实施期绩效目标：{WHOLE}",),
                (f"年度绩效目标：{GOAL}",),
            ]
        ),
    ),
    "labels said again before their values": Layout(
        form(
            head=[*HEAD[:3], ("实施期绩效目标", f"实施期绩效目标：{WHOLE}"), ("年度绩效目标", f"年度绩效目标：{GOAL}")]
        ),
    ),
    "head of the form as lines": Layout(
        form(
            top=TOP
            + lines(
                f"支出方向（子项）：{NAME}",
                f"所属专项名称：{FUND}",
                "项目金额：260万元",
                f"项目实施期：{PERIOD}",
                f"实施期绩效目标：{WHOLE}",
                f"年度绩效目标：{GOAL}",
            ),
            head=(),
        ),
    ),
    "two indicators in a cell": Layout(
        form(
            indicators=[
                *_ALL[:1],
                ("^", "产出指标", "数量指标", "保洁道路里程\n配备清扫车数量", "≥85公里\n12辆", "15\n10"),
                *_ALL[3:],
            ]
        ),
        lost=("保洁道路里程", "配备清扫车数量", "≥85公里", "12辆", "15", "10"),
        told=("保洁道路里程",),
    ),
    "two indicators in a cell, with numbers": Layout(
        form(
            indicators=[
                *_ALL[:1],
                (
                    "^",
                    "产出指标",
                    "数量指标",
                    "1.保洁道路里程；\n2.配备清扫车数量。",
                    "1.≥85公里；\n2.12辆。",
                    "15\n10",
                ),
                *_ALL[3:],
            ]
        ),
        lost=("保洁道路里程", "配备清扫车数量", "≥85公里", "12辆", "15", "10"),
        told=("保洁道路里程",),
    ),
    "no first level": Layout(
        form(indicators=moved(_ALL, 0, 2, 3, 4, 5)),
        lost=(
            "保洁道路里程",
            "配备清扫车数量",
            "道路保洁合格率",
            "垃圾清运时间",
            "市容环境",
            "扬尘投诉下降率",
            "≥85公里",
            "12辆",
            "≥95%",
            "每日7时前",
            "明显改善",
            "≥30%",
            "15",
            "10",
            "20",
        ),
        told=("保洁道路里程", "扬尘投诉下降率", "每日7时前"),
    ),
    "details from left to right": Layout(
        form(
            details=[
                ("支出明细及测算说明", "支出内容简介", "保洁人员", "车辆运行"),
                ("^", "支出明细", "保洁员工资", "油料及维修"),
                ("^", "金额", "180", "80"),
                ("^", "支出测算依据及过程说明", "50人*3.6万元", "按上年实际支出"),
            ]
        ),
        lost=(
            *("保洁人员", "车辆运行", "保洁员工资", "油料及维修", "180", "80", "50人*3.6万元", "按上年实际支出"),
            "万元",  # without details there is no unit of theirs
        ),
        told=("保洁人员", "油料及维修", "180", "50人*3.6万元"),
    ),
    "two tables beside each other": Layout(
        TOP + table(HEAD) + side_by_side(table(moved(_ALL, 1, 2, 3, 4, 5)), table(moved(_COSTS, 1, 2, 3, 4))) + SIGNED,
    ),
    "the indicators in a table of their own in a cell": Layout(
        TOP + table(HEAD) + side_by_side(table(_ALL)) + table(_COSTS) + SIGNED,
    ),
    "signatures in a row of the table": Layout(
        form(details=[*_COSTS, ("单位负责人签字", "", "填表人", "", "联系电话", "")], signed=""),
    ),
    "a date behind the signatures": Layout(
        form(signed=lines("单位负责人签字：", "填表人：", "联系电话：", "填报日期：2023年1月15日")),
        also=("填报日期",),
    ),
    "more rows, with boxes": Layout(
        form(
            head=[
                *HEAD[:2],
                ("项目属性", "新增项目□ 延续项目☑"),
                ("立项依据", "区政府常务会议纪要"),
                *HEAD[2:],
            ]
        ),
        also=("延续项目☑", "区政府常务会议纪要"),
    ),
    "levels with numbers": Layout(
        form(indicators=replaced(_ALL, 产出指标="一、产出指标", 效益指标="二、效益指标", 数量指标="1.数量指标")),
    ),
    "head repeated on the next page": Layout(
        TOP
        + table([*HEAD, *_ALL[:4]])
        + table([INDICATOR_HEAD, ("^", "产出指标", *INDICATORS[3][2:]), *_ALL[5:], *_COSTS])
        + SIGNED,
    ),
    "an empty cell between label and value": Layout(
        form(head=[*HEAD[:2], ("项目实施期", "", PERIOD), ("实施期绩效目标", "", WHOLE), ("年度绩效目标", "", GOAL)]),
    ),
    "units behind the amounts": Layout(
        form(
            head=replaced(HEAD, **{"260": "260万元"}),
            details=replaced(_COSTS, **{"180": "1800000元", "80": "80万"}),
        ),
        lost=("180", "80", "万元"),
        more=("1800000", "800000", "元"),
    ),
    "the period in two cells": Layout(
        form(head=[*HEAD[:2], ("项目实施期", "2023年1月", "至", "2023年12月"), *HEAD[3:]]),
        lost=(PERIOD,),
        more=("2023年1月至2023年12月",),
    ),
    "the total above the details": Layout(form(details=[DETAIL_HEAD, TOTAL, *DETAILS])),
}

# The form of a project, of the pack putuo-2026

PROJECT = "老旧小区照明改造"
BUREAU, OWNER = "甲区建设和管理委员会", "甲区市政工程中心"
PROJECT_PRINTED: dict[str, Any] = {
    "department": {"版式": "putuo-2026", "年度": 2026, "主管部门": BUREAU},
    "project": {
        "项目名称": PROJECT,
        "项目性质": "阶段性项目",
        "项目类别": "特定目标类",
        "实施单位": OWNER,
        "计划开始日期": "2026-01-01",
        "计划完成日期": "2026-12-31",
        "项目资金": {
            "项目资金总额": {"合计": 3000000, "财政资金": 2900000, "其他资金": 100000},
            "年度资金申请总额": {"合计": 1200000, "当年财政拨款": 1150000, "上年结转资金": 30000, "其他资金": 20000},
        },
        "项目绩效目标": {"项目总体目标": "完成五个小区照明改造", "年度总体目标": "完成两个小区照明改造"},
        "绩效指标": {
            "产出指标": {
                "数量指标": [{"三级指标": "改造路灯数量", "指标值": {"符号": "≥", "数值": 320, "单位": "盏"}}],
                "质量指标": [{"三级指标": "验收达标率", "指标值": "100%"}],
            },
            "效益指标": {"社会效益指标": [{"三级指标": "夜间出行安全", "指标值": "提升"}]},
            "满意度指标": {
                "服务对象满意度指标": [{"三级指标": "居民满意度", "指标值": {"符号": "≥", "数值": 90, "单位": "%"}}]
            },
        },
    },
}
P_TITLE = lines("财政项目支出绩效目标申报表（2026年度）")
P_HEAD: Rows = (
    ("项目名称", PROJECT, "项目性质", "阶段性项目", "项目类别", "特定目标类"),
    ("主管部门", BUREAU, "实施单位", OWNER),
    ("计划开始日期", "2026-01-01", "计划完成日期", "2026-12-31"),
)
P_MONEY: Rows = (
    ("项目资金（元）", "项目资金总额", "3000000", "年度资金申请总额", "1200000"),
    ("^", "其中：财政资金", "2900000", "其中：当年财政拨款", "1150000"),
    ("^", "", "", "上年结转资金", "30000"),
    ("^", "其他资金", "100000", "其他资金", "20000"),
)
P_GOALS: Rows = (
    ("项目绩效目标", "项目总体目标", "年度总体目标"),
    ("^", "完成五个小区照明改造", "完成两个小区照明改造"),
)
P_INDICATORS: Rows = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度(/项目)指标值"),
    ("^", "产出指标", "数量指标", "改造路灯数量", "≥320盏"),
    ("^", "^", "质量指标", "验收达标率", "100%"),
    ("^", "效益指标", "社会效益指标", "夜间出行安全", "提升"),
    ("^", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
)


def project(head: Rows = P_HEAD, money: Rows = P_MONEY, goals: Rows = P_GOALS, indicators: Rows = P_INDICATORS) -> str:
    return P_TITLE + table(head) + table(money) + table(goals) + table(indicators)


PROJECTS = {
    "both dates in a cell": Layout(
        project(head=[*P_HEAD[:2], ("项目起止时间", "2026-01-01至2026-12-31")]),
        lost=("2026-01-01", "2026-12-31"),
        told=("2026-01-01至2026-12-31",),
        form="project",
    ),
    "weights beside the indicators": Layout(
        project(indicators=column(P_INDICATORS, 5, "权重", "30%", "30%", "20%", "10%")),
        also=("权重", "30%"),
        form="project",
    ),
    "boxes in place of words": Layout(
        project(
            head=[
                (
                    "项目名称",
                    PROJECT,
                    "项目性质",
                    "□经常性项目 □一次性项目 ☑阶段性项目",
                    "项目类别",
                    "☑特定目标类 □其他运转类",
                ),
                *P_HEAD[1:],
            ]
        ),
        form="project",
    ),
    "values of the year and of the project": Layout(
        project(
            indicators=[
                ("绩效指标", "一级指标", "二级指标", "三级指标", "项目指标值", "年度指标值"),
                ("^", "产出指标", "数量指标", "改造路灯数量", "≥800盏", "≥320盏"),
                ("^", "^", "质量指标", "验收达标率", "100%", "100%"),
                ("^", "效益指标", "社会效益指标", "夜间出行安全", "提升", "提升"),
                ("^", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "≥90%"),
            ]
        ),
        lost=("≥320盏", "100%", "提升", "≥90%"),
        told=("年度指标值",),
        also=("≥800盏",),
        form="project",
    ),
    "goals in rows": Layout(
        project(
            goals=[
                ("项目绩效目标", "项目总体目标", "完成五个小区照明改造"),
                ("^", "年度总体目标", "完成两个小区照明改造"),
            ]
        ),
        lost=("完成五个小区照明改造", "完成两个小区照明改造"),
        told=("完成五个小区照明改造", "完成两个小区照明改造"),
        form="project",
    ),
    "one row of money below the other": Layout(
        project(
            money=[
                ("项目资金（元）", "项目资金总额", "3000000"),
                ("^", "其中：财政资金", "2900000"),
                ("^", "其他资金", "100000"),
                ("^", "年度资金申请总额", "1200000"),
                ("^", "其中：当年财政拨款", "1150000"),
                ("^", "上年结转资金", "30000"),
                ("^", "其他资金", "20000"),
            ]
        ),
        lost=("3000000", "2900000", "100000", "1200000", "1150000", "30000", "20000"),
        told=("3000000", "100000", "20000"),
        form="project",
    ),
}
LAYOUTS = {**DIRECTIONS, **PROJECTS}


def layout_as_docx(layout: Layout) -> bytes:
    return document(layout.body)


def printed(layout: Layout) -> dict[str, Any]:
    """What the form says of which file."""
    return PRINTED if layout.form == "direction" else PROJECT_PRINTED
