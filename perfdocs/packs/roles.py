"""What a field may be to the engine: the closed list of `x-role`, with what each means to a maintainer."""

from __future__ import annotations

ROLES = {
    "pack": "版式的名称",
    "year": "预算年度",
    "department-name": "单位全称",
    "name": "名称（也用在文件名里）",
    "order": "排先后的序号",
    "row-id": "一行的编号，名称改了也认得出",
    "amount": "金额（x-unit 写明单位）",
    "money-unit": "同一组里金额的单位（元或万元）",
    "period": "实施期",
    "start-date": "开始日期",
    "end-date": "完成日期",
    "duty": "部门职责",
    "goal": "目标的文字",
    "taxonomy": "分两级的指标",
    "indicator-name": "一条指标的名称",
    "indicator-value": "一条指标要达到的值",
    "operator": "≥、≤ 一类的符号",
    "number": "要达到的数",
    "unit": "这个数的计量单位",
    "value-scope": "要达到的值是年度的还是整个项目的",
    "score": "分值，或标准的种类",
    "basis": "怎么算出来的",
}
