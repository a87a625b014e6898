"""Problems that an office has accepted: applied to the findings, and themselves looked over."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence

from perfdocs.department.by_role import Field, Waiver
from perfdocs.department.loaded import Lost
from perfdocs.department.row_names import find_path
from perfdocs.department.specs import DocumentTree, Specs
from perfdocs.finding import Finding, Keys, Severity, touches
from perfdocs.yamlfile.address import Address

FAMILIES = "MIGDBLFC"
"""The families of codes that can be waived: those of the checks, not of files that cannot be read."""


def apply_waivers(
    findings: Sequence[Finding], specs: Specs, known: Collection[str], today: datetime.date
) -> list[Finding]:
    """The findings with those marked that are waived, and what is wrong with the waivers. `known` are the codes that
    can be waived."""
    marked = list(findings)
    faults: list[Finding] = []
    numbers: dict[tuple[str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        numbers.setdefault((finding.place.file, finding.code), []).append(number)
    used: dict[int, Waiver] = {}
    for waiver in specs.by_role.waivers:
        code, file = waiver.code.text.strip(), waiver.code.document.file
        path = _path(waiver, specs.trees[file])
        fault = _fault(waiver, path, known, today)
        if fault:
            faults.append(fault)
            continue
        meant = [number for number in numbers.get((file, code), ()) if _is_meant(marked[number], path or ())]
        for number in (number for number in meant if number not in used):
            marked[number] = marked[number]._replace(waived=_reason(waiver))
        first = next((used[number] for number in meant if number in used), None)
        if not meant or all(number in used for number in meant):
            message = f"豁免的 {code} 在这里没有出现：问题已经改好的，请删掉这一条豁免"
            if first:
                message = f"豁免的 {code} 在第 {first.code.place.line} 行已经豁免了：请删掉这一条"
            faults.append(_finding("V102", waiver.code, message, Severity.WARNING))
        used.update((number, waiver) for number in meant if number not in used)
    return marked + faults


def _is_meant(finding: Finding, path: Keys) -> bool:
    return finding.path[: len(path)] == path


def _reason(waiver: Waiver) -> str:
    return f"{waiver.reason.text.strip()}（{waiver.approver.text.strip()}批准，到 {waiver.until.text.strip()}）"


def _fault(waiver: Waiver, path: Keys | None, known: Collection[str], today: datetime.date) -> Finding | None:
    code = waiver.code.text.strip()
    if code not in known:
        reason = "没有这个代号" if code[:1] in FAMILIES else "这一类问题不能豁免，要改好"
        return _finding("V104", waiver.code, f"不能豁免“{code}”：{reason}（能豁免的以 {'、'.join(FAMILIES)} 开头）")
    if path is None:
        where = f"豁免的位置“{waiver.where.text}”在这个文件里不存在"
        return _finding("V104", waiver.where, f"{where}：perfdocs check --places 报出每个问题的位置，请照着写")
    parts = (waiver.reason, waiver.approver, waiver.until)
    blank = "、".join(f"“{field.title}”" for field in parts if not field.text.strip())
    if blank:
        first = next(field for field in parts if not field.text.strip())
        return _finding("V103", first, f"豁免 {code} 没有写{blank}：写全了才有效")
    try:
        until = datetime.date.fromisoformat(waiver.until.text.strip())
    except ValueError:
        return _finding("V103", waiver.until, f"豁免 {code} 的截止“{waiver.until.text}”不是日期：写成 2023-12-31")
    if until < today:
        message = f"豁免 {code} 到 {until} 已经过期：请改好问题，或者重新报批"
        return _finding("V101", waiver.until, message, Severity.WARNING)
    return None


def _finding(code: str, field: Field, message: str, severity: Severity = Severity.ERROR) -> Finding:
    """At the part of the waiver that is to be changed."""
    return Finding(code, field.place, message, field.path, severity)


def _path(waiver: Waiver, document: DocumentTree) -> Keys | None:
    """The path that a waiver names, or None where the document has none such. It may name its own file as well."""
    text = waiver.where.text.strip()
    path = find_path(text, document)
    file, below = Address.read(text)
    if path is None and file and _is_of(file, document.document.file):
        return find_path(below, document)
    return path


def _is_of(file: str, own: str) -> bool:
    """Whether a file is the document's own, named from anywhere."""
    named, own = (f"/{name.strip()}".replace("\\", "/") for name in (file, own))
    return named.endswith(own) or own.endswith(named)


def without_consequences(findings: Sequence[Finding], lost: Iterable[Lost]) -> list[Finding]:
    """The findings that do not come of something that could not be read."""
    by_file: dict[str, list[Keys]] = {}
    for file, keys in lost:
        by_file.setdefault(file, []).append(keys)
    return [f for f in findings if not any(touches(f.path, keys) for keys in by_file.get(f.place.file, ()))]
