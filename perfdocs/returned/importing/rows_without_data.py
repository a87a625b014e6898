"""Rows among the rows of a table that are none of its data: totals, subtotals, remarks, dots, hints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfdocs.finding import Finding, Severity
from perfdocs.prose import amounts
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.form_map.align_rows import AlignedRow
from perfdocs.returned.form_map.compact_text import compact

_NO_DATA = re.compile(
    r"(?:本页|本表)?(?:[合小总共]计|累计)(?:数|金额)?:?|\.{2,}|[。·]{2,}|(?:备注|注|说明)(?::.*)?|\(?以下空白\)?|\(?可?(?:续表|续页|加行|另附页)\)?"
)
"""What stands first in a row that is none of data, as `compact` has it (`……` is dots)."""
_HINT = re.compile(
    r"[(\[【<][^()\[\]【】<>]*(?:填写|填报|请填|示例|选填|必填|不超过\d+字)[^()\[\]【】<>]*[)\]】>]"
    r"|[≥≤><=]?(?:\*{2,}|x{2,}|×{2,}|_{2,}|\.{2,})[%万元个次天年月日]*"
)
"""What a form says in place of a value until somebody fills it in."""


def is_hint(text: str) -> bool:
    """Whether a text is what a form says of a field, no value."""
    return bool(_HINT.fullmatch(compact(text)))


def is_no_data(text: str) -> bool:
    """Whether a row with this text first is none of data: a total, a remark, dots."""
    return bool(_NO_DATA.fullmatch(compact(text)))


class _DataRow:
    """A row that may be one of data: its texts and its amounts, by field."""

    def __init__(self, aligned: AlignedRow) -> None:
        self.items = aligned.form_row.pattern.items if aligned.form_row else ()
        self.texts: list[str] = []
        self.amounts: list[Decimal] = []
        for read in aligned.cells:
            for hole, text in read.fit.values:
                small = compact(text).replace(",", "")
                if (hole.node and hole.node.is_number) or hole.kind == "amount":
                    self.amounts += [Decimal(small)] if amounts.NUMBER.fullmatch(small) else []
                elif not hole.kind and (text.strip() or not read.cell.continued):
                    self.texts.append(text.strip())

    @property
    def first(self) -> str:
        return next(filter(None, self.texts), "") if self.items else ""

    @property
    def is_heading(self) -> bool:
        """Whether nothing but the first text and one amount is filled in."""
        texts = self.texts
        return bool(self.items and len(texts) > 1 and texts[0] and not any(texts[1:]) and len(self.amounts) == 1)


def with_data(file: str, rows: Sequence[AlignedRow]) -> tuple[list[AlignedRow], list[Finding]]:
    """The rows without those of no data, and what is to be told of these (N215)."""
    data = [_DataRow(row) for row in rows]
    reasons = {at: "不是一条内容" for at, row in enumerate(data) if row.first and is_no_data(row.first)}
    reasons |= dict.fromkeys(_subtotals(data), "是下面各行的小计")
    findings = []
    for at, reason in reasons.items():
        row = rows[at].row
        message = f"{quote(' '.join(text for text in row.texts if text.strip()))}这一行{reason}，没有读入：请核对"
        has_figures = any(character.isdigit() for text in row.texts for character in text)
        severity = Severity.WARNING if has_figures or len(data[at].first) > 1 else Severity.HINT
        findings.append(finding_at(place_in(file, row), "N215", message, severity))
    return [replace(row, cells=()) if at in reasons else row for at, row in enumerate(rows)], findings


def _subtotals(rows: Sequence[_DataRow]) -> Iterator[int]:
    """Rows with a name and an amount that is the sum of those of the rows below, which have none of the name."""
    for at, row in enumerate(rows):
        if not row.is_heading:
            continue
        total, below = Decimal(0), at + 1
        while below < len(rows) and rows[below].items == row.items and rows[below].texts and not rows[below].texts[0]:
            total += sum(rows[below].amounts)
            below += 1
        if below > at + 1 and total == row.amounts[0]:
            yield at
