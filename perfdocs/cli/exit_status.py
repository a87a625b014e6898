"""Exit status and closing sentence of a run, from its findings."""

from __future__ import annotations

from collections.abc import Sequence

from perfdocs.finding import Finding, Tally


def of(findings: Sequence[Finding] | Tally) -> int:
    """2 where something could not be done at all, 1 where there is an error, else 0."""
    tally = findings if isinstance(findings, Tally) else Tally.of(findings)
    if tally.cannot:
        return 2
    return 1 if tally.errors else 0


def summary(work: str, findings: Sequence[Finding] | Tally) -> str:
    """`检查了 3 个部门：错误 2，警告 1，已豁免 1`"""
    tally = findings if isinstance(findings, Tally) else Tally.of(findings)
    return f"{work}：{counts(tally)}"


def counts(tally: Tally) -> str:
    """`错误 2，警告 1，已豁免 1`"""
    numbers = (("错误", tally.errors), ("警告", tally.warnings), ("提示", tally.hints), ("已豁免", tally.waived))
    return "，".join(f"{name} {number}" for name, number in numbers if number) or "没有发现问题"
