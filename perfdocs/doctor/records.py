"""What is said of one thing that a machine has or lacks."""

from __future__ import annotations

import enum
from typing import NamedTuple


class State(enum.Enum):
    """Whether all is well, something can do without it, or nothing can."""

    OK = "ok"
    NOTE = "note"
    MISSING = "missing"

    @property
    def label(self) -> str:
        return {"OK": "好", "NOTE": "注意", "MISSING": "缺"}[self.name]


class Item(NamedTuple):
    """A thing and its state. `remedy` says what does not work without it and what to do, where that is so."""

    name: str
    title: str
    text: str
    state: State = State.OK
    remedy: str = ""
