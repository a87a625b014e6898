"""A compiled body being filled: the values of a context as text between the pieces of the template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateError
from jinja2.runtime import new_context

from perfdocs.packs.language import Language, printed
from perfdocs.packs.tags import MERGES, MergeState
from perfdocs.render import marked
from perfdocs.render.compiler import Code

_LEFT_TO_DOCXTPL = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\t\x7f-\x9f]")
"""Characters of values that Word does not take as they are, or that docxtpl makes something else of."""
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class Unusual(Exception):
    """Something that docxtpl must fill itself. The text says what, in Chinese."""


FAILURES = (Unusual, TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
"""What `Program.body` raises. Only docxtpl can say what is wrong, or that nothing is."""


class Program:
    """A body of a form, compiled. Filling it changes nothing in it."""

    def __init__(self, code: Code, language: Language) -> None:
        space: dict[str, Any] = {"environment": language, "word": word, "item": _item(language)}
        exec(code.program, space)
        self._root: Callable[[Any], Iterator[str]] = space["root"]
        self._language = language
        self._opening = code.opening
        self._hollow = [(f"></{name}>", re.compile(rf"<({name})((?: [^<>]*)?)></{name}>")) for name in code.hollow]

    @property
    def opening(self) -> str:
        """The start tag of a body with the name spaces that its elements use."""
        return self._opening

    def body(self, context: Mapping[str, Any]) -> str:
        """The `w:body` of the filled form, as lxml would write it. Raises one of `FAILURES`."""
        names = {**context, MERGES: MergeState()}
        text = "".join(self._root(new_context(self._language, None, {}, names, True, {}, None)))
        text = marked.settled(text, self._opening).replace("></w:t>", "/>")
        for sign, pattern in self._hollow:
            if sign in text:
                text = pattern.sub(r"<\1\2/>", text)
        return text


def word(value: object, room: int, line: int) -> str:
    """One value as the text of a run, with a mark where it has more characters than there is room for.

    A line break counts for as many characters as a line has.
    """
    text = value if type(value) is str else printed(value)
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text:
        return text if len(text) <= room else text + marked.LONG_MARK
    return _escaped(text, room, line)


def _escaped(text: str, room: int, line: int) -> str:
    if _LEFT_TO_DOCXTPL.search(text):
        raise Unusual("有的值里有制表符或别的特殊字符")
    long = len(text) + text.count("\n") * line > room
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", _BREAK)
    return text + marked.LONG_MARK if long else text


def _item(language: Language) -> Callable[[Any, str], Any]:
    """What `a.b` means, quickly for the groups of fields that nearly everything is."""

    def item(owner: Any, name: str) -> Any:
        if isinstance(owner, dict) and name in owner:
            return owner[name]
        return language.getattr(owner, name)

    return item
