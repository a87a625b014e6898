"""`perfdocs undo`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option
from perfdocs.cli.say import say
from perfdocs.cli.show_patch import is_confirmed, show_patch
from perfdocs.errors import PerfdocsError
from perfdocs.kept_files import Damaged
from perfdocs.undo_records import (
    Change,
    ChangedMeanwhile,
    Entry,
    changes,
    contents,
    entries,
    is_as_left,
    last_in_effect,
    recorded,
)
from perfdocs.workspace import Workspace, find_workspace


class _Present(NamedTuple):
    """A change, and the file as it is now; `fault` says why it is left alone."""

    change: Change
    now: bytes | None
    fault: str = ""


@click.command(cls=Command)
@click.argument("number", required=False, type=click.IntRange(1), metavar="[编号]")
@click.option("--list", "listing", is_flag=True, help="列出可以撤销的，不撤销。")
@click.option("--dry-run", is_flag=True, help="只显示会怎样改，不写文件。")
@click.option("--force", is_flag=True, help="后来又改过的文件也恢复；现在的内容同样留底，可以再撤销。")
@click.option("--yes", is_flag=True, help="不问，直接撤销。")
@root_option
def command(number: int | None, listing: bool, dry_run: bool, force: bool, yes: bool, root: Path | None) -> int:
    workspace = find_workspace(root)
    kept = entries(workspace)
    if listing:
        _list(workspace, kept)
        return 0
    entry = _chosen(kept, number)
    present = [_present(workspace, change, force) for change in _changes(workspace, entry)]
    wanted = [each for each in present if not each.fault and each.now != each.change.before]
    for each in wanted:
        show_patch(each.change.file, each.now, each.change.before)
    left = [each.fault for each in present if each.fault]
    if wanted and not dry_run and not is_confirmed(f"撤销 {_called(entry)}，恢复 {len(wanted)} 个文件？", yes):
        say("没有撤销", err=True)
        return 0
    failed = [] if dry_run else _restore(workspace, entry, wanted)
    for fault in (*left, *failed):
        say(fault, err=True)
    if wanted:
        verb = "可以撤销" if dry_run else "撤销了"
        say(f"{verb} {_called(entry)}：恢复 {len(wanted) - len(failed)} 个文件", err=True)
    elif not left:
        say(f"{_called(entry)} 没有要撤销的：文件已经是以前的样子", err=True)
    return 2 if left or failed else 0


def _list(workspace: Workspace, kept: list[Entry]) -> None:
    if not kept:
        say("没有可以撤销的", err=True)
    for entry in reversed(kept):
        try:
            files = f"{len(changes(workspace, entry))} 个文件"
        except (OSError, Damaged):
            files = "留底损坏了，不能撤销"
        say(f"{entry.number}  {entry.time:%Y-%m-%d %H:%M:%S}  {entry.command}  {files}")


def _chosen(kept: list[Entry], number: int | None) -> Entry:
    if number is None:
        entry = last_in_effect(kept)
        if entry is None:
            raise PerfdocsError("没有可以撤销的：这里还没有命令改过填报文件，或者都撤销了（perfdocs undo --list）")
        return entry
    entry = next((entry for entry in kept if entry.number == number), None)
    if entry is None:
        raise PerfdocsError(f"没有编号是 {number} 的：perfdocs undo --list 列出可以撤销的")
    return entry


def _called(entry: Entry) -> str:
    return f"{entry.time:%Y-%m-%d %H:%M:%S} 的 {entry.command}（编号 {entry.number}）"


def _changes(workspace: Workspace, entry: Entry) -> list[Change]:
    try:
        return changes(workspace, entry)
    except (OSError, Damaged):
        raise PerfdocsError(f"编号 {entry.number} 的留底损坏了，不能撤销：.perfdocs/undo 里的文件不能改动") from None


def _present(workspace: Workspace, change: Change, force: bool) -> _Present:
    try:
        now = contents(workspace, change.file)
    except OSError as error:
        return _Present(change, None, f"{change.file} 打不开，没有动它：{error.strerror or error}")
    is_untouched = force or now == change.before or is_as_left(change, now)
    fault = f"{change.file} 后来又改过，没有动它：要恢复就加 --force（现在的内容也会留底）"
    return _Present(change, now, "" if is_untouched else fault)


def _restore(workspace: Workspace, entry: Entry, wanted: list[_Present]) -> list[str]:
    """Puts files back, one by one; what is to be said of those that could not be."""
    faults = []
    with recorded(workspace, f"undo {entry.number}", entry.number) as record:
        for change, now, _ in wanted:
            try:
                if change.before is not None:
                    record.replace(change.file, change.before, was=now)
                elif now is not None:
                    record.remove(change.file, was=now)
            except ChangedMeanwhile as error:
                faults.append(str(error))
    return faults
