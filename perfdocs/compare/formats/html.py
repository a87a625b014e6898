"""Comparisons of two years as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment, StrictUndefined

from perfdocs.compare.describe import WORDS, told
from perfdocs.compare.formats.differences import amount, by_how_much, name_of, number
from perfdocs.compare.years import Comparison


def as_html(comparisons: Sequence[Comparison]) -> str:
    """The page: totals, what came and went, and every change with what went struck out and what came underlined."""
    language = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    language.globals.update(
        told=told, name_of=name_of, amount=amount, number=number, by_how_much=by_how_much, kinds=WORDS
    )
    source = resources.files("perfdocs.report").joinpath("differences.html.jinja").read_text("utf-8")
    return language.from_string(source).render(comparisons=comparisons) + "\n"
