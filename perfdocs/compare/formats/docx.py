"""Comparisons of two years as a Word table, through a template that is edited in Word like any other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdocs.compare.change import Change
from perfdocs.compare.describe import WORDS, describe
from perfdocs.compare.formats.phrases import (
    by_how_much,
    folded_phrases,
    from_to,
    number_phrase,
    summary_phrase,
    told_changes,
    total_label,
)
from perfdocs.compare.totals import Total
from perfdocs.compare.years import Comparison, Pairing
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded
from perfdocs.prose.amounts import number_text
from perfdocs.render.template_fault import TemplateFault

TEMPLATE = "compare.docx"
"""The template, in the directory of the templates."""


def as_docx(comparisons: Sequence[Comparison], templates: Path) -> bytes:
    """One document, each department on pages of its own. Raises PerfdocsError for a template that is not there or
    at fault.

    The template is given `name`, `old_year`, `new_year`, `summary`, `folded` (lines), `totals` (label, unit, old,
    new, change) and `documents` (name, changes: label, word, text).
    """
    if not (templates / TEMPLATE).is_file():
        raise PerfdocsError(f"没有模板 templates/{TEMPLATE}：对比表的 Word 模板放在那里")
    try:
        return _document(comparisons, read_bounded(templates / TEMPLATE))
    except TemplateFault as fault:
        raise PerfdocsError(f"templates/{TEMPLATE}：{fault}") from None


def _document(comparisons: Sequence[Comparison], source: bytes) -> bytes:
    from perfdocs.render.template import Template  # these three are slow to import
    from perfdocs.word.join_forms import join_forms
    from perfdocs.word.write_docx import docx_bytes

    template = Template(source)
    documents = [(TEMPLATE, template.fill_by_docxtpl(_context(comparison))) for comparison in comparisons]
    names = "、".join(comparison.name for comparison in comparisons)
    return docx_bytes(join_forms(documents), f"{names}对比", {"template": template.hash})


def _context(comparison: Comparison) -> dict[str, Any]:
    return {
        "name": comparison.name,
        "old_year": str(comparison.old_year or ""),
        "new_year": str(comparison.new_year or ""),
        "summary": summary_phrase([comparison]),
        "folded": [*folded_phrases(comparison)],
        "totals": [
            {
                "label": total_label(total),
                "unit": total.unit,
                "old": _amount(total.old),
                "new": _amount(total.new),
                "change": "；".join(part for part in (_change_of(total), *total.notes) if part),
            }
            for total in comparison.totals
        ],
        "documents": [{"name": pairing.name, "changes": _changes(pairing)} for pairing in comparison.documents],
    }


def _change_of(total: Total) -> str:
    return by_how_much(total.difference, total.percent).strip("（）")


def _amount(value: Decimal | None) -> str:
    return "" if value is None else number_text(value)


def _changes(pairing: Pairing) -> list[dict[str, str]]:
    if pairing.kind:
        return [{"label": "", "word": WORDS[pairing.kind], "text": pairing.name}]
    return [_row(change) for change in told_changes(pairing)]


def _row(change: Change) -> dict[str, str]:
    description = describe(change)
    text = "\n".join(map(number_phrase, description.numbers)) or from_to(description)
    return {"label": description.label, "word": description.word, "text": text}
