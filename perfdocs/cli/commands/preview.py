"""`perfdocs preview`."""

from __future__ import annotations

import datetime
import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option
from perfdocs.cli.say import say
from perfdocs.workspace import find_workspace


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[年度、部门目录或文件]…")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="用这个端口；不写就找一个空着的。"
)
@click.option("--no-open", is_flag=True, help="不打开浏览器，只显示地址。")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="按这一天看豁免过期没有，例如 2026-01-31；不写就是当天。",
)
@root_option
def command(
    paths: tuple[str, ...], port: int, no_open: bool, today: datetime.datetime | None, root: Path | None
) -> int:
    workspace = find_workspace(root)
    workspace.select(paths)  # what is not there is told before a page is opened
    from perfdocs.preview.desk import Desk
    from perfdocs.preview.port import listening_socket
    from perfdocs.preview.server import serve

    def tell(address: str) -> None:
        say("预览在这个地址（只有这台电脑能打开），按 Ctrl-C 结束：", err=True)
        say(address)
        sys.stdout.flush()
        if not no_open:
            _open_browser(address)

    with suppress(KeyboardInterrupt):
        serve(Desk(workspace, paths, today.date() if today else None), listening_socket(port), tell)
    say("预览结束了", err=True)
    return 0


def _open_browser(address: str) -> None:
    """Opens the page, where there is a screen: a browser in the terminal would take the terminal."""
    has_screen = os.name == "nt" or sys.platform == "darwin"
    if has_screen or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")):
        import webbrowser

        webbrowser.open(address)
