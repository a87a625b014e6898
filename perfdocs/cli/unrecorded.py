"""What is told where no record of what was printed could be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfdocs.finding import Finding, Place, Severity


def unrecorded_findings(reasons: Counter[str]) -> Iterator[Finding]:
    """R105 for each reason for which no record of what was printed could be kept."""
    for reason, number in sorted(reasons.items()):
        message = f"{number} 个部门印出的内容没有留底（{reason}）：填报文件再改以后，收回来的表可能核对不了"
        message += "，请检查磁盘空间和这个目录的权限"
        yield Finding("R105", Place(".perfdocs"), message, severity=Severity.WARNING)
