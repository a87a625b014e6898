"""Bounds on what templates and manifests may ask for: a pack may be wrong, or from a stranger, and still a run ends.

Jinja's filters are given here with a bound on what they make; loops and calls of macros are counted; texts that are put
together have a bound. A sandbox for all that a template may do this is not. Where the tree of a template is changed for
that, numbers with a point become exact, an `if` without `else` blank, and comparisons know blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice
from typing import Any, AnyStr

from jinja2 import TemplateSyntaxError, filters, nodes, pass_context, pass_environment, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, markup_join, str_join
from jinja2.visitor import NodeTransformer

from perfdocs.pack.arithmetic import COMPARISONS, as_decimal, compare, exact, rounded

# Bounds chosen by hand: a real form has a page or three of text, a few hundred rows and ten thousand steps of loops.
MOST_TEXT = 1_000_000
"""Characters of a text that is put together; a file of specs may have as many bytes."""
MOST_ROWS = 10_000
"""Rows of a table, blank ones among them, and what a table is divided into."""
MOST_STEPS = 300_000
"""Steps of all loops and calls of macros of one form."""
STEPS_OF_CALL = 10
"""Steps that the call of a macro counts as: it takes as long."""
MOST_WIDTH = 1_000
"""Characters to which a text is filled up with blanks."""
MOST_BITS = 512
"""Bits of a product: 150 digits."""

MOST_PRINTED = 16_000_000
"""Characters, or bytes, of a part of a form with its XML; that of 1,500 funds has five millions."""
_AT_ONCE = 200
"""Pieces of it that are put together before they are counted."""

COUNTED, PUT_TOGETHER = "perfdocs_counted", "perfdocs_put_together"
EXACT_LITERAL, COMPARED = "perfdocs_exact", "perfdocs_compared"
"""Filters that `with_bounds` puts in."""
_WIDTH = re.compile(r"%[^%a-zA-Z]*(\d{4}|\*)")


class CountingContext(Context):
    """The names of a template, with how many steps its loops and macros have taken."""

    steps = 0

    def count(self, steps: int) -> None:
        """Raises ValueError for too many."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise ValueError(f"循环太多（超过 {MOST_STEPS} 次）：请检查循环是不是套错了")


