"""The rows of a document laid beside the rows of a pack's forms, at the least cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfdocs.returned.form_map.cell_patterns import Fit, PatternCell, compact
from perfdocs.returned.form_map.form_rows import FormSkeleton, PatternRow
from perfdocs.returned.form_map.row_order import JUNCTION, NEVER, State, Track, track
from perfdocs.word.grid import Cell, Row

HOPELESS = 9.0
"""By how much a way may be worse than the best one so far and still be followed."""
UNKNOWN = 1.5
"""What it costs that a row is none of the forms', besides half as much for each of its cells that is not empty."""
LABELS = 2
"""Rows with a label that a form must have to be one, and at least a third of those that it always has."""
MOST_KEPT = 100_000
"""Costs that are kept: the rows of one document are much like those of the next."""

RowTexts = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Read:
    """A cell of the document and the pattern that it fits; no pattern where it found no place."""

    cell: Cell
    pattern: PatternCell | None
    fit: Fit


@dataclass(frozen=True)
class Placed:
    """A row of the document: its place in the forms (None: nowhere), and its cells."""

    row: Row
    state: State | None
    cells: tuple[Read, ...] = ()
    begins: bool = False
    """Whether a form begins here, or before the next row that has its place."""


class Aligner:
    """Lays documents beside the forms of one pack."""

    def __init__(self, forms: Sequence[FormSkeleton]) -> None:
        self.track: Track = track(forms)
        self._fits: dict[tuple[int, str, bool], Fit] = {}
        self._costs: dict[tuple[int, RowTexts], float] = {}
        self._joined = [_joined(state.pattern) for state in self.track.states]
        self._without = [sorted(map(_without, state.pattern.cells)) for state in self.track.states]
        patterns = [cell for state in self.track.states for cell in state.pattern.cells]
        self._labels = {cell.plain for cell in patterns if cell.plain and not cell.holes}
        self._twos = {label[at : at + 2] for label in self._labels for at in range(len(label) - 1)}
        self._twos |= {pair for cell in patterns if cell.holes for pair in cell.pairs}
        self._fixed = [
            {at for at, row in enumerate(form.rows) if not row.items and any(c.label or c.literal for c in row.cells)}
            for form in forms
        ]
        self._free: dict[int, list[int]] = {}
        for origin, target in self.track.forward:
            self._free.setdefault(origin, []).append(target)
        self._lines = [one for one in self._joined if one is not None]
        self._heads = {
            tuple(cell.plain for cell in state.pattern.cells)
            for state in self.track.states
            if not state.pattern.items and not any(cell.holes for cell in state.pattern.cells)
        }

    def placed(self, rows: Sequence[Row]) -> tuple[list[Placed], list[State]]:
        """Each row in its place, and the rows of the forms that the document leaves out."""
        split = [part for row in rows if row.tracked != "deleted" for part in self._split(row)]
        if sum(1 for row in split if self._has_label(row)) < LABELS:
            return [Placed(row, None) for row in split], []
        placed, missing = self._way(split)
        found = self._evident(placed)
        forms = {one.state.form for one in found if one.state}
        return found, [state for state in missing if state.form in forms]

    def _evident(self, placed: list[Placed]) -> list[Placed]:
        """Forms of which hardly a label was found are none: their rows have no place."""
        starts = [at for at, one in enumerate(placed) if one.begins and at]
        made: list[Placed] = []
        for start, end in zip([0, *starts], [*starts, len(placed)], strict=True):
            form = placed[start:end]
            sure = {one.state.row for one in form if one.state and any(_is_label(read) for read in one.cells)}
            fixed = self._fixed[next((one.state.form for one in form if one.state), 0)]
            is_form = len(sure) >= LABELS and 3 * len(sure & fixed) >= len(fixed)
            made += form if is_form else [replace(one, state=None, cells=()) for one in form]
        return made

    def _has_label(self, row: Row) -> bool:
        """Whether a cell may be a label of the forms, with a slip or two."""
        texts = [compact(text) for text in row.texts]
        return any(text in self._labels or any(pair in text for pair in self._twos) for text in texts)

    def is_head(self, row: Row) -> bool:
        """Whether the row says what heads of the forms say: one that a clerk has repeated on the next page."""
        texts = [compact(text) for text in row.texts]
        alike = (head for head in self._heads if len(head) == len(texts) and sum(map(bool, texts)) > 1)
        return any(all(text in ("", label) for text, label in zip(texts, head, strict=True)) for head in alike)

    def _split(self, row: Row) -> Iterator[Row]:
        """A row of one cell as several, where each of its lines is a line that the forms have."""
        lines = [line for line in row.texts[0].split("\n") if line.strip()] if len(row.cells) == 1 else []
        if len(lines) < 2 or not all(any(one.fit(line, False).cost < 1 for one in self._lines) for line in lines):
            yield row
            return
        for line in lines:
            yield replace(row, cells=(replace(row.cells[0], text=line),))

    def _way(self, rows: Sequence[Row]) -> tuple[list[Placed], list[State]]:
        way = self.track
        best = [NEVER] * (way.home + 1)
        best[way.home] = 0.0
        came: list[dict[int, tuple[int, int]]] = []
        moved = [self._relax(best)]
        for row in rows:
            following = [NEVER] * (way.home + 1)
            steps: dict[int, tuple[int, int]] = {}
            stay = self._unknown(row)
            hopeless = min(best) + HOPELESS
            for position, cost in enumerate(best):
                if cost >= hopeless:
                    continue
                if cost + stay < following[position]:
                    following[position], steps[position] = cost + stay, (position, -1)
                if position < way.home and way.states[position].row != JUNCTION:
                    reached = cost + self._cost(position, row, stay)
                    after = way.after[position]
                    if reached < following[after]:
                        following[after], steps[after] = reached, (position, position)
            best = following
            came.append(steps)
            moved.append(self._relax(best))
        return self._traced(rows, came, moved)

    def _relax(self, best: list[float]) -> dict[int, tuple[int, int]]:
        """Moves without a row: past a state that is left out, along an edge. Each position's move, by its end."""
        way = self.track
        moves: dict[int, tuple[int, int]] = {}
        for _ in range(3):
            changed = False
            for origin, target in way.back:
                if best[origin] < best[target] - 1e-9:
                    best[target], moves[target], changed = best[origin], (origin, -1), True
            for position, state in enumerate(way.states):
                cost = best[position]
                if cost >= NEVER:
                    continue
                for target in self._free.get(position, ()):
                    if cost < best[target] - 1e-9:
                        best[target], moves[target], changed = cost, (position, -1), True
                target = way.past[position]
                if cost + state.missing < best[target] - 1e-9:
                    best[target], moves[target], changed = cost + state.missing, (position, position), True
            if not changed:
                break
        return moves

    def _traced(
        self, rows: Sequence[Row], came: list[dict[int, tuple[int, int]]], moved: list[dict[int, tuple[int, int]]]
    ) -> tuple[list[Placed], list[State]]:
        way = self.track
        placed: list[Placed] = []
        missing: list[State] = []
        position = way.home
        for index in range(len(rows), -1, -1):
            seen: set[int] = {position}
            while position in moved[index]:
                position, state = moved[index][position]
                if position in seen:
                    break
                seen.add(position)
                if state >= 0:
                    missing.append(way.states[state])
            if way.home in seen and placed:
                placed[-1] = replace(placed[-1], begins=True)
            if index:
                position, state = came[index - 1][position]
                row = rows[index - 1]
                placed.append(self._read(row, state) if state >= 0 else Placed(row, None))
        return placed[::-1], missing[::-1]

    def _unknown(self, row: Row) -> float:
        full = sum(1 for text in row.texts if text.strip())
        return 0.3 if self.is_head(row) else 0.1 if not full else UNKNOWN + full / 2

    def _fit(self, pattern: PatternCell, cell: Cell) -> Fit:
        key = (id(pattern), cell.text, cell.continued)
        if key not in self._fits:
            self._fits[key] = pattern.fit(cell.text, cell.continued)
        return self._fits[key]

    def _cost(self, state: int, row: Row, stay: float) -> float:
        """What it costs that the row is a state's; NEVER where that is no less than leaving out both."""
        key = (state, tuple((cell.text, cell.continued) for cell in row.cells))
        if key not in self._costs:
            if len(self._costs) > MOST_KEPT:
                self._costs.clear()
                self._fits.clear()
            self._costs[key] = self._cost_of(state, row, stay + self.track.states[state].missing)
        return self._costs[key]

    def _cost_of(self, state: int, row: Row, limit: float) -> float:
        cells = self.track.states[state].pattern.cells
        joined = self._joined[state]
        if len(cells) == len(row.cells):
            cost = 0.0
            for pattern, cell in zip(cells, row.cells, strict=True):
                cost += self._fit(pattern, cell).cost
                if cost >= limit:
                    cost = NEVER
                    break
            if cost < 1 or joined is None:
                return cost
        else:
            cost = NEVER if self._least(state, row) >= limit else self._table(cells, row)[-1][-1]
        return cost if joined is None else min(cost, self._fit(joined, _whole(row)).cost + 0.3)

    def _least(self, state: int, row: Row) -> float:
        """What it costs at least that the form has more cells than the document, or fewer."""
        more = len(self._without[state]) - len(row.cells)
        spare = self._without[state] if more > 0 else sorted(map(_extra, row.cells))
        return sum(spare[: abs(more)])

    def _table(self, patterns: Sequence[PatternCell], row: Row) -> list[list[float]]:
        """The least cost of the first i patterns and j cells; patterns and cells may be left out."""
        without = [_without(pattern) for pattern in patterns]
        extra = [_extra(cell) for cell in row.cells]
        table = [[0.0]]
        for cost in extra:
            table[0].append(table[0][-1] + cost)
        for i, pattern in enumerate(patterns):
            above = table[-1]
            line = [above[0] + without[i]]
            for j, cell in enumerate(row.cells):
                both = above[j] + self._fit(pattern, cell).cost
                line.append(min(above[j + 1] + without[i], line[j] + extra[j], both))
            table.append(line)
        return table

    def _read(self, row: Row, number: int) -> Placed:
        state = self.track.states[number]
        cells = state.pattern.cells
        joined = self._joined[number]
        cost = self._cost(number, row, self._unknown(row))
        if joined is not None and self._fit(joined, _whole(row)).cost + 0.3 <= cost:
            return Placed(row, state, (Read(_whole(row), joined, self._fit(joined, _whole(row))),))
        if len(cells) == len(row.cells):
            pairs = zip(row.cells, cells, strict=True)
            return Placed(row, state, tuple(Read(cell, one, self._fit(one, cell)) for cell, one in pairs))
        return Placed(row, state, tuple(self._pairs(cells, row)))

    def _pairs(self, patterns: Sequence[PatternCell], row: Row) -> list[Read]:
        table = self._table(patterns, row)
        i, j = len(patterns), len(row.cells)
        found: list[Read] = []
        while i or j:
            here = table[i][j]
            if j and abs(table[i][j - 1] + _extra(row.cells[j - 1]) - here) < 1e-9:
                j -= 1
                found.append(Read(row.cells[j], None, Fit(0)))
            elif i and j and abs(table[i - 1][j - 1] + self._fit(patterns[i - 1], row.cells[j - 1]).cost - here) < 1e-9:
                i, j = i - 1, j - 1
                found.append(Read(row.cells[j], patterns[i], self._fit(patterns[i], row.cells[j])))
            else:
                i -= 1
        return found[::-1]


