"""A template as a program of Python: docxtpl's text of it, read once, its tags as plain code.

docxtpl says what the text is and what a tag means; here is only a quicker way to the same document. That
way is open to a template in which every tag stands where a reader of it would expect: values in the text of
a run, loops and conditions around whole rows, paragraphs or runs, the same columns in every row. For any
other, `NeedsDocxtpl` says why, and docxtpl fills it.

What depends on the length of the values is left to `row_marks`, which looks for the marks that the program leaves:
`LONG_MARK` in a row that may be long, `KEEP_MARK` before one that is kept.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from perfdocs.pack.bounds import with_bounds
from perfdocs.pack.jinja import Language
from perfdocs.render.fast.program import Code, NeedsDocxtpl
from perfdocs.render.fast.rooms import NO_END, Room
from perfdocs.render.fast.template_reader import CLOSING, TemplateReader, is_enclosed, merge_call

_BODY = re.compile(r"<w:body[^>]*>")
_ALTERED = re.compile(r"[\x00-\x1f]|\{_[{%]|[}%]_\}")
"""What docxtpl rewrites in a finished part, and our own marks."""


def compile_body(patched: str, language: Language) -> Code:
    """The program for a body as docxtpl hands it to Jinja. Raises NeedsDocxtpl, or a TemplateError of Jinja."""
    body = _BODY.match(patched)
    if body is None or _ALTERED.search(patched):
        raise NeedsDocxtpl("模板的固定文字里有换行、制表符等特殊字符")
    tree = language.parse("<w:body>" + patched[body.end() :])
    reader = TemplateReader()
    reader.read(tree.body)
    reader.finish()
    generator = _Generator(language, None, None, rooms=reader.rooms)
    generator.visit(with_bounds(tree))
    program = compile(
        generator.stream.getvalue(),  # type: ignore[attr-defined]
        "<template>",
        "exec",
    )
    return Code(program, body.group().encode(), tuple(sorted(reader.hollow)), reader.refers)


class _Generator(CodeGenerator):
    """Jinja's own, with shorter ways for what our templates do all the time."""

    def __init__(self, *arguments: Any, rooms: dict[int, Room]) -> None:
        super().__init__(*arguments)
        self._rooms = rooms

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        if frame.buffer is not None:
            raise NeedsDocxtpl("模板里有宏、块等较少用的标签")
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                self._text(child.data, is_enclosed(node.nodes, at - 1), is_enclosed(node.nodes, at + 1))
            elif merge_call(child) is not None:
                self.newline()
                self.visit(child, frame)
            else:
                room = self._rooms.get(id(child), NO_END)
                self.writeline("yield text(" if is_enclosed(node.nodes, at) else "yield word(")
                self.visit(child, frame)
                self.write(f", {room.characters}, {(room.line, room.exact and tuple(room.exact))!r})")

    def _text(self, data: str, after: bool, before: bool) -> None:
        """A piece of the template; the tags around a value that is enclosed are written with the value."""
        piece = data[len(CLOSING) if after else 0 : -1 if before else None]
        if piece:
            self.writeline(f"yield {piece.encode()!r}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        owner = frame.symbols.ref(node.node.name) if isinstance(node.node, nodes.Name) else ""
        if owner:
            self.write(f"({owner}[{node.attr!r}] if type({owner}) is Group and {node.attr!r} in {owner} else ")
        self.write("item(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}){')' if owner else ''}")

    def visit_Call(self, node: nodes.Call, frame: Frame) -> None:  # type: ignore[override]  # noqa: N802
        method = merge_call(node)
        if method not in ("starts", "new_table") or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame)
            return
        self.visit(node.node.node, frame)  # type: ignore[attr-defined]
        self.write(f".{method}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")
