"""Conflicts of git that nobody has resolved: which of two versions holds is not for a program to say."""

from __future__ import annotations

import re

from perfdocs.finding import Finding, Place

_MARKER = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=$| )")
_BEGIN, _END = "<" * 7, ">" * 7


def merge_conflicts(text: str, file: str) -> tuple[Finding, ...]:
    """A finding for each conflict, also for one of which somebody has taken out some of the markers."""
    conflicts: list[list[tuple[int, str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        marker = _MARKER.match(line)
        if marker:
            closed = not conflicts or conflicts[-1][-1][1] == _END
            if closed or marker.group() == _BEGIN:
                conflicts.append([])
            conflicts[-1].append((number, marker.group()))
    return tuple(_finding(markers, file) for markers in conflicts)


def _finding(markers: list[tuple[int, str]], file: str) -> Finding:
    first, last = markers[0][0], markers[-1][0]
    lines = f"第 {first} 行到第 {last} 行" if last > first else f"第 {first} 行"
    kinds = "".join(f"“{kind}”" for kind in dict.fromkeys(kind for _, kind in markers))
    message = f"{lines}的合并冲突没有解决：两边的内容留下要的一份，删掉{kinds}这几行（解决以前，这个文件没有读）"
    return Finding("Y112", Place(file, first), message)
