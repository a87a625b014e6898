"""A draft as a YAML file like one that a person has written, with a comment where something is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfdocs.finding import Keys
from perfdocs.prose.shorten import on_one_line
from perfdocs.yamlfile.write_values import flow, scalar

WIDEST = 60
"""Characters of a row that is written on one line. Chosen by hand: 60 of the 61 rows that the specs of this
repository have on one line are no longer."""
MOST_PARTS = 3
"""Fields of a value that is written in braces behind its key,"""
LONGEST_PART = 20
"""and characters of each; both chosen by hand."""
DOUBT = "待核"
"""The word by which a person finds what is doubtful."""


def yaml_text(data: Mapping[str, Any], head: Sequence[str], doubts: Mapping[Keys, Sequence[str]]) -> str:
    """The file: comment lines, then the data; doubts are comments behind the fields that they are about."""
    lines = [f"# {line}" for line in head]
    writer = _Writer(doubts)
    for key, value in data.items():
        if isinstance(value, dict | list) and value:
            lines.append("")
        lines += writer.field("", key, value, (key,))
    return "\n".join(lines) + "\n"


class _Writer:
    def __init__(self, doubts: Mapping[Keys, Sequence[str]]) -> None:
        self._doubts = doubts
        self._doubtful = {keys[:length] for keys in doubts for length in range(len(keys) + 1)}
        """The keys of all that something doubtful is in."""

    def field(self, indent: str, key: str, value: Any, keys: Keys, in_row: bool = False) -> Iterator[str]:
        """The lines of a field; a group in a row stands behind its key if it is short."""
        name = f"{indent}{scalar(key, False)}:"
        comment = self._comment(keys)
        if isinstance(value, Mapping) and value and in_row and _is_short(value):
            yield f"{name} {flow(value)}{comment}"
        elif isinstance(value, Mapping) and value:
            yield name + comment
            for inner, child in value.items():
                yield from self.field(f"{indent}  ", inner, child, (*keys, inner), in_row)
        elif isinstance(value, list) and value:
            yield name + comment
            for index, row in enumerate(value):
                yield from self._row(f"{indent}  ", row, (*keys, index))
        else:
            text = "" if isinstance(value, dict | list) else scalar(value, False)
            yield (f"{name} {text}" if text else name) + comment

    def _row(self, indent: str, row: Any, keys: Keys) -> Iterator[str]:
        if not isinstance(row, Mapping):
            yield f"{indent}- {scalar(row, False)}{self._comment(keys)}"
            return
        if keys not in self._doubtful and not any(map(_is_long, row.values())):
            line = f"{indent}- {flow(row)}"
            if len(line) <= WIDEST:
                yield line
                return
        lines = [
            line
            for key, value in row.items()
            for line in self.field(f"{indent}  ", key, value, (*keys, key), in_row=True)
        ]
        yield f"{indent}- {lines[0].lstrip() if lines else '{}'}"
        yield from lines[1:]

    def _comment(self, keys: Keys) -> str:
        reasons = on_one_line("；".join(dict.fromkeys(self._doubts.get(keys, ()))))
        return f"  # {DOUBT}：{reasons}" if reasons else ""


def _is_long(value: Any) -> bool:
    """Whether a field of a row needs lines of its own."""
    return isinstance(value, list) or (isinstance(value, Mapping) and not _is_short(value))


def _is_short(group: Mapping[str, Any]) -> bool:
    """A value that is given in a few short parts."""
    return len(group) <= MOST_PARTS and all(
        value is not None and not isinstance(value, dict | list) and len(str(value)) <= LONGEST_PART
        for value in group.values()
    )
