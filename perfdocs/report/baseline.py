"""Findings that were known before: written down once, hidden since, and told when they are gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfdocs.finding import Finding


class KnownFinding(NamedTuple):
    """What a finding is known by: lines move, these do not."""

    code: str
    file: str
    message: str


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
    known = [*(_known(finding) for finding in findings if _can_hide(finding)), *kept.elements()]
    known.sort(key=lambda finding: (finding.file, finding.code, finding.message))
    rows = [finding._asdict() for finding in known]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


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
        if _can_hide(finding) and left[_known(finding)] > 0:
            left[_known(finding)] -= 1
            hidden += 1
        else:
            new.append(finding)
    return Comparison(new, hidden, +left - known_elsewhere(left, checked))


def known_elsewhere(known: Known, checked: Sequence[str]) -> Known:
    """What is known of files outside the directories that were looked at."""
    return Counter({key: number for key, number in known.items() if not key.file.startswith(tuple(checked))})


def _can_hide(finding: Finding) -> bool:
    return not finding.waived and not finding.cannot


def _known(finding: Finding) -> KnownFinding:
    return KnownFinding(finding.code, finding.place.file, finding.message)
