"""What a branch does, as one comment of a merge request, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from perfdocs.compare.formats.phrases import number_phrase
from perfdocs.finding import Finding, Tally
from perfdocs.overview.branch import Branch, BranchDepartment, BranchYear, Weaker
from perfdocs.overview.formats.json import amount_row
from perfdocs.overview.formats.phrases import amount_phrase
from perfdocs.overview.records import Line, Sum
from perfdocs.report.json import finding_row
from perfdocs.report.safe_text import json_text, markdown_text
from perfdocs.report.text import level, sentence

LONGEST = 60_000
"""Characters of a comment. GitHub takes 65,536, GitLab a million."""
MOST = 20
"""Findings of a kind, or weaker targets, that are told of a department; chosen by hand."""


def branch_as_markdown(branch: Branch) -> str:
    """The totals first, a row a department, then what came, what got weaker and what went, department by department.
    What does not fit into a comment is left out, and that is said."""
    room = _Room(LONGEST - len(_cut(branch, len(branch.departments))))
    room.add([*_heading(branch)])
    years = [year for year in branch.years if year.departments]
    for year in years:
        room.add([*_totals(year)])
    for year in years:
        room.add(_head(year))
        rows = [_row_of_table(one, year.unit) for one in year.departments]
        fitting = room.add_while(rows, LONGEST // 2)
        if fitting < len(rows):
            room.add([f"\n另有 {len(rows) - fitting} 个部门没有列在表里"])
    sections = [[*_section(one)] for one in branch.departments]
    left_out = sum(not room.add(section) for section in sections if section)
    return f"{room.text}{_cut(branch, left_out)}" if left_out else room.text


class _Room:
    """A text that is to stay within so many characters."""

    def __init__(self, most: int) -> None:
        self.text = ""
        self._most = most

    def add(self, lines: Sequence[str], most: int | None = None) -> bool:
        """Adds the lines, if all of them fit."""
        more = "".join(f"{line}\n" for line in lines)
        fits = len(self.text) + len(more) <= min(self._most, most or self._most)
        self.text += more if fits else ""
        return fits

    def add_while(self, lines: Sequence[str], most: int) -> int:
        """Adds as many of the lines as fit; how many that are."""
        return next((number for number, line in enumerate(lines) if not self.add([line], most)), len(lines))


def _cut(branch: Branch, few: int) -> str:
    """What is said of so many departments for which there is no room."""
    command = f"perfdocs overview --since {branch.revision} --format json"
    return f"\n**太长，还有 {few} 个部门的明细没有列出**：运行 {markdown_text(command)} 看全部。\n"


def _heading(branch: Branch) -> Iterator[str]:
    every = branch.departments
    yield f"## 绩效目标：相对 {markdown_text(branch.revision)}（{branch.base[:8]}）\n"
    if branch.packs:
        same = sum(year.same for year in branch.years)
        rest = f"：另有 {same} 个部门用它，什么也没有变" if same else ""
        yield f"- 改了版式 {markdown_text('、'.join(branch.packs))}{rest}"
    if not every:
        yield "没有部门受影响。"
        return
    new, gone = (
        Tally.of([finding for findings in groups for finding in findings])
        for groups in ([one.new for one in every], [one.gone for one in every])
    )
    weaker = sum(one.changes.weaker for one in every)
    yield f"- 涉及 {len(every)} 个部门：新出现的问题 {_counts(new)}；消失的 {_counts(gone)}；变弱的目标 {weaker}"


def _totals(year: BranchYear) -> Iterator[str]:
    """The sums of a year."""
    for title, amounts in (
        (year.total_title, [(one.department, one.total) for one in year.departments]),
        (year.projects_title, [(one.department, one.projects) for one in year.departments]),
    ):
        total = Sum.of(amounts)
        others = len(amounts) - total.number_of_both
        rest = f"；另有 {others} 个部门不是两边都有，没有算进去" if others else ""
        known = amount_phrase(total.both, year.unit) or "没有部门两边都有"
        yield f"- {year.year} 年{markdown_text(f'{title}：{known}{rest}')}"


def _head(year: BranchYear) -> list[str]:
    titles = ("状态", "错误", "警告", year.total_title, year.projects_title, "新问题", "消失", "变弱")
    head = f"| {year.year} 年 | {' | '.join(map(markdown_text, titles))} |"
    return ["", head, "|---|---|---:|---:|---|---|---:|---:|---:|"]


def _row_of_table(one: BranchDepartment, unit: str) -> str:
    return f"| {' | '.join(map(markdown_text, _cells(one, unit)))} |"


def _counts(tally: Tally) -> str:
    """`3（错误 1，警告 2）`"""
    numbers = (("错误", tally.errors), ("警告", tally.warnings), ("提示", tally.hints))
    counts = "，".join(f"{name} {number}" for name, number in numbers if number)
    return f"{sum(number for _, number in numbers)}{f'（{counts}）' if counts else ''}"


def _cells(one: BranchDepartment, unit: str) -> tuple[str, ...]:
    before, after = one.before, one.after
    return (
        f"{one.line.name or one.department}（{one.department}）",
        _from_to(_state(before), _state(after)),
        _from_to(_count(before, "errors"), _count(after, "errors")),
        _from_to(_count(before, "warnings"), _count(after, "warnings")),
        amount_phrase(one.total, unit),
        amount_phrase(one.projects, unit),
        str(len(one.new)),
        str(len(one.gone)),
        str(one.changes.weaker),
    )


def _state(line: Line | None) -> str:
    return line.state.label if line else "没有"


def _count(line: Line | None, name: str) -> str:
    return str(getattr(line.tally_of_all, name)) if line else ""


def _from_to(before: str, after: str) -> str:
    return after if before == after else " → ".join(text for text in (before, after) if text)


def _section(one: BranchDepartment) -> Iterator[str]:
    blocks = (
        ("新出现的问题", [_finding(finding) for finding in one.new]),
        ("变弱的目标", [_weaker(weaker) for weaker in one.weaker]),
        ("消失的问题", [_finding(finding) for finding in one.gone]),
    )
    if any(lines for _, lines in blocks):
        yield f"\n### {markdown_text(one.line.name or one.department)}（{one.year}/{markdown_text(one.department)}）"
    for title, lines in blocks:
        if lines:
            yield f"\n{title} {len(lines)} 条：\n"
            yield from (f"- {line}" for line in lines[:MOST])
            if len(lines) > MOST:
                yield f"- 还有 {len(lines) - MOST} 条没有列出"


def _finding(finding: Finding) -> str:
    file, line, _ = finding.place
    return f"{level(finding)} {finding.code} {markdown_text(sentence(finding))}（{markdown_text(f'{file}:{line}')}）"


def _weaker(weaker: Weaker) -> str:
    description = weaker.description
    numbers = "；".join(number_phrase(number) for number in description.numbers if number.weaker)
    what = numbers or f"{description.old} → {description.new}"
    return markdown_text(f"{weaker.document}·{description.label}：{what}")


def branch_as_json(branch: Branch) -> str:
    """`{"version": 1, "revision", "base", "packs", "departments": […]}`, whole, however long."""
    told = {
        "version": 1,
        "revision": branch.revision,
        "base": branch.base,
        "packs": [*branch.packs],
        "departments": [_row(one, year.unit) for year in branch.years for one in year.departments],
    }
    return json_text(told, indent=2)


def _row(one: BranchDepartment, unit: str) -> dict[str, Any]:
    return {
        "year": one.year,
        "department": one.department,
        "name": one.line.name,
        "before": one.before and str(one.before.state),
        "after": one.after and str(one.after.state),
        "unit": unit,
        "total": amount_row(one.total),
        "projects": amount_row(one.projects),
        **one.changes._asdict(),
        "new": [*map(finding_row, one.new)],
        "gone": [*map(finding_row, one.gone)],
        "weaker_targets": [
            {
                "document": weaker.document,
                "label": weaker.description.label,
                "old": weaker.description.old,
                "new": weaker.description.new,
            }
            for weaker in one.weaker
        ],
    }
