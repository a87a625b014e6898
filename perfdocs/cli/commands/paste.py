"""`perfdocs paste`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import format_option, root_option
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show_and_sum_up
from perfdocs.cli.show_patch import show_patch
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded
from perfdocs.report.registry import FORMATS
from perfdocs.undo_records import recorded
from perfdocs.workspace import find_workspace

if TYPE_CHECKING:
    from perfdocs.sheet.cells import Sheet

STANDARD_INPUT = "剪贴板"
"""What findings call a table that comes as text on standard input."""


@click.command(cls=Command)
@click.argument("source", metavar="[Excel文件或 -]", default="-")
@click.option(
    "--to", "to", required=True, metavar="文件:位置", help="粘贴到哪里，例如 specs/2023/commerce/funds/a.yaml:明细。"
)
@click.option(
    "--sheet", default="", metavar="工作表", help="哪一个工作表，写名称或第几个；不写就用唯一一个表头对得上的。"
)
@click.option("--replace", is_flag=True, help="原来的各行换掉。")
@click.option("--append", is_flag=True, help="接在原来的各行后面。")
@click.option("--dry-run", is_flag=True, help="只显示会怎样改，不写文件。")
@format_option(FORMATS)
@root_option
def command(
    source: str, to: str, sheet: str, replace: bool, append: bool, dry_run: bool, format_name: str, root: Path | None
) -> int:
    from perfdocs.returned.pasting.paste_into import Destination, paste_into
    from perfdocs.returned.pasting.paste_rows import Present, SheetFile
    from perfdocs.yamlfile.address import Address

    if replace and append:
        raise PerfdocsError("--replace 和 --append 只能用一个：换掉原来的各行，还是接在后面？")
    present = Present.REPLACE if replace else Present.APPEND if append else Present.REFUSE
    workspace = find_workspace(root)
    given = Address.read(re.sub(r"(\.ya?ml)：", r"\1:", to, flags=re.IGNORECASE))
    address = given if given.file else Address(to, "")
    name = STANDARD_INPUT if source == "-" else source
    sheets = SheetFile(name, _sheets(source), sheet)
    pasted = paste_into(workspace, Destination(address.file, address.path), sheets, present)
    if dry_run:
        show_patch(pasted.file, pasted.was, pasted.data, err=format_name != "text")
    elif pasted.data != pasted.was:
        with recorded(workspace, "paste") as record:
            record.replace(pasted.file, pasted.data, was=pasted.was)
    number = sum(pasted.numbers.values())
    parts = "、".join(f"{name} {rows} 行" for name, rows in pasted.numbers.items()) if len(pasted.numbers) > 1 else ""
    work = f"{'可以粘贴' if dry_run else '粘贴了'} {number} 行到 {Address(pasted.file, pasted.place)}"
    work += f"（{parts}）" if parts else ""
    status = show_and_sum_up(pasted.findings, work, workspace, format_name)
    if pasted.untouched and replace:
        rest = "、".join(f"{name} {rows} 行" for name, rows in pasted.untouched.items())
        say(f"表里没有这几类的内容，原来的没有动：{rest}", err=True)
    if not dry_run and number:
        say(f"请看一遍，再运行 perfdocs check {pasted.file}", err=True)
    return status


def _sheets(source: str) -> list[Sheet]:
    """The sheets of a file, or of the text on standard input. Raises PerfdocsError."""
    from perfdocs.sheet.open_sheets import NotSheets, open_sheets
    from perfdocs.word.open_docx import MOST_BYTES

    if source == "-":
        if sys.stdin.isatty():
            click.echo("把从表格里复制的内容粘贴到这里，完了另起一行按 Ctrl+Z（Windows）或 Ctrl+D，再回车：", err=True)
        contents = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        try:
            contents = read_bounded(source, MOST_BYTES)
        except OSError as error:
            raise PerfdocsError(
                f"{source} 打不开：{error.strerror or error}。正在 Excel 里开着的，先保存、关上"
            ) from None
    try:
        return open_sheets(contents)
    except NotSheets as reason:
        raise PerfdocsError(f"{STANDARD_INPUT if source == '-' else source}：{reason}") from None
