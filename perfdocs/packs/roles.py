"""What a field may be to the engine: the closed list of `x-role`, with what each means to a maintainer."""

from __future__ import annotations

ROLES = {
    "pack": "版式的名称",
    "year": "预算年度",
    "department-name": "单位全称",
    "name": "项目、专项、支出方向的名称",
    "order": "排先后的序号",
    "row-id": "一行的编号，名称改了也认得出",
    "amount": "金额（x-unit 写明单位）",
    "money-unit": "同一组里金额的单位（元或万元）",
    "period": "实施期",
    "start-date": "开始日期",
    "end-date": "完成日期",
    "duty": "部门职责",
    "goal": "绩效目标的文字",
    "taxonomy": "绩效指标：一级、二级指标的分组",
    "indicator-name": "三级指标的名称",
    "indicator-value": "指标值",
    "operator": "指标值的符号",
    "number": "指标值的数值",
    "unit": "指标值的计量单位",
    "value-scope": "指标值是年度的还是整个项目的",
    "score": "分值或绩效标准",
    "basis": "测算依据",
}
