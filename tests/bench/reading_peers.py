"""What public readers of Chinese numbers make of the same phrases: recognizers-text, cn2an and JioNLP.

None of them reads operators or what a number counts, so only the numbers are compared, with their scale (1.2万 is
12000): all of them, or those that are money, which is what JioNLP reads. Each has an environment of its own below
`build/bench`. A program of its own measures the time of a phrase itself: starting it does not count.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from perfdocs.prose.quantities import Quantity, quantities
from perfdocs.prose.units_and_operators import SCALES, UNITS
from tests.bench.figures import Figure
from tests.bench.halves import Half
from tests.bench.peers.fetched import PLACE, Missing, fetch, is_there, mark
from tests.bench.reading_quantities import Phrase, phrases, written
from tests.support.workspaces import ROOT

_LOOP = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
{setup}
texts = json.load(sys.stdin)
read(texts[0])
begun = time.perf_counter()
found = [read(text) for text in texts]
print(json.dumps([found, (time.perf_counter() - begun) / len(texts)]))
"""


class Peer(NamedTuple):
    """A public reader: its packages, and Python that defines `read`, from a text to the numbers in it, as text."""

    name: str
    packages: tuple[str, ...]
    setup: str
    only_money: bool = False


PEERS = (
    Peer(
        "recognizers-text",
        ("recognizers-text-suite==1.0.2a2", "emoji==1.7.0"),
        """
from recognizers_number import recognize_number, recognize_percentage
from recognizers_text import Culture
def read(text):
    shares = recognize_percentage(text, Culture.Chinese)
    numbers = [one for one in recognize_number(text, Culture.Chinese)
               if not any(share.start <= one.start <= share.end for share in shares)]
    return [str(one.resolution["value"]).rstrip("%") for one in [*shares, *numbers] if one.resolution]
""",
    ),
    Peer(
        "cn2an",
        ("cn2an==0.5.24",),
        """
import re
import cn2an
SCALES = {"": "", "万": "0000", "亿": "00000000"}
def read(text):
    found = re.findall(r"(\\d+(?:\\.\\d+)?)([万亿]?)", cn2an.transform(text, "cn2an"))
    return [f"{number}e{len(SCALES[scale])}" for number, scale in found]
""",
    ),
    Peer(
        "JioNLP",
        ("jionlp==1.5.31",),
        """
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
def read(text):
    found = jionlp.ner.extract_money(text, with_parsing=True)
    numbers = [one["detail"]["num"] for one in found]
    return [end for number in numbers for end in (number if isinstance(number, list) else [number])]
""",
        only_money=True,
    ),
)


OURS = Peer(
    "perfdocs",
    (),
    """
from perfdocs.prose.quantities import quantities
def read(text):
    return [str(quantity.number) for quantity in quantities(text)]
""",
)


class Rate(NamedTuple):
    """How many numbers were right, of so many that were read and so many that are to be read."""

    right: int
    read: int
    wanted: int

    @property
    def precision(self) -> float:
        return 100 * self.right / max(1, self.read)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(1, self.wanted)


def figures() -> Iterator[Figure]:
    """Each peer beside perfdocs, on the phrases of the half for measuring."""
    among = list(phrases(Half.MEASURING))
    texts = [phrase.text for phrase in among]
    seconds = _read_by(OURS, texts).seconds
    for peer in PEERS:
        wanted = [list(wanted_numbers(phrase, peer.only_money)) for phrase in among]
        mine = rate(wanted, [list(_numbers(quantities(text), peer.only_money)) for text in texts])
        about = f"{peer.name}{'（只看钱）' if peer.only_money else ''}"
        try:
            read = _read_by(peer, texts)
        except Missing as reason:
            yield Figure(f"读数，和 {about} 比", None, "", str(reason))
            continue
        theirs = rate(wanted, read.numbers)
        yield Figure("perfdocs 读出的数，对的", mine.precision, "%", about, theirs.precision)
        yield Figure("perfdocs 该读的数，读出的", mine.recall, "%", about, theirs.recall)
        yield Figure("perfdocs 读一句", 1e6 * seconds, "微秒", about, 1e6 * read.seconds)


class _Read(NamedTuple):
    numbers: Sequence[Sequence[Decimal]]
    seconds: float
    """For a phrase."""


def _read_by(peer: Peer, texts: Sequence[str]) -> _Read:
    """Raises Missing."""
    command = [str(_python(peer)), "-c", _LOOP.replace("{setup}", peer.setup)]
    ran = subprocess.run(command, cwd=ROOT, input=json.dumps(texts), capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Missing(f"{peer.name} 跑不起来")
    found, seconds = json.loads(ran.stdout.splitlines()[-1])
    return _Read([[Decimal(number) for number in each] for each in found], seconds)


def _python(peer: Peer) -> Path:
    """The Python of a peer's environment. Raises Missing."""
    if not peer.packages:
        return Path(sys.executable)
    place = PLACE / peer.name
    wanted = " ".join([sys.version, *peer.packages])
    if not is_there(place, wanted):
        fetch(f"{peer.name} 的虚拟环境", [sys.executable, "-m", "venv", "--clear", str(place)], ROOT)
        fetch(peer.name, [str(place / "bin/python"), "-m", "pip", "install", "--quiet", *peer.packages], ROOT)
        mark(place, wanted)
    return place / "bin/python"


def _numbers(found: Iterable[Quantity], only_money: bool) -> Iterator[Decimal]:
    for quantity in found:
        if not only_money or quantity.in_plain_unit[1].partition("/")[0] == "元":
            scale = _scale(quantity.unit)
            yield quantity.number * scale
            if quantity.upper is not None:
                yield quantity.upper * scale


def _scale(unit: str) -> int:
    """By how much the number before a unit is multiplied: 10000 for 万元, 1 for 千克."""
    words = [] if unit in UNITS else [word for word in SCALES if unit.startswith(word)]
    return SCALES[max(words, key=len)] if words else 1


class Wanted(NamedTuple):
    """A number of a phrase: what it may be read as, and whether it may be left out."""

    values: frozenset[Decimal]
    is_optional: bool


def wanted_numbers(phrase: Phrase, only_money: bool = False) -> Iterator[Wanted]:
    """The numbers of a phrase; the two ends of a range are two."""
    for label in phrase.label.split(" ;; "):
        ways = label.split("^")
        numbers = [list(_numbers([quantity], only_money)) for way in ways if (quantity := written(way))]
        for end in range(max(map(len, numbers), default=0)):
            yield Wanted(frozenset(each[end] for each in numbers if len(each) > end), "-" in ways)


def rate(wanted: Sequence[Sequence[Wanted]], read: Sequence[Sequence[Decimal]]) -> Rate:
    """A number that may be left out counts only where it was read."""
    right = told = total = 0
    for numbers, found in zip(wanted, read, strict=True):
        left = list(found)
        told += len(found)
        for number in numbers:
            taken = next((value for value in left if value in number.values), None)
            total += not number.is_optional or taken is not None
            if taken is not None:
                left.remove(taken)
                right += 1
    return Rate(right, told, total)
