"""Options that several commands have."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click


def root_option(function: Any) -> Any:
    return click.option(
        "--root",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="目录",
        help="放 specs/、templates/、schema/ 的目录；不写就用这里或上级目录。",
    )(function)


def today_option(function: Any) -> Any:
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        default=datetime.datetime.now,
        callback=lambda _context, _option, moment: moment.date(),
        metavar="日期",
        help="按这一天看豁免过期没有，例如 2026-01-31；不写就是今天。",
    )(function)


def format_option(formats: Iterable[str]) -> Callable[[Any], Any]:
    """One of the keys of a registry of formats; `text` unless another is wanted."""
    names = list(formats)
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(names),
        default="text",
        metavar="格式",
        help=f"输出格式：{'、'.join(names)}。",
    )


def department_option(text: str) -> Callable[[Any], Any]:
    """The departments that are wanted, by the names of their directories; all without any. `text` is the help."""
    return click.option("--department", "names", multiple=True, metavar="部门目录", help=text)


def word_files_argument(function: Any) -> Any:
    return click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="Word文件或目录…")(
        function
    )


def run_options(function: Any) -> Any:
    """How to go through many departments: the fields of `run_departments.RunOptions`."""
    for option in (
        click.option(
            "--executor", default="", metavar="dask://主机:端口", help="在 dask 集群上运行；各机器要看得到同一个目录。"
        ),
        click.option(
            "--jobs", type=click.IntRange(0), default=0, metavar="个数", help="同时用几个进程；不写就用全部处理器。"
        ),
        click.option("--no-cache", is_flag=True, help="不用、也不留下以前算好的结果。"),
        click.option("--force", is_flag=True, help="全部重新做一遍，不管有没有变化。"),
    ):
        function = option(function)
    return function
