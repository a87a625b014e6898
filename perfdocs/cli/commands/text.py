"""`perfdocs text`."""

from __future__ import annotations

from pathlib import Path

import click

from perfdocs.errors import PerfdocsError
from perfdocs.word.as_lines import rows
from perfdocs.word.open_docx import NotWord


def run(path: Path) -> int:
    try:
        lines = list(rows(path.read_bytes()))
    except OSError as error:
        raise PerfdocsError(f"{path} 打不开：{error.strerror or error}") from None
    except NotWord as reason:
        raise PerfdocsError(f"{path}：{reason}") from None
    for line in lines:
        click.echo(line)
    return 0
