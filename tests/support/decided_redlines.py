"""Redlines as they come back from a reviewer who has accepted some changes, rejected others and left the rest."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from perfdocs.compare.whole_redline import whole_redline
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding
from perfdocs.returned.verifying.as_printed import printed_documents
from perfdocs.returned.verifying.history import Archive, Match, Version
from perfdocs.returned.verifying.provenance import ALL_FORMS, Provenance, redline_origin
from perfdocs.returned.verifying.pull_documents import pull_documents
from perfdocs.returned.verifying.redline_outcome import Decision
from perfdocs.word.incoming import open_incoming
from perfdocs.word.write_docx import docx_bytes
from perfdocs.word.xml import W
from perfdocs.workspace import Workspace, find_workspace
from perfdocs.yamlfile.reader import read
from tests.support.change_zip import with_document
from tests.support.printed_forms import importer
from tests.support.random_specs import TEMPLATES
from tests.support.settled_redlines import AUTHOR, pair_with_other_forms, random_pair, redlines_of
from tests.support.spec_shapes import as_json
from tests.support.workspaces import ROOT

Element = etree._Element
CHOICES = (
    list(Decision),
    [Decision.ACCEPTED, Decision.REJECTED],
    [Decision.OPEN, Decision.REJECTED],
    [Decision.REJECTED],
)
"""What a reviewer decides between."""


class TwoYears(Archive):
    """An archive that knows an older and a newer year and nothing else."""

    def __init__(self, old: Specs, new: Specs) -> None:
        super().__init__(find_workspace(ROOT), datetime.date(2026, 1, 1))
        self._years = {"specs/2023/a": version(old), "specs/2024/a": version(new)}

    def find(self, said: Provenance) -> Match | None:
        year = self._years[said.spec]
        return Match(year, year.documents[-1])

    def origins(self) -> list[dict[str, str]]:
        """What a redline says of the two years."""
        return [{"spec": spec, "pack": "p", **year.documents[-1].hashes} for spec, year in self._years.items()]

    def now(self, spec: str) -> Version | None:
        return self._years[spec]


class DecidedRedline(NamedTuple):
    """A redline that came back, the years that it is of, and how many of its changes were decided how."""

    source: bytes
    archive: TwoYears
    numbers: Counter[Decision]


def decided_redline(number: int, whole: Decision | None = None) -> DecidedRedline:
    """One form of a random pair of years, or all of two with other forms; with `whole` as in `decide`."""
    chance = random.Random(number)
    is_whole = number % 10 == 9
    old, new = pair_with_other_forms(number) if is_whole else random_pair(number)
    made = redlines_of(old, new)
    place = chance.randrange(len(made.forms))
    document = whole_redline(made.in_order, AUTHOR) if is_whole else made.forms[place].document
    choices = chance.choice(CHOICES)
    numbers = decide(document.element.body, lambda _: chance.choice(choices), whole)
    archive = TwoYears(old, new)
    earlier, later = archive.origins()
    origin = redline_origin(earlier, later, ALL_FORMS if is_whole else str(place), AUTHOR)
    return DecidedRedline(docx_bytes(document, "", origin), archive, numbers)


class Pulled(NamedTuple):
    """What `pull` makes of a redline of all forms: the newer year's specs as they then are, and what it says."""

    specs: Specs
    findings: list[Finding]


def pull_all(number: int, decision: Decision, root: Path) -> Pulled:
    """A random pair of years, whose redline comes back with all changes decided alike; the specs lie at the root."""
    old, new = random_pair(number)
    document = whole_redline(redlines_of(old, new).in_order, AUTHOR)
    decide(document.element.body, lambda _: decision, decision)
    for each in chain(*new.documents.values()):
        (root / each.file).parent.mkdir(parents=True, exist_ok=True)
        (root / each.file).write_text(as_json(each.data), "utf-8")
    archive = TwoYears(old, new)
    archive.workspace = Workspace(root)
    earlier, later = archive.origins()
    returned = open_incoming("a.docx", docx_bytes(document, "", redline_origin(earlier, later, ALL_FORMS, AUTHOR)))
    pulled, findings = pull_documents([returned], archive)
    files = {file: text for each in pulled for file, text in each.files.items()}
    after = {
        kind: [
            read((root / each.file).read_bytes() if each.file not in files else files[each.file].encode(), each.file)
            for each in group
        ]
        for kind, group in new.documents.items()
    }
    return Pulled(Specs(new.pack, after), [*findings, *chain(*(each.findings for each in pulled))])


