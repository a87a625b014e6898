"""Jinja's filters of rows, which take a field by its name: a misspelt one is a fault, and what is left is a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import filters, pass_context
from jinja2.runtime import Context, Undefined
from jinja2.utils import _PassArg

from perfdocs.pack.values import Rows

_PLACES = {
    "selectattr": 0,
    "rejectattr": 0,
    "groupby": 0,
    "sum": 0,
    "unique": 1,
    "min": 1,
    "max": 1,
    "sort": 2,
    "map": None,
}
"""Where the name of the field stands among what is given to each; None where it only has a name (`attribute=`)."""
_STILL_A_TABLE = ("select", "reject", "selectattr", "rejectattr", "unique", "sort")


def _strict(name: str) -> Callable[..., Any]:
    """The filter, with every item looked at first: a name that is not there would count as false or as smallest."""
    original, place = filters.FILTERS[name], _PLACES.get(name)

    @pass_context
    def strict(context: Context, items: Any, *arguments: Any, **named: Any) -> Any:
        field = named.get("attribute", arguments[place] if place is not None and place < len(arguments) else None)
        if isinstance(field, str) and "default" not in named and not isinstance(items, str):
            items = items if isinstance(items, list) else list(items)
            for path in field.split(",") if name == "sort" else [field]:
                _look_up(context, items, path.strip())
        first: dict[Any, list[Any]] = {
            _PassArg.context: [context],
            _PassArg.environment: [context.environment],
            _PassArg.eval_context: [context.eval_ctx],
        }
        given = first.get(_PassArg.from_obj(original), [])
        result = original(*given, items, *arguments, **named)
        if name not in _STILL_A_TABLE:
            return list(result) if name == "map" else result
        return Rows(result, lambda: items.blank if isinstance(items, Rows) else None)

    return strict


def _look_up(context: Context, items: Iterable[Any], path: str) -> None:
    """Raises UndefinedError for a field that an item does not have."""
    for item in items:
        value = item
        for step in path.split("."):
            if value is None:
                break
            value = context.environment.getitem(value, int(step) if step.isdecimal() else step)
            if isinstance(value, Undefined):
                str(value)  # raises


ROW_FILTERS = {name: _strict(name) for name in (*_PLACES, "select", "reject")}
