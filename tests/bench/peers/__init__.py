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

from perfdocs.wordfile import UNREADABLE
from tests import word
from tests.bench.peers import forms
from tests.bench.peers.entrants import DOCXTPL, FLOOR, OURS, PEERS, WHOLE, Entrant, Rounds, Setting
from tests.bench.peers.fetched import Missing
from tests.bench.peers.programs import Program
from tests.figures import Figure

WARM, ROUNDS = 80, 7
DOCUMENTS, SECONDS = 40, 0.3
"""A round makes at least so many documents, and more where it would be over before these seconds."""

Missed = dict[Entrant, str]


def peers() -> Iterator[Figure]:
    """The seconds of one document: ours beside the floor, each peer's beside ours."""
    missed: Missed = {}
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=memory())))
        settings = {one: setting(one, directory / str(at)) for at, one in enumerate((OURS, FLOOR, WHOLE, *PEERS))}
        started = {one: rounds for one in settings if (rounds := start(one, settings[one], stack, missed))}
        times = measured(started, missed)
        different = differences({one: settings[one].out for one in times if one is not WHOLE})
    yield figure(OURS, times, different, FLOOR)
    yield figure(WHOLE, times, different, OURS)
    for one in PEERS:
        yield (
            Figure(told(one), None, "毫秒", f"{missed[one]}，未比较")
            if one in missed
            else figure(one, times, different, OURS)
        )


def memory() -> str | None:
    """A directory of a file system in memory, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def setting(entrant: Entrant, directory: Path) -> Setting:
    """The form in the entrant's syntax and the values to fill in, in a directory of its own."""
    made = Setting(directory / "template.docx", directory / "contexts.json", directory / "out")
    made.out.mkdir(parents=True)
    made.template.write_bytes(forms.template(entrant.syntax))
    made.contexts.write_text(json.dumps(forms.contexts(), ensure_ascii=False), "utf-8")
    return made


def start(entrant: Entrant, files: Setting, stack: ExitStack, missed: Missed) -> Rounds | None:
    try:
        rounds = entrant.start(files)
    except Missing as reason:
        missed[entrant] = str(reason)
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
                missed[one] = str(reason)
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
        for name, lines in wanted.items():
            other = texts(out / name)
            if other != lines:
                pairs = zip([*lines, ""], [*other, ""], strict=False)
                found[one] = next(f"应为“{line}”，得到“{got}”" for line, got in pairs if line != got)
    return found


def texts(path: Path) -> list[str]:
    """A document's text: a line for each row of a table, cell by cell, and for each paragraph outside of them."""
    try:
        document = path.read_bytes()
        outside = [word.paragraph_text(one) for one in word.body(document).iterfind(f"{word.W}p")]
        return [*word.golden(word.rows(document)).splitlines(), *outside]
    except UNREADABLE:
        return ["打不开"]


def figure(one: Entrant, times: Mapping[Entrant, float], different: Mapping[Entrant, str], other: Entrant) -> Figure:
    """Who makes another document is told, and not compared."""
    if one in different:
        return Figure(told(one), 1000 * times[one], "毫秒", f"不等价：{different[one]}")
    return Figure(told(one), 1000 * times[one], "毫秒", other.name, 1000 * times[other])


def told(entrant: Entrant) -> str:
    return f"做一张表：{entrant.name}"
