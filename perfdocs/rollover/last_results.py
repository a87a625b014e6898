"""What was reached of last year's targets, as comments above this year's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfdocs.department.results import Result, RowPlace
from perfdocs.prose.shorten import on_one_line
from perfdocs.yamlfile.reader import Document, read

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def with_results(text: str, last_year: Document, results: Mapping[RowPlace, Result]) -> str:
    """The text of a new file, whose rows are those of last year's, with a line above each row of which it is known."""
    of_file = {place.keys: result for place, result in results.items() if place.file == last_year.file}
    if not of_file:
        return text
    new = read(text.encode(), last_year.file)
    comments: dict[int, list[str]] = {}
    for keys, result in of_file.items():
        if keys in new.places:
            said = f"# 上年完成：{on_one_line(result.text)}（{result.step}）"
            comments.setdefault(new.key_place(keys).line, []).append(said)
    lines = _LINE.findall(text)
    for line in sorted(comments, reverse=True):
        row = lines[line - 1]
        indent = row[: len(row) - len(row.lstrip())]
        end = row[len(row.rstrip("\r\n")) :] or "\n"
        lines[line - 1 : line - 1] = [f"{indent}{comment}{end}" for comment in comments[line]]
    return "".join(lines)
