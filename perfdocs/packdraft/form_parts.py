"""What a form consists of: places of values, tables of rows, indicators by levels. And what was doubtful in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from perfdocs.packdraft.form_cells import FormCell, FormRow
from perfdocs.packdraft.vocabulary import Term
from perfdocs.word.grid import Where


class Doubt(NamedTuple):
    """What a person should look at, and where in the form."""

    where: Where | None
    """None for the whole form."""
    message: str


class Span(NamedTuple):
    """A part of the text of a cell, from one character to before another."""

    begin: int
    end: int


@dataclass(eq=False)
class Slot:
    """A place where a value is printed: a cell, or a part of its text. `groups` are titles from the outermost."""

    cell: FormCell
    term: Term
    groups: tuple[str, ...] = ()
    part: Span | None = None
    near: tuple[str, ...] = ()
    """Titles that tell it from another of the same title."""
    options: tuple[str, ...] = ()
    mark: str = ""
    """How the chosen option is marked."""
    line: int = 0
    """Characters of the line to write on that the form has in its place."""

    @property
    def value(self) -> str:
        """What is filled in there."""
        text = self.cell.text
        return (text[self.part.begin : self.part.end] if self.part else text).strip(" \t\n\u3000_＿")


@dataclass(eq=False)
class Column:
    """A column of a table: the cell of its head, and what that says."""

    head: FormCell
    term: Term


@dataclass(eq=False)
class RowTable:
    """A table with a row for each entry, however many. `totals` are the rows with sums, above or below them."""

    title: str
    groups: tuple[str, ...]
    columns: list[Column]
    rows: list[FormRow]
    totals: list[FormRow] = field(default_factory=list)
    sections: int = 0
    """Cells at the left of a row that belong to no column."""


class Level(NamedTuple):
    """A first level of indicators, with the names of the second levels; None where its rows stand right below it."""

    title: str
    below: tuple[str, ...] | None
    rows: tuple[FormRow, ...]


@dataclass(eq=False)
class Indicators:
    """Indicators by levels. `depth` is how many columns the levels take."""

    title: str
    groups: tuple[str, ...]
    columns: list[Column]
    levels: list[Level]
    depth: int
    totals: list[FormRow] = field(default_factory=list)
    sections: int = 0

    @property
    def rows(self) -> list[FormRow]:
        return [row for level in self.levels for row in level.rows]

    @property
    def is_even(self) -> bool:
        """Whether every first level has second ones, or none has."""
        return len({level.below is None for level in self.levels}) == 1


@dataclass(eq=False)
class FormParts:
    """Everything that was recognised of a form, in its order."""

    slots: list[Slot] = field(default_factory=list)
    tables: list[RowTable | Indicators] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    seals: list[str] = field(default_factory=list)
    """Words for seals and signatures, as they are printed."""
    unit: str = ""
    """The unit of money that the form names for all of it."""

    @property
    def shape(self) -> tuple[str, ...]:
        """What two forms have in common that are the same, filled in twice."""
        columns = (column.term.title for table in self.tables for column in table.columns)
        return (*(slot.term.title for slot in self.slots), *(table.title for table in self.tables), *columns)

    def doubt(self, cell: FormCell, message: str) -> None:
        self.doubts.append(Doubt(cell.where, message))
