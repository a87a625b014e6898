"""The formats of a comparison: each a module of its name, with a function `as_…` of the comparisons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.compare.formats.docx import as_docx
from perfdocs.compare.formats.html import as_html
from perfdocs.compare.formats.json import as_json
from perfdocs.compare.formats.markdown import as_markdown
from perfdocs.compare.formats.text import as_text
from perfdocs.compare.formats.xlsx import as_xlsx
from perfdocs.compare.years import Comparison


class Format(NamedTuple):
    """`content` makes the comparisons what is printed or written to a file; it is given the directory of the
    templates too. Raises PerfdocsError where a template is wanted and cannot be used."""

    content: Callable[[Sequence[Comparison], Path], str | bytes]
    for_a_file: bool = False
    """Bytes, which no terminal can show."""


FORMATS: dict[str, Format] = {
    "text": Format(as_text),
    "markdown": Format(as_markdown),
    "html": Format(as_html),
    "json": Format(as_json),
    "xlsx": Format(as_xlsx, for_a_file=True),
    "docx": Format(as_docx, for_a_file=True),
}
"""The choices of the command line's `--format`; what is slow to import, a format imports when it is made."""
