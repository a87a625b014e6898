"""What was decided of a redline as edits of the newer year's specs: what was rejected is as it was the year before.

The rows that came back are laid beside the newer year's form: a row that was kept, or that came, beside itself; one
that was to go and stayed, beside the one that it has become. What is still open counts as untouched.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfdocs.compare.redline import CAME, Redlined
from perfdocs.finding import Finding, Place, Severity, value_at
from perfdocs.returned.cell_findings import CellPlace, finding_at, place_in, quote
from perfdocs.returned.verifying.as_printed import PrintedRow, Source
from perfdocs.returned.verifying.cell_differences import Difference, DifferenceKind, differences_of
from perfdocs.returned.verifying.history import Version
from perfdocs.returned.verifying.issued_redline import IssuedRedline
from perfdocs.returned.verifying.pull import Puller
from perfdocs.returned.verifying.redline_outcome import DUMMY, Decision, Outcome, RowOutcome
from perfdocs.word.cell_text import CellMark
from perfdocs.word.grid import Row
from perfdocs.word.settled_changes import STAYED, WENT


class _Returned(NamedTuple):
    """A row that came back as it is to be taken. `new` is the row of the newer year's form that it is; where there is
    none, `old` is that of the older year's, or there is none either."""

    row: Row
    outcome: Outcome | None
    new: PrintedRow | None
    old: PrintedRow | None = None


def pull_redline(puller: Puller, file: str, redline: IssuedRedline, outcomes: Sequence[RowOutcome]) -> list[Finding]:
    """Gives the puller what was decided; N402 for what it cannot take."""
    rejected = _rejected_forms(outcomes)
    rest = [each for each in outcomes if isinstance(each, Row) or each.redline.form not in rejected]
    findings: list[Finding] = []
    for number, outcome in rejected.items():
        findings += _reject_form(puller, file, redline, redline.forms[number], outcome)
    rows = list(_returned_rows(redline, rest))
    findings += _moved_back(file, redline, rows)
    above: PrintedRow | None = None
    for each in rows:
        if each.new:
            for difference in differences_of([(each.new, each.row)]):
                refused = _not_a_field(redline, each, difference)
                if refused:
                    findings.append(finding_at(difference.place(file), "N402", refused, Severity.HINT))
                else:
                    puller.take(file, [difference])
            above = each.new
        elif each.old and not _is_blank(each.old):
            findings += _restore(puller, file, redline, each)
        elif not each.old:
            texts = " | ".join(each.row.texts)
            puller.take(file, [Difference(DifferenceKind.ADDED, "", texts, row=each.row, after=above)])
    present = {id(each.new) for each in rows}
    for placed in rest:
        new = placed.redline.new if isinstance(placed, Outcome) else None
        if new is None or id(new) in present or _is_blank(new):
            continue
        removed = Difference(DifferenceKind.REMOVED, " | ".join(new.row.texts), "", new)
        source = new.sources.get(new.items[-1]) if new.items else None
        if source and redline.is_new_file(source.file):
            findings.append(finding_at(removed.place(file), "N402", _new_file(source)))
        else:
            puller.take(file, [removed])
    return _once(findings)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those about one file once: several forms have it."""
    first: dict[str, Finding] = {}
    for number, finding in enumerate(findings):
        about = re.search(r"specs/\S+", finding.message)
        first.setdefault(f"{finding.code} {about[0]}" if about else str(number), finding)
    return list(first.values())


def _new_file(source: Source) -> str:
    return f"{source.file} 是新增的，拒绝了没有写回：要取消它，请自己删去这个文件"


def _gone_file(source: Source) -> str:
    return f"{source.file} 今年取消了，拒绝了没有写回：要留着它，请从上一年复制这个文件"


def _rejected_forms(outcomes: Sequence[RowOutcome]) -> dict[int, Outcome]:
    """The forms that came or went as a whole, as far as that was rejected, with the first row of each that was."""
    rejected: dict[int, Outcome] = {}
    for each in outcomes:
        if isinstance(each, Outcome) and each.redline.form is not None and each.whole is Decision.REJECTED:
            rejected.setdefault(each.redline.form, each)
    return rejected


def _reject_form(
    puller: Puller, file: str, redline: IssuedRedline, form: Redlined, outcome: Outcome
) -> Iterator[Finding]:
    """A form of a row of a file goes with it, or comes back with it; N402 where it is a file of its own."""
    source = redline.owner(form)
    place = place_in(file, outcome.row or outcome.redline.row)
    if source is None:
        message = (
            f"{'新增' if form.kind == CAME else '取消'}的表（{form.filled.file}）拒绝了，没有写回：请自己改填报文件"
        )
        yield finding_at(place, "N402", message)
    elif form.kind != CAME:
        yield from _restore_row(puller, place, redline, source)
    elif redline.is_new_file(source.file):
        message = _new_file(source)
        yield finding_at(place, "N402", message) if outcome.row else Finding("N402", Place(file), message)
    else:
        puller.remove(place, source)


def _moved_back(file: str, redline: IssuedRedline, rows: Sequence[_Returned]) -> Iterator[Finding]:
    """N402 for each row that is back where it was the year before, if another stands there now."""
    places = {id(row): place for place, row in enumerate(redline.new_rows)}
    known = [each for each in rows if each.new]
    in_order = sorted(known, key=lambda each: places[id(each.new)])
    furthest = -1
    for each, other in zip(known, in_order, strict=True):
        if places[id(each.new)] < furthest and _filled_in(each) != _filled_in(other):
            message = "这一行退回了上一年的位置，行的次序没有写回：请自己改填报文件"
            yield finding_at(place_in(file, each.row), "N402", message)
        furthest = max(furthest, places[id(each.new)])


def _filled_in(returned: _Returned) -> list[str]:
    """The texts of a row, without its labels."""
    patterns = returned.new.cells if returned.new else ()
    return [cell.text for cell, pattern in zip(returned.row.cells, patterns, strict=False) if pattern.holes]


def _returned_rows(redline: IssuedRedline, outcomes: Sequence[RowOutcome]) -> Iterator[_Returned]:
    """The rows that came back, each with what it is; those that are still to go are gone."""
    identities = {_identity(row, None): row for row in redline.new_rows}
    staying = {
        id(each.redline.new)
        for each in outcomes
        if isinstance(each, Outcome) and each.redline.new and each.row and not _is_old_row(each, redline)
    }
    for each in outcomes:
        if isinstance(each, Row):
            yield _Returned(each, None, None)
            continue
        if each.row is None or (each.redline.change == WENT and each.whole is not Decision.REJECTED):
            continue
        row = _untracked(each, each.row)
        if each.redline.new and not _is_old_row(each, redline):
            yield _Returned(row, each, each.redline.new)
            continue
        old = each.redline.old
        assert old is not None
        new = identities.get(_identity(old, redline))
        if new and id(new) not in staying:
            staying.add(id(new))
            yield _Returned(_merged_like(row, new), each, new)
        else:
            yield _Returned(row, each, None, old)


def _is_old_row(outcome: Outcome, redline: IssuedRedline) -> bool:
    """Whether a row that was kept with another's texts has been given back its own."""
    old, new = outcome.redline.old, outcome.redline.new
    decisions = [decision for cell in outcome.cells for decision in cell or ()]
    is_rejected = bool(decisions) and all(decision is Decision.REJECTED for decision in decisions)
    return bool(old and new and is_rejected and _identity(old, redline) != _identity(new, None))


