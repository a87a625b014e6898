"""Lines of YAML for a schema's fields: all of them in the form's order, what each is as a comment, blanks to fill in.

A comment stands above its field, never behind it: a value that is typed close to a `#` would take it in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfdocs.prose.amounts import UNITS
from perfdocs.prose.shorten import on_one_line
from perfdocs.returned.importing.write_yaml import DOUBT
from perfdocs.schema.node import Node
from perfdocs.yamlfile.write_values import flow, scalar

NOT_ON_THE_FORM = ("demonstration", "row-id", "waivers")
"""Roles of fields that only some files need, and that no form prints: a comment says that there are such."""
_PROSE = ("duty", "goal")
"""Roles of what every form says in its own words."""
_STEP = "  "


class FieldLines:
    """Writes lines of one file, in which nothing is explained twice: `said` are the comments that are there already.

    Of a text that was taken over from a `model` (its name) a comment says so.
    """

    def __init__(self, said: Sequence[str] = (), model: str = "") -> None:
        self._model = model
        self._said = {line.strip() for line in said}
        self._explained: set[tuple[str, str]] = set()

    def fields(self, node: Node, data: Any, indent: str = "") -> Iterator[list[str]]:
        """The lines of each field of a group. `data` holds those that are known; `const` and `default` are so too."""
        known = data if isinstance(data, Mapping) else {}
        for key, field in node.fields.items():
            value = known.get(key)
            value = _given(field, key in node.required) if value is None else value
            yield list(self._field(field, value, indent, node))

    def _group(self, node: Node, data: Any, indent: str) -> Iterator[str]:
        for lines in self.fields(node, data, indent):
            yield from lines

    def _field(self, node: Node, value: Any, indent: str, above: Node) -> Iterator[str]:
        """A field with its comment, which may refer to the fields of the group above."""
        if node.role in NOT_ON_THE_FORM and value is None:
            yield from self._comment(node.key, f"还可以写“{node.key}”：{_description(node)}", indent)
            return
        for text in explanations(node, above):
            yield from self._comment(node.key, text, indent)
        name = f"{indent}{scalar(node.key, False)}:"
        if node.is_group:
            yield name
            yield from self._group(node, value, indent + _STEP)
        elif node.row is not None and node.row.is_group:
            yield name
            for row in [None] if value is None else value:
                yield from self.row(node.row, row, indent + _STEP)
        else:
            text = flow(value, False)
            if text and self._model and node.role in _PROSE:
                yield f"{indent}# {DOUBT}：照着“{self._model}”抄的，请改成这里自己的。"
            yield f"{name} {text}" if text else name

    def path(self, nodes: Sequence[Node], row: Mapping[str, Any], indent: str) -> Iterator[str]:
        """Groups one in another, of which only the innermost holds something: a table (the last node) with a row."""
        node, *inner = nodes
        for text in explanations(node, node):
            yield from self._comment(node.key, text, indent)
        yield f"{indent}{scalar(node.key, False)}:"
        if inner:
            yield from self.path(inner, row, indent + _STEP)
        elif node.table and node.table.row:
            yield from self.row(node.table.row, row, indent + _STEP)

    def row(self, node: Node, value: Any, indent: str = "") -> Iterator[str]:
        """A row of a table; what its first field is stands above the dash."""
        lines = list(self._group(node, value, indent + _STEP))
        first = next((number for number, line in enumerate(lines) if not line.lstrip().startswith("#")), 0)
        for line in lines[:first]:
            yield line.removeprefix(_STEP)
        yield f"{indent}- {lines[first].lstrip()}"
        yield from lines[first + 1 :]

    def _comment(self, key: str, text: str, indent: str) -> Iterator[str]:
        line = f"# {text}"
        if text and line not in self._said and (key, line) not in self._explained:
            self._explained.add((key, line))
            yield indent + line


def explanations(node: Node, above: Node) -> Iterator[str]:
    """What a field is called on the form, what the schema says of it, its unit, what it may be; on a line of its own,
    how its parts are written."""
    description = _description(node)
    title = on_one_line(node.title).replace("  ", "")
    parts = [f"{title}：{description}" if title != node.key else description]
    if node.unit in UNITS and node.unit not in description:
        parts.append(f"单位：{node.unit}。")
    elif node.unit in above.fields and f"“{node.unit}”" not in description:
        parts.append(f"单位见“{node.unit}”。")
    parts += [_options(choice) for choice in dict.fromkeys((node, *node.choices))]
    hint = str(node.said.get("x-hint", ""))
    if hint and hint not in description:
        parts.append(_sentence(hint))
    yield "".join(parts)
    if node.group and node.group is not node:
        yield _in_parts(node.group)


def _in_parts(group: Node) -> str:
    """How a value is written that may be given in parts."""
    fields = "".join(f"{key}：{_description(child)}" for key, child in group.fields.items())
    return f"分开写：{{{', '.join(f'{key}: ' for key in group.fields)}}}。{fields}"


def _options(node: Node) -> str:
    texts = [flow(option, False) for option in node.options]
    return "" if "const" in node.said or not texts else f"可以填：{'、'.join(texts)}。"


def _description(node: Node) -> str:
    return on_one_line(_sentence(str(node.said.get("description", ""))))


def _sentence(text: str) -> str:
    return text if not text or text.endswith(("。", "！", "？", "；")) else f"{text}。"


def _given(node: Node, is_needed: bool) -> Any:
    """What a field is where nothing else is known: what the schema gives, or the only thing that it may be."""
    for keyword in ("const", "default"):
        if keyword in node.said:
            return node.said[keyword]
    return node.options[0] if is_needed and len(node.options) == 1 else None
