"""`perfdocs import`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from perfdocs import cache
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.find_word_files import word_files
from perfdocs.cli.options import format_option, root_option, word_files_argument
from perfdocs.cli.show_findings import show_and_sum_up
from perfdocs.department.load import load_department
from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_new_directory
from perfdocs.finding import Finding, Place, Severity, in_order
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.report.registry import FORMATS
from perfdocs.returned.importing.import_documents import ImportedSpecs, Importer
from perfdocs.returned.verifying.provenance import draft_finding
from perfdocs.undo_records import recorded
from perfdocs.word.incoming import IncomingDocument
from perfdocs.workspace import YEAR, Department, Workspace, find_workspace


@click.command(cls=Command)
@word_files_argument
@click.option("--pack", "name", required=True, metavar="版式名", help="按哪一套表读（perfdocs packs 列出现有的）。")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="目录",
    help="写到哪个新目录，例如 specs/2023/commerce；不覆盖任何文件。",
)
@format_option(FORMATS)
@root_option
def command(paths: tuple[Path, ...], name: str, out: Path, format_name: str, root: Path | None) -> int:
    workspace = find_workspace(root)
    packs = Packs(workspace.root)
    if name not in packs.names:
        raise PerfdocsError(packs.unknown(name))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise PerfdocsError(f"{out} 里已经有文件，没有动它：请写一个新的目录，例如 specs/2023/commerce")
    sources, findings = word_files(paths)
    drafts = {source.name: draft for source in sources if (draft := draft_finding(source))}
    findings += drafts.values()
    sources = [source for source in sources if source.name not in drafts]
    schemas = f"{_relative(workspace.root / 'schema' / name, out)}/"
    pack = _pack(packs, name)
    targets = _targets(workspace, packs, pack, out) if pack.step else None
    imported = _import(pack, sources, schemas, _year(out), targets) if sources else ImportedSpecs()
    if imported.files:
        _write(workspace, out, imported.files)
    if sources and not imported.forms:
        findings += _other_pack(packs, name, sources)
    work = f"读了 {len(sources)} 个文件、{imported.forms} 张表，写成 {len(imported.files)} 个文件，放在 {out}"
    status = show_and_sum_up(in_order([*findings, *imported.findings]), work, workspace, format_name)
    if imported.files:
        click.echo("接着核对写着“待核”的地方，再运行 perfdocs check", err=True)
    return status


def _write(workspace: Workspace, out: Path, files: Mapping[str, str]) -> None:
    """Makes the directory of the new files; below `specs/` so that it can be undone."""
    if out.resolve().is_relative_to(workspace.root / "specs"):
        with recorded(workspace, "import") as record:
            record.add_directory(workspace.relative(out.resolve()), files)
    else:
        write_new_directory(out, files)


def _other_pack(packs: Packs, name: str, sources: Sequence[IncomingDocument]) -> Iterator[Finding]:
    """N211: the packs whose forms the documents seem to be, where they are none of the one that was named."""
    forms: dict[str, int] = {}
    for other in packs.names:
        pack, findings = packs.get(other)
        if other != name and pack is not None and not findings:
            forms[other] = _import(pack, sources, "").forms
    for other, number in forms.items():
        if number and number == max(forms.values()):
            message = f"看起来是版式 {other} 的表：请用 --pack {other} 再读一次"
            yield Finding("N211", Place(sources[0].name), message, severity=Severity.HINT)


def _targets(workspace: Workspace, packs: Packs, pack: Pack, out: Path) -> Specs:
    """The targets of a later step, beside which its files are to stand. Raises PerfdocsError where they do not."""
    assert pack.step
    directory, owner = out.resolve(), out.resolve().parent
    if directory.name != pack.step.directory or not _year(owner):
        where = f"specs/2023/commerce/{pack.step.directory}"
        raise PerfdocsError(f"“{pack.step.title}”要放在目标的旁边：--out 写成 {where} 这样")
    department = Department(_year(owner), owner.name, owner)
    loaded = load_department(workspace, packs, department)
    if loaded.specs is None or loaded.specs.pack.name != pack.step.of:
        reason = f"版式 {pack.name} 要配目标的版式 {pack.step.of}"
        raise PerfdocsError(f"specs/{department.name} 里没有它的目标：{reason}，请先备好目标的文件")
    return loaded.specs


def _import(
    pack: Pack, sources: Sequence[IncomingDocument], schemas: str, year: str = "", targets: Specs | None = None
) -> ImportedSpecs:
    try:
        return Importer(pack, Templates(cache.open_cache())).import_documents(sources, schemas, year, targets)
    except (TemplateFault, BadExpression) as fault:
        raise PerfdocsError(f"版式 {pack.name} 有错，先运行 perfdocs packs check {pack.name}：{fault}") from None


def _pack(packs: Packs, name: str) -> Pack:
    pack, findings = packs.get(name)
    if pack is None or findings:
        reason = findings[0].message if findings else ""
        raise PerfdocsError(f"版式 {name} 有错，先运行 perfdocs packs check {name}：{reason}")
    return pack


def _year(out: Path) -> str:
    """The year of a directory below `specs/<year>/`, or nothing."""
    above = out.resolve().parent
    return above.name if above.parent.name == "specs" and YEAR.fullmatch(above.name) else ""


def _relative(directory: Path, out: Path) -> str:
    """The way from the new files to the schemas; the whole path where there is none (another drive)."""
    try:
        return Path(os.path.relpath(directory, out.resolve())).as_posix()
    except ValueError:
        return directory.as_posix()
