"""Text that holds what others have written, safe to print: nothing in it moves a terminal's cursor, hides what stands
beside it, begins a line of its own, or is a command to the service that runs a check."""

from __future__ import annotations

import json
import re
from typing import Any

from perfdocs.prose.shorten import on_one_line, with_visible_marks

_COMMAND = re.compile(r"^(\s*)(?=::)|(?<=#)(?=#(?:\[|vso\[|teamcity\[))")
"""Where a line begins a command of GitHub (docs.github.com, workflow commands), or holds one of GitHub's older ones, of
Azure Pipelines or of TeamCity: those count wherever they stand."""
_BREAK = "‹›"
_TO_ESCAPE = re.compile(
    r"[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
    r"|[\U000e0000-\U000e007f]|#(?=#)"
)
_ESCAPED = str.maketrans({**{mark: f"\\{mark}" for mark in "\\|*_~`[]$"}, "&": "&amp;", "<": "&lt;", ">": "&gt;"})
_WAKING = re.compile(r"(?<=[@#!])(?=\w)|(?<=&amp;)(?=\w)|(?<=\w)(?=:/)|(?i:(?<=\bwww)(?=\.)|(?<=\bgh)(?=-\d))")
"""Where a service would make a link: `@name`, `#1`, `!1`, `&1`, `GH-1`, `https://…`, `www.…`. A comment parts it."""
_HALF = re.compile("[\ud800-\udfff]")


def safe_line(text: str) -> str:
    """The text as one line; what would be obeyed is shown, and a command of a service is broken by ‹›."""
    line = with_visible_marks(text)
    return _COMMAND.sub(lambda match: f"{match[1] or ''}{_BREAK}", line) if "::" in line or "##" in line else line


def safe_value(text: str) -> str:
    """The same for a value that may have several lines: ↵ stands for their ends."""
    return safe_line(on_one_line(text))


def markdown_text(text: str) -> str:
    """The same for a comment in Markdown, as it is; a comment is put in after the signs are escaped, since it has some
    of them."""
    return _WAKING.sub("<!-- -->", safe_line(text.replace("\n", " ")).translate(_ESCAPED))


def json_text(data: Any, indent: int | None, exact: bool = False) -> str:
    """The data as JSON, with a line's end. What a terminal or a service would obey is escaped: the data are the same.

    Halves of characters, which no valid JSON can hold (they stand for the bytes of a name that is not UTF-8), are shown
    as ‹U+DCFF›; `exact` keeps them, for a file that only perfdocs reads.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    if not exact:
        text = _HALF.sub(lambda half: with_visible_marks(half[0]), text)
    return _TO_ESCAPE.sub(_escape, text) + "\n"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "#" else r"\u0023"
