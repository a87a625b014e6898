"""One way to write a place: `specs/2023/roads/projects/a.yaml:工作[养护].明细[2].金额`, written and read.

    address = [ file ":" ] path
    path    = { key | "[" row "]" }, a "." before every key but the first
    key     = words, or a text in double quotes
    row     = the name of the row, a text in double quotes, or which row it is, counted from 0

In double quotes stands, as in JSON, what would be read as something else: dots, brackets, quotes, a name of digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from perfdocs.finding import Keys

_PLAIN = re.compile(r"""[^\s.:#\\\[\]"']+(?: [^\s.:#\\\[\]"']+)*""")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_STEP = re.compile(rf"\[({_QUOTED}|[^\[\]]*)\]|\.?({_QUOTED}|[^.\[\]]+)")
_FILE = re.compile(rf"({_QUOTED}|.*?\.ya?ml):(.*)", re.IGNORECASE | re.DOTALL)
"""A file, which ends in .yaml or is quoted; so a drive's colon (`C:\\`) ends none."""


class Address(NamedTuple):
    """A file, empty where none is named, and a path in it as it is written."""

    file: str
    path: str

    def __str__(self) -> str:
        if not self.file:
            return self.path
        match = _FILE.fullmatch(f"{self.file}:")
        as_it_is = match is not None and match[1] == self.file and self.file[0] != '"' and self.file.isprintable()
        return f"{self.file if as_it_is else _quoted(self.file)}:{self.path}"

    @staticmethod
    def read(text: str) -> Address:
        """What `str` wrote, or a path alone."""
        match = _FILE.fullmatch(text)
        return Address(_unquoted(match[1]), match[2]) if match else Address("", text)


class Step(NamedTuple):
    """A step of a path as it is read: a key, or what stands in brackets."""

    text: str
    written: str
    """The same with its quotes."""
    is_row: bool

    @property
    def number(self) -> int | None:
        """Which row it is, where it is counted and not named."""
        return int(self.written) if self.is_row and self.written.isdecimal() else None


def path_text(keys: Keys, names: Mapping[int, str] | None = None) -> str:
    """The path; `names` are those of its rows, by how many steps down they are."""
    text = ""
    for depth, step in enumerate(keys):
        if isinstance(step, int):
            name = names.get(depth) if names else None
            text += f"[{step if name is None else _row_text(name)}]"
        else:
            text += f".{_key_text(step)}" if text else _key_text(step)
    return text


def path_steps(text: str) -> list[Step] | None:
    """The steps of a written path; None where it is none."""
    steps: list[Step] = []
    text = text.strip()
    at = 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None:
            return None
        written = match[2] if match[1] is None else match[1]
        steps.append(Step(_unquoted(written), written, match[1] is not None))
        at = match.end()
    return steps


def _key_text(key: str) -> str:
    return key if _is_plain(key) else _quoted(key)


def _row_text(name: str) -> str:
    return name if _is_plain(name) and not name.isdecimal() else _quoted(name)


def _is_plain(text: str) -> bool:
    return text.isprintable() and _PLAIN.fullmatch(text) is not None


def _quoted(text: str) -> str:
    """The text in quotes, so that YAML reads it as it stands, and it stays on one line."""
    inner = json.dumps(text, ensure_ascii=False)[1:-1].replace(": ", ":\\u0020").replace(" #", "\\u0020#")
    shown = (character if _can_show(character) else json.dumps(character)[1:-1] for character in inner)
    return f'"{"".join(shown)}"'


def _can_show(character: str) -> bool:
    return character.isprintable() or character == "\u3000"


def _unquoted(text: str) -> str:
    if text[:1] != '"':
        return text
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return text