def _identity(printed: PrintedRow, redline: IssuedRedline | None) -> Hashable:
    """What makes a row of a form the same row in both years; that of the older one takes the redline."""
    key = printed.pattern.key if printed.pattern else None
    sources: list[Hashable] = []
    for address in printed.sources:
        source = printed.sources[address]
        is_gone = redline is not None and source is not None and source not in redline.moved
        sources.append(("gone", source) if is_gone else redline.moved[source] if redline and source else source)
    return key, tuple(sources)


def _is_blank(printed: PrintedRow) -> bool:
    """Whether it is the row that a form keeps blank though the table has none."""
    return bool(printed.items) and printed.sources.get(printed.items[-1]) is None


def _untracked(outcome: Outcome, row: Row) -> Row:
    """The row with what is open as the newer year has it, and without marks of what was decided."""
    cells = []
    for number, cell in enumerate(row.cells):
        mine = outcome.redline.row.cells[number] if number < len(outcome.redline.row.cells) else None
        decisions = outcome.cells[number] if number < len(outcome.cells) else None
        if mine is None or (decisions is None and outcome.whole is None):
            cells.append(cell)
            continue
        is_open = outcome.whole is Decision.OPEN or Decision.OPEN in (decisions or ())
        text = mine.text if is_open else "" if cell.text == DUMMY else cell.text
        cells.append(replace(cell, text=text, marks=cell.marks - {CellMark.TRACKED}))
    is_tracked = outcome.redline.change == STAYED or outcome.whole is not Decision.OPEN
    return replace(row, cells=tuple(cells), tracked=row.tracked if is_tracked else "")


