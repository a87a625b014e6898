"""`perfdocs version`."""

from __future__ import annotations

import click

from perfdocs import __version__
from perfdocs.cli.click_chinese import Command


@click.command(cls=Command)
def command() -> int:
    click.echo(__version__)
    return 0
