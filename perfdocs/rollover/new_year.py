"""Last year's specs as the beginning of this year's: moved on where that is certain, emptied where it must be new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.department.by_role import Field, Target
from perfdocs.department.results import Result, RowPlace
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, Place, Severity, dotted
from perfdocs.pack.manifest import DocumentKind, Pack, Packs
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.calculations import calculate
from perfdocs.prose.read_periods import periods
from perfdocs.prose.shorten import shorten
from perfdocs.rollover.last_results import with_results
from perfdocs.rollover.move_dates import Years, clauses_to_check, has_number_of_year, last_day_of_project, move_dates
from perfdocs.rollover.move_fields import move_fields
from perfdocs.schema.moved_fields import Move, in_new_layout, moves_between, path_now
from perfdocs.schema.node import Node
from perfdocs.yamlfile.comments import comments
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.encoding import decode_text, encode_like
from perfdocs.yamlfile.reader import Document, read

_YEAR_AT_END = re.compile(r"^(?P<place>.+)-(?P<year>[12]\d{3})$")
_DATES = ("start-date", "end-date")
_MAY_BE_MONEY = ("goal", "period", "indicator-name", "indicator-value")
"""Where an amount stands that belongs elsewhere."""
_MOVING = ("", *_DATES, "goal", "period", "basis", "name", "indicator-name", "indicator-value")
"""Texts whose dates move; those of others, such as the name of a unit, are only listed."""
_FOR_EDITORS = re.compile(r"#\s*yaml-language-server:")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_YEAR_OR_AMOUNT = re.compile(r"[去上今前]年|\d[\d,.]*\s*[万亿]?元|\d\.\d")


class NewYear(NamedTuple):
    """What a department is rolled over to. The directories are the old and the new one, as in the files' names."""

    year: int
    keep_amounts: bool
    old_directory: str
    new_directory: str


class RolledOver(NamedTuple):
    """A department's new files by name, and for each thing that is left to do a hint, W201 to W203."""

    files: dict[str, bytes]
    findings: list[Finding]


class _Change(NamedTuple):
    keys: Keys
    value: str | Decimal | None


class _Todo(NamedTuple):
    """Something that the clerk has to look at in the new file."""

    code: str
    keys: Keys
    message: str


_Step = _Change | _Todo


class _Form(NamedTuple):
    """A document of the old year, and what of it is looked at."""

    document: Document
    tree: Node
    targets: list[Target]
    year: int


def roll_over(
    specs: Specs, sources: Mapping[str, bytes], packs: Packs, new: NewYear, results: Mapping[RowPlace, Result] = {}
) -> RolledOver:
    """The department's files for another year. `sources` are its files, by the name in its documents.

    They keep their encoding, their line ends and whatever is not changed. `results` stand as comments above the targets
    that they are of.
    """
    old_pack = specs.pack.name
    new_pack = newest_pack(old_pack, packs.names, new.year)
    newer = packs.get(new_pack)[0] if new_pack != old_pack else None
    rolled = RolledOver({}, [])
    for kind in specs.pack.kinds:
        for document in specs.documents[kind.name]:
            targets = [target for target in specs.by_role.targets if target.whole.document is document]
            form = _Form(document, kind.schema.tree, targets, specs.by_role.year)
            newer_kind = newer.kind(kind.name) if newer else None
            moves = moves_between(kind.schema.tree, newer_kind.schema.tree) if newer_kind else ()
            steps = [*_steps_of_year(form, new), *_steps_of_pack(document, kind, newer, moves)]
            source = sources[document.file]
            text = _new_text(decode_text(source, document.file).text or "", form, steps)
            text = text.replace(f"schema/{old_pack}/", f"schema/{new_pack}/")
            file = new.new_directory + document.file.removeprefix(new.old_directory)
            text, left = move_fields(with_results(text, document, results), moves)
            rolled.files[file] = encode_like(text, source)
            steps += [_not_moved(keys, path_now(keys, moves), new_pack) for keys in left]
            rolled.findings.extend(_findings(steps, read(rolled.files[file], file), moves))
            rolled.findings.extend(_comments_of_last_year(text, file, form))
            if has_number_of_year(file.removeprefix(new.new_directory), form.year):
                message = "文件名里有上年的年份，没有改：它不会印到表上，要改就自己改"
                rolled.findings.append(Finding("W202", Place(file), message, (), Severity.HINT))
    return rolled


