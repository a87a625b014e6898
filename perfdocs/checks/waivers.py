"""Problems that an office has accepted: applied to the findings, and themselves looked over."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Any

from perfdocs.department.by_role import ByRole, Waiver
from perfdocs.department.load import Lost
from perfdocs.finding import Finding, Keys, Severity, touches

FAMILIES = "MIGDBLFC"
"""The families of codes that can be waived: those of the checks, not of files that cannot be read."""

_STEP = re.compile(r"([^.\[\]]+)|\[([^\[\]]*)\]")


def apply_waivers(
    findings: Sequence[Finding], by_role: ByRole, known: Sequence[str], today: datetime.date
) -> list[Finding]:
    """The findings with those marked that are waived, and what is wrong with the waivers. `known` are the codes that
    can be waived."""
    marked = list(findings)
    faults: list[Finding] = []
    for waiver in by_role.waivers:
        path = _path(waiver)
        fault = _fault(waiver, path, known, today)
        if fault:
            faults.append(fault)
            continue
        waived = [number for number, finding in enumerate(marked) if _is_meant(finding, waiver, path or ())]
        for number in waived:
            marked[number] = marked[number]._replace(waived=_reason(waiver))
        if not waived:
            message = f"豁免的 {waiver.code.text} 在这里没有出现：问题已经改好的，请删掉这一条豁免"
            faults.append(_finding("V102", waiver, message, Severity.WARNING))
    return marked + faults


def _is_meant(finding: Finding, waiver: Waiver, path: Keys) -> bool:
    same_file = finding.place.file == waiver.code.document.file
    below = finding.path[: len(path)] == path
    return same_file and below and finding.code == waiver.code.text.strip() and not finding.waived


def _reason(waiver: Waiver) -> str:
    return f"{waiver.reason.text.strip()}（{waiver.approver.text.strip()}批准，到 {waiver.until.text.strip()}）"


def _fault(waiver: Waiver, path: Keys | None, known: Sequence[str], today: datetime.date) -> Finding | None:
    code = waiver.code.text.strip()
    if code not in known:
        reason = "没有这个代号" if code[:1] in FAMILIES else "这一类问题不能豁免，要改好"
        return _finding("V104", waiver, f"不能豁免“{code}”：{reason}（能豁免的以 {'、'.join(FAMILIES)} 开头）")
    if path is None:
        return _finding("V104", waiver, f"豁免的位置“{waiver.where.text}”在这个文件里不存在：请照 check 报的位置写")
    parts = (waiver.reason, waiver.approver, waiver.until)
    blank = "、".join(f"“{field.title}”" for field in parts if not field.text.strip())
    if blank:
        return _finding("V103", waiver, f"豁免 {code} 没有写{blank}：写全了才有效")
    try:
        until = datetime.date.fromisoformat(waiver.until.text.strip())
    except ValueError:
        return _finding("V103", waiver, f"豁免 {code} 的截止“{waiver.until.text}”不是日期：写成 2023-12-31")
    if until < today:
        message = f"豁免 {code} 到 {until} 已经过期：请改好问题，或者重新报批"
        return _finding("V101", waiver, message, Severity.WARNING)
    return None


def _finding(code: str, waiver: Waiver, message: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, waiver.code.place, message, waiver.code.path[:-1], severity)


def _path(waiver: Waiver) -> Keys | None:
    """The path that a waiver names, or None where the document has none such."""
    data: Any = waiver.code.document.data
    path: list[str | int] = []
    for key, item in _STEP.findall(waiver.where.text.strip()):
        step = next(_steps(data, key, item), None)
        if step is None:
            return None
        data = data[step]
        path.append(step)
    return tuple(path)


def _steps(data: Any, key: str, item: str) -> Iterator[str | int]:
    """The steps that a part of a path can mean: a key, or in brackets the number of a row or something in it."""
    if key and isinstance(data, dict) and key in data:
        yield key
    if item and isinstance(data, list):
        if item.isdigit() and int(item) < len(data):
            yield int(item)
        for index, row in enumerate(data):
            if isinstance(row, dict) and item in [str(value) for value in row.values()]:
                yield index


def without_consequences(findings: Sequence[Finding], lost: Sequence[Lost]) -> list[Finding]:
    """The findings that do not come of something that could not be read."""
    return [f for f in findings if not any(f.place.file == file and touches(f.path, path) for file, path in lost)]
