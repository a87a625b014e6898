"""Documents that were damaged at random: in the archive, in its members, in the text of their XML and in its tree."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from perfdocs.word.xml import W
from tests.support.change_zip import members, pack_members

VALUES = (
    "",
    "-1",
    "0",
    "1.5",
    "99999999999999999999",
    "0x1F",
    "on",
    "甲",
    "\u202e",
    "../../etc/passwd",
    "&#55;",
    "e9",
    "#",
)
"""What stands in the place of an attribute's value."""
TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "gridSpan",
    "vMerge",
    "sectPr",
    "pict",
    "ins",
    "del",
    "sdt",
    "hyperlink",
)
"""What an element is called after that it was not."""


class Damaged(NamedTuple):
    """A damaged document, and what was done to it."""

    what: str
    source: bytes


def damaged_document(source: bytes, seed: int) -> Damaged:
    """The document damaged in one to three ways; the same for the same seed."""
    chance = random.Random(seed)
    if chance.random() < 0.25:
        damage = chance.choice(_OF_BYTES)
        return Damaged(f"{seed}: {damage.__name__}", damage(source, chance))
    parts = members(source)
    names = [_damage_part(parts, chance) for _ in range(chance.randint(1, 3))]
    return Damaged(f"{seed}: {', '.join(names)}", pack_members(parts))


def _damage_part(parts: dict[str, bytes], chance: random.Random) -> str:
    damage = chance.choice(_OF_PARTS)
    is_text = chance.random() < 0.6 and "word/document.xml" in parts
    name = "word/document.xml" if is_text else chance.choice(sorted(parts))
    damage(parts, name, chance)
    return f"{damage.__name__} {name}"


def bits_flipped(source: bytes, chance: random.Random) -> bytes:
    data = bytearray(source)
    for _ in range(chance.choice((1, 4, 40))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut_short(source: bytes, chance: random.Random) -> bytes:
    return source[: chance.randrange(len(source))]


def piece_gone(source: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(source))
    return source[:at] + source[at + chance.randrange(1, 500) :]


def put_behind_noise(source: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 200)) + source


def directory_changed(source: bytes, chance: random.Random) -> bytes:
    """Another number in an entry of the archive's directory: flags, method, sizes, lengths, place."""
    at = chance.choice([match.start() for match in re.finditer(rb"PK\x01\x02", source)])
    field = at + chance.choice((8, 10, 16, 20, 24, 28, 30, 32, 38, 42))
    return (
        source[:field]
        + chance.choice((b"\0\0", b"\x01\0", b"\x63\0", b"\xff\xff", chance.randbytes(2)))
        + source[field + 2 :]
    )


def part_gone(parts: dict[str, bytes], name: str, _: random.Random) -> None:
    del parts[name]


def part_emptied(parts: dict[str, bytes], name: str, _: random.Random) -> None:
    parts[name] = b""


def part_of_noise(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    parts[name] = chance.randbytes(300)


def part_exchanged(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    parts[name] = parts[chance.choice(sorted(parts))]


def part_renamed(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    parts[chance.choice((name.upper(), name.replace("/", "\\"), f"/{name}", f"../{name}", "word/media"))] = parts.pop(
        name
    )


def text_changed(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    """A value of an attribute, or a piece of the text of the XML."""
    text = parts[name].decode("utf-8", "replace")
    values = [match.span(1) for match in re.finditer(r'="([^"]*)"', text)]
    if values and chance.random() < 0.7:
        begin, end = chance.choice(values)
    else:
        begin = chance.randrange(len(text) + 1)
        end = begin + chance.randrange(20)
    parts[name] = (text[:begin] + chance.choice(VALUES) + text[end:]).encode("utf-8", "surrogatepass")


def tree_changed(parts: dict[str, bytes], name: str, chance: random.Random) -> None:
    """Elements gone, doubled, moved, called otherwise, or one inside the other a hundred times."""
    try:
        root = etree.fromstring(parts[name])
    except (etree.XMLSyntaxError, ValueError):
        return
    for _ in range(chance.choice((1, 3, 20))):
        elements = list(root.iter(etree.Element))[1:]
        if not elements:
            return
        element, other = chance.choice(elements), chance.choice(elements)
        parent = element.getparent()
        assert parent is not None
        match chance.randrange(5):
            case 0:
                parent.remove(element)
            case 1:
                parent.append(copy.deepcopy(element))
            case 2 if element not in (other, *other.iterancestors()):
                other.append(element)
            case 3:
                element.tag = f"{W}{chance.choice(TAGS)}"
            case _:
                for _ in range(100):
                    outer = parent.makeelement(element.tag)
                    parent.replace(element, outer)
                    outer.append(element)
                    parent = outer
    parts[name] = etree.tostring(root)


_OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    bits_flipped,
    cut_short,
    piece_gone,
    put_behind_noise,
    directory_changed,
)
_OF_PARTS: tuple[Callable[[dict[str, bytes], str, random.Random], None], ...] = (
    part_gone,
    part_emptied,
    part_of_noise,
    part_exchanged,
    part_renamed,
    *[text_changed] * 5,
    *[tree_changed] * 8,
)
