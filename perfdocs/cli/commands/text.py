"""`perfdocs text`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.say import say
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_beginning
from perfdocs.word.as_lines import document_lines
from perfdocs.word.incoming import open_incoming
from perfdocs.word.open_docx import MOST_BYTES, NotWord


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "--for-git", is_flag=True, help="给 git diff 用：读不出来也写成文字，退出状态总是 0，后面的文件才看得到。"
)
def command(path: Path, for_git: bool) -> int:
    try:
        source = read_beginning(path, MOST_BYTES + 1)
        lines = _lines_for_git(source, path) if for_git else _lines(source, path)
    except OSError as error:
        if not for_git:
            raise PerfdocsError(f"{path} 打不开：{error.strerror or error}") from None
        lines = [f"（打不开：{error.strerror or error}）"]
    except NotWord as reason:
        raise PerfdocsError(f"{path}：{reason}") from None
    for line in lines:
        say(line)
    return 0


def _lines(source: bytes, path: Path) -> Sequence[str]:
    return list(document_lines(open_incoming(str(path), source).document))


def _lines_for_git(source: bytes, path: Path) -> Sequence[str]:
    """The lines; of a file that cannot be read why, and a hash, so that another one is a difference.

    git ends at the first file whose text it cannot get, so that also a bug of ours is no more than a line.
    """
    try:
        return _lines(source, path)
    except Exception as error:  # noqa: BLE001
        reason = str(error) if isinstance(error, NotWord) else f"perfdocs 自己出了错（{type(error).__name__}）"
        return [f"（读不出来：{reason}）", f"（SHA-256 {hashlib.sha256(source).hexdigest()}）"]
