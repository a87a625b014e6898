"""What an indicator is to reach, as the view by role has it."""

from __future__ import annotations

import pytest

from perfdocs.department.read_by_role import read_by_role
from tests.support.check_cases import form_documents, pack
from tests.support.quantity_text import quantity_text


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("合格率（%）", "95", ["95%"]),
        ("合格率（%）", "≥95", ["≥95%"]),
        ("合格率（％）：", "≥95", ["≥95%"]),
        ("补助标准（单位：元/人·月）", "1200", ["1200元/人·月"]),
        ("合格率（%）", "≥95‰", ["≥95‰"]),
        ("合格率（抽检）", "95", ["95"]),
        ("合格率（%）", "由90%提高到95%", ["95%"]),
    ],
)
def test_a_bare_value_is_in_the_unit_of_its_name(name: str, value: str, read: list[str]) -> None:
    head = {"年度": 2024, "单位": "某某局", "职责": "没有公开"}
    project = {"名称": "养路", "金额": 60, "指标": {"产出": {"质量": [{"名称": name, "值": value}]}}}
    targets = read_by_role(pack(), form_documents({"head": head, "projects": [project]})).targets
    (indicator,) = (indicator for target in targets for indicator in target.indicators)
    assert [quantity_text(quantity) for quantity in indicator.quantities] == read
