"""A department of the site as HTML: its findings, its changes since last year, and its forms with both at the cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from perfdocs.compare.change import FOLDED
from perfdocs.compare.formats.phrases import folded_phrases, from_to, number_phrase, summary_phrase
from perfdocs.compare.years import Comparison
from perfdocs.finding import Place, Tally
from perfdocs.form_view.department_view import DepartmentView, FindingView
from perfdocs.form_view.last_year import CellChange, cell_changes, last_year_texts
from perfdocs.form_view.page_html import Addition, Marking, cell_id
from perfdocs.prose.shorten import shorten
from perfdocs.report.html import fill
from perfdocs.report.text import level, sentence
from perfdocs.returned.cell_map import FormCell

SITE = "perfdocs.site"
"""Where the templates of pages lie."""
SHOWN = 3
"""Cells that a line of a list leads to; chosen by hand."""
LONGEST = 60
"""Characters of a value in the list of changes: the cell has all of it. Chosen by hand."""
_FLAGS = {"error": "错", "warning": "警", "hint": "提", "waived": "免"}
"""What stands at a cell, before a finding's number, for each weight."""


class Section(NamedTuple):
    """The section of a department, or of a later step of it, and what the page says of it elsewhere."""

    id: str
    """What its addresses within the page begin with: its directory, or of a later step `commerce.monitoring`."""
    department: str
    """The directory of the department that it is of."""
    name: str
    html: Markup
    rules: Mapping[str, str]
    """The CSS of its forms, by class."""
    weaker: int
    """How many numbers promise less than last year."""
    amounts: int
    """How many amounts changed."""


class _Link(NamedTuple):
    text: str
    to: str
    """An address within the page; of a place in the YAML, the number of its file, its line and its column."""


class _Line(NamedTuple):
    """A line of a list: what it says, the cells that it leads to, and its place in the YAML."""

    id: str
    kind: str
    label: str
    text: str
    cells: tuple[_Link, ...]
    more: int
    place: _Link | None
    notes: tuple[str, ...] = ()
    code: str = ""


def section(view: DepartmentView, comparison: Comparison | None) -> Section:
    """The section of a department; `comparison` is that with last year, None where there is none."""
    return _Writer(view, comparison).section()


class _Writer:
    def __init__(self, view: DepartmentView, comparison: Comparison | None) -> None:
        self._view = view
        self._comparison = comparison
        self._id = view.department.id.replace("/", ".")
        self._prefix = f"{self._id}-"
        self._files: dict[str, int] = {}
        order = sorted(view.findings, key=lambda found: (bool(found.finding.waived), -found.finding.severity))
        self._numbers = {id(found): number for number, found in enumerate(order, start=1)}
        self._findings = order
        changes = cell_changes(comparison, view.cells) if comparison else []
        self._changes = [change for change in changes if change.change.kind not in FOLDED]
        self._was = last_year_texts(view.checked, comparison, view.cells) if comparison else {}
        self._kinds: dict[FormCell, set[str]] = {}
        for change in self._changes:
            for cell in change.cells:
                self._kinds.setdefault(cell, set()).update(_kinds(change))

    def section(self) -> Section:
        view = self._view
        forms = [
            {
                "id": f"{self._prefix}f{form.number}",
                "title": form.file,
                "html": Markup(form.page.html(form.number, self._mark, self._prefix)),
                "findings": sum(any(cell.form == form.number for cell in each.cells) for each in self._findings),
                "changes": sum(any(cell.form == form.number for cell in each.cells) for each in self._changes),
            }
            for form in view.forms
        ]
        html = fill(
            SITE,
            "department.jinja",
            id=self._id,
            department=self._department,
            name=self._name,
            view=view,
            tally=Tally.of([found.finding for found in view.findings]),
            findings=[self._finding_line(found) for found in self._findings],
            summary=summary_phrase([self._comparison]) if self._comparison else "",
            folded=[*folded_phrases(self._comparison)] if self._comparison else [],
            changes=[self._change_line(number, change) for number, change in enumerate(self._changes, start=1)],
            forms=forms,
            files=list(self._files),
        )
        rules = {name: rule for form in view.forms for name, rule in form.page.rules.items()}
        weaker = sum(change.description.how_many_weaker for change in self._changes)
        amounts = sum(change.is_amount for change in self._changes)
        return Section(self._id, self._department, self._name, html, rules, weaker, amounts)

    @property
    def _department(self) -> str:
        return (self._view.department.targets or self._view.department).id

    @property
    def _name(self) -> str:
        """The department's name, and that of a later step."""
        specs = self._view.checked.specs
        step = specs.pack.step if specs else None
        return f"{self._view.name}：{step.title}" if step else self._view.name

    def _mark(self, cell: FormCell) -> Marking | None:
        known = self._view.mark(cell) or Marking()
        kinds, was = self._kinds.get(cell, ()), self._was.get(cell, "")
        fields = self._view.cells.fields(cell)
        if not (known.classes or was or fields):
            return None
        classes = [*known.classes, *sorted(kinds), *(["other"] if was else ())]
        additions = [*known.additions, *([Addition(was, "was")] if was else ()), *self._flags(cell)]
        attributes = {"tabindex": "0"} if classes else {}
        if fields:
            attributes["data-at"] = " ".join(dict.fromkeys(self._at(field.place) for field in fields))
        return Marking(tuple(classes), attributes, tuple(additions))

    def _flags(self, cell: FormCell) -> Iterator[Addition]:
        for found in self._view.findings_by_cell.get(cell, ()):
            number = self._numbers[id(found)]
            yield Addition(f"{_FLAGS[found.weight]}{number}", f"flag {found.weight}", f"#{self._prefix}q{number}")

    def _at(self, place: Place) -> str:
        return f"{self._files.setdefault(place.file, len(self._files))}:{place.line}:{place.column}"

    def _finding_line(self, found: FindingView) -> _Line:
        identifier = f"{self._prefix}q{self._numbers[id(found)]}"
        finding = found.finding
        return _Line(
            identifier,
            found.weight,
            level(finding),
            sentence(finding),
            *self._links(found.cells),
            self._place(finding.place),
            code=finding.code,
        )

    def _change_line(self, number: int, change: CellChange) -> _Line:
        description = change.description
        notes = tuple(map(number_phrase, description.numbers))
        kinds = " ".join(["change", *sorted(_kinds(change))])
        label = f"{description.word} {description.label}"
        links = self._links(change.cells)
        short = description._replace(old=shorten(description.old, LONGEST), new=shorten(description.new, LONGEST))
        return _Line(f"{self._prefix}b{number}", kinds, label, from_to(short), *links, None, notes)

    def _links(self, cells: Sequence[FormCell]) -> tuple[tuple[_Link, ...], int]:
        """The links to the first cells, and how many more there are."""
        links = tuple(
            _Link(f"第 {cell.form + 1} 份{cell.where}", f"#{cell_id(cell, self._prefix)}") for cell in cells[:SHOWN]
        )
        return links, max(len(cells) - SHOWN, 0)

    def _place(self, place: Place) -> _Link:
        return _Link(f"{place.file}:{place.line}:{place.column}", self._at(place))


def _kinds(change: CellChange) -> Iterator[str]:
    """What the page can be narrowed down to."""
    if change.description.weaker:
        yield "weaker"
    if change.is_amount:
        yield "amount"
