"""The expressions and pieces of text of a manifest, worked out on a department's data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import TemplateError, Undefined

from perfdocs.pack.jinja import text_language

_WORDS = {"true", "false", "none", "True", "False", "None", "not", "and", "or", "if", "else", "in", "is"}
"""Names that mean something else to the language than a field."""


_FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, KeyError, RecursionError)


class BadExpression(Exception):
    """An expression of a manifest that cannot be computed for this department's data."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"版式说明里的“{source}”算不出来：{reason}")
        self.source = source


def evaluate(source: str, scope: Mapping[str, Any]) -> Any:
    """The value of a manifest's expression. Raises BadExpression."""
    value: Any = scope
    for step in _steps(source):
        if not isinstance(value, dict) or step not in value:
            break  # the language says what is wrong
        value = value[step]
    else:
        if value is not scope:
            return value
    try:
        value = text_language().expression(source)(**scope)
        if isinstance(value, Undefined):
            str(value)  # raises
        return value
    except _FAILURES as error:
        raise BadExpression(source, _reason(error)) from None


def fill_text(source: str, scope: Mapping[str, Any]) -> str:
    """A manifest's piece of text, such as a title, filled in. Raises BadExpression."""
    try:
        return text_language().from_string(source).render(scope)
    except _FAILURES as error:
        raise BadExpression(source, _reason(error)) from None


@cache
def _steps(source: str) -> tuple[str, ...]:
    """The names of a plain path such as `甲.乙`, which needs no more than looking up; none for any other expression."""
    names = tuple(source.split("."))
    return names if all(name.isidentifier() for name in names) and names[0] not in _WORDS else ()


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"没有“{error.args[0]}”这一项"
    if isinstance(error, RecursionError):
        return "套得太深"
    return str(error) if isinstance(error, TemplateError | ValueError) else f"数据不合适（{type(error).__name__}）"