def _merged_like(row: Row, printed: PrintedRow) -> Row:
    """A row of the older year, whose merged cells are those of the newer one."""
    if len(row.cells) != len(printed.row.cells):
        return row
    pairs = zip(row.cells, printed.row.cells, strict=True)
    cells = (
        replace(cell, text=new.text, continued=new.continued) if cell.continued != new.continued else cell
        for cell, new in pairs
    )
    return replace(row, cells=tuple(cells))


def _not_a_field(redline: IssuedRedline, returned: _Returned, difference: Difference) -> str:
    """Why a cell in which all was rejected is nothing to write; empty where it is, or where it was edited besides."""
    outcome, printed = returned.outcome, difference.printed
    pattern = printed.cell(difference.column) if printed else None
    if outcome is None or printed is None or pattern is None or difference.kind is not DifferenceKind.CHANGED:
        return ""
    decisions = outcome.cells[difference.column] if difference.column < len(outcome.cells) else None
    if outcome.whole is not Decision.REJECTED and (decisions is None or Decision.ACCEPTED in decisions):
        return ""
    if not pattern.holes:
        return f"{quote(difference.new)}是表上固定的文字，拒绝了修订也没有写回"
    fields = [hole for hole in pattern.holes if hole.node]
    if fields and {hole.node.role for hole in fields if hole.node} == {"year"}:
        return f"{quote(difference.new)}是上一年的年度，拒绝了修订也没有写回"
    old = outcome.redline.old
    then = [_value(redline.old, old.source(hole.address) if old else None) for hole in fields]
    if then == [_value(redline.new, printed.source(hole.address)) for hole in fields]:
        return f"{quote(difference.new)}是算出来的，拒绝了修订也没有写回：它跟着明细变"
    return ""


def _value(version: Version, source: Source | None) -> object:
    """What a year's specs have at a place; None where there is nothing."""
    documents = (document for group in version.specs.documents.values() for document in group)
    data = next((document.data for document in documents if source and document.file == source.file), None)
    return value_at(data, source.keys) if source else None


def _restore(puller: Puller, file: str, redline: IssuedRedline, returned: _Returned) -> Iterator[Finding]:
    """Puts a row of the older year back, with all its fields; N402 where it has no place."""
    old = returned.old
    assert old is not None
    place = place_in(file, returned.row)
    source = old.sources.get(old.items[-1]) if old.items else None
    if source is None:
        message = f"上一年的这一行留下了，新一年的填报文件里没有它的位置，没有写回：{quote(' | '.join(old.row.texts))}"
        yield finding_at(place, "N402", message)
    elif source in redline.moved:
        message = "这一行两年的都留下了，没有写回：请在 Word 里去掉一个，或者自己改填报文件"
        yield finding_at(place, "N402", message)
    else:
        yield from _restore_row(puller, place, redline, source)


def _restore_row(puller: Puller, place: CellPlace, redline: IssuedRedline, source: Source) -> Iterator[Finding]:
    table = _table_now(redline, source) if source.keys else None
    if Source(source.file, ()) not in redline.moved:
        yield finding_at(place, "N402", _gone_file(source))
    elif table is None or redline.old.specs.pack.name != redline.new.specs.pack.name:
        message = f"上一年的这一行在 {source.file}，新一年没有它的位置，没有写回：请自己加到填报文件里"
        yield finding_at(place, "N402", message)
    else:
        puller.restore(place, source, redline.old.specs, table, _row_before(redline, source, table))


def _table_now(redline: IssuedRedline, source: Source) -> Source | None:
    """The newer year's table for a row of the older one; None where what it belongs to is gone."""
    keys = source.keys[:-1]
    for length in range(len(keys), -1, -1):
        if not length or isinstance(keys[length - 1], int):
            owner = redline.moved.get(Source(source.file, keys[:length]))
            return Source(owner.file, (*owner.keys, *keys[length:])) if owner else None
    return None


def _row_before(redline: IssuedRedline, source: Source, table: Source) -> Source | None:
    """The nearest row before it that is still in its table."""
    last = source.keys[-1]
    for index in range(int(last) - 1, -1, -1):
        moved = redline.moved.get(Source(source.file, (*source.keys[:-1], index)))
        if moved and moved.keys[:-1] == table.keys:
            return moved
    return None
