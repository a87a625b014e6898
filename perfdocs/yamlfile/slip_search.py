"""The slips that people make who type YAML by hand, named at the line where they were made.

The parser blames the wrong line for a full-width colon and speaks of "block mappings", and reads a comma too many
as a field. So a slip is found by trying: where mending a line lets the parser get further, or takes away what is
odd, that line held the slip. The mended text is read on, so that one run tells of every slip and of what the schema
has to say besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from perfdocs.finding import Finding, Fix
from perfdocs.yamlfile.build_data import Builder
from perfdocs.yamlfile.encoding import Text
from perfdocs.yamlfile.mend import Mend
from perfdocs.yamlfile.oddities import SECOND_DOCUMENT, Complaint, Fields, Survey, lines_of_texts, survey
from perfdocs.yamlfile.slip_rules import BROKEN, ODD, OF_ODDITY
from perfdocs.yamlfile.source_lines import SourceLines, line_edit

ABOVE = 12
"""Lines above the parser's complaint in which the slip is looked for. Chosen by hand, as is `MOST`;
`tests/yamlfile/test_slip_search.py` holds which slips are found."""
FURTHER = 3
"""Lines further up in which it may be: where the construct began, and where a quotation mark has no partner."""
BUDGET = 8_000_000
"""Characters that the search may parse altogether: about a second of the parser's time."""
MOST = 30
"""Slips reported for one file; who has more has another problem."""

LINE_COST = 1000
"""What looking at a line with every rule costs, in characters parsed in that time: measured at 400 to 1,200."""
THROUGHOUT = 6
"""Lines with a slip from which on all of them are mended before single ones are looked at; chosen by hand."""
MOST_OF_LINE = 12
"""Mends of one line; a row in braces with everything full-width has as many. Chosen by hand."""
SHIFTS = (-4, -2, 2, 4)
"""Columns by which an indent could have been meant otherwise: one level and two."""
MOST_LEFT = 300
"""Oddities that are tried in vain before the others are left alone."""


class _Placed(NamedTuple):
    """A mend and the number of its line, from 0."""

    number: int
    mend: Mend


class _Trial(NamedTuple):
    """Mends of one kind that go together, the lines that they give, and what is left to complain about."""

    mends: list[_Placed]
    lines: list[str]
    survey: Survey
    is_needed: bool = False
    """Whether none of the mends can be left out."""


