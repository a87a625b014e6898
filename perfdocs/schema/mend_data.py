"""A document as it was meant: misspelt fields under their right names, and blanks for what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from perfdocs.finding import Keys
from perfdocs.yamlfile.reader import Document


def mend_data(document: Document, meant: Mapping[Keys, str | None], lost: Iterable[Keys]) -> Document:
    """The document with the fields of `meant` renamed (or left out, where there is no name), and `lost` blank."""
    blank = set(lost)
    if not meant and not blank:
        return document
    names = {path: name for path, name in meant.items() if name}
    unknown = set(meant) - set(names)
    places = {_moved(path, names): place for path, place in document.places.items()}
    return document._replace(data=_rebuilt(document.data, (), names, unknown, blank), places=places)


def _moved(path: Keys, names: Mapping[Keys, str]) -> Keys:
    return tuple(names.get(path[: at + 1], step) for at, step in enumerate(path))


def _rebuilt(value: Any, path: Keys, names: Mapping[Keys, str], unknown: set[Keys], blank: set[Keys]) -> Any:
    if path in blank and path not in names:
        return None
    if isinstance(value, list):
        return [_rebuilt(item, (*path, index), names, unknown, blank) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, item in value.items():
        place = (*path, key)
        name = names.get(place, key)
        if place not in unknown and (name == key or name not in value):
            made[name] = _rebuilt(item, place, names, unknown, blank)
    return made
