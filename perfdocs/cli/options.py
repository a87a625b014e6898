"""Options that several commands have."""

from __future__ import annotations

import datetime
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
        default=lambda: datetime.date.today().isoformat(),
        metavar="日期",
        help="按这一天看豁免过期没有，例如 2026-01-31；不写就是今天。",
    )(function)


def format_option(function: Any) -> Any:
    return click.option(
        "--format",
        "style",
        type=click.Choice(["text", "json", "github", "sarif", "junit"]),
        default="text",
        metavar="格式",
        help="输出格式：text、json、github、sarif、junit。",
    )(function)
