"""Fields within a text: a label and what is behind its colon, a year, options with boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from perfdocs.packdraft.form_parts import Span
from perfdocs.packdraft.vocabulary import LIKELY, POSSIBLE, Term, Vocabulary, compact, words
from perfdocs.prose.amounts import UNITS
from perfdocs.prose.tick_marks import BOXES, TICKED, TICKS

_BLANK = r"[ \t\u3000\u00a0_＿]*"
_LABEL = re.compile(r"((?:[^\s：:；;，,。（()）、_＿]|[（(][^（()）]{1,8}[）)]){1,16})[：:]")
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_AMOUNT = re.compile(rf"{_BLANK}(?P<value>-?\d[\d,，]*(?:\.\d+)?|[ \t\u3000_＿]*){_BLANK}(?P<unit>{_UNIT})(?![\w])")
_BARE_AMOUNT = re.compile(rf"^\s*([^\d\s：:，,。]{{2,8}}?)(?={_BLANK}(?:\d[\d,，.]*|[ \u3000_＿]+){_BLANK}(?:{_UNIT}))")
_SEAL = re.compile(r"\s*[（(][^（()）]*[）)]")
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=\s*年)"
    r"|(?<=[（(])([ \u3000_＿]+)(?=年度)"
    r"|(?:^|(?<=[\u4e00-\u9fff]))([ \u3000_＿]{2,})(?=年)"
)
_DATE = re.compile(r"(?:\d{4})?[ \u3000_＿]*年[ \u3000_＿]*\d{0,2}[ \u3000_＿]*月[ \u3000_＿]*\d{0,2}[ \u3000_＿]*日")
_CAPTION = re.compile(rf"[（(]?([^\s：:（()）]*)[：:]{_BLANK}({_UNIT})[）)]?\s*$")
_MARK = f"[{TICKS}{BOXES}]"
_OPTION = rf"\s*(?:(?:\d{{1,2}}|[一二三四五六七八九十])[、.．])?\s*([^\s{TICKS}{BOXES}，,;；、/]{{1,20}}?)"
_BEFORE = re.compile(rf"({_MARK})\s*{_OPTION}(?=\s*(?:{_MARK}|[\s，,;；、/]|$))")
_BEHIND = re.compile(rf"{_OPTION}\s*({_MARK})")


class Piece(NamedTuple):
    """A label within a text, and the part of the text that is its value."""

    term: Term
    part: Span
    line: int = 0
    is_amount: bool = False


class Ticks(NamedTuple):
    """The options of a text with boxes, how a chosen one is marked, how many are chosen."""

    options: tuple[str, ...]
    mark: str
    chosen: int = 0


def label_pieces(text: str, vocabulary: Vocabulary) -> list[Piece]:
    """Every label with what is behind its colon. Captions that name the unit of money are none."""
    bare = _BARE_AMOUNT.match(text)
    labels = list(_LABEL.finditer(text))
    pieces: list[Piece] = []
    if bare and not (labels and labels[0].start() < bare.end()):
        pieces += _pieces_of(text, bare.start(1), bare.end(1), len(text), vocabulary)
    for at, label in enumerate(labels):
        until = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        pieces += _pieces_of(text, label.start(1), label.end(), until, vocabulary)
    return pieces


def _pieces_of(text: str, begin: int, colon: int, until: int, vocabulary: Vocabulary) -> Iterator[Piece]:
    label = text[begin:colon]
    term = vocabulary.term(label)
    if not term.title or (text[colon:until].strip() in UNITS and words().unit_captions.fullmatch(term.title)):
        return
    seal = _SEAL.match(text, colon, until)
    if seal and words().seals.search(seal[0]):
        colon = seal.end()
    amount = _AMOUNT.match(text, colon, until)
    if amount:
        part = Span(*amount.span("value")) if amount["value"].strip() else Span(colon, amount.start("unit"))
        yield Piece(term._replace(role="amount", unit=amount["unit"]), part, is_amount=True)
        return
    value = text[colon:until]
    if _DATE.fullmatch(value.strip()) and not re.search(r"\d", value):
        yield Piece(term, Span(colon, colon + len(value.rstrip())))
        return
    first = len(value) - len(value.lstrip(" \t\u3000"))
    last = len(value.rstrip(" \t\n\u3000；;，,"))
    if not value.strip(" \t\n\u3000_＿"):
        line = value.count("_") + 2 * value.count("＿")
        begin = colon + (first if line else 0)
        yield Piece(term, Span(begin, colon + last if line else begin), line)
    else:
        yield Piece(term, Span(colon + first, colon + last))


def year_part(text: str) -> Span | None:
    """Where a title has the year of the form, or leaves room for it."""
    match = _YEAR.search(text)
    return Span(*match.span(next(n for n in (1, 2, 3) if match[n] is not None))) if match else None


def unit_caption(text: str) -> str:
    """The unit that a caption names for the whole form (`金额单位：万元`); empty for any other text."""
    match = _CAPTION.search(text)
    return match[2] if match and words().unit_captions.fullmatch(match[1]) else ""


def tick_options(text: str) -> Ticks | None:
    """The options of a text with boxes; None for any other text, and where not each box is one option's."""
    if not re.search(_MARK, text):
        return None
    first = re.match(rf"\s*{_MARK}", text)
    found = [m[2] for m in _BEFORE.finditer(text)] if first else [m[1] for m in _BEHIND.finditer(text)]
    options = tuple(dict.fromkeys(option for option in found if option))
    marks = [mark for mark in text if mark in TICKS]
    if len(options) != len(re.findall(_MARK, text)):
        return None
    return Ticks(options, marks[0] if marks else TICKED, len(marks))


def is_signed_by_hand(text: str) -> bool:
    """Whether a cell is for a seal, a signature or a date by hand, and holds nothing else."""
    bare = _DATE.sub("", text)
    label = words().seals.search(bare) or words().signatures.search(bare)
    rest = compact(re.sub(r"[^：:\s]{0,12}[：:]", "", _SEAL.sub("", bare)))
    return bool(label or bare != text) and not rest


def is_field_label(piece: Piece) -> bool:
    return piece.term.sure >= POSSIBLE or piece.is_amount


def is_sure(piece: Piece) -> bool:
    return piece.term.sure >= LIKELY or piece.is_amount