def newest_pack(name: str, names: tuple[str, ...], year: int) -> str:
    """The newest pack of the same place and form that is not for a later year."""
    own = _YEAR_AT_END.match(name)
    if own is None:
        return name
    packs = [match for other in names if (match := _YEAR_AT_END.match(other)) and match["place"] == own["place"]]
    fitting = [match for match in packs if int(own["year"]) <= int(match["year"]) <= year]
    return max(fitting, key=lambda match: int(match["year"]))[0] if fitting else name


def _new_text(source: str, form: _Form, steps: list[_Step]) -> str:
    """The file with the changes made, and without waivers."""
    edits = Edits(source)
    for key in form.tree.with_role("waivers"):
        if key in form.document.data:
            edits.remove((key,))
    for step in steps:
        if isinstance(step, _Change):
            edits.set(step.keys, step.value)
    return edits.text


def _findings(steps: list[_Step], document: Document, moves: Sequence[Move]) -> Iterator[Finding]:
    for step in steps:
        if isinstance(step, _Todo):
            keys = step.keys if step.keys in document.places else path_now(step.keys, moves)
            yield Finding(step.code, document.value_place(keys), step.message, keys, Severity.HINT)


def _not_moved(keys: Keys, now: Keys, pack: str) -> _Todo:
    owners = dotted(tuple(key for key in now[:-1] if isinstance(key, str)))
    place = f"“{owners}”下面的“{now[-1]}”" if owners else f"最外层的“{now[-1]}”"
    return _Todo("W203", keys, f"新版式 {pack} 里，“{keys[-1]}”现在是{place}：请移过去（注释一起移）")


def _steps_of_year(form: _Form, new: NewYear) -> Iterator[_Step]:
    """What the new year changes, and what the clerk has to fill in or to look at."""
    projects = {target.whole.path: _project(target, form.year, new.year) for target in form.targets}
    rows_of_numbers = _rows_of_numbers(form.targets)
    for field in _fields(form):
        if field.role == "year":
            yield _Change(field.path, Decimal(new.year))
        elif field.role in _DATES or not _is_money(field) or (new.keep_amounts and isinstance(field.value, str)):
            above = (field.path[:length] for length in range(len(field.path), -1, -1))
            yield from _steps_of_text(field, next(projects[keys] for keys in above if keys in projects))
        elif not new.keep_amounts:
            yield from _steps_of_money(field, form, field.path[:-1] in rows_of_numbers)


def _fields(form: _Form) -> Iterator[Field]:
    """The single values of a document that are written in it, without waivers and the name of the pack."""
    document = form.document
    left_out = [*form.tree.with_role("waivers"), *form.tree.with_role("pack")]
    for keys, node, value in form.tree.walk(document.data):
        if keys in document.places and keys[:1] and keys[0] not in left_out and isinstance(value, str | Decimal):
            yield Field(value, document, keys, node.title, node.role)


class _Project(NamedTuple):
    """How the dates of a target move, and whether those of the project itself do."""

    years: Years
    dates_move: bool


def _project(target: Target, old: int, new: int) -> _Project:
    start, end, period = (field.text if (field := target.first(role)) else "" for role in (*_DATES, "period"))
    last_day = last_day_of_project(start, end, period, Years(old, new))
    return _Project(Years(old, new, last_day), last_day is not None)


def _steps_of_text(field: Field, project: _Project) -> Iterator[_Step]:
    """A text with its dates moved on where that is certain, and the clauses to look at."""
    text = field.text
    stays = field.role in _DATES and not project.dates_move
    if stays or not isinstance(field.value, str) or field.role not in _MOVING:
        to_check = clauses_to_check(text, project.years.old)
    else:
        text, to_check = move_dates(text, project.years)
    if text != field.text:
        yield _Change(field.path, text)
    for clause in to_check:
        yield _to_check(field, clause)


