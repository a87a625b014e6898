"""The formats of an overview: each a module of its name, with a function `as_…` of the overview."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from perfdocs.overview.formats.html import as_html
from perfdocs.overview.formats.json import as_json
from perfdocs.overview.formats.markdown import as_markdown
from perfdocs.overview.formats.text import as_text
from perfdocs.overview.formats.xlsx import as_xlsx
from perfdocs.overview.records import Overview


class Format(NamedTuple):
    """`content` makes the overview what is printed or written to a file."""

    content: Callable[[Overview], str | bytes]
    for_a_file: bool = False
    """Bytes, which no terminal can show."""


FORMATS: dict[str, Format] = {
    "text": Format(as_text),
    "markdown": Format(as_markdown),
    "html": Format(as_html),
    "json": Format(as_json),
    "xlsx": Format(as_xlsx, for_a_file=True),
}
"""The choices of the command line's `--format`; what is slow to import, a format imports when it is made."""
