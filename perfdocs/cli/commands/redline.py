"""`perfdocs redline`."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from perfdocs import cache
from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import department_option, root_option, today_option
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show
from perfdocs.cli.unrecorded import unrecorded_findings
from perfdocs.compare.redline import moved_rows, redlines
from perfdocs.compare.whole_redline import whole_redline
from perfdocs.compare.years import compare
from perfdocs.department.forms import Fingerprints
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Place, Severity, in_order
from perfdocs.pack.manifest import Packs
from perfdocs.print_records import Printed, PrintRecords
from perfdocs.render.documents import whole_origin
from perfdocs.render.file_names import file_name
from perfdocs.render.output_directory import OutputDirectory, output_root
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.verifying.provenance import ALL_FORMS, redline_origin
from perfdocs.word.tracked_changes import Author
from perfdocs.word.write_docx import CannotJoin, docx_bytes
from perfdocs.workspace import Department, Workspace, find_workspace
from perfdocs.year_index import YearIndex, partners


class Comparing(NamedTuple):
    """The two years, and whose the changes are; `date` is ISO 8601."""

    old: str
    new: str
    author: str
    date: str


@click.command(cls=Command)
@click.argument("old", metavar="上一年")
@click.argument("new", metavar="新的一年")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="目录", help="不写就放 build/。")
@click.option("--author", default="perfdocs", metavar="修订人", help="修订人的名称，默认 perfdocs。")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default="1980-01-01",
    metavar="日期",
    help="修订的日期，例如 2024-01-31；不写就是 1980-01-01，不取电脑的时间。",
)
@department_option("只做这个部门，可以写几次。")
@today_option
@root_option
def command(
    old: str,
    new: str,
    out: Path | None,
    author: str,
    day: datetime.datetime,
    names: tuple[str, ...],
    today: datetime.date,
    root: Path | None,
) -> int:
    workspace = find_workspace(root)
    packs, templates = Packs(workspace.root), Templates(cache.open_cache())
    before, findings = _by_id(workspace, old, names)
    after, more = _by_id(workspace, new, names)
    findings += more
    index = YearIndex(workspace, packs.keys_with_role("department-name"))
    pairs = partners(*({one.id: index.name(one) for one in side.values()} for side in (before, after)))
    if not pairs:
        raise PerfdocsError(f"没有一个部门在 {old} 和 {new} 两年都有")
    comparing = Comparing(old, new, author, f"{day:%Y-%m-%d}T00:00:00Z")
    output = OutputDirectory(output_root(out, workspace.root))
    with output.open():
        for name, old_name in sorted(pairs.items()):
            earlier = check_department(workspace, packs, before[old_name], today)
            later = check_department(workspace, packs, after[name], today)
            files, faults = _files(earlier, later, workspace, templates, comparing)
            findings += [*earlier.findings, *later.findings, *faults]
            output.replace(f"redline/{old}-{new}/{name}", files)
    findings += output.counts.findings()
    stopping = in_order(finding for finding in findings if finding.severity is Severity.ERROR and not finding.waived)
    show(stopping, workspace)
    say(f"在 {output.root} 里生成 {output.counts.written} 个带修订标记的文件", err=True)
    return exit_status.of(stopping)


def _by_id(workspace: Workspace, year: str, names: tuple[str, ...]) -> tuple[dict[str, Department], list[Finding]]:
    departments, findings = workspace.select((year,))
    return {department.id: department for department in departments if not names or department.id in names}, findings


def _files(
    old: CheckedDepartment, new: CheckedDepartment, workspace: Workspace, templates: Templates, comparing: Comparing
) -> tuple[dict[str, bytes], list[Finding]]:
    """The documents of a department by file name; none where one of the years has errors."""
    if not (old.submission and new.submission and old.specs and new.specs):
        return {}, []
    moved = moved_rows(compare("", old.specs, new.specs))
    author = Author(comparing.author, comparing.date)
    place = Place(f"templates/{new.submission.pack.name}")
    try:
        made = redlines(old.submission, new.submission, moved, templates, author)
        earlier, later = _origin(old, workspace, templates), _origin(new, workspace, templates)
    except TemplateFault as fault:
        return {}, [Finding(fault.code, place, str(fault), cannot=True)]
    faults = list(unrecorded_findings(Counter(_unrecorded(((old, earlier), (new, later)), workspace))))
    files = {}
    for number, each in enumerate(made.forms):
        kind = f"－{each.kind}" if each.kind else ""
        origin = redline_origin(earlier, later, str(number), author)
        name = file_name(f"{each.filled.file}（对照{comparing.old}修订{kind}）")
        files[name] = docx_bytes(each.document, each.filled.title, origin)
    try:
        whole = whole_redline(made.in_order, author)
    except CannotJoin as reason:
        return files, [*faults, Finding("T108", place, str(reason), cannot=True)]
    title = new.submission.file
    files[file_name(f"{title}（对照{comparing.old}修订）")] = docx_bytes(
        whole, title, redline_origin(earlier, later, ALL_FORMS, author)
    )
    return files, faults


def _origin(checked: CheckedDepartment, workspace: Workspace, templates: Templates) -> dict[str, str]:
    """What a redline says of a year. Raises TemplateFault."""
    submission = checked.submission
    assert submission is not None
    opened = [templates.get(submission.pack.template(filled.form)) for filled in submission.forms]
    hashes = whole_origin(submission, opened, Fingerprints())
    return {"pack": submission.pack.name, "spec": workspace.relative(checked.department.directory), **hashes}


def _unrecorded(years: Iterable[tuple[CheckedDepartment, Mapping[str, str]]], workspace: Workspace) -> Iterator[str]:
    """Keeps a record of what a redline was made from, by which `verify` knows it again; why it could not, if so."""
    for checked, origin in years:
        assert checked.specs is not None
        files = [document.file for group in checked.specs.documents.values() for document in group]
        printed = Printed(origin["data"], origin["template"])
        try:
            PrintRecords(workspace).keep(origin["spec"], origin["pack"], files, [printed])
        except OSError as error:
            yield error.strerror or str(error)
