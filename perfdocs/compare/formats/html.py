"""Comparisons of two years as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

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
from perfdocs.report.html import content_policy, fill, resource

_HERE = "perfdocs.compare.formats"


def as_html(comparisons: Sequence[Comparison], _templates: Path) -> str:
    """The page: totals, what came and went, and every change with what went struck out and what came underlined."""
    style = Markup(resource(_HERE, "page.css"))
    page = fill(
        _HERE,
        "html.jinja",
        comparisons=comparisons,
        style=style,
        policy=Markup(content_policy(style)),
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
    return f"{page}\n"
