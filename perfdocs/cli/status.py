"""Exit status and closing sentence of a run, from its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from perfdocs.finding import Finding, Severity, has_errors


def of(findings: Sequence[Finding]) -> int:
    """2 where something could not be done at all, 1 where there is an error, else 0."""
    if any(finding.cannot for finding in findings):
        return 2
    return 1 if has_errors(findings) else 0


def summary(done: str, findings: Sequence[Finding]) -> str:
    """`检查了 3 个部门：错误 2，警告 1，已豁免 1`"""
    counts = Counter(finding.severity for finding in findings if not finding.waived)
    waived = sum(1 for finding in findings if finding.waived)
    told = [f"{severity.label} {counts[severity]}" for severity in sorted(Severity, reverse=True) if counts[severity]]
    told += [f"已豁免 {waived}"] if waived else []
    return f"{done}：" + ("，".join(told) if told else "没有发现问题")