def version(specs: Specs) -> Version:
    submission = build_submission(specs.pack, specs.documents)
    documents = tuple(printed_documents(submission, TEMPLATES, importer(specs.pack.name).forms))
    return Version("", specs, documents, submission, TEMPLATES)


def decide(body: Element, choose: Callable[[str], Decision], whole: Decision | None = None) -> Counter[Decision]:
    """Settles each change of a redline as is chosen by its text, as Word does it; how many were decided how.

    With `whole`, rows that came or went, and paragraphs without a text, are all decided like that.
    """
    numbers: Counter[Decision] = Counter()
    for row in list(body.iter(f"{W}tr")):
        change = _change(row.find(f"{W}trPr"))
        if change is None:
            numbers += _decide_texts(row, choose)
            continue
        decision = whole or choose(_text(row))
        numbers[decision] += 1
        _settle(row, change, decision)
    for paragraph in body.findall(f"{W}p"):
        change = _change(paragraph.find(f"{W}pPr/{W}rPr"))
        if change is not None and whole:
            _settle(paragraph, change, whole)
    for table in list(body.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            _remove(table)
    return numbers


def _change(properties: Element | None) -> Element | None:
    """The mark of a row or paragraph that came or went."""
    return None if properties is None else next(properties.iterchildren(f"{W}ins", f"{W}del"), None)


def _settle(block: Element, change: Element, decision: Decision) -> None:
    if decision is Decision.OPEN:
        return
    if (change.tag == f"{W}ins") == (decision is Decision.ACCEPTED):
        for each in reversed(list(block.iter(f"{W}ins", f"{W}del"))):
            _unwrap(each)
    else:
        _remove(block)


def _decide_texts(row: Element, choose: Callable[[str], Decision]) -> Counter[Decision]:
    """What came in the place of what went counts as one change, where both were decided alike."""
    numbers: Counter[Decision] = Counter()
    changes = list(row.iter(f"{W}ins", f"{W}del"))
    before = [change.getprevious() for change in changes]
    decisions = {change: choose(_text(change)) for change in changes}
    for change, previous in zip(changes, before, strict=True):
        is_second = previous is not None and previous.tag == f"{W}del" and change.tag == f"{W}ins"
        is_alike = previous is not None and decisions.get(previous) is decisions[change]
        numbers[decisions[change]] += not (is_second and is_alike)
    for change, decision in decisions.items():
        if decision is Decision.OPEN:
            continue
        if (change.tag == f"{W}ins") == (decision is Decision.ACCEPTED):
            _unwrap(change)
        else:
            _remove(change)
    return numbers


def _text(element: Element) -> str:
    return "".join(str(part.text or "") for part in element.iter(f"{W}t", f"{W}delText"))


def _unwrap(change: Element) -> None:
    owner = change.getparent()
    assert owner is not None
    for text in list(change.iter(f"{W}delText")):
        text.tag = f"{W}t"
    at = owner.index(change)
    owner[at : at + 1] = list(change)


def _remove(element: Element) -> None:
    owner = element.getparent()
    assert owner is not None
    owner.remove(element)


def decide_in(path: Path, choose: Callable[[str], Decision], whole: Decision | None = None) -> None:
    """The same with a file."""

    def change(xml: str) -> str:
        root = etree.fromstring(xml.encode())
        decide(root[0], choose, whole)
        return etree.tostring(root, encoding="unicode")

    path.write_bytes(with_document(path.read_bytes(), change))
