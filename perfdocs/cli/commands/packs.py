"""`perfdocs packs`, `perfdocs packs check`, `perfdocs packs new`, `perfdocs packs draft`."""

from __future__ import annotations

from pathlib import Path

import click

from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Group
from perfdocs.cli.options import format_option, root_option
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show, show_and_sum_up
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded, write_files
from perfdocs.finding import Finding, has_errors, in_order
from perfdocs.pack.manifest import Packs
from perfdocs.report import text
from perfdocs.report.registry import FORMATS
from perfdocs.workspace import find_workspace

UNREADABLE = ("P100", "T100")
"""What a pack could not be looked over for. Any other fault is what it is looked over for."""


@click.group(cls=Group, invoke_without_command=True)
@root_option
@click.pass_context
def command(context: click.Context, root: Path | None) -> int | None:
    return _list_packs(root) if context.invoked_subcommand is None else None


def _list_packs(root: Path | None) -> int:
    packs = Packs(find_workspace(root).root)
    findings: list[Finding] = []
    for name in packs.names:
        pack, faults = packs.get(name)
        findings += faults
        if pack is None:
            continue
        say(f"{pack.name}  {pack.title}")
        for kind in pack.kinds:
            say(f"  填报 {kind.path}（{kind.name}）")
        for form in pack.forms:
            say(f"  生成 {form.title}（{form.template}）")
    click.echo(text.report(findings), nl=False)
    return exit_status.of(findings)


@command.command(name="check", help="检查版式：字段定义、版式说明和 Word 模板，逐条指出第几个表、第几行、第几格。")
@click.argument("names", nargs=-1, metavar="[版式名]…")
@format_option(FORMATS)
@root_option
def check(names: tuple[str, ...], format_name: str, root: Path | None) -> int:
    from perfdocs.packlint.lint_pack import check_pack
    from perfdocs.packlint.unseen_checks import unseen_checks

    workspace = find_workspace(root)
    packs = Packs(workspace.root)
    for name in names:
        if name not in packs.names:
            raise PerfdocsError(packs.unknown(name))
    chosen = names or packs.names
    findings = in_order(f for name in chosen for f in check_pack(workspace.root, packs, name))
    show(findings, workspace, format_name)
    for pack in filter(None, (packs.get(name)[0] for name in chosen)):
        for role, checks in unseen_checks(pack):
            say(f"{pack.name}：没有字段写 x-role: {role}，{checks}检查看不到东西", err=True)
    say(exit_status.summary(f"检查了 {len(chosen)} 套版式", findings), err=True)
    if any(finding.code in UNREADABLE for finding in findings):
        return 2
    return 1 if has_errors(findings) else 0


@command.command(name="new", help="从现有的版式复制出一套新的，接着改。")
@click.argument("name", metavar="新版式名")
@click.option("--from", "source", required=True, metavar="版式名", help="从哪一套复制。")
@root_option
def new(name: str, source: str, root: Path | None) -> int:
    from perfdocs.pack.copy_pack import copy_pack

    workspace = find_workspace(root)
    for file in copy_pack(workspace.root, source, name):
        say(file)
    say(f"新版式 {name} 已建好：接着改上面的文件，改完运行 perfdocs packs check {name}", err=True)
    return 0


@command.command(
    name="draft", help="照一份 Word 表（空白的或者填好的）起草一套版式：认出栏目，原样写上标签，拿不准的逐条列出。"
)
@click.argument("file", metavar="表.docx", type=click.Path(path_type=Path))
@click.option("--name", required=True, metavar="新版式名", help="版式的名称，例如 moudi-2024。")
@format_option(FORMATS)
@root_option
def draft(file: Path, name: str, format_name: str, root: Path | None) -> int:
    from perfdocs.pack.copy_pack import refuse_new_name
    from perfdocs.packdraft.draft_pack import draft_pack
    from perfdocs.packlint.lint_pack import check_pack

    workspace = find_workspace(root)
    packs = Packs(workspace.root)
    refuse_new_name(packs, name)
    try:
        source = read_bounded(file)
    except OSError as error:
        raise PerfdocsError(f"{file} 打不开：{error.strerror}。请核对文件名") from None
    drafted = draft_pack(source, str(file), name, packs)
    write_files(workspace.root, drafted.files)
    for path in drafted.files:
        say(path, err=format_name != "text")
    findings = [*drafted.findings, *check_pack(workspace.root, Packs(workspace.root), name)]
    work = f"照 {file.name} 起草了版式 {name}（{drafted.forms} 张表），拿不准的 {len(drafted.findings)} 处"
    status = show_and_sum_up(in_order(findings), work, workspace, format_name)
    say(f"接着对照原表核对，改完运行 perfdocs packs check {name}", err=True)
    return status
