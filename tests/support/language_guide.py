"""The guide to the language of templates, as it is written down: its examples, and the tables of the page."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import yaml

from tests.support.workspaces import EXAMPLES

_FILTER = re.compile(r"\| *([a-z_]+)")


class Entry(NamedTuple):
    """Something that may be written, what it means, and what it prints with the guide's data (None: not said)."""

    write: str
    means: str
    prints: str | None = None


@cache
def guide() -> dict[str, Any]:
    read: dict[str, Any] = yaml.load((EXAMPLES / "language.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return read


def entries() -> list[Entry]:
    return [Entry(*entry) for group in guide()["groups"].values() for entry in group]


def said_filters() -> set[str]:
    """The filters that an example has, and those that are only named."""
    return {name for entry in entries() for name in _FILTER.findall(entry.write)} | {*guide()["plain"]}


def tables() -> str:
    """The tables of the page."""
    text = ""
    for name, group in guide()["groups"].items():
        text += f"\n### {name}\n\n| 写什么 | 意思 | 印出来 |\n|---|---|---|\n"
        for entry in (Entry(*entry) for entry in group):
            text += f"| {_code(entry.write)} | {_cell(entry.means)} | {_cell(entry.prints or '')} |\n"
    plain = "、".join(f"`{name}`" for name in guide()["plain"])
    return f"{text}\nJinja 的 {plain} 也能用，表上用不着。\n"


def _code(text: str) -> str:
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "↵")
