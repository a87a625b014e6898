"""`perfdocs text`."""

from __future__ import annotations

from pathlib import Path

import click

from perfdocs.errors import PerfdocsError
from perfdocs.word.rows import NotWord, rows


def run(path: Path) -> int:
    try:
        lines = list(rows(path.read_bytes()))
    except OSError as error:
        raise PerfdocsError(f"{path} 打不开：{error.strerror or error}") from None
    except NotWord:
        raise PerfdocsError(f"{path} 不是 Word 文件（.docx），或者已经损坏") from None
    for line in lines:
        click.echo(line)
    return 0
