"""Comparisons of two years as text for a terminal, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from perfdocs.compare.describe import WORDS, Told, told
from perfdocs.compare.find_changes import Change, Kind
from perfdocs.compare.years import Comparison, Pairing, Total
from perfdocs.finding import dotted
from perfdocs.prose.amounts import written
from perfdocs.prose.shorten import on_one_line
from perfdocs.prose.text_changes import Step
from perfdocs.report.display_width import wrapped

COLUMNS = 80


def amount(one: Total) -> str:
    """`226.26 → 240 万元（+13.74，+6.1%）`"""
    if one.old is None or one.new is None:
        there = one.new if one.old is None else one.old
        return f"{'新增' if one.old is None else '取消'} {written(there or Decimal(0))} {one.unit}"
    if not one.difference:
        return f"{written(one.new)} {one.unit}，没有变化"
    return f"{written(one.old)} → {written(one.new)} {one.unit}{by_how_much(one.difference, one.percent)}"


def by_how_much(difference: Decimal | None, percent: Decimal | None) -> str:
    """`（+13.74，+6.1%）`, or nothing."""
    if difference is None or difference == 0:
        return ""
    told_percent = f"，{percent:+f}%" if percent is not None else ""
    return f"（{difference:+f}{told_percent}）"


def number(step: Step) -> str:
    """`履约率 50%以上 → 45%以上（-5）变弱`"""
    change = f"{step.old_text or '（没有）'} → {step.new_text or '（没有了）'}"
    weaker = " ▼变弱" if step.weaker else ""
    return f"{step.subject} {change}{by_how_much(step.difference, step.percent)}{weaker}".strip()


def name_of(one: Comparison) -> str:
    """`株洲市石峰区商务局（commerce）2023 → 2024`"""
    years = f"{one.old_year or '没有'} → {one.new_year or '没有'}"
    return f"{one.name}（{one.department}）{years}"


def as_text(comparisons: Sequence[Comparison]) -> str:
    """For a terminal of 80 columns: totals, what came and went, then every change."""
    return "".join(f"{line}\n" for one in comparisons for line in _text(one))


def _text(one: Comparison) -> Iterator[str]:
    yield name_of(one)
    if one.is_empty:
        yield "  没有变化"
        return
    for total in one.totals:
        yield from wrapped(f"{total.label}：{amount(total)}", COLUMNS, "  ")
    for pairing in one.documents:
        if pairing.kind:
            yield f"  {WORDS[pairing.kind]} {pairing.name}（{pairing.new_file or pairing.old_file}）"
        elif pairing.changes:
            yield ""
            yield f"  {pairing.name}（{pairing.new_file}）"
            common = shared_label(pairing.changes)
            if common:
                yield from wrapped(f"都在 {'·'.join(common)} 里：".replace("·“", "“"), COLUMNS, "  ")
            for change in pairing.changes:
                yield from _change_lines(told(change, len(common)))


def shared_label(changes: Sequence[Change]) -> tuple[str, ...]:
    """The beginning that the labels of all changes share, where it is more than one step; it is told once."""
    labels = [change.label[:-1] for change in changes]
    shared = []
    for steps in zip(*labels, strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return tuple(shared) if len(labels) > 1 and len(shared) > 1 else ()


def _change_lines(one: Told) -> Iterator[str]:
    head = f"{one.word} {one.label}"
    if one.steps:
        yield from wrapped(head, COLUMNS, "    ")
        for step in one.steps:
            yield from wrapped(number(step), COLUMNS, "      ")
    elif one.pieces and len(one.old) + len(one.new) > 24:
        yield from wrapped(head, COLUMNS, "    ")
        yield from wrapped(marked(one.pieces), COLUMNS, "      ")
    else:
        change = " → ".join(part for part in (one.old, one.new) if part)
        yield from wrapped(f"{head}：{change}{by_how_much(one.difference, one.percent)}", COLUMNS, "    ")


def marked(pieces: Sequence[tuple[str, str]]) -> str:
    """A text with what went in `[-…-]` and what came in `{+…+}`; long stretches that stayed are cut."""
    return on_one_line("".join(_marked(kind, text) for kind, text in pieces))


def _marked(kind: str, text: str) -> str:
    return _stayed(text) if kind == "=" else f"[-{text}-]" if kind == "-" else f"{{+{text}+}}"


def _stayed(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:10]}……{text[-10:]}"


def as_markdown(comparisons: Sequence[Comparison]) -> str:
    """For a merge request."""
    return "".join(f"{line}\n" for one in comparisons for line in _markdown(one))


def _markdown(one: Comparison) -> Iterator[str]:
    yield f"## {_escaped(name_of(one))}\n"
    if one.is_empty:
        yield "没有变化。\n"
        return
    yield "| 合计 | 变化 |\n|---|---|"
    for total in one.totals:
        yield f"| {_escaped(total.label)} | {_escaped(amount(total))} |"
    yield ""
    for pairing in one.documents:
        if pairing.kind:
            yield f"**{WORDS[pairing.kind]}** {_escaped(pairing.name)}\n"
        elif pairing.changes:
            yield f"### {_escaped(pairing.name)}\n\n| | 哪里 | 变化 |\n|---|---|---|"
            for change in pairing.changes:
                shown = told(change)
                yield f"| {shown.word} | {_escaped(shown.label)} | {_cell(shown)} |"
            yield ""


def _cell(one: Told) -> str:
    if one.steps:
        return "<br>".join(_escaped(number(step)) for step in one.steps)
    if one.pieces and len(one.old) + len(one.new) > 24:
        return "".join(_markdown_piece(kind, text) for kind, text in one.pieces)
    change = " → ".join(part for part in (one.old, one.new) if part)
    return _escaped(change + by_how_much(one.difference, one.percent))


def _markdown_piece(kind: str, text: str) -> str:
    shown = _escaped(_stayed(text) if kind == "=" else text)
    return shown if kind == "=" else f"~~{shown}~~" if kind == "-" else f"**{shown}**"


def _escaped(text: str) -> str:
    for mark in "\\|*_~`<>[]":
        text = text.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return text.replace("\n", " ")


def as_json(comparisons: Sequence[Comparison]) -> str:
    """The contract: `{"version": 1, "changes": [{kind, department, path, label, old, new, …}]}`.

    Numbers are as written, in text; `difference` and `percent` of amounts and of the numbers in a text too.
    """
    rows = [row for one in comparisons for pairing in one.documents for row in _rows(one, pairing)]
    totals = [_total(one, total) for one in comparisons for total in one.totals]
    return json.dumps({"version": 1, "changes": rows, "totals": totals}, ensure_ascii=False, indent=2) + "\n"


def _rows(one: Comparison, pairing: Pairing) -> Iterator[dict[str, Any]]:
    if pairing.kind:
        yield {
            "kind": str(pairing.kind),
            "department": one.department,
            "file": pairing.new_file or pairing.old_file,
            "path": "",
            "label": pairing.name,
            "old": pairing.name if pairing.kind is Kind.REMOVED else None,
            "new": pairing.name if pairing.kind is Kind.ADDED else None,
        }
    for change in pairing.changes:
        yield _row(one, pairing, change)


def _row(one: Comparison, pairing: Pairing, change: Change) -> dict[str, Any]:
    shown = told(change)
    row: dict[str, Any] = {
        "kind": str(change.kind),
        "department": one.department,
        "file": pairing.new_file,
        "path": dotted(change.new_path),
        "old_path": dotted(change.old_path),
        "label": shown.label,
        "old": _plain(change.old),
        "new": _plain(change.new),
    }
    if shown.difference is not None:
        row |= {"difference": written(shown.difference), "percent": _text_of(shown.percent), "unit": shown.unit}
    if shown.steps:
        row["numbers"] = [_number(step) for step in shown.steps]
        row["weaker"] = shown.weaker
    if change.kind is Kind.RENAMED:
        row["sure"] = change.sure
    return row


def _number(step: Step) -> dict[str, Any]:
    return {
        "subject": step.subject,
        "old": step.old_text or None,
        "new": step.new_text or None,
        "difference": _text_of(step.difference),
        "percent": _text_of(step.percent),
        "weaker": step.weaker,
    }


def _total(one: Comparison, total: Total) -> dict[str, Any]:
    return {
        "department": one.department,
        "label": total.label,
        "old": _text_of(total.old),
        "new": _text_of(total.new),
        "unit": total.unit,
    }


def _text_of(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return f"{value:f}" if isinstance(value, Decimal) else value
