"""An overview as one HTML file that needs nothing else and asks for nothing else."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from perfdocs.overview.columns import Looks, columns
from perfdocs.overview.formats.phrases import cell, heading, notes, sums
from perfdocs.overview.records import Overview, State
from perfdocs.report.safe_text import safe_value
from perfdocs.report.text import level, sentence


def as_html(overview: Overview) -> str:
    """The page: the states, a table that sorts by a click on a head, and what weighs most in each department."""
    language = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_safe
    )
    style, script = (Markup(_resource(name)) for name in ("page.css", "sort.js"))
    every = columns(overview)
    page = language.from_string(_resource("page.jinja")).render(
        overview=overview,
        columns=every,
        sums=sums(overview, every),
        heading=heading(overview),
        notes=[*notes(overview)],
        cell=cell,
        order=_order,
        is_text=lambda column: column.looks is Looks.TEXT,
        level=level,
        sentence=sentence,
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )
    return f"{page}\n"


def _order(value: Any) -> str:
    """What a row is sorted by; nothing for a blank."""
    if isinstance(value, State):
        return str([*State].index(value))
    return "" if value is None else str(value)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _resource(name: str) -> str:
    return resources.files("perfdocs.overview.formats").joinpath(name).read_text("utf-8")


def _safe(value: Any) -> Any:
    return value if isinstance(value, Markup) or not isinstance(value, str) else safe_value(value)