def _steps_of_money(field: Field, form: _Form, in_row_of_numbers: bool) -> Iterator[_Step]:
    """An amount is emptied where the schema allows that; others are left to the clerk."""
    node = form.tree.at(field.path)
    is_emptied = field.role in ("amount", "basis", "goal") or in_row_of_numbers
    if is_emptied and (node is None or node.may_be_blank):
        yield _Change(field.path, None)
        yield _Todo("W201", field.path, f"“{field.title}”要填（上年是 {shorten(field.text, 30)}）")
    else:
        yield _to_check(field, field.text)


def _is_money(field: Field) -> bool:
    """An amount, what it was worked out from, and an amount that stands where a goal or an indicator should."""
    if field.role == "basis":
        without_months = field.text.replace("12", "")
        return calculate(field.text) is not None or re.search(r"\d[\d.]*\s*[万亿]?元?", without_months) is not None
    return field.role == "amount" or (field.role in _MAY_BE_MONEY and is_bare_number(field.value))


def _rows_of_numbers(targets: list[Target]) -> set[Keys]:
    """The indicators of which both the name and the value are numbers: emptied together, or a half would be left."""
    return {
        indicator.name.path[:-1]
        for target in targets
        for indicator in target.indicators
        if is_bare_number(indicator.name.value) and is_bare_number(indicator.value.value)
    }


def _to_check(field: Field, old: str) -> _Todo:
    return _Todo("W202", field.path, f"“{field.title}”里有上年的数或别的年份，请核对：{shorten(old, 30)}")


def _comments_of_last_year(text: str, file: str, form: _Form) -> Iterator[Finding]:
    """The comments of the new file that speak of the old year or of amounts; none is changed."""
    amounts = {field.value for target in form.targets for field in target.fields if field.role == "amount"}
    for comment in comments(text):
        if _FOR_EDITORS.match(comment.text):
            continue
        numbers = {Decimal(number) for number in _NUMBER.findall(comment.text) if len(number) > 1}
        if numbers & amounts or _YEAR_OR_AMOUNT.search(comment.text) or _speaks_of_a_year(comment.text, form.year):
            place = Place(file, comment.line, comment.column)
            said = shorten(comment.text.lstrip("# "), 30)
            yield Finding("W204", place, f"注释说的像是上年的事，没有改：“{said}”，请核对", (), Severity.HINT)


def _speaks_of_a_year(text: str, old: int) -> bool:
    return bool(periods(text)) or has_number_of_year(text, old)


def _steps_of_pack(
    document: Document, kind: DocumentKind, newer: Pack | None, moves: Sequence[Move]
) -> Iterator[_Step]:
    """The newer pack's name in the department's file, and the fields that it does not have there."""
    if newer is None:
        return
    for key in kind.schema.tree.with_role("pack"):
        if key in document.data:
            yield _Change((key,), newer.name)
    schema = next((other.schema for other in newer.kinds if other.name == kind.name), None)
    if schema is None:
        return
    for keys in _unknown(schema.tree, in_new_layout(document.data, moves)):
        title = str(keys[-1])
        owners = "、".join(owner for owner in schema.owners(title) if owner)
        now = f"：现在在“{owners}”下面" if owners else ""
        yield _Todo("W203", keys, f"新版式 {newer.name} 在这里没有“{title}”{now}")


def _unknown(node: Node, data: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The fields of the data that the schema does not have."""
    if isinstance(data, dict) and node.is_group:
        for key, value in data.items():
            if key in node.fields:
                yield from _unknown(node.fields[key], value, (*keys, key))
            else:
                yield (*keys, key)
    elif isinstance(data, list) and node.row:
        for index, item in enumerate(data):
            yield from _unknown(node.row, item, (*keys, index))
