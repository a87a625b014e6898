"""A redline that came back: what became of each of its changes, and everything that is neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from perfdocs.compare.redline import CAME, GONE
from perfdocs.finding import Finding, Severity
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.verifying.as_printed import PrintedDocument
from perfdocs.returned.verifying.cell_differences import RowPair
from perfdocs.returned.verifying.issued_redline import IssuedRedline, seen_rows
from perfdocs.returned.verifying.margin_texts import margin_lines
from perfdocs.returned.verifying.printed_package import PrintedPackage
from perfdocs.returned.verifying.redline_outcome import Decision, Outcome, RowOutcome, cell_pieces
from perfdocs.word.grid import Row, grid
from perfdocs.word.settled_changes import CAME as CAME_PIECE
from perfdocs.word.settled_changes import STAYED, WENT, Piece, settle, settle_whole, whole_change
from perfdocs.word.write_docx import docx_bytes
from perfdocs.word.xml import W

CODES = {Decision.ACCEPTED: "N341", Decision.REJECTED: "N342", Decision.OPEN: "N343"}


class Decided(NamedTuple):
    """How many changes were accepted, rejected and left open."""

    findings: list[Finding]
    numbers: Counter[Decision]

    @property
    def sentence(self) -> str:
        numbers = [f"{decision} {self.numbers[decision]} 处" for decision in Decision if self.numbers[decision]]
        return "，".join(numbers) or "没有一处修订"


def decided(file: str, outcomes: Iterable[RowOutcome]) -> Decided:
    """N341 to N343: each change of the redline, at its place in the document that came back."""
    findings: list[Finding] = []
    numbers: Counter[Decision] = Counter()
    for outcome, near in _with_places(outcomes):
        for decision, finding in _changes(file, outcome, near):
            numbers[decision] += 1
            findings.append(finding)
    return Decided(findings, numbers)


def _with_places(outcomes: Iterable[RowOutcome]) -> Iterator[tuple[Outcome, Row]]:
    """Each row of the redline with the row that came back, or the one before it, or its own in the redline."""
    last: Row | None = None
    for outcome in outcomes:
        if isinstance(outcome, Row):
            last = outcome
        else:
            last = outcome.row or last
            yield outcome, last or outcome.redline.row


def _changes(file: str, outcome: Outcome, near: Row) -> Iterator[tuple[Decision, Finding]]:
    redline = outcome.redline
    if outcome.whole:
        texts = [text for text in (cell.text or cell.before for cell in redline.row.cells) if text.strip()]
        behind = "" if outcome.row else "（在这一行下面）"
        verb = "删去" if redline.change == WENT else "加上"
        message = f"{verb}的一行{behind}{quote(' | '.join(texts))}：{outcome.whole}"
        yield outcome.whole, finding_at(place_in(file, near), CODES[outcome.whole], message, Severity.HINT)
        return
    for column, (cell, decisions) in enumerate(zip(redline.row.cells, outcome.cells, strict=False)):
        for decision, change in _grouped(cell_pieces(cell), decisions or ()):
            place = place_in(file, near, near.cells[column])._replace(label=redline.printed.label(column))
            yield decision, finding_at(place, CODES[decision], f"{change}：{decision}", Severity.HINT)


def _grouped(parts: Sequence[Piece], decisions: Sequence[Decision]) -> Iterator[tuple[Decision, str]]:
    """The changes of a cell as a reader sees them: what came in the place of what went is one, if decided alike."""
    waiting = list(decisions)
    at = 0
    while waiting and at < len(parts):
        part, following = parts[at], parts[at + 1] if at + 1 < len(parts) else Piece(STAYED, "")
        at += 1
        if part.kind == STAYED:
            continue
        decision = waiting.pop(0)
        if part.kind == WENT and following.kind == CAME_PIECE and waiting[0] is decision:
            waiting.pop(0)
            at += 1
            yield decision, f"{quote(part.text)}改为{quote(following.text)}"
        else:
            yield decision, f"{'删去' if part.kind == WENT else '加上'}{quote(part.text)}"


def settled(redline: IssuedRedline, outcomes: Sequence[RowOutcome]) -> tuple[PrintedDocument, list[RowPair]]:
    """The redline as it would be if nothing but what was decided had been done to it, and its rows beside those that
    came back. The redline's document is changed."""
    body = redline.document.element.body
    rest = [each for each in outcomes if isinstance(each, Outcome)]
    _settle_blanks(body, rest)
    for outcome in rest:
        _settle(outcome)
    for table in list(body.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    package = PrintedPackage(lambda: docx_bytes(redline.document, "", {}))
    kept = [each for each in rest if not _is_gone(each)]
    rows = seen_rows(grid(body))
    printed = {id(each): replace(each.redline.printed, row=next(rows)) for each in kept}
    pairs: list[RowPair] = [
        (None, each) if isinstance(each, Row) else (printed[id(each)], each.row)
        for each in outcomes
        if isinstance(each, Row) or id(each) in printed
    ]
    margins = margin_lines(package.document.margins)
    taken_out = any(each.kind in (CAME, GONE) for each in redline.forms)
    document = PrintedDocument("", tuple(printed.values()), {}, margins, package, has_forms_taken_out=taken_out)
    return document, pairs


def _is_gone(outcome: Outcome) -> bool:
    if outcome.redline.change == STAYED:
        return False
    is_kept = Decision.ACCEPTED if outcome.redline.change == CAME_PIECE else Decision.REJECTED
    return outcome.whole not in (is_kept, Decision.OPEN)


def _settle(outcome: Outcome) -> None:
    block = _block(outcome)
    if outcome.whole:
        if outcome.whole is not Decision.OPEN:
            settle_whole(block, is_kept=not _is_gone(outcome))
        return
    for cell, decisions in zip(outcome.redline.row.cells, outcome.cells, strict=False):
        changes = [part for part in cell_pieces(cell) if part.kind != STAYED]
        known = decisions if decisions is not None else (Decision.ACCEPTED,) * len(changes)
        for part, decision in zip(changes, known, strict=False):
            if part.element is not None and decision is not Decision.OPEN:
                settle(part.element, is_kept=(part.kind == CAME_PIECE) == (decision is Decision.ACCEPTED))


def _block(outcome: Outcome) -> etree._Element:
    element = outcome.redline.row.cells[0].element
    assert element is not None
    return element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}tr"))


def _settle_blanks(body: etree._Element, outcomes: Sequence[Outcome]) -> None:
    """Paragraphs without a text, which nobody sees, go the way of the row behind them, or before them."""
    decisions: dict[etree._Element, Decision] = {}
    for outcome in outcomes:
        if outcome.whole:
            block = _block(outcome)
            decisions[block if block.tag == f"{W}p" else next(block.iterancestors(f"{W}tbl"))] = outcome.whole
    for paragraph in [each for each in body if each.tag == f"{W}p" and each not in decisions]:
        change = whole_change(paragraph)
        near = next((each for each in paragraph.itersiblings() if each in decisions), None)
        if near is None:
            near = next((each for each in paragraph.itersiblings(preceding=True) if each in decisions), None)
        if change == STAYED or near is None or decisions[near] is Decision.OPEN:
            continue
        settle_whole(paragraph, is_kept=(change == CAME_PIECE) == (decisions[near] is Decision.ACCEPTED))
