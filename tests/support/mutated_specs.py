"""Specs with one mistake made at random: a value put in place of another, bytes, lines or encodings exchanged."""

from __future__ import annotations

import random
from typing import NamedTuple

import yaml

VALUES = (
    *(
        "1e400",
        ".inf",
        ".nan",
        "-0",
        "1_000",
        "0x1F",
        "9" * 31,
        "7" * 10_000,
        "1，000",
        "１２３",
        "½",
        "12:30",
        "2024-02-30",
    ),
    *("yes", "null", "~", "", " ", "''", "[]", "{}", "{a: 1}", "[[[[]]]]", "- 1", "? a", "!!python/object:os.x []"),
    *(
        "!!binary aGk=",
        "&a 1",
        "*a",
        "<<: {}",
        "|\n  x",
        ">\n  y",
        r'"a\u0000b"',
        r'"\ud800"',
        r'"\uFFFE"',
        r'"\u2028x"',
    ),
    *(r'"a\nb"', r'"\x1b]0;x\x07"', r'"\u202Eabc"', r'"\u200b12"', '"' + "长" * 5000 + '"', '"' + "a" * 200_000 + '"'),
    *(
        '"{{ 7*7 }}"',
        '"{% for i in x %}"',
        '"</w:t></w:r>"',
        '"]]>"',
        '"../../etc/passwd"',
        '"CON"',
        "---",
        "...",
        "#x",
    ),
    *("0." + "0" * 19 + "1", "21.15万元", "\u3000x", "\x00", "\x1b[31m", "\t", '"::error file=a::b"', '"##vso[a]b"'),
    *("[" * 300, "[" * 41 + "]" * 41, "9*" * 40 + "9"),
)
INSERTED = (
    "\u200b",
    "\ufeff",
    "\u202e",
    "\u2028",
    "\x00",
    "：",
    "“",
    "\t",
    "\r",
    "{",
    "[",
    "&",
    "*",
    "!",
    "|",
    "'",
    "#",
    "---\n",
)
ENCODINGS = ("utf-16", "utf-16-le", "gbk", "utf-8-sig", "utf-32", "big5", "latin-1")


class Mutated(NamedTuple):
    """What was done to a spec, and what became of it."""

    what: str
    source: bytes


def mutated_spec(source: bytes, seed: int) -> Mutated:
    """The spec with one mistake; the same for the same seed."""
    chance = random.Random(seed)
    text = source.decode()
    kind = chance.choices(("value", "bytes", "lines", "insertion", "cut", "encoding"), (60, 12, 10, 8, 5, 5))[0]
    if kind == "value":
        start, end = chance.choice(_scalars(text))
        changed = f"{text[:start]}{' ' if start == end else ''}{chance.choice(VALUES)}{text[end:]}".encode()
    elif kind == "bytes":
        data = bytearray(source)
        for _ in range(chance.choice((1, 2, 30))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        changed = bytes(data)
    elif kind == "lines":
        changed = _with_lines_exchanged(text, chance).encode()
    elif kind == "insertion":
        at = chance.randrange(len(text))
        changed = f"{text[:at]}{chance.choice(INSERTED) * chance.choice((1, 1, 50))}{text[at:]}".encode()
    elif kind == "cut":
        at, end = sorted((chance.randrange(len(source)), chance.randrange(len(source))))
        changed = chance.choice((source[:at], source[:at] + source[end:], source[:end] + source[at:]))
    else:
        changed = text.encode(chance.choice(ENCODINGS), "replace")
    return Mutated(f"{seed}: {kind}", changed)


def _with_lines_exchanged(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.choice((1, 2, 5))):
        first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
        what = chance.randrange(4)
        if what == 0:
            lines[first], lines[second] = lines[second], lines[first]
        elif what == 1:
            lines.insert(first, lines[second])
        elif what == 2:
            lines[first] = " " * chance.randrange(6) + lines[first].lstrip()
        else:
            lines[first] += lines[second]
    return "\n".join(lines)


def _scalars(text: str) -> list[tuple[int, int]]:
    """Where each value stands, a key among them now and then."""
    found: list[tuple[int, int]] = []

    def walk(node: yaml.Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            found.append((node.start_mark.index, node.end_mark.index))
        elif isinstance(node, yaml.SequenceNode):
            for child in node.value:
                walk(child)
        elif isinstance(node, yaml.MappingNode):
            for number, (key, child) in enumerate(node.value):
                if number % 9 == 0:
                    walk(key)
                walk(child)

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is not None:
        walk(root)
    return found
