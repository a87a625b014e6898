"""Texts that want to move the cursor, hide what stands beside them, begin a line, or be a command to a service."""

from __future__ import annotations

import re

HOSTILE = (
    "\x1b]0;title\x07\x1b[2J",
    "a\n::error file=a::b",
    "::error file=a::b",
    " \u3000::set-output name=a::b",
    "\u202e12\u202c",
    "\u200b\ufeff1\u2066",
    "\u2028::warning::a",
    "a\r\x0b\x0c\x85b",
    "\x9b31m\x7f",
    "\ufffe\uffff\U0001ffff",
    "\udcff\udcfe",
    "##vso[task.setvariable variable=a]b",
    "##[error]a",
    "##teamcity[buildStop comment='a']",
    "]]><!-- &lt;",
    "%0A::error::a",
    "甲,乙:丙::丁",
)
_OBEYED = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_COMMAND = re.compile(r"^\s*::|##(?:\[|vso\[|teamcity\[)", re.MULTILINE)


def is_harmless(printed: str, but_for: tuple[str, ...] = ()) -> bool:
    """Whether nothing in what was printed is obeyed by a terminal or a service; `but_for` may begin lines."""
    lines = [line for line in printed.split("\n") if not line.startswith(but_for)]
    return not _OBEYED.search(printed) and not _COMMAND.search("\n".join(lines))
