"""Comparisons of two years as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from perfdocs.compare.describe import WORDS, describe
from perfdocs.compare.formats.phrases import by_how_much, number_phrase, title, total_phrase
from perfdocs.compare.years import Comparison
from perfdocs.report.safe_text import safe_value


def as_html(comparisons: Sequence[Comparison], _templates: Path) -> str:
    """The page: totals, what came and went, and every change with what went struck out and what came underlined."""
    language = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_safe
    )
    language.globals.update(
        describe=describe,
        title=title,
        total_phrase=total_phrase,
        number_phrase=number_phrase,
        by_how_much=by_how_much,
        kinds=WORDS,
    )
    source = resources.files("perfdocs.compare.formats").joinpath("html.jinja").read_text("utf-8")
    return language.from_string(source).render(comparisons=comparisons) + "\n"


def _safe(value: Any) -> Any:
    return safe_value(value) if isinstance(value, str) else value
