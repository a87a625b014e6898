"""Findings that were known before: written down once, hidden since, and told when they are gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfdocs.finding import Finding
from perfdocs.report.safe_text import json_text


class KnownFinding(NamedTuple):
    """What a finding is known by: lines move, and places of the same cause come and go; these do not."""

    code: str
    file: str
    message: str
    """Its cause, where it has one."""


Known = Counter[KnownFinding]
"""The findings of a baseline, with how many there are of each."""


class BadBaseline(Exception):
    """A file that is no baseline."""


class Comparison(NamedTuple):
    """The findings that are new, how many were known, and the known ones that are there no more."""

    new: list[Finding]
    hidden: int
    gone: Known


def baseline_text(findings: Iterable[Finding], kept: Known) -> str:
    """The findings, and those kept of an older baseline, as the text of a new one.

    What is waived, or could not be done, is not among them.
    """
    known = [*(next(_known(finding)) for finding in findings if _can_hide(finding)), *kept.elements()]
    known.sort(key=lambda finding: (finding.file, finding.code, finding.message))
    rows = [finding._asdict() for finding in known]
    return json_text({"version": 1, "findings": rows}, indent=1, exact=True)


def read_baseline(text: str) -> Known:
    """Raises BadBaseline, in Chinese."""
    try:
        baseline = json.loads(text)
        if baseline["version"] != 1:
            raise BadBaseline("这份基线是别的版本的")
        rows = baseline["findings"]
        return Counter(KnownFinding(str(row["code"]), str(row["file"]), str(row["message"])) for row in rows)
    except (ValueError, KeyError, TypeError):
        raise BadBaseline("这不是基线文件") from None


def compare_with_baseline(findings: Iterable[Finding], known: Known, checked: Sequence[str]) -> Comparison:
    """The findings against the baseline. `checked` are the directories that were looked at: what is known of
    others is not gone."""
    left = Counter(known)
    new: list[Finding] = []
    hidden = 0
    for finding in findings:
        known_as = next((one for one in _known(finding) if left[one] > 0), None)
        if known_as and _can_hide(finding):
            left[known_as] -= 1
            hidden += 1
        else:
            new.append(finding)
    return Comparison(new, hidden, +left - known_elsewhere(left, checked))


def known_elsewhere(known: Known, checked: Sequence[str]) -> Known:
    """What is known of files outside the directories that were looked at."""
    return Counter({key: number for key, number in known.items() if not key.file.startswith(tuple(checked))})


def _can_hide(finding: Finding) -> bool:
    return not finding.waived and not finding.cannot


def _known(finding: Finding) -> Iterator[KnownFinding]:
    """What it can be known by, first what a baseline is given: its first place may have been another then, and its
    cause not told from its message."""
    for file in dict.fromkeys(place.file for place in (finding.place, *finding.places)):
        yield KnownFinding(finding.code, file, finding.cause or finding.message)
    if finding.cause:
        yield KnownFinding(finding.code, finding.place.file, finding.message)
