"""Comparisons of two years as a Word table, through a template that is edited in Word like any other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdocs.compare.describe import WORDS, Told, told
from perfdocs.compare.find_changes import Change
from perfdocs.compare.formats.differences import by_how_much, number
from perfdocs.compare.years import Comparison
from perfdocs.prose.amounts import written
from perfdocs.render.render_department import opened_template
from perfdocs.word.docx_bytes import packaged
from perfdocs.word.join_forms import joined

TEMPLATE = "compare.docx"
"""The template, in the directory of the templates."""


def as_docx(comparisons: Sequence[Comparison], templates: Path) -> bytes:
    """One document, each department on pages of its own. Raises TemplateFault for a template at fault.

    The template is given `name`, `old_year`, `new_year`, `totals` (label, unit, old, new, change) and `documents`
    (name, changes: label, word, text).
    """
    template = opened_template((templates / TEMPLATE).read_bytes())
    filled = [template.render(_context(one)) for one in comparisons]
    names = "、".join(one.name for one in comparisons)
    whole = joined([(TEMPLATE, document) for document in filled])
    return packaged(whole, f"{names}对比", {"template": template.hash})


def _context(one: Comparison) -> dict[str, Any]:
    return {
        "name": one.name,
        "old_year": str(one.old_year or ""),
        "new_year": str(one.new_year or ""),
        "totals": [
            {
                "label": total.label,
                "unit": total.unit,
                "old": _amount(total.old),
                "new": _amount(total.new),
                "change": by_how_much(total.difference, total.percent).strip("（）"),
            }
            for total in one.totals
        ],
        "documents": [
            {"name": pairing.name, "changes": [_row(change) for change in pairing.changes]}
            if not pairing.kind
            else {"name": pairing.name, "changes": [{"label": "", "word": WORDS[pairing.kind], "text": pairing.name}]}
            for pairing in one.documents
        ],
    }


def _amount(value: Decimal | None) -> str:
    return "" if value is None else written(value)


def _row(change: Change) -> dict[str, str]:
    shown = told(change)
    return {"label": shown.label, "word": shown.word, "text": _text(shown)}


def _text(one: Told) -> str:
    if one.steps:
        return "\n".join(number(step) for step in one.steps)
    return " → ".join(part for part in (one.old, one.new) if part) + by_how_much(one.difference, one.percent)
