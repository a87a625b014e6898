"""Findings that were known before: written down once, hidden since, and told when they are gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perfdocs.finding import Finding

Known = Counter[tuple[str, str, str]]
"""Code, file and message of each, with how many there are: lines move, these do not."""


class BadBaseline(Exception):
    """A file that is no baseline."""


@dataclass(frozen=True)
class Compared:
    """The findings that are new, how many were known, and the known ones that are there no more."""

    new: list[Finding]
    hidden: int
    gone: Known


def written_down(findings: Iterable[Finding], kept: Known) -> str:
    """The findings, and those kept of an older baseline, as the text of a new one.

    What is waived, or could not be done, is not among them.
    """
    every = [*map(_key, _hideable(findings)), *kept.elements()]
    rows = [{"code": code, "file": file, "message": message} for code, file, message in every]
    rows.sort(key=lambda row: (row["file"], row["code"], row["message"]))
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def read_baseline(text: str) -> Known:
    """Raises BadBaseline, in Chinese."""
    try:
        told = json.loads(text)
        if told["version"] != 1:
            raise BadBaseline("这份基线是别的版本的")
        return Counter((str(row["code"]), str(row["file"]), str(row["message"])) for row in told["findings"])
    except (ValueError, KeyError, TypeError):
        raise BadBaseline("这不是基线文件") from None


def compared(findings: Sequence[Finding], known: Known, checked: Sequence[str]) -> Compared:
    """The findings against the baseline. `checked` are the directories that were looked at: what is known of
    others is not gone."""
    left = Counter(known)
    new: list[Finding] = []
    hidden = 0
    hideable = {id(one) for one in _hideable(findings)}
    for one in findings:
        if id(one) in hideable and left[_key(one)] > 0:
            left[_key(one)] -= 1
            hidden += 1
        else:
            new.append(one)
    return Compared(new, hidden, +left - elsewhere(left, checked))


def elsewhere(known: Known, checked: Sequence[str]) -> Known:
    """What is known of files outside the directories that were looked at."""
    return Counter({key: number for key, number in known.items() if not key[1].startswith(tuple(checked))})


def _hideable(findings: Iterable[Finding]) -> Iterable[Finding]:
    return [one for one in findings if not one.waived and not one.cannot]


def _key(one: Finding) -> tuple[str, str, str]:
    return one.code, one.place.file, one.message
