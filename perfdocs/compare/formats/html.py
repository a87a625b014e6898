"""Comparisons of two years as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from perfdocs.compare.change import Kind
from perfdocs.compare.describe import WORDS, describe
from perfdocs.compare.formats.phrases import (
    by_how_much,
    folded_phrases,
    from_to,
    number_phrase,
    summary_phrase,
    title,
    told_changes,
    total_label,
    total_phrase,
)
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
        total_label=total_label,
        summary_phrase=summary_phrase,
        folded_phrases=folded_phrases,
        told_changes=told_changes,
        from_to=from_to,
        named=(Kind.UNREADABLE, Kind.MOVED),
        number_phrase=number_phrase,
        by_how_much=by_how_much,
        kinds=WORDS,
    )
    source = resources.files("perfdocs.compare.formats").joinpath("html.jinja").read_text("utf-8")
    return language.from_string(source).render(comparisons=comparisons) + "\n"


def _safe(value: Any) -> Any:
    return safe_value(value) if isinstance(value, str) else value
