"""What a command says to the person who called it: one safe line at a time."""

from __future__ import annotations

import click

from perfdocs.report.safe_text import safe_line


def say(line: str, err: bool = False) -> None:
    """Prints a line, whatever the values in it hold."""
    click.echo(safe_line(line), err=err)
