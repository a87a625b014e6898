"""A later step's document and the targets that it belongs to, put together as one: each value where it was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.finding import Finding, Keys, Place, Severity
from perfdocs.prose.amounts import number_text
from perfdocs.prose.did_you_mean import nearest
from perfdocs.prose.shorten import without_spaces
from perfdocs.schema.join_schemas import rows_have_name
from perfdocs.schema.node import Node
from perfdocs.yamlfile.reader import Document, PlacesInFiles

_MOST_NAMES = 5
"""Names of rows that are told one by one; chosen by hand."""


class _Pair(NamedTuple):
    """Which row of the targets and which of the step's own file a row of the whole is; None where it is in one only."""

    of_targets: int | None
    own: int | None


class JoinedPlaces(PlacesInFiles):
    """The places of a document in two files: a field of the step's own is where the step has it, any other where the
    targets do, and so is the field by which a row is called."""

    def __init__(
        self, targets: Document, own: Document, written: Node, rows: Mapping[Keys, Sequence[_Pair]], names: set[Keys]
    ) -> None:
        self._targets = targets
        self._own = own
        self._written = written
        self._rows = rows
        self._names = names
        self._tables = {keys[:-1] for keys in names}

    @property
    def parts(self) -> tuple[Document, ...]:
        return self._own, self._targets

    def origin(self, keys: Keys) -> tuple[Document, Keys]:
        own = self._keys_in(self._own, keys) if self._is_own(keys) else None
        if own is not None and (len(own) < 2 or own[:-1] in self._own.places):
            return self._own, own
        return self._targets, self._keys_in(self._targets, keys) or ()

    def has_rows_of_targets(self, keys: Keys) -> bool:
        return keys in self._tables

    def _is_own(self, keys: Keys) -> bool:
        return self._written.at(keys) is not None and (*keys[:-2], *keys[-1:]) not in self._names

    def _keys_in(self, document: Document, keys: Keys) -> Keys | None:
        is_own = document is self._own
        there: list[str | int] = []
        for depth, step in enumerate(keys):
            pairs = self._rows.get(keys[:depth])
            if pairs is None or not isinstance(step, int):
                there.append(step)
                continue
            row = (pairs[step].own if is_own else pairs[step].of_targets) if step < len(pairs) else None
            if row is None:
                return None
            there.append(row)
        return tuple(there)

    def __getitem__(self, keys: Keys) -> tuple[Place, Place]:
        """A blank field of the targets has a place too: that of what it belongs to, there."""
        document, there = self.origin(keys)
        if self._is_own(keys) and there not in document.places:
            raise KeyError(keys)
        return document.key_place(there), document.value_place(there)

    def __contains__(self, keys: object) -> bool:
        try:
            return isinstance(keys, tuple) and bool(keys) and bool(self[keys])
        except KeyError:
            return False

    def __iter__(self) -> Iterator[Keys]:
        own = (self._keys_from(self._own, keys) for keys in self._own.places)
        of_targets = (self._keys_from(self._targets, keys) for keys in self._targets.places)
        return iter(dict.fromkeys(keys for keys in (*own, *of_targets) if keys is not None))

    def _keys_from(self, document: Document, keys: Keys) -> Keys | None:
        """The keys in the whole of what stands in one of the documents."""
        is_own = document is self._own
        whole: Keys = ()
        for step in keys:
            pairs = self._rows.get(whole)
            if pairs is not None and isinstance(step, int):
                rows = [pair.own if is_own else pair.of_targets for pair in pairs]
                if step not in rows:
                    return None
                step = rows.index(step)
            whole = (*whole, step)
        return whole

    def __len__(self) -> int:
        return len(self._own.places) + len(self._targets.places)


class Joined(NamedTuple):
    """The whole document, and what has no partner on the other side."""

    document: Document
    findings: tuple[Finding, ...]


def join_documents(targets: Document, own: Document, whole: Node, written: Node) -> Joined:
    """The step's own document with the values of its targets. `whole` says what is in both, `written` what in it."""
    joiner = _Joiner(own)
    data = joiner.value(_Here(whole, written, targets.data, own.data))
    places = JoinedPlaces(targets, own, written, joiner.rows, joiner.names)
    return Joined(own._replace(data=data, places=places), tuple(joiner.findings))


class _Here(NamedTuple):
    """A place of the whole: what the schemas say of it, what both sides have there, and the keys to it."""

    whole: Node
    written: Node
    targets: Any
    own: Any
    keys: Keys = ()
    own_keys: Keys = ()


