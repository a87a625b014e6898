"""Boxes and ticks beside the words that a form offers, and which of the words are chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence

TICKED = "☑"
UNTICKED = "□"
"""What our own forms print before a word that is chosen, and before one that is not."""
TICKS = "☑☒√✓✔■✗✘"
"""What people and programs put where something is chosen; Word's own box has a cross in it."""
BOXES = "□☐◻▢"
_IN_BRACKETS = re.compile(rf"[(（]\s*([{TICKS}{BOXES}]?)\s*[)）]")
_BETWEEN = r"[\s、，,;；/]|\d{1,2}[.．、]|[一二三四五六七八九十][、]"
"""What stands between options, their numbers among it."""


def ticked_options(text: str, options: Sequence[str]) -> list[str] | None:
    """The options with a tick, in the order in which they stand; None where the text says anything else.

    Marks stand all before their options or all behind them; where only some have one, right beside them. An option
    that stands there alone is chosen, and so is the only one of the form where a tick stands alone.
    """
    text = _IN_BRACKETS.sub(lambda brackets: brackets[1] or UNTICKED, text)
    words = "|".join(re.escape(option) for option in sorted(options, key=len, reverse=True))
    pattern = f"(?P<mark>[{TICKS}{BOXES}])|(?P<word>{words})|(?P<space>{_BETWEEN})|(?P<other>.)"
    tokens = [token for token in re.finditer(pattern, text, re.DOTALL) if token.lastgroup != "space"]
    kinds = "".join({"mark": "m", "word": "w"}.get(str(token.lastgroup), "?") for token in tokens)
    if kinds == "w":
        return [tokens[0][0]]
    if set(kinds) <= {"m"}:
        ticks = [token for token in tokens if token[0] in TICKS]
        return ([*options] if len(options) == 1 else None) if ticks else []
    if re.fullmatch("(mw)+", kinds):
        pairs = list(zip(tokens[::2], tokens[1::2], strict=True))
    elif re.fullmatch("(wm)+", kinds):
        pairs = list(zip(tokens[1::2], tokens[::2], strict=True))
    else:
        pairs = [(mark, word) for mark in tokens for word in tokens if _is_beside(mark, word)]
        if "?" in kinds or len(pairs) != kinds.count("m") or not pairs:
            return None
    return [word[0] for mark, word in pairs if mark[0] in TICKS]


def ticked_text(text: str, options: Sequence[str], chosen: Sequence[str], mark: str) -> str:
    """The text with the box of each chosen option replaced by the mark. Boxes stand all before or all behind.

    Raises ValueError where there is not one box for each option.
    """
    places = [(text.index(option), option) for option in options if option in text]
    boxes = [number for number, character in enumerate(text) if character in BOXES]
    if len(places) != len(options) or len(boxes) != len(options):
        raise ValueError("tick 的 text 要写出每个选项，旁边各有一个 □")
    ticked = list(text)
    for box, (_, option) in zip(boxes, sorted(places), strict=True):
        ticked[box] = mark if option in chosen else text[box]
    return "".join(ticked)


def _is_beside(mark: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a mark stands right beside a word, before or behind it."""
    is_mark = mark.lastgroup == "mark" and word.lastgroup == "word"
    return is_mark and (mark.end() == word.start() or word.end() == mark.start())
