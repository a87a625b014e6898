"""Findings on stdout: lines for programs, or for a person at a terminal with the place in the file."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from perfdocs.cli import exit_status
from perfdocs.cli.say import say
from perfdocs.finding import Finding
from perfdocs.report import terminal
from perfdocs.report.registry import FORMATS
from perfdocs.workspace import Workspace
from perfdocs.yamlfile.encoding import read_text


def show_and_sum_up(findings: Sequence[Finding], work: str, workspace: Workspace, format_name: str) -> int:
    """Prints the findings, and how many there are of each kind behind what was done; the exit status."""
    show(findings, workspace, format_name)
    say(exit_status.summary(work, findings), err=True)
    return exit_status.of(findings)


def show(findings: Sequence[Finding], workspace: Workspace, format_name: str = "text") -> None:
    """Prints the findings in one of the formats of reports; `text` looks different on a terminal."""
    if format_name == "text" and sys.stdout.isatty():
        colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        click.echo(terminal.report(findings, lambda file: _lines(workspace, file), colour), nl=False, color=True)
    else:
        click.echo(FORMATS[format_name](findings), nl=False)


def _lines(workspace: Workspace, file: str) -> list[str]:
    path = workspace.root / file
    if path.suffix not in (".yaml", ".json"):
        return []
    try:
        text = read_text(path, file).text
    except OSError:
        return []
    return [] if text is None else text.split("\n")
