"""The formats of `diff`, by the name that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perfdocs.diff.compare import Comparison
from perfdocs.report.difference_page import as_html
from perfdocs.report.difference_sheet import as_xlsx
from perfdocs.report.differences import as_json, as_markdown, as_text

FORMATS: dict[str, Callable[[Sequence[Comparison]], str | bytes]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
    "xlsx": as_xlsx,
}