class _Joiner:
    def __init__(self, own: Document) -> None:
        self._own = own
        self.rows: dict[Keys, list[_Pair]] = {}
        self.names: set[Keys] = set()
        """Of each table whose rows have a name: its keys, and the field that they are called by."""
        self.findings: list[Finding] = []

    def value(self, here: _Here) -> Any:
        whole, written = here.whole, here.written
        if written.group and whole.group:
            if here.own is None and here.keys:
                self._tell_missing(here)
                return here.targets
            return self._group(here)
        if written.table and written.table.row:
            if rows_have_name(written.table.said, written.table.row.said):
                if here.own is None:
                    self._tell_missing(here)
                return self._table(here)
            self.rows[here.keys] = [_Pair(None, index) for index in range(len(here.own or ()))]
            return here.own
        return here.targets if here.own is None else here.own

    def _group(self, here: _Here) -> dict[str, Any]:
        """The fields of both; what the targets leave blank whole may still be in the step's file, and is told."""
        targets, own = (side if isinstance(side, dict) else {} for side in (here.targets, here.own))
        joined: dict[str, Any] = {}
        for key in dict.fromkeys([*targets, *own, *(here.written.group.fields if here.written.group else ())]):
            written, whole = here.written.below(key), here.whole.below(key)
            if written is None or whole is None:
                joined[key] = targets.get(key)
            elif key in targets or key in own:
                keys = (*here.keys, key), (*here.own_keys, key)
                joined[key] = self.value(_Here(whole, written, targets.get(key), own.get(key), *keys))
        return joined

    def _table(self, here: _Here) -> list[Any] | None:
        targets, own = (side if isinstance(side, list) else () for side in (here.targets, here.own))
        written, whole = here.written.table, here.whole.table
        assert written
        assert written.row
        assert whole
        assert whole.row
        name = whole.row_key
        self.names.add((*here.keys, name))
        waiting = defaultdict(list)
        for index, row in enumerate(own):
            waiting[_name(row, name)].append(index)
        pairs = self.rows[here.keys] = [
            _Pair(number, waiting[called].pop(0) if waiting.get(called := _name(row, name)) else None)
            for number, row in enumerate(targets)
        ]
        left_out = [_name(row, name) for row, pair in zip(targets, pairs, strict=True) if pair.own is None]
        for index in sorted(index for left in waiting.values() for index in left):
            meant = self._tell_strange(here, index, name, left_out)
            left_out = [called for called in left_out if called != meant]
        if here.own is not None:  # of a table that is blank whole that has been told
            self._tell_left_out(here, left_out)
        joined = []
        for place, (row, pair) in enumerate(zip(targets, pairs, strict=True)):
            mine = None if pair.own is None else own[pair.own]
            keys, own_keys = (*here.keys, place), (*here.own_keys, pair.own or 0)
            below = _Here(whole.row, written.row, row, mine, keys, own_keys)
            name_there = row.get(name) if isinstance(row, dict) else None
            joined.append({**self._group(below), name: name_there} if isinstance(mine, dict) else row)
        return joined if joined else here.targets

    def _tell_strange(self, here: _Here, index: int, name: str, left_out: Sequence[str]) -> str | None:
        """E101 for a row that the targets do not have; the one that was probably meant."""
        called = _name(here.own[index], name)
        meant = nearest(called, filter(None, left_out)) if called else None
        known = [text for row in here.targets or () if (text := _name(row, name))]
        there = "、".join(f"“{each}”" for each in (left_out or known)[:_MOST_NAMES] if each)
        guess = f"，是不是“{meant}”？" if meant else f"，那里有{there}。" if there else "。"
        told = f"目标的“{here.whole.title}”里没有“{called or '（空）'}”{guess}请照目标里的名称写，或者先改目标"
        keys = (*here.own_keys, index, name)
        self.findings.append(Finding("E101", self._own.value_place(keys), told, keys))
        return meant

    def _tell_left_out(self, here: _Here, names: Sequence[str]) -> None:
        if names:
            first = "、".join(f"“{name or '（空）'}”" for name in names[:_MOST_NAMES])
            first += f"等 {len(names)} 条" if len(names) > _MOST_NAMES else ""
            many = "几" if len(names) > 1 else "一"
            self._not_filled_in(here, f"“{here.whole.title}”里{first}还没有填：请补上这{many}条")

    def _tell_missing(self, here: _Here) -> None:
        """A group or a table that is left out whole, though there are rows of the targets in it."""
        if _holds_rows(here.written, here.targets):
            self._not_filled_in(here, f"“{here.whole.title}”都没有填：目标里的每一条都要填，请补上")

    def _not_filled_in(self, here: _Here, message: str) -> None:
        place = self._own.value_place(here.own_keys)
        self.findings.append(Finding("E102", place, message, here.own_keys, Severity.WARNING))


def _holds_rows(written: Node, targets: Any) -> bool:
    table, group = written.table, written.group
    if table and table.row and isinstance(targets, list):
        return bool(targets) and rows_have_name(table.said, table.row.said)
    if group and isinstance(targets, dict):
        return any(_holds_rows(child, targets.get(key)) for key, child in group.fields.items())
    return False


def _name(row: Any, key: str) -> str:
    value = row.get(key) if isinstance(row, dict) else None
    return without_spaces(number_text(value) if isinstance(value, Decimal) else str(value or ""))
