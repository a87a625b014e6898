"""`perfdocs doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import format_option
from perfdocs.cli.say import say
from perfdocs.doctor.machine import machine_items
from perfdocs.doctor.own_workspace import workspace_items
from perfdocs.doctor.records import Item, State
from perfdocs.report.display_width import display_width
from perfdocs.report.safe_text import json_text


@click.command(cls=Command)
@format_option(("text", "json"))
@click.option("--root", type=click.Path(path_type=Path), metavar="目录", help="填报目录；不写就用这里或上级目录。")
def command(format_name: str, root: Path | None) -> int:
    items = [*machine_items(), *workspace_items(root)]
    works = not any(item.state is State.MISSING for item in items)
    if format_name == "json":
        click.echo(_json(items, works), nl=False)
    else:
        _say_page(items, works)
    return 0 if works else 1


def _json(items: Sequence[Item], works: bool) -> str:
    rows = [
        {
            "name": item.name,
            "title": item.title,
            "state": item.state.value,
            "text": item.text,
            **({"remedy": item.remedy} if item.remedy else {}),
        }
        for item in items
    ]
    return json_text({"version": 1, "works": works, "items": rows}, indent=2)


def _say_page(items: Sequence[Item], works: bool) -> None:
    width = max(display_width(item.title) for item in items)
    for item in items:
        say(f"{_padded(item.state.label, 4)}  {_padded(item.title, width)}  {item.text}")
    to_mend = sorted((item for item in items if item.remedy), key=lambda item: item.state is not State.MISSING)
    if to_mend:
        say("")
    for item in to_mend:
        say(f"{item.title}：{item.remedy}")
    say("")
    say("能用：检查、生成 Word 表格都没有问题" if works else "还不能用：先补上写着“缺”的")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))
