"""Word forms drawn from text, filled in or blank, and a template as text with the fields that it prints.

`tests/examples/drafts/README.md` says how they are written.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from perfdocs.schema.node import Node
from tests.support.workspaces import EXAMPLES

DRAFTS = EXAMPLES / "drafts"
_VALUE = re.compile("⟦(.*?)⟧", re.DOTALL)
_SPAN = re.compile(r"^(.*?)(?:\*(\d+))?$", re.DOTALL)


def layout(name: str) -> tuple[str, str]:
    """The form, and the template that is expected of it."""
    form, expected = (DRAFTS / f"{name}.txt").read_text("utf-8").split("=====\n")
    return form, expected


def draw(form: str, filled: bool = True) -> bytes:
    """The form as a Word document."""
    document = Document()
    table: Any = None
    above: dict[int, Any] = {}
    for line in form.splitlines():
        count = re.fullmatch(r"table (\d+)", line)
        if count:
            table, above = document.add_table(0, int(count[1]), style="Table Grid"), {}
        elif table is not None and (" | " in line or re.search(r"\*\d+$", line)):
            _add_row(table, line, filled, above)
        else:
            table = None
            document.add_paragraph(_text(line, filled))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _text(text: str, filled: bool) -> str:
    def shown(match: re.Match[str]) -> str:
        return match[1] if filled else "□" if match[1] == "√" else "    "

    whole = _VALUE.fullmatch(text)
    return (whole[1] if filled else "") if whole else _VALUE.sub(shown, text)


def _add_row(table: Any, line: str, filled: bool, above: dict[int, Any]) -> None:
    cells = list(table.add_row().cells)
    at = 0
    for part in line.split(" | "):
        match = _SPAN.match(part)
        assert match
        text, span = match[1], int(match[2] or 1)
        cell = cells[at].merge(cells[at + span - 1]) if span > 1 else cells[at]
        merge = cell._tc.get_or_add_tcPr()._add_vMerge
        if text == "^":
            merge()
            above[at]._tc.get_or_add_tcPr()
            if above[at]._tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None:
                above[at]._tc.get_or_add_tcPr()._add_vMerge().set(qn("w:val"), "restart")
        else:
            cell.text = _text(text, filled).replace("\\n", "\n")
            above[at] = cell
        at += span
    assert at == len(cells), line


_LOOP = re.compile(r"\{%tr for (.+?) in ([^|%]+?)(\|items|\|rows\(1\))? %\}")
_FIELD = re.compile(r"\{\{ ?(.+?) ?\}\}")
_MERGE = re.compile(r"\{% vm .+? %\}")


def shown(rows: list[str], roots: dict[str, Node]) -> list[str]:
    """The rows of a template as `README.md` has them: `roots` are the nodes that tags begin with."""
    names, lines = dict(roots), []
    for row in rows:
        loop = _LOOP.fullmatch(row.strip(" |"))
        if loop:
            _enter(loop, names)
            lines.append("[")
        elif row.strip(" |") == "{%tr endfor %}":
            lines.append("]")
        else:
            line = _FIELD.sub(lambda match: _field(match[1], names), _MERGE.sub("", row))
            lines.append(re.sub(r"\s+", " ", line).strip())
    return lines


def _enter(loop: re.Match[str], names: dict[str, Any]) -> None:
    source = _node(loop[2], names)
    variables = [name.strip() for name in loop[1].split(",")]
    if loop[3] == "|items":
        group = source.group if source else None
        first = next(iter(group.fields.values()), None) if group else None
        names[variables[0]], names[variables[1]] = "label", first
    else:
        names[variables[0]] = source.table.row if source and source.table else None


def _node(path: str, names: dict[str, Any]) -> Any:
    first, *steps = path.split(".")
    node = names.get(first)
    for step in steps:
        node = node.below(step) if isinstance(node, Node) else None
    return node


def _field(expression: str, names: dict[str, Any]) -> str:
    path, _, filters = expression.partition("|")
    first, *steps = path.strip().split(".")
    if names.get(first) == "label":
        return f"〈{first}〉"
    if path == "loop.index":
        return "〈序号〉"
    node = _node(path.strip(), names)
    if node is None:
        return "〈合计〉" if re.search("合计|小计|总计|总分", path) else f"〈？{path}〉"
    parent = _node(".".join([first, *steps[:-1]]), names) if len(steps) > 1 else None
    options = "/".join(map(str, node.options)) if "tick" in filters else ""
    words = [node.title, node.role, node.unit, options]
    title = f"{parent.title}.{node.title}" if isinstance(parent, Node) and parent.title else node.title
    return f"〈{' '.join(filter(None, [title, *words[1:]]))}〉"


def fits(wanted: str, seen: str) -> bool:
    """Whether a field is the one expected; the group is compared where one is expected."""
    return wanted == seen or seen.endswith(f".{wanted[1:]}")


def score(expected: str, lines: list[str]) -> tuple[int, int, int, list[str]]:
    """How many of the fields that were expected are right, of how many, how many edits are left, and which."""
    import difflib

    wanted = [re.sub(r"\s+", " ", line).strip() for line in expected.splitlines()]
    slots = re.compile("〈[^〉]*〉")
    frames = [slots.sub("〈〉", line) for line in wanted], [slots.sub("〈〉", line) for line in lines]
    right, edits, said = 0, 0, []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *frames, autojunk=False).get_opcodes():
        if tag == "equal":
            for old, new in zip(wanted[a:b], lines[c:d], strict=True):
                for one, other in zip(slots.findall(old), slots.findall(new), strict=True):
                    good = fits(one, other)
                    right += good
                    if not good:
                        edits += 1
                        said.append(f"{one} → {other}")
        else:
            gone, come = wanted[a:b], lines[c:d]
            for number in range(max(len(gone), len(come))):
                old, new = (part[number] if number < len(part) else "" for part in (gone, come))
                seen = slots.findall(new)
                kept = [one for one in slots.findall(old) if any(fits(one, other) for other in seen)]
                right += len(kept)
                edits += max(1, len(slots.findall(old)) - len(kept), len(seen) - len(kept))
                said.append(f"{old} → {new}")
    return right, len(slots.findall(expected)), edits, said
