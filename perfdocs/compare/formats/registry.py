"""The formats of `diff`, by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perfdocs.compare.formats.differences import as_json, as_markdown, as_text
from perfdocs.compare.formats.html import as_html
from perfdocs.compare.formats.xlsx import as_xlsx
from perfdocs.compare.years import Comparison

FORMATS: dict[str, Callable[[Sequence[Comparison]], str | bytes]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
    "xlsx": as_xlsx,
}
