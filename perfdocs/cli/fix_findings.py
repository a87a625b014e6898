"""`check --fix`: what is mended is shown, asked about where a person sits there, and written file by file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdocs.cli.progress import count_on_stderr
from perfdocs.cli.say import say
from perfdocs.cli.select_findings import Selection
from perfdocs.cli.show_patch import is_confirmed, show_patch
from perfdocs.finding import Finding
from perfdocs.fix.fix_department import FixedDepartment, Wanted, cause_of, fix_department
from perfdocs.pack.manifest import Packs
from perfdocs.undo_records import ChangedMeanwhile, recorded
from perfdocs.workspace import Department, Workspace


class FixOptions(NamedTuple):
    """How to go about it. `quiet` where standard output is a report's."""

    selection: Selection
    today: datetime.date
    dry_run: bool
    yes: bool
    quiet: bool


def fix_findings(
    workspace: Workspace,
    departments: Sequence[Department],
    findings: Sequence[Finding],
    chosen: Sequence[Finding],
    options: FixOptions,
) -> bool:
    """Mends what can be of the findings chosen, and what is selected and comes to light with them; whether a file was
    written. `findings` are all that there are.
    """
    wanted = _like(chosen, findings, options.selection)
    fixed = list(_fixed(workspace, departments, chosen, wanted, options.today))
    files = [file for department in fixed for file in department.files]
    for file in files:
        show_patch(file.file, file.old, file.new, err=options.quiet)
    mended, left = sum(each.mended for each in fixed), sum(len(each.left) for each in fixed)
    if left:
        say(f"有 {left} 处没有改：改了会读成别的内容，或者引出别的问题，请照提示自己改", err=True)
    what = f"{mended} 处，涉及 {len(files)} 个文件"
    if not files or options.dry_run:
        say(f"可以改好 {what}" if files else "没有能自动改的", err=True)
        return False
    if not is_confirmed(f"改好 {what}？", options.yes):
        say("没有改", err=True)
        return False
    written = 0
    with recorded(workspace, "check --fix") as record:
        for file in files:
            try:
                record.replace(file.file, file.new, was=file.old)
                written += 1
            except ChangedMeanwhile as error:
                say(str(error), err=True)
    if written == len(files):
        say(f"改好了 {what}；要退回就运行 perfdocs undo", err=True)
    else:
        say(f"写了 {written} 个文件，还有 {len(files) - written} 个没有写；要退回就运行 perfdocs undo", err=True)
    return written > 0


def _like(chosen: Sequence[Finding], findings: Sequence[Finding], selection: Selection) -> Wanted:
    """Tells of a finding whether it is one of those chosen, or one that was not there and is selected."""
    left_out = {cause_of(finding) for finding in findings} - {cause_of(finding) for finding in chosen}
    return lambda finding: cause_of(finding) not in left_out and bool(selection.of([finding]))


def _fixed(
    workspace: Workspace,
    departments: Sequence[Department],
    findings: Sequence[Finding],
    wanted: Wanted,
    today: datetime.date,
) -> Iterator[FixedDepartment]:
    """Each department of which something is mended."""
    fixable = {finding.place.file for finding in findings if finding.fix and not finding.waived}
    packs = Packs(workspace.root)

    def of_department(department: Department) -> bool:
        directory = f"{workspace.relative(department.directory)}/"
        return any(file.startswith(directory) for file in fixable)

    concerned = [department for department in departments if of_department(department)]
    results = (fix_department(workspace, packs, department, today, wanted) for department in concerned)
    return count_on_stderr(results, len(concerned), "改正")
