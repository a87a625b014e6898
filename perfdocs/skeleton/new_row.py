"""A row begun in a file that is there: put in its place, with every other character as it was."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Keys, Severity, put_value, value_at
from perfdocs.skeleton.field_lines import FieldLines
from perfdocs.skeleton.find_table import Spot
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import read
from perfdocs.yamlfile.write_values import RowLines


class NewRow(NamedTuple):
    """The file with the row in it, and where the row is."""

    text: str
    keys: Keys


def with_new_row(source: str, data: Mapping[str, Any], spot: Spot, row: Mapping[str, Any], model: str = "") -> NewRow:
    """The file with a row more, behind those of its table; or in the place of a last one that is still as it was begun.

    `data` is what the file says, `model` the name of what the row's texts are taken over from. Raises PerfdocsError
    where the file would then say anything else.
    """
    index = len(spot.rows)
    edits, without_last = Edits(source), Edits(source)
    said = source.splitlines()
    if spot.rows and edits.is_block(spot.keys):
        without_last.remove((*spot.keys, index - 1))
        rest = without_last.text.splitlines()
        if _is_as_begun(said, rest, spot):
            index, edits, said = index - 1, without_last, rest
    lines = FieldLines(said, model)
    if spot.rows:
        ready = RowLines(tuple(lines.row(spot.row, row)), _data(spot, row))
        edits.insert(spot.keys, len(spot.rows), ready)
    else:
        _first_row(edits, data, spot, row, lines)
    text = edits.text
    keys = (*spot.keys, index)
    _hold(text, data, keys, _data(spot, row))
    return NewRow(text, keys)


def _is_as_begun(lines: Sequence[str], rest: Sequence[str], spot: Spot) -> bool:
    """Whether nobody has written anything into the last row, not even a comment. `rest` are the lines without it."""
    own = Counter(line.strip() for line in lines) - Counter(line.strip() for line in rest)
    begun = {line.strip() for line in FieldLines().row(spot.row, None)}
    return own.keys() <= begun


def _data(spot: Spot, row: Mapping[str, Any]) -> Any:
    """The row as its lines are read."""
    return read("\n".join(FieldLines().row(spot.row, row)).encode(), "").data[0]


def _first_row(edits: Edits, data: Any, spot: Spot, row: Mapping[str, Any], lines: FieldLines) -> None:
    """A row of a table that has none, with the groups above it that are not there, in the order of the form."""
    known = 0
    while known < len(spot.keys) and value_at(data, spot.keys[: known + 1]):
        known += 1
    group, key = spot.keys[:known], spot.keys[known]
    written = list(lines.path(spot.nodes[known:], row, ""))
    fields = value_at(data, group)
    if key in fields and edits.is_block((*group, key)):
        at = next(number for number, line in enumerate(written) if not line.startswith("#"))
        edits.fill_lines((*group, key), [line.removeprefix("  ") for line in written[at + 1 :]])
    elif key not in fields and edits.is_block(group):
        order = list(_fields(spot, known))
        before = [other for other in order[: order.index(str(key))] if other in fields]
        edits.add_lines(group, before[-1] if before else "", written)
    else:
        edits.insert(spot.keys, 0, _data(spot, row))


def _fields(spot: Spot, known: int) -> Mapping[str, Any]:
    """The fields that a group on the way to the table may have, in the order of the form."""
    node = spot.nodes[known - 1] if known else spot.root
    return node.group.fields if node.group else {}


def _hold(text: str, data: Mapping[str, Any], keys: Keys, row: Any) -> None:
    """Raises PerfdocsError unless the text says what the data say, and the row."""
    document = read(text.encode(), "")
    wanted = copy.deepcopy(data)
    table = value_at(wanted, keys[:-1])
    if isinstance(table, list):
        table[len(table) - (keys[-1] != len(table)) :] = [row]
    else:
        for length in range(1, len(keys) - 1):
            if value_at(wanted, keys[:length]) is None:
                put_value(wanted, keys[:length], {})
        put_value(wanted, keys[:-1], [row])
    is_read = not any(finding.severity is Severity.ERROR for finding in document.findings)
    if not is_read or document.data != wanted:
        raise PerfdocsError("没有能加进去：文件里这一处的写法认不准，没有动它。请在编辑器里照着旁边的一条抄一条")
