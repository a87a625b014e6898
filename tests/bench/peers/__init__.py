"""One form made by perfdocs, by docxtpl and by what else fills Word templates, in steady state.

Fair is: one form and one context for all (`forms`), in each engine's own syntax; each engine called as its own
documentation has it, and its template kept open where its interface has a way to; documents with the same text, which
is looked at after the measuring; all of them deflated at zlib's level 6 and written to one file system in memory;
warmed up first, then rounds in turns, so that what else the machine does falls on all alike. What runs in a program of
its own measures itself: starting it and talking to it do not count. A figure is the median of the rounds' means.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from perfdocs.word.open_docx import UNREADABLE
from perfdocs.word.xml import W
from tests.bench.figures import Figure
from tests.bench.peers import forms
from tests.bench.peers.entrants import DOCXTPL, FLOOR, OURS, PEERS, WHOLE, Entrant, Rounds, Setting
from tests.bench.peers.fetched import Missing
from tests.bench.peers.programs import Program
from tests.support import read_docx

WARM, ROUNDS = 80, 7
DOCUMENTS, SECONDS = 40, 0.3
"""A round makes at least so many documents, and more where it would be over before these seconds."""

Missed = dict[Entrant, str]
"""Who could not be run, and why."""


def peers() -> Iterator[Figure]:
    """The time of one document: ours beside the floor, each peer's beside ours."""
    missed: Missed = {}
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=memory())))
        values = json.dumps(forms.contexts(), ensure_ascii=False)
        files = {one: setting(one, values, directory / str(at)) for at, one in enumerate((OURS, FLOOR, WHOLE, *PEERS))}
        started = {one: rounds for one in files if (rounds := start(one, files[one], stack, missed))}
        times = measured(started, missed)
        different = differences({one: files[one].out for one in times if one is not WHOLE})
    yield figure(OURS, times, missed | different, FLOOR, at_most=1.6)
    yield figure(WHOLE, times, missed | different, OURS)
    for one in PEERS:
        yield figure(one, times, missed | different, OURS, at_least=40 if one is DOCXTPL else 12)


def memory() -> str | None:
    """A directory of a file system in memory, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def setting(entrant: Entrant, values: str, directory: Path) -> Setting:
    """The form in the entrant's syntax and the values to fill in, in a directory of its own."""
    made = Setting(directory / "template.docx", directory / "contexts.json", directory / "out")
    made.out.mkdir(parents=True)
    made.template.write_bytes(forms.template(entrant.syntax))
    made.contexts.write_text(values, "utf-8")
    return made


def start(entrant: Entrant, files: Setting, stack: ExitStack, missed: Missed) -> Rounds | None:
    try:
        rounds = entrant.start(files)
    except Missing as reason:
        missed[entrant] = f"{reason}，未比较"
        return None
    if isinstance(rounds, Program):
        stack.callback(rounds.close)
    return rounds


def measured(started: Mapping[Entrant, Rounds], missed: Missed) -> dict[Entrant, float]:
    """The median of each one's rounds; who breaks down on the way is left out and entered among the missed."""
    times: dict[Entrant, list[float]] = {one: [] for one in started}
    numbers: dict[Entrant, int] = {}
    for turn in range(ROUNDS + 1):
        for one in [one for one in started if one not in missed]:
            try:
                seconds = started[one](numbers.get(one, WARM))
            except Missing as reason:
                missed[one] = f"{reason}，未比较"
                continue
            if turn:
                times[one].append(seconds)
            numbers[one] = numbers[one] if turn else max(DOCUMENTS, int(SECONDS / seconds))
    return {one: statistics.median(found) for one, found in times.items() if one not in missed}


def differences(made: Mapping[Entrant, Path]) -> dict[Entrant, str]:
    """Whose documents have another text than docxtpl's, and where."""
    wanted = {path.name: texts(path) for path in made[DOCXTPL].glob("*.docx")}
    found: dict[Entrant, str] = {}
    for one, out in made.items():
        for name, text in wanted.items():
            other = texts(out / name)
            if other != text:
                found[one] = f"不等价：应为“{excerpt(text, other)}”，得到“{excerpt(other, text)}”"
    return found


def excerpt(text: str, other: str) -> str:
    """The text where it begins to differ from the other."""
    pairs = enumerate(zip(text, other, strict=False))
    same = next((at for at, (one, two) in pairs if one != two), min(len(text), len(other)))
    return text[max(same - 5, 0) : same + 10]


def texts(path: Path) -> str:
    """A document's text: a line for each row of a table, cell by cell, and for each paragraph outside of them.

    A line break is Word's own mark; Word shows as a space what only looks like one in the file.
    """
    try:
        body = read_docx.body(path.read_bytes())
    except UNREADABLE:
        return "打不开"
    for one in body.iter(f"{W}t"):
        one.text = (one.text or "").replace("\n", " ")
    rows = [read_docx.row_texts(row) for row in body.iter(f"{W}tr")]
    outside = [read_docx.paragraph_text(one) for one in body.iterfind(f"{W}p")]
    return "\n".join([read_docx.golden(rows), *outside])


def figure(
    one: Entrant,
    times: Mapping[Entrant, float],
    apart: Mapping[Entrant, str],
    other: Entrant,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Figure:
    """Who could not be run, or makes another document, is told why and has no ratio."""
    what, value = f"做一张表：{one.name}", 1000 * times[one] if one in times else None
    if one in apart:
        return Figure(what, value, "毫秒", apart[one])
    return Figure(what, value, "毫秒", other.name, 1000 * times[other], at_least, at_most)
