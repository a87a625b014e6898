"""The slips that people make who type YAML by hand, named at the line where they were made.

The parser blames the wrong line for a full-width colon and speaks of "block mappings". So a slip is
found by trying: where mending a line lets the parser get further, that line held the slip. The mended
text is read on, so that one run tells of every slip and of what the schema has to say besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from perfdocs.finding import Finding, Place
from perfdocs.yamlfile.slip_rules import SLIPS, Mend

ABOVE = 12
"""Lines above the parser's complaint in which the slip is looked for. Chosen by hand, as is `MOST`;
`tests/yamlfile/test_reader.py` holds which slips are found."""
BUDGET = 8_000_000
"""Characters that the search may parse altogether: about a second of the parser's time."""
MOST = 30
"""Slips reported for one file; who has more has another problem."""


class _Complaint(NamedTuple):
    """What the parser says, and where (lines and columns from 0)."""

    problem: str
    line: int
    column: int
    begun: int | None
    """The line where the construct began that was not understood."""


class _Placed(NamedTuple):
    """A mend and the number of its line, from 0."""

    number: int
    mend: Mend


def mend_text(text: str, file: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Text that parses, with the slips that kept it from parsing; None where one could not be named."""
    findings: list[Finding] = []
    spent = 0
    while complaint := _complaint(text):
        mends, cost = _search(text, complaint, BUDGET - spent)
        spent += cost
        if not mends or len(findings) >= MOST:
            findings.append(_unnamed_slip(complaint, text, file))
            return None, tuple(findings)
        lines = text.split("\n")
        for number, mend in mends:
            findings.append(Finding("Y101", Place(file, number + 1, mend.column), mend.message))
            lines[number] = mend.line
        text = "\n".join(lines)
    return text, tuple(findings)


def _complaint(text: str) -> _Complaint | None:
    parser = yaml.CSafeLoader(text)
    try:
        while not isinstance(parser.get_event(), yaml.StreamEndEvent):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        begun = error.context_mark.line if error.context_mark else None
        return _Complaint(str(error.problem), mark.line, mark.column, begun) if mark else _NOWHERE
    except yaml.YAMLError:
        return _NOWHERE
    finally:
        parser.dispose()
    return None


_NOWHERE = _Complaint("", 0, 0, None)


def _search(text: str, complaint: _Complaint, budget: int) -> tuple[list[_Placed], int]:
    """The mend, or mends of one kind together, with which the parser gets furthest; and what it cost."""
    lines = text.split("\n")
    best: list[_Placed] = []
    furthest, cost = complaint.line, 0
    for mends in _candidates(lines, complaint):
        if cost + len(text) > budget:
            break
        cost += len(text)
        trial = list(lines)
        for number, mend in mends:
            trial[number] = mend.line
        after = _complaint("\n".join(trial))
        reached = len(lines) + 1 if after is None else after.line
        if reached > furthest and not (after and after.line <= max(number for number, _ in mends)):
            best, furthest = mends, reached
        if after is None:
            break
    return best, cost


def _candidates(lines: list[str], complaint: _Complaint) -> Iterator[list[_Placed]]:
    near = [n for n in range(min(complaint.line, len(lines) - 1), complaint.line - ABOVE, -1) if n >= 0]
    if complaint.begun is not None and complaint.begun < len(lines) and complaint.begun not in near:
        near.append(complaint.begun)
    for find in SLIPS:
        each = [_Placed(number, mend) for number in near for mend in find(lines, number)]
        yield from ([placed] for placed in each)
        first_of_line = {placed.number: placed for placed in reversed(each)}
        for count in range(2, len(first_of_line) + 1):
            yield [first_of_line[number] for number in sorted(first_of_line, reverse=True)][:count]


_PROBLEMS = {
    "mapping values are not allowed": "这里不该有“字段: 值”：看看上一行的缩进、引号和冒号",
    "could not find expected ':'": "这一行少了半角冒号“: ”",
    "did not find expected key": "这里应当是一个字段名：看看缩进是否和上面同级的字段对齐",
    "did not find expected '-' indicator": "这里应当是列表的下一项“- …”：看看缩进是否和上面的“-”对齐",
    "did not find expected ',' or '}'": "花括号没有写完：各项用半角逗号隔开，末尾要有“}”",
    "did not find expected ',' or ']'": "方括号没有写完：各项用半角逗号隔开，末尾要有“]”",
    "found unexpected end of stream": "引号没有配对：从这里开始的文字没有结束",
    "found character that cannot start any token": "这里有 YAML 不认的字符（Tab、@、` 等）：文字请加引号，缩进请用空格",
    "did not find expected <document start>": "这里以后的内容读不出来：看看缩进，或是不是多写了一份",
    "found unknown escape character": "双引号里的“\\”是转义符号：请改用单引号，或写成“\\\\”",
    "did not find expected hexdecimal number": "双引号里的“\\x”“\\u”后面要有十六进制数：请改用单引号",
    "found undefined alias": "“*”开头的文字要加引号",
    "control characters are not allowed": "这里有看不见的控制字符，请删掉",
}


def _unnamed_slip(complaint: _Complaint, source: str, file: str) -> Finding:
    unknown = "这里的写法 YAML 读不懂：看看这一行和上一行的缩进、冒号和引号"
    message = next((text for start, text in _PROBLEMS.items() if complaint.problem.startswith(start)), unknown)
    line, column = complaint.line, complaint.column
    if complaint.problem.startswith("found unexpected end") and complaint.begun is not None:
        line, column = complaint.begun, 0
    last = source.count("\n")
    return Finding("Y101", Place(file, min(line, last) + 1, column + 1), message)