class SlipSearch:
    """A search over one text. `fields` are the names that a key may have; empty where they are not known."""

    def __init__(self, source: Text, file: str, fields: Fields) -> None:
        self._file = file
        self._fields = fields
        self._lines = (source.text or "").split("\n")
        self._written = dict(source.written)
        self._findings: list[Finding] = []
        self._left: set[Complaint] = set()
        """What is odd and could not be mended: it is told when the data are built, or by the schema."""
        self._spent = self._tried = 0
        self._uncertain: set[int] = set()
        """Lines with a mend beside which something else may have been meant."""

    def mend(self) -> Text:
        """The text with its slips mended and told; no text where one could not be named that keeps it from parsing."""
        state = self._survey(self._lines)
        if (complaint := self._first(state)) and (best := self._best_of_all(complaint, state, THROUGHOUT)):
            self._accept(best)
            state = best.survey
        while complaint := self._first(state):
            best = self._best(complaint, state) or self._best_of_all(complaint, state) if self._tried < MOST else None
            if best:
                self._tried += 1
                self._accept(best)
                state = best.survey
            elif complaint is not state.error:
                self._left.add(complaint)
            elif complaint.problem == SECOND_DOCUMENT:
                break
            else:
                self._findings.append(self._unnamed_slip(complaint))
                return Text(None, tuple(self._findings))
        return Text("\n".join(self._lines), tuple(self._findings), self._written)

    def _first(self, state: Survey) -> Complaint | None:
        """What is to be mended first: what is odd, as long as the search may go on, and then what is not understood."""
        given_up = self._spent > BUDGET or len(self._left) > MOST_LEFT
        oddities = () if given_up else state.oddities
        return next((oddity for oddity in oddities if oddity not in self._left), state.error)

    def _best(self, complaint: Complaint, state: Survey) -> _Trial | None:
        """The mend, or mends of one kind together, that leave least to complain about."""
        best: _Trial | None = None
        rank: tuple[float, float, float] = (0, 0, 0)
        for mends in self._candidates(complaint, state):
            if self._spent > BUDGET:
                break
            trial = self._trial(mends)
            after = trial.survey
            if not _is_better(after, state, complaint, last=max(number for number, _ in mends)):
                continue
            doubt = max(mend.doubt for _, mend in mends) + _misfits(trial)
            if best is None or (after.within(state.reached), -after.reached, doubt) < rank:
                best, rank = trial, (after.within(state.reached), -after.reached, doubt)
            if after.error is None and not after.oddities and not doubt:
                break
        return best

    def _best_of_all(self, complaint: Complaint, state: Survey, least: int = 1) -> _Trial | None:
        """All lines with all that is certainly wrong with them mended, as far as the parser follows: where colons are
        full-width throughout, a file is one text, and no line alone makes it anything else. None where those are fewer
        lines than `least`."""
        if not self._fields or self._spent + LINE_COST * len(self._lines) > BUDGET:
            return None
        self._spent += LINE_COST * len(self._lines)
        mends = [_Placed(number, mend) for number in range(len(self._lines)) if (mend := self._all_mends(number))]
        if len(mends) < least:
            return None
        trial = self._trial(mends)
        texts = lines_of_texts("\n".join(trial.lines))
        trial = self._trial([each for each in mends if each.number < trial.survey.reached and each.number not in texts])
        is_further = trial.survey.reached > (state.reached if complaint is state.error else complaint.line)
        is_better = trial.mends and is_further and complaint not in trial.survey.oddities
        return trial._replace(is_needed=True) if is_better else None

    def _all_mends(self, number: int) -> Mend | None:
        """A line with every mend that is certain in it; what is said is of the first."""
        start = max(0, number - ABOVE)
        lines, first = self._lines[start : number + 2], None
        for _ in range(MOST_OF_LINE):
            mends = (mend for find in ODD for mend in find(lines, number - start))
            mend = next((mend for mend in mends if self._is_of_known_fields(mend)), None)
            if mend is None:
                break
            first = first or mend
            lines[number - start] = mend.line
        return first and first._replace(line=lines[number - start])

    def _trial(self, mends: list[_Placed]) -> _Trial:
        lines = list(self._lines)
        for number, mend in mends:
            lines[number] = mend.line
            lines[number + 1 : number + 1 + mend.following] = [""] * mend.following
            if mend.above and (above := _line_above(lines, number)) is not None:
                lines[above] = lines[above].rstrip() + mend.above
        return _Trial(mends, lines, self._survey(lines))

    def _survey(self, lines: list[str]) -> Survey:
        state = survey("\n".join(lines), self._fields)
        self._spent += state.cost
        return state

    def _candidates(self, complaint: Complaint, state: Survey) -> Iterator[list[_Placed]]:
        if complaint is not state.error:
            near = [number for number in (complaint.line, complaint.begun) if number is not None]
            for find in OF_ODDITY.get(complaint.problem, ODD):
                yield from ([_Placed(number, mend)] for number in near for mend in find(self._lines, number))
            return
        end, begun = min(complaint.line, len(self._lines) - 1), complaint.begun
        near = [number for number in range(end, complaint.line - ABOVE, -1) if number >= 0]
        further = [begun] if begun is not None and begun < len(self._lines) else []
        further += (number for number in range(end) if _has_half_a_pair(self._lines[number]))
        near += (number for number in dict.fromkeys(further[:FURTHER]) if number not in near)
        for find in BROKEN:
            each = [_Placed(number, mend) for number in near for mend in find(self._lines, number)]
            yield from ([placed] for placed in each)
            first_of_line = {placed.number: placed for placed in reversed(each)}
            for count in range(2, len(first_of_line) + 1):
                yield [first_of_line[number] for number in sorted(first_of_line, reverse=True)][:count]

    def _accept(self, trial: _Trial) -> None:
        places = self._places()
        self._uncertain.update(self._uncertain_lines(trial))
        for number, mend in trial.mends:
            place = places.at(number, mend.column - 1)
            self._findings.append(Finding(mend.code, place, mend.message, fix=self._fix(number, mend.line)))
        for number, (old, new) in enumerate(zip(self._lines, trial.lines, strict=True)):
            if old != new:
                self._written.setdefault(number, old)
        self._lines = trial.lines

    def _fix(self, number: int, line: str) -> Fix | None:
        """What makes the line of the file this one, with all that is mended in it."""
        if number in self._uncertain:
            return None
        written = self._written.get(number, self._lines[number])
        return Fix((line_edit(number, written, line if written.endswith(" ") else line.rstrip(" ")),))

    def _uncertain_lines(self, trial: _Trial) -> set[int]:
        """The lines of which something else may have been meant: all where some could be left alone, or stand further
        in or out; those with a mend that is not certain, or that do not fit where they stand."""
        lines = {placed.number for placed in trial.mends}
        apart = trial.mends if len(lines) > 1 and not trial.is_needed else []
        moved = [number for number in lines if _indent(trial.lines[number]) != _indent(self._lines[number])]
        shifts = SHIFTS if moved else ()
        if self._spent + (len(apart) + len(shifts)) * sum(map(len, trial.lines)) > BUDGET:
            return lines
        if any(self._can_do_without(each, trial) for each in apart):
            return lines
        if any(self._is_as_good(trial, moved, by) for by in shifts):
            return lines
        misfits = lines.intersection(trial.survey.misfits)
        return misfits | {number for number, mend in trial.mends if not self._is_of_known_fields(mend)}

    def _is_of_known_fields(self, mend: Mend) -> bool:
        """Whether a mend is certain as far as it is known which fields the form has."""
        return (
            mend.certain
            and bool(self._fields)
            and all(name in self._fields for name in mend.fields)
            and not any(name in self._fields for name in mend.not_fields)
        )

    def _can_do_without(self, placed: _Placed, trial: _Trial) -> bool:
        other = self._trial([each for each in trial.mends if each is not placed]).survey
        odd = other.within(trial.survey.reached) > trial.survey.within(trial.survey.reached)
        return not odd and other.reached >= trial.survey.reached and len(other.misfits) <= len(trial.survey.misfits)

    def _is_as_good(self, trial: _Trial, numbers: list[int], by: int) -> bool:
        """Whether lines could stand further in (or out) and mean something else."""
        lines = list(trial.lines)
        for number in numbers:
            text = lines[number].lstrip(" ")
            lines[number] = " " * (len(lines[number]) - len(text) + by) + text
        other, state = self._survey(lines), trial.survey
        if other.reached < state.reached or len(other.misfits) > len(state.misfits):
            return False
        return other.within(state.reached) <= state.within(state.reached) and _data(lines) != _data(trial.lines)

    def _places(self) -> SourceLines:
        return SourceLines(self._file, "\n".join(self._lines), self._written)

    def _unnamed_slip(self, complaint: Complaint) -> Finding:
        unknown = "这里的写法 YAML 读不懂：看看这一行和上一行的缩进、冒号和引号"
        messages = (text for start, text in _PROBLEMS.items() if complaint.problem.startswith(start))
        line, column = complaint.line, complaint.column
        if complaint.problem.startswith("found unexpected end") and complaint.begun is not None:
            line, column = complaint.begun, 0
        place = self._places().at(min(line, len(self._lines) - 1), column)
        return Finding("Y101", place, next(messages, unknown))


def _misfits(trial: _Trial) -> int:
    """How many keys and texts do not fit. Where an error is left, it is chance how many the parser has told before it:
    then only those in mended lines count.
    """
    mended = {number for number, _ in trial.mends}
    return sum(1 for line in trial.survey.misfits if not trial.survey.error or line in mended)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _data(lines: list[str]) -> Any:
    """What lines say as YAML; None where that cannot be said."""
    text = "\n".join(lines)
    try:
        return Builder(text, SourceLines("", text, {})).document()
    except yaml.YAMLError:
        return None


def _has_half_a_pair(line: str) -> bool:
    return any(line.count(quote) % 2 for quote in "\"'")


def _line_above(lines: list[str], number: int) -> int | None:
    return next((above for above in range(number - 1, -1, -1) if lines[above].strip()), None)


def _is_better(after: Survey, before: Survey, complaint: Complaint, last: int) -> bool:
    """Whether a mend has cured a complaint, and done no harm. `last` is the last line that was mended."""
    if complaint is before.error:
        return after.reached > before.reached and not (after.error and after.error.line <= last)
    gone = after.within(before.reached) < before.within(before.reached)
    return gone and after.reached >= before.reached and complaint not in after.oddities


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
