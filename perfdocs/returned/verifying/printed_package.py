"""The file of a document as it was printed, made again where something in the one that came back is not its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from perfdocs.word.grid import Row, grid
from perfdocs.word.look import Looks
from perfdocs.word.open_docx import WordFile


@dataclass(eq=False)
class PrintedPackage:
    """A document's file, made when it is first asked for."""

    make: Callable[[], bytes]

    @cached_property
    def document(self) -> WordFile:
        return WordFile(self.make())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its rows; the row of `number` n of what was printed is the n-th."""
        return tuple(grid(self.document.body))

    @cached_property
    def looks(self) -> Looks:
        return Looks(self.document)
