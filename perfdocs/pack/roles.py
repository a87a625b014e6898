"""What a field may be to the engine: the closed list of `x-role`, with what each means to a maintainer."""

from __future__ import annotations

INDICATOR_KINDS = {
    "quantity-indicators": "一组指标，说的是数量",
    "quality-indicators": "一组指标，说的是质量",
    "time-indicators": "一组指标，说的是时间",
    "cost-indicators": "一组指标，说的是成本",
    "benefit-indicators": "一组指标，说的是效益",
    "satisfaction-indicators": "一组指标，说的是满意程度",
}
"""Roles of the lists of indicators: what a list is about, whatever the form calls it."""

WAIVER_PARTS = {
    "waiver-code": "豁免的是哪一项检查（代号）",
    "waiver-place": "豁免的是哪里；不写就是整个文件",
    "waiver-reason": "为什么豁免",
    "waiver-approver": "由谁批准（单位或股室）",
    "waiver-until": "豁免到哪一天为止",
}

ROLES = {
    "pack": "版式的名称",
    "year": "预算年度",
    "demonstration": "填的是演示数据，不是真实的申报：每页都印上“演示数据”",
    "department-name": "单位全称",
    "unit-name": "与部门有关的另一个单位的全称",
    "name": "名称（也用在文件名里）",
    "order": "排先后的序号",
    "row-id": "一行的编号，名称改了也认得出",
    "amount": "金额（x-unit 写明单位）",
    "money-unit": "同一组里金额的单位（元或万元）",
    "period": "实施期",
    "start-date": "开始日期",
    "end-date": "完成日期",
    "duty": "部门职责",
    "responsible": "由哪个科室负责",
    "goal": "目标的文字",
    "taxonomy": "分两级的指标",
    **INDICATOR_KINDS,
    "indicator-name": "一条指标的名称",
    "indicator-value": "一条指标要达到的值",
    "operator": "≥、≤ 一类的符号",
    "number": "要达到的数",
    "unit": "这个数的计量单位",
    "value-scope": "要达到的值是年度的还是整个项目的",
    "score": "分值",
    "standard": "标准的种类（计划标准、历史标准等）",
    "basis": "怎么算出来的",
    "result": "一条指标完成了多少（监控、自评）",
    "awarded": "一条指标得了几分（自评）",
    "reason": "没有完成的原因（监控、自评）",
    "waivers": "豁免的清单",
    **WAIVER_PARTS,
}
