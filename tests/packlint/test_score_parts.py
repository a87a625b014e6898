"""The scores of a manifest, before a clerk meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.pack.manifest import Packs
from perfdocs.packlint.score_parts import score_findings
from tests.support.notes import edit

CASES = {
    "{total: 100, parts: {产出指标: 60, 效益指标: 40}}": [],
    "{total: 100, parts: {产出指标: 60}}": [],
    "{total: 100, parts: {产出指标: 60, 满意度: 10}}": [
        "59:40 没有叫“满意度”的一级或二级指标：可以写 产出指标、效益指标、数量指标、质量指标、时效指标、成本指标、"
        "经济效益指标、社会效益指标、生态效益指标、可持续影响指标、社会公众及服务对象满意度指标"
    ],
    "{total: 100, parts: {产出指标: 60, 效益指标: 30}}": ["59:22 各部分的分加起来是 60+30=90，应是 100"],
    "{total: 100, constants: {预算执行率: 10}, parts: {产出指标: 60, 效益指标: 30}}": [],
    "{total: 100, constants: {预算执行率: 10}, parts: {产出指标: 95}}": ["59:46 各部分的分加起来是 95，应是 100-10=90"],
}


@pytest.mark.parametrize("scores", CASES)
def test_parts_exist_and_add_up(real: Path, scores: str) -> None:
    edit(real / "templates/shifeng-2023/pack.yaml", ("scores: {total: 100}", f"scores: {scores}"))
    pack, findings = Packs(real).get("shifeng-2023")
    assert pack is not None, findings
    found = list(score_findings(pack))
    assert [f"{each.place.line}:{each.place.column} {each.message}" for each in found] == CASES[scores]
