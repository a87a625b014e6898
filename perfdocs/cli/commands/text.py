"""`perfdocs text`."""

from __future__ import annotations

from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_beginning
from perfdocs.word.as_lines import document_lines
from perfdocs.word.incoming import open_incoming
from perfdocs.word.open_docx import MOST_BYTES, NotWord


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path), metavar="文件")
def command(path: Path) -> int:
    try:
        document = open_incoming(str(path), read_beginning(path, MOST_BYTES + 1))
    except OSError as error:
        raise PerfdocsError(f"{path} 打不开：{error.strerror or error}") from None
    except NotWord as reason:
        raise PerfdocsError(f"{path}：{reason}") from None
    for line in document_lines(document.rows):
        click.echo(line)
    return 0
