"""A quantity as one line of text."""

from __future__ import annotations

from perfdocs.prose.quantities import Quantity


def quantity_text(quantity: Quantity) -> str:
    upper = f"~{quantity.upper:f}" if quantity.upper is not None else ""
    subject = f" | {quantity.subject}" if quantity.subject else ""
    return f"{quantity.operator}{quantity.number:f}{upper}{quantity.unit}{subject}"
