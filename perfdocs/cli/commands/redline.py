"""`perfdocs redline`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import click

from perfdocs import cache
from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.cli import exit_status
from perfdocs.cli.show_findings import show
from perfdocs.compare.redline import Redlined, moved_rows, redlines
from perfdocs.compare.years import compare
from perfdocs.errors import PerfdocsError, TemplateFault
from perfdocs.finding import Finding, Place, Severity, in_order
from perfdocs.pack.manifest import Packs
from perfdocs.render.output_directory import Output, file_name
from perfdocs.render.render_department import Templates
from perfdocs.word.docx_bytes import packaged
from perfdocs.word.tracked_changes import Author
from perfdocs.workspace import Department, Workspace, find_workspace


@dataclass(frozen=True)
class Wanted:
    """Two years, where the documents go, and whose the changes are. `date` is ISO 8601."""

    old: str
    new: str
    out: Path | None
    author: str
    date: str
    names: tuple[str, ...]


def run(wanted: Wanted, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    packs, templates = Packs(workspace.root), Templates(cache.opened())
    before, findings = _by_id(workspace, wanted.old, wanted.names)
    after, more = _by_id(workspace, wanted.new, wanted.names)
    findings += more
    both = sorted({*before} & {*after})
    if not both:
        raise PerfdocsError(f"没有一个部门在 {wanted.old} 和 {wanted.new} 两年都有")
    output = Output(wanted.out or workspace.root / "build")
    with output.open():
        for name in both:
            old, new = (check_department(workspace, packs, one, today) for one in (before[name], after[name]))
            files, told = _files(old, new, templates, wanted, name)
            findings += told
            output.replace(f"redline/{wanted.old}-{wanted.new}/{name}", files)
    foreign = "这个文件生成以后被改动过，或者不是 perfdocs 生成的，没有覆盖：请把它改名或移走，再生成一次"
    findings += [Finding("R103", Place(path), foreign, cannot=True) for path in output.done.foreign]
    stopping = in_order([one for one in findings if one.severity is Severity.ERROR and not one.waived])
    show(stopping, "text", workspace)
    click.echo(f"在 {output.root} 里生成 {output.done.written} 个带修订标记的文件", err=True)
    return exit_status.of(stopping)


def _by_id(workspace: Workspace, year: str, names: tuple[str, ...]) -> tuple[dict[str, Department], list[Finding]]:
    departments, findings = workspace.selected((year,))
    return {one.id: one for one in departments if not names or one.id in names}, findings


def _files(
    old: CheckedDepartment, new: CheckedDepartment, templates: Templates, wanted: Wanted, name: str
) -> tuple[dict[str, bytes], list[Finding]]:
    """The documents of a department by file name; none where one of the years has errors."""
    findings = [*old.findings, *new.findings]
    if not (old.submission and new.submission and old.specs and new.specs):
        return {}, findings
    files = {one.old_file: one.new_file for one in compare(name, old.specs, new.specs).documents}
    moved = moved_rows(old.specs, new.specs, files)
    author = Author(wanted.author, wanted.date)
    try:
        made = redlines(old.submission, new.submission, moved, templates, author)
    except TemplateFault as fault:
        place = Place(f"templates/{new.submission.pack.name}")
        return {}, [*findings, Finding(fault.code, place, str(fault), cannot=True)]
    return {_name(one, wanted): _packaged(one, wanted) for one in made}, findings


def _name(one: Redlined, wanted: Wanted) -> str:
    kind = f"－{one.kind}" if one.kind else ""
    return file_name(f"{one.filled.file}（对照{wanted.old}修订{kind}）")


def _packaged(one: Redlined, wanted: Wanted) -> bytes:
    origin = {"redline": f"{wanted.old} {wanted.new}", "author": wanted.author, "date": wanted.date}
    return packaged(one.document, one.filled.title, origin)