def _is_label(read: Read) -> bool:
    pattern = read.pattern
    if pattern is None or read.cell.continued or not read.cell.text.strip():
        return False
    return bool(pattern.literal or (pattern.label and not pattern.holes)) and read.fit.cost < 1


def _without(pattern: PatternCell) -> float:
    """The cost of a cell of the form that the document does not have."""
    if not pattern.label and not pattern.holes:
        return 0.05
    return 0.4 if pattern.holes and not pattern.literal else 0.1 if pattern.continued else 1.5


def _extra(cell: Cell) -> float:
    """The cost of a cell of the document that the form does not have."""
    return 0.1 if cell.continued or not cell.text.strip() else 1.5


def _joined(pattern: PatternRow) -> PatternCell | None:
    """All cells of a row as one, for documents that have them in one line; only where labels tell them apart."""
    if not any(cell.holes and cell.literal for cell in pattern.cells):
        return None
    pieces = [piece for cell in pattern.cells for piece in (*cell.pieces, "\n")][:-1]
    return PatternCell(tuple(pieces))


def _whole(row: Row) -> Cell:
    """All cells of a row as one."""
    first = row.cells[0]
    marks = frozenset(mark for cell in row.cells for mark in cell.marks)
    return replace(first, text="\n".join(text for text in row.texts if text), continued=False, marks=marks)
