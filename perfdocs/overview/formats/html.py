"""An overview as one HTML file that needs nothing else and asks for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from perfdocs.overview.columns import Looks, columns
from perfdocs.overview.formats.phrases import cell, heading, notes, sums
from perfdocs.overview.records import Line, Overview, State
from perfdocs.report.html import content_policy, fill, resource
from perfdocs.report.text import level, sentence
from perfdocs.rules.catalog import read_rule

_HERE = "perfdocs.overview.formats"


def as_html(overview: Overview) -> str:
    """The page: the states, a table that sorts by a click on a head, and what weighs most in each department."""
    style, script = (Markup(resource(_HERE, name)) for name in ("page.css", "sort.js"))
    page = fill(
        _HERE,
        "page.jinja",
        overview=overview,
        heading=heading(overview),
        notes=[*notes(overview)],
        table=table_html(overview, lambda line: f"#{line.department}" if line.findings or line.steps else ""),
        faults=[(fault, read_rule(fault.code).title) for fault in overview.common_faults],
        level=level,
        sentence=sentence,
        style=style,
        script=script,
        policy=Markup(content_policy(style, script)),
    )
    return f"{page}\n"


def table_html(
    overview: Overview,
    address: Callable[[Line], str],
    attributes: Callable[[Line], Mapping[str, str]] = lambda _: {},
) -> Markup:
    """The table of the departments, which `sort.js` sorts. `address` is where a department's name leads to, empty for
    nowhere; `attributes` are those of its row."""
    every = columns(overview)
    return fill(
        _HERE,
        "table.jinja",
        overview=overview,
        columns=every,
        sums=sums(overview, every),
        cell=cell,
        order=_order,
        is_state=lambda column: column.looks is Looks.STATE,
        address=address,
        attributes=attributes,
    )


def _order(value: Any) -> str:
    """What a row is sorted by; nothing for a blank."""
    if isinstance(value, State):
        return str([*State].index(value))
    return "" if value is None else str(value)
