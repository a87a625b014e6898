"""What is changed in files, as a unified diff on the terminal, and whether a person there wants it."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator

import click

from perfdocs.cli.say import say
from perfdocs.yamlfile.encoding import decode_text

NO_FILE = "/dev/null"
"""What `diff` and git call a file that is not there."""

_LINE = re.compile("[^\n]*\n|[^\n]+")


def show_patch(file: str, old: bytes | None, new: bytes | None, err: bool = False) -> None:
    """Prints what becomes of a file; None where there is none before, or after."""
    for line in patch_lines(file, old, new):
        say(line, err=err)


def patch_lines(file: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    """The lines of a unified diff; where only the encoding or the line ends change, a line that says so."""
    before, after = _text(old, file), _text(new, file)
    if old != new and before == after:
        yield f"{file}：文字不变，只改编码或换行符"
        return
    names = f"a/{file}" if old is not None else NO_FILE, f"b/{file}" if new is not None else NO_FILE
    for line in difflib.unified_diff(_LINE.findall(before), _LINE.findall(after), *names):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ 文件末尾没有换行符"


def is_confirmed(question: str, yes: bool) -> bool:
    """Whether to go on: nobody is asked where no person sits at the terminal, or where the answer was given."""
    return yes or not is_at_terminal() or click.confirm(question, default=True, err=True)


def is_at_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _text(data: bytes | None, file: str) -> str:
    return "" if data is None else decode_text(data, file).text or ""
