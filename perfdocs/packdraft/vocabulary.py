"""What is the name of a field, and of which role: by the packs that there are, and by a file of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from perfdocs.pack.manifest import Packs
from perfdocs.prose.amounts import UNITS
from perfdocs.prose.tick_marks import BOXES, TICKS
from perfdocs.prose.words import read_words
from perfdocs.schema.node import Node

KNOWN, LIKELY, POSSIBLE, UNSURE, UNLIKELY = 4, 3, 2, 1, 0
"""How sure it is that a text is the name of a field: some pack has it; the words say so; it may also be what somebody
filled in; nothing speaks for or against it; it is too long, or a number."""
_LONGEST = 20
"""Characters of a name of a field; the longest of real forms that the words do not know has nineteen."""
_SHORT = 8
_NUMBERING = re.compile(r"^(?:其中[：:]?|(?:[一二三四五六七八九十]+|\d{1,2})[、.．](?!\d))")
_STARS = "*＊★☆：:"
_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]")
_PERIOD = re.compile(r"(?:19|20)\d\d年?")
_VALUE = re.compile(rf"[。；;！？%％≥≤{TICKS}{BOXES}]|^[\d,.]+$|\d{{4}}\s*[-/.年]\s*\d")


class Term(NamedTuple):
    """What the name of a field says: its title without numbers, unit or seal, the role, the unit, how sure it is."""

    title: str
    role: str = ""
    unit: str = ""
    sure: int = UNSURE


class _Label(NamedTuple):
    pattern: re.Pattern[str]
    role: str
    weak: bool


class Words:
    """The file of words, its patterns compiled."""

    def __init__(self) -> None:
        said: Mapping[str, Any] = read_words("form_labels")
        self.labels = tuple(
            _Label(re.compile(entry["label"]), entry.get("role", ""), entry.get("weak", False))
            for entry in said["labels"]
        )
        self.kinds = tuple((re.compile(entry["label"]), str(entry["role"])) for entry in said["second_levels"])
        self.levels: list[str] = said["levels"]
        self.first_level = re.compile(said["first_level"])
        self.totals = re.compile(said["totals"])
        self.seals = re.compile(said["seals"])
        self.signatures = re.compile(said["signatures"])
        self.notes = re.compile(said["notes"])
        self.placeholders = re.compile(said["placeholders"])
        self.form_titles = re.compile(said["form_titles"])
        self.unit_captions = re.compile(said["unit_captions"])
        self.names: Mapping[str, str] = said["names"]
        self.descriptions: Mapping[str, str] = said["descriptions"]

    def kind(self, text: str) -> str:
        """The role of a list of indicators by its name; empty for what is none."""
        return next((role for pattern, role in self.kinds if pattern.fullmatch(compact(text))), "")

    def is_total(self, text: str) -> bool:
        return self.totals.fullmatch(compact(text)) is not None

    def is_placeholder(self, text: str) -> bool:
        """Whether a blank form has the text where something is to be filled in."""
        return not text.strip() or self.placeholders.fullmatch(text.strip()) is not None


@cache
def words() -> Words:
    return Words()


def compact(text: str) -> str:
    return re.sub(r"\s", "", text)


class Vocabulary:
    """The names of fields that the packs have, before those that the words tell."""

    def __init__(self, packs: Packs) -> None:
        self._packs = packs

    @cached_property
    def _known(self) -> Mapping[str, str]:
        """Roles by title; a title that has several is known by the first."""
        known: dict[str, str] = {}
        for name in self._packs.names:
            pack, _ = self._packs.get(name)
            for kind in pack.kinds if pack else ():
                for _, node in kind.schema.tree.owned():
                    self._add(known, node)
        return known

    def _add(self, known: dict[str, str], node: Node) -> None:
        title = term_title(node.title)
        if title and not known.get(title):
            known[title] = node.role

    def term(self, text: str) -> Term:
        """What a text says as the name of a field."""
        title, unit = term_title(text), unit_in(text)
        if not title or _VALUE.search(compact(text)):
            return Term(title, sure=UNLIKELY)
        plain = _BRACKETS.sub("", title)
        known = next((form for form in (title, plain) if form in self._known), None)
        labels = (label for form in (title, plain) for label in words().labels if label.pattern.fullmatch(form))
        words_say = next(labels, None)
        role = words_say.role if words_say else ""
        if known is not None:
            return Term(title, role or self._known[known], unit, KNOWN)
        if words().kind(title):
            return Term(title, role, unit, LIKELY)
        colon = text.rstrip().endswith(("：", ":"))
        if words_say and (len(plain) <= _LONGEST or colon):
            sure = LIKELY if colon or not words_say.weak else POSSIBLE
        elif len(plain) > _LONGEST:
            sure = UNLIKELY
        else:
            sure = LIKELY if colon else UNSURE if len(plain) <= _SHORT else UNLIKELY
        return Term(title, role, unit, sure)


def term_title(text: str) -> str:
    """The name without blanks, numbering, stars, a colon, and what is none in brackets: a unit, a seal, a list."""
    title = compact(text)
    while (bare := _NUMBERING.sub("", title).strip(_STARS)) != title:
        title = bare
    return _BRACKETS.sub(lambda brackets: "" if _is_dropped(brackets[1]) else brackets[0], title).strip(_STARS)


def _is_dropped(inside: str) -> bool:
    """Whether what stands in brackets is no part of a name."""
    if inside in UNITS or "、" in inside or _PERIOD.match(inside):
        return True
    return not inside or any(pattern.search(inside) for pattern in (words().seals, words().signatures))


def unit_in(text: str) -> str:
    """The unit of money in brackets; empty where there is none."""
    return next((inside for inside in _BRACKETS.findall(compact(text)) if inside in UNITS), "")