class _Bounding(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if node.recursive:
            raise TemplateSyntaxError("太难算：循环不能写 recursive", node.lineno)
        node.iter = _filter(COUNTED, node.iter)
        return node

    def visit_Const(self, node: nodes.Const) -> nodes.Node:  # noqa: N802
        return _filter(EXACT_LITERAL, node) if isinstance(node.value, float) else node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        pairs: list[nodes.Expr] = []
        left: Any = node.expr
        for operand in node.ops:
            if operand.op in COMPARISONS:
                pairs.append(_filter(COMPARED, left, nodes.Const(operand.op), operand.expr))
            else:
                pairs.append(nodes.Compare(left, [operand], lineno=node.lineno))
            left = operand.expr
        return reduce(lambda first, second: nodes.And(first, second, lineno=node.lineno), pairs)

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.expr2 = node.expr2 or nodes.Const(None, lineno=node.lineno)  # without else: blank
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(PUT_TOGETHER, nodes.Tuple(node.nodes, "load", lineno=node.lineno))


def _filter(name: str, node: Any, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [*arguments], [], None, None, lineno=node.lineno, environment=node.environment)


def with_bounds(tree: nodes.Template) -> nodes.Template:
    """The tree of a template with its loops counted and its texts bounded."""
    bounded: nodes.Template = _Bounding().visit(tree)
    return bounded


def joined(pieces: Iterable[AnyStr], empty: AnyStr) -> AnyStr:
    """The pieces in one. Raises ValueError where that is too long."""
    parts: list[AnyStr] = []
    length = 0
    some = iter(pieces)
    while chunk := list(islice(some, _AT_ONCE)):
        parts.append(empty.join(chunk))
        length += len(parts[-1])
        if length > MOST_PRINTED:
            raise ValueError(f"印出来太长（超过 {MOST_PRINTED} 个字）：请检查循环是不是套错了")
    return empty.join(parts)


def check_text(length: int) -> None:
    """Raises ValueError for more characters than a text may have."""
    if length > MOST_TEXT:
        raise ValueError(f"文字太长（{length} 个字，最多 {MOST_TEXT} 个）")


def check_rows(number: Any) -> None:
    """Raises ValueError for more rows than a table may have."""
    if isinstance(number, int) and number > MOST_ROWS:
        raise ValueError(f"行数太多（{number} 行，最多 {MOST_ROWS} 行）")


def check_width(width: Any) -> None:
    """Raises ValueError for a text that is to be wider than any page."""
    if isinstance(width, int) and width > MOST_WIDTH:
        raise ValueError(f"宽度太大（{width} 个字，最多 {MOST_WIDTH} 个）")


def check_product(left: Any, right: Any) -> None:
    """Raises ValueError for whole numbers that no form holds."""
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > MOST_BITS:
        raise ValueError("数字太大")


def check_sum(left: Any, right: Any) -> None:
    """Raises ValueError for two texts or two tables that are too much together."""
    if isinstance(left, str) and isinstance(right, str):
        check_text(len(left) + len(right))
    elif isinstance(left, list | tuple) and isinstance(right, list | tuple):
        check_rows(len(left) + len(right))


@pass_context
def _counted(context: CountingContext, items: Any) -> Any:
    """What a loop goes through, after it has been counted."""
    if not hasattr(items, "__len__"):
        items = list(islice(items, MOST_STEPS + 1))
    context.count(len(items))
    return items


@pass_eval_context
def _put_together(context: EvalContext, parts: Sequence[Any]) -> str:
    check_text(sum(len(part) for part in parts if isinstance(part, str)))
    return markup_join(parts) if context.autoescape else str_join(parts)


def _center(value: str, width: int = 80) -> str:
    check_width(width)
    return filters.do_center(value, width)


def _indent(s: str, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    check_width(len(width) if isinstance(width, str) else width)
    check_text(len(s) + (len(width) if isinstance(width, str) else width) * (s.count("\n") + 1))
    return filters.do_indent(s, width, first, blank)


def _batch(value: Any, linecount: int, fill_with: Any = None) -> Any:
    check_rows(linecount)
    return filters.do_batch(value, linecount, fill_with)


def _slice(value: Any, slices: int, fill_with: Any = None) -> Any:
    check_rows(slices)
    return filters.sync_do_slice(value, slices, fill_with)


def _format(value: str, *args: Any, **kwargs: Any) -> str:
    if _WIDTH.search(str(value)):
        raise ValueError(f"“{str(value)[:20]}”里的宽度太大")
    return filters.do_format(value, *args, **kwargs)


@pass_eval_context
def _replace(context: EvalContext, s: str, old: str, new: str, count: int | None = None) -> str:
    check_text(len(str(s)) + str(s).count(str(old)) * len(str(new)))
    return filters.do_replace(context, s, old, new, count)


@pass_eval_context
def _join(context: EvalContext, value: Any, d: str = "", attribute: str | int | None = None) -> str:
    items = list(value)
    check_text(len(items) * len(str(d)) + sum(len(item) for item in items if isinstance(item, str)))
    return filters.sync_do_join(context, items, d, attribute)


@pass_environment
def _wordwrap(
    environment: Any,
    s: str,
    width: int = 79,
    break_long_words: bool = True,
    wrapstring: str | None = None,
    break_on_hyphens: bool = True,
) -> str:
    check_text(len(s) * (1 + len(wrapstring or "")) // max(1, width))
    return filters.do_wordwrap(environment, s, width, break_long_words, wrapstring, break_on_hyphens)


BOUNDED = {
    COUNTED: _counted,
    PUT_TOGETHER: _put_together,
    "center": _center,
    "indent": _indent,
    "batch": _batch,
    "slice": _slice,
    "format": _format,
    "round": rounded,
    "float": as_decimal,
    EXACT_LITERAL: exact,
    COMPARED: compare,
    "replace": _replace,
    "join": _join,
    "wordwrap": _wordwrap,
}
