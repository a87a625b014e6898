"""A template as a program of Python: docxtpl's text of it, read once, its tags as plain code.

docxtpl says what the text is and what a tag means; here is only a quicker way to the same document. That
way is open to a template in which every tag stands where a reader of it would expect: values in the text of
a run, loops and conditions around whole rows, paragraphs or runs, the same columns in every row. For any
other, `CannotCompile` says why, and docxtpl fills it.

What depends on the length of the values is left to `marked.settled`, which looks for the marks that the
program leaves: `marked.LONG_MARK` in a row that may be long, `marked.KEEP_MARK` before one that is kept.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from perfdocs.errors import CannotCompile
from perfdocs.pack.jinja import Language
from perfdocs.render.fast.program import Code
from perfdocs.render.fast.reading import CLOSING, NO_END, Reading, Room, asks_merges, is_enclosed

_BODY = re.compile(r"<w:body[^>]*>")
_ALTERED = re.compile(r"[\x00-\x1f]|\{_[{%]|[}%]_\}")
"""What docxtpl rewrites in a finished part, and our own marks."""


def code(patched: str, language: Language) -> Code:
    """The program for a body as docxtpl hands it to Jinja. Raises CannotCompile, or a TemplateError of Jinja."""
    body = _BODY.match(patched)
    if body is None or _ALTERED.search(patched):
        raise CannotCompile("模板的固定文字里有换行、制表符等特殊字符")
    tree = language.parse("<w:body>" + patched[body.end() :])
    reading = Reading()
    reading.statements(tree.body)
    reading.end()
    generator = _Generator(language, None, None, rooms=reading.rooms)
    generator.visit(tree)
    program = compile(
        generator.stream.getvalue(),  # type: ignore[attr-defined]
        "<template>",
        "exec",
    )
    return Code(program, body.group().encode(), tuple(sorted(reading.hollow)), not reading.refers)


class _Generator(CodeGenerator):
    """Jinja's own, with shorter ways for what our templates do all the time."""

    def __init__(self, *arguments: Any, rooms: dict[int, Room]) -> None:
        super().__init__(*arguments)
        self._rooms = rooms

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        if frame.buffer is not None:
            raise CannotCompile("模板里有宏、块等较少用的标签")
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                self._text(child.data, is_enclosed(node.nodes, at - 1), is_enclosed(node.nodes, at + 1))
            elif asks_merges(child) is not None:
                self.newline()
                self.visit(child, frame)
            else:
                room = self._rooms.get(id(child), NO_END)
                self.writeline("yield text(" if is_enclosed(node.nodes, at) else "yield word(")
                self.visit(child, frame)
                self.write(f", {room.characters}, {(room.line, room.exact)!r})")

    def _text(self, data: str, after: bool, before: bool) -> None:
        """A piece of the template; the tags around a value that is enclosed are written with the value."""
        made = data[len(CLOSING) if after else 0 : -1 if before else None]
        if made:
            self.writeline(f"yield {made.encode()!r}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        owner = frame.symbols.ref(node.node.name) if isinstance(node.node, nodes.Name) else ""
        if owner:
            self.write(f"({owner}[{node.attr!r}] if type({owner}) is Group and {node.attr!r} in {owner} else ")
        self.write("item(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}){')' if owner else ''}")

    def visit_Call(self, node: nodes.Call, frame: Frame) -> None:  # type: ignore[override]  # noqa: N802
        asked = asks_merges(node)
        if asked not in ("starts", "new_table") or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame)
            return
        self.visit(node.node.node, frame)  # type: ignore[attr-defined]
        self.write(f".{asked}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")
