"""`perfdocs notes`."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option, today_option
from perfdocs.cli.say import say
from perfdocs.errors import PerfdocsError
from perfdocs.render.output_directory import OutputDirectory, output_root
from perfdocs.workspace import YEAR, Department, Workspace, find_workspace

if TYPE_CHECKING:
    from perfdocs.notes.note import Note
    from perfdocs.overview.expected import Expected
    from perfdocs.year_index import YearIndex

DIRECTORY = "退回意见"
"""Where the notes of all years stand, in the output directory."""
LONGEST = 60
"""Characters of a department's name in the name of its file, which may have 240 bytes (`render/file_names.py`)."""


@click.command(cls=Command)
@click.argument("year", metavar="<年度>")
@click.argument("names", nargs=-1, metavar="[部门目录或部门的名称]…")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="目录",
    help="放到哪里（下面的 退回意见/<年度>/）；不写就放 build/。",
)
@today_option
@root_option
def command(year: str, names: tuple[str, ...], out: Path | None, today: datetime.date, root: Path | None) -> int:
    from perfdocs.cli.progress import count_on_stderr
    from perfdocs.cli.show_findings import show
    from perfdocs.notes.note_document import NoteTemplate
    from perfdocs.notes.note_workbook import NOT_HANDED_IN, workbook
    from perfdocs.notes.read_notes import NoteReader

    workspace = find_workspace(root)
    if not YEAR.fullmatch(year):
        raise PerfdocsError(f"“{year}”不是年度：写法是 perfdocs notes 2024，或 perfdocs notes 2024 commerce")
    departments, findings = workspace.select((f"specs/{year}",), with_steps=True)
    reader = NoteReader(workspace, today)
    chosen = _chosen(year, names, departments, reader.index)
    template = NoteTemplate(workspace.root / "templates")
    notes = [reader.note(department) for department in count_on_stderr(chosen, len(chosen), "退回意见")]
    files = {_file(note): template.document(note, today) for note in notes if note.is_needed}
    results = [_file(note) if note.is_needed else _nothing(note) for note in notes]
    missing = [] if names else _not_handed_in(workspace, year, reader.index, today)
    files[f"{year}年度退回意见{_of_few(names, chosen)}.xlsx"] = workbook(year, notes, results, missing)
    others = {_stem(department) for department in departments} - {_stem(department) for department in chosen}
    output = OutputDirectory(output_root(out, workspace.root))
    with output.open():
        output.replace(f"{DIRECTORY}/{year}", files, is_kept=lambda name: name.partition("（")[0] in others)
    for note, result in zip(notes, results, strict=True):
        say(f"{note.department.name}（{note.called}）：{exit_status.counts(note.tally)}；{result}")
    for department in missing:
        say(f"{year}/{department.id}（{department.name or department.id}）：{NOT_HANDED_IN}")
    findings += output.counts.findings()
    if findings:
        show(findings, workspace)
    needed = sum(note.is_needed for note in notes)
    absent = f"，{NOT_HANDED_IN} {len(missing)} 个" if missing else ""
    say(f"{len(notes)} 个部门，要退回的 {needed} 个{absent}，写在 {output.root / DIRECTORY / year}", err=True)
    return exit_status.of(findings)


def _file(note: Note) -> str:
    """The file of a note: the directory of the department, which no other has, and its name."""
    from perfdocs.prose.shorten import shorten
    from perfdocs.render.file_names import file_name

    return file_name(f"{_stem(note.department)}（{shorten(note.called, LONGEST)}）")


def _stem(department: Department) -> str:
    """What the names of a department's files begin with: its directory, `commerce－monitoring` for a later step's."""
    return department.id.replace("/", "－")


def _of_few(names: Sequence[str], departments: Sequence[Department]) -> str:
    """What the workbook of some departments is called besides, as it does not take the place of the whole year's."""
    from perfdocs.prose.shorten import shorten

    return f"（{shorten('、'.join(map(_stem, departments)), LONGEST)}）" if names else ""


def _not_handed_in(workspace: Workspace, year: str, index: YearIndex, today: datetime.date) -> list[Expected]:
    """The departments of the year's list, or of the year before, that have no directory."""
    from perfdocs.overview.expected import expected_year

    departments = expected_year(workspace, year, index, today).departments
    return [department for department in departments if department.now is None]


def _nothing(note: Note) -> str:
    return "没有要退回的，提示请看 xlsx" if note.tally.hints else "没有要退回的"


def _chosen(
    year: str, names: Sequence[str], departments: Sequence[Department], index: YearIndex
) -> Sequence[Department]:
    """The departments that are asked for by directory or by name; all without any. Raises PerfdocsError."""
    from perfdocs.prose.did_you_mean import did_you_mean

    targets = [department for department in departments if department.targets is None]
    by_name = {index.name(department): department for department in targets if index.name(department)}
    by_name |= {each: department for department in departments for each in (department.name, department.id)}
    for name in names:
        if name not in by_name:
            near = did_you_mean(name, by_name) or "，请写部门目录的名称，例如 commerce"
            raise PerfdocsError(f"{year} 年没有部门“{name}”{near}")
    wanted = {by_name[name].id for name in names}
    return [each for each in departments if not names or wanted & {each.id, each.targets and each.targets.id}]
