"""Findings on stdout: lines for programs, or for a person at a terminal with the place in the file."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from perfdocs.finding import Finding
from perfdocs.report import terminal
from perfdocs.report.registry import FORMATS
from perfdocs.workspace import Workspace
from perfdocs.yamlfile.encoding import decoded


def show(findings: Sequence[Finding], style: str, workspace: Workspace) -> None:
    """Prints the findings in a format of `report.FORMATS`; `text` looks different on a terminal."""
    if style == "text" and sys.stdout.isatty():
        colour = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        click.echo(terminal.report(findings, lambda file: _lines(workspace, file), colour), nl=False, color=True)
    else:
        click.echo(FORMATS[style](findings), nl=False)


def _lines(workspace: Workspace, file: str) -> list[str]:
    path = workspace.root / file
    if path.suffix not in (".yaml", ".json"):
        return []
    try:
        text = decoded(path.read_bytes(), file).text
    except OSError:
        return []
    return [] if text is None else text.split("\n")
