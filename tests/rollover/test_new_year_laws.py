"""Laws of rollover, held by specs made at random: no period is broken, and nothing of the old year stays unsaid."""

from __future__ import annotations

import re
from itertools import product

import pytest

from perfdocs.department.specs import Specs
from perfdocs.pack.manifest import Packs
from perfdocs.prose.read_periods import periods
from perfdocs.rollover.new_year import NewYear, RolledOver, roll_over
from perfdocs.yamlfile.reader import Document, read
from tests.support.dated_specs import DatedSpecs, dated_specs
from tests.support.for_each import for_each
from tests.support.some_fast import TIMES
from tests.support.workspaces import ROOT

PACKS = Packs(ROOT)
QUIET = re.compile(r"〔\d{4}〕|版式: .*")
"""Of an earlier year for certain, and said nowhere: the number of a document, the pack's name."""
YEAR_IN_NO_LEAP = 2021
"""It, the one before and the two after have no 29 February, so that a date a year on is the same day."""


def rolled(given: DatedSpecs, old: int, new: int) -> RolledOver:
    pack, _ = PACKS.get(given.pack)
    assert pack is not None
    sources = {f"specs/{old}/demo/{name}": raw for name, raw in given.files.items()}
    documents: dict[str, list[Document]] = {kind.name: [] for kind in pack.kinds}
    for kind in pack.kinds:
        documents[kind.name] = [
            read(raw, file)
            for file, raw in sources.items()
            if file.split("demo/")[1].startswith(kind.path.split("*")[0])
        ]
    assert all(not document.findings for group in documents.values() for document in group)
    new_year = NewYear(new, False, f"specs/{old}/demo", f"specs/{new}/demo")
    return roll_over(Specs(pack, documents), sources, PACKS, new_year)


def lines(given: DatedSpecs, result: RolledOver, new: int) -> list[tuple[str, int, str, str]]:
    """The lines of the old files beside those of the new: name, number, old text, new text."""
    pairs = []
    for name, raw in given.files.items():
        new_raw = result.files[f"specs/{new}/demo/{name}"]
        before, after = raw.decode().splitlines(), new_raw.decode().splitlines()
        assert len(before) == len(after)
        pairs += [(name, number, *pair) for number, pair in enumerate(zip(before, after, strict=True), start=1)]
    return pairs


@for_each("number", range(100 * TIMES))
def test_periods_move_whole_or_are_told(number: int) -> None:
    old, new = YEAR_IN_NO_LEAP, YEAR_IN_NO_LEAP + 1
    given = dated_specs(number, old)
    result = rolled(given, old, new)
    told = {(one.place.file.split("demo/")[1], one.place.line) for one in result.findings if one.code != "W201"}
    waiting = list(given.clauses)
    for name, line, before, after in lines(given, result, new):
        for clause in [clause for clause in waiting if clause.old in before]:
            stays = clause.old in after
            assert stays or (clause.moves and clause.new in after), (before, after)
            assert not stays or (name, line) in told or QUIET.search(clause.old), after
            waiting.remove(clause)
    assert not waiting


@pytest.mark.slow
@for_each(("number", "old"), product(range(100 * TIMES), (2021, 2023, 2024)))
def test_nothing_of_the_old_year_stays_unsaid(number: int, old: int) -> None:
    given = dated_specs(number, old)
    result = rolled(given, old, old + 1)
    told = {(one.place.file.split("demo/")[1], one.place.line) for one in result.findings if one.code != "W201"}
    digits = [
        f"[{digit}{'０１２３４５６７８９'[int(digit)]}{'〇一二三四五六七八九'[int(digit)]}]" for digit in str(old)
    ]
    year = re.compile("".join(digits).replace("[0０〇]", "[0０〇○零]"))
    for name, line, _, after in lines(given, result, old + 1):
        assert not year.search(QUIET.sub("", after)) or (name, line) in told, after


@pytest.mark.slow
@for_each(("number", "old"), product(range(100 * TIMES), (2021, 2023, 2024)))
def test_no_period_ends_before_it_begins(number: int, old: int) -> None:
    given = dated_specs(number, old)
    result = rolled(given, old, old + 1)
    for _, _, _, after in lines(given, result, old + 1):
        for period in periods(after):
            assert not period.runs_backwards, after
            assert not period.fault, after
    dates = re.findall(r"^计划(?:开始|完成)日期: (\S+)", b"\n".join(result.files.values()).decode(), re.MULTILINE)
    assert dates == sorted(dates)


@for_each("number", range(100 * TIMES))
def test_every_line_that_does_not_change_keeps_its_bytes(number: int) -> None:
    given = dated_specs(number, 2021)
    result = rolled(given, 2021, 2022)
    for name, raw in given.files.items():
        new = result.files[f"specs/2022/demo/{name}"]
        pairs = list(zip(raw.split(b"\n"), new.split(b"\n"), strict=True))
        assert all(before.endswith(b"\r") == after.endswith(b"\r") for before, after in pairs)
        assert raw.startswith(b"\xef\xbb\xbf") == new.startswith(b"\xef\xbb\xbf")
        assert sum(before == after for before, after in pairs) * 4 > len(pairs)
