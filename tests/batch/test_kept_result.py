"""What is kept of a department between runs is what was found."""

from __future__ import annotations

from decimal import Decimal

from perfdocs.batch.kept_result import KeptResult
from perfdocs.finding import Edit, Finding, Fix, Place, Severity, Tally

FINDING = Finding(
    "I113",
    Place("funds/a.yaml", 16, 20),
    "四条一字不差",
    ("支出方向", 0, "金额"),
    Severity.WARNING,
    places=(Place("funds/b.yaml", 16, 20), Place("funds/c.yaml", 3)),
    cause="“效益指标”有 4 条",
    address="支出方向[甲].金额",
)


def test_findings_come_back_whole() -> None:
    waived = FINDING._replace(waived="共用的指标（财政局批准，到 2023-12-31）", path=(), places=(), address="")
    mended = FINDING._replace(fix=Fix((Edit(16, 20, 16, 21, "。"), Edit(17, 1, 18, 2, "")), as_utf8=True))
    result = KeptResult("pack", "", "", (FINDING, waived, mended), (FINDING,), Tally.of([FINDING]))
    assert KeptResult.from_bytes(result.to_bytes(), with_remarks=True) == result


def test_of_a_mend_its_edits_come_back() -> None:
    fix = Fix((Edit(16, 20, 16, 21, "1"),), Decimal(1))
    result = KeptResult("pack", "", "", (FINDING._replace(fix=fix),), (), Tally())
    (finding,) = KeptResult.from_bytes(result.to_bytes(), with_remarks=True).findings
    assert finding.fix == fix._replace(value=None)
