"""Contents of another form, word for word: whole files, and rows of indicators; and what all of them are told of once.

What is found in a copied row, or in a copied file, is found in every copy. It has one cause, and is one finding.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfdocs.checks.check import Remark, Remarks
from perfdocs.checks.contents import Earlier, contents, has_figures, nearly_same, wants_figures
from perfdocs.checks.duplicates import copies
from perfdocs.department.by_role import ByRole, Indicator, Target
from perfdocs.finding import Finding, Keys
from perfdocs.prose.shorten import without_spaces

_ROWS = 3
"""Rows of two forms, word for word the same under one first level, of which no reviewer believes that they are chance.
Two of two are as many. Chosen by hand: 石峰区 2023 has four; `tests/examples` hold it."""

_TEXTS = 5
"""Cells that a file must have at least before it is called a copy of another; chosen by hand: a file in which hardly
anything is filled in is like any other."""

_TOGETHER = 3
"""Forms with the same row from which on what is found in it is told once. Two are told each at its own line, because
both have to be mended; chosen by hand."""


class _Row(NamedTuple):
    """What is compared of an indicator: its levels, its name and its value, without spaces."""

    group: tuple[str, str]
    name: str
    value: str

    @staticmethod
    def of(indicator: Indicator) -> _Row:
        return _Row(indicator.group, without_spaces(indicator.name.text), without_spaces(indicator.text))


class _Pasted(NamedTuple):
    """Indicators of a form that an earlier one has too, by their first levels."""

    target: Target
    other: Target
    rows: Mapping[str, Sequence[Indicator]]


class _Copy(NamedTuple):
    """A file that is nearly the same as an earlier one."""

    targets: Sequence[Target]
    other: Sequence[Target]

    @property
    def file(self) -> str:
        return _file(self.targets[0])

    @property
    def differences(self) -> int:
        """How many cells of it are not in the other."""
        return len(contents(self.targets, ()) - contents(self.other, ()))


@lru_cache(maxsize=1)
def _copies(by_role: ByRole) -> Sequence[_Copy]:
    copied = {lost.file for group in copies(by_role).values() for lost in group if not lost.keys}
    by_kind: dict[str, dict[str, list[Target]]] = {}
    for target in by_role.targets:
        if _file(target) not in copied:
            kind = target.kind.partition(".")[0]
            by_kind.setdefault(kind, {}).setdefault(_file(target), []).append(target)
    return [copy for files in by_kind.values() if len(files) > 1 for copy in _copies_among(list(files.values()))]


def _copies_among(files: Sequence[Sequence[Target]]) -> Iterator[_Copy]:
    every = [contents(targets) for targets in files]
    earlier = Earlier()
    for number, own in enumerate(every):
        is_begun = wants_figures(files[number]) and not has_figures(files[number])
        alike = earlier.alike(own, _TEXTS)[:1] if len(own) >= _TEXTS and not is_begun else []
        if alike and nearly_same(own, every[alike[0]]):
            yield _Copy(files[number], files[alike[0]])
        earlier.add(number, own)


@lru_cache(maxsize=1)
def _pasted(by_role: ByRole) -> Sequence[_Pasted]:
    """Of every form that is not in a copied file, the rows that it has of earlier ones."""
    lost = [lost for group in copies(by_role).values() for lost in group]
    left_out = {(lost.file, lost.keys) for lost in lost} | {(copy.file, ()) for copy in _copies(by_role)}
    by_kind: dict[str, list[Target]] = {}
    for target in by_role.targets:
        if target.indicators and not {(_file(target), ()), (_file(target), target.whole.path)} & left_out:
            by_kind.setdefault(target.kind, []).append(target)
    return [pasted for targets in by_kind.values() if len(targets) > 1 for pasted in _pasted_among(targets)]


def _pasted_among(targets: Sequence[Target]) -> Iterator[_Pasted]:
    every = [_by_level(target) for target in targets]
    earlier = Earlier()
    for number, levels in enumerate(every):
        by_other: dict[int, dict[str, Sequence[Indicator]]] = {}
        for level, own in levels.items():
            for other in earlier.alike({(level, row) for row in own}, _ROWS - 1):
                same = _same(own, every[other].get(level, {}))
                if same:
                    by_other.setdefault(other, {})[level] = same
                    break
        for other, rows in by_other.items():
            yield _Pasted(targets[number], targets[other], rows)
        earlier.add(number, ((level, row) for level, own in levels.items() for row in own))


def _by_level(target: Target) -> dict[str, dict[_Row, list[Indicator]]]:
    """The indicators of a form by their first level and what is compared of them."""
    levels: dict[str, dict[_Row, list[Indicator]]] = {}
    for indicator in target.indicators:
        if not indicator.text:
            continue  # that nothing is promised is told otherwise
        levels.setdefault(indicator.group[0], {}).setdefault(_Row.of(indicator), []).append(indicator)
    return levels


def _same(own: Mapping[_Row, Sequence[Indicator]], others: Mapping[_Row, Sequence[Indicator]]) -> Sequence[Indicator]:
    """The rows of one level that another form has too; none where they may be the same by chance."""
    same = [indicator for row, indicators in own.items() if row in others for indicator in indicators]
    are_all = len(same) == sum(map(len, own.values())) == sum(map(len, others.values())) == _ROWS - 1
    return same if len(same) >= _ROWS or are_all else ()


def rows_pasted(by_role: ByRole) -> Remarks:
    """Three indicators or more under one first level, or all of several, are another form's, word for word; or a
    whole file is another, but for a few cells."""
    for copy in _copies(by_role):
        there = _file(copy.other[0])
        differ = f"只有 {copy.differences} 处不同" if copy.differences else "一字不差"
        head = copy.targets[0].first("name") or copy.targets[0].whole
        sentence = f"整个文件和 {there} {differ}：多半是复制过来的，请写这个项目自己的内容"
        yield Remark(head, sentence, cause="整个文件和别的文件几乎一样")
    for _, other, rows in _pasted(by_role):
        first = next(iter(rows.values()))[0]
        fault = "、".join(f"“{level}”有 {len(same)} 条" for level, same in rows.items())
        sentence = f"{fault}和“{other.name}”的一字不差：多半是复制过来的，请写这个项目自己的指标"
        yield Remark(first.name, sentence, cause=f"{fault}和别的表一字不差")


class _Origins(NamedTuple):
    """Where what is copied comes from: of files the original, of rows by their place what all copies have."""

    files: Mapping[str, str]
    rows: Mapping[tuple[str, Keys], _Row]

    def of(self, finding: Finding) -> Hashable:
        """What the findings of one cause have in common; None where the finding has a cause of its own."""
        file, path = finding.place.file, finding.path
        told = finding.cause or finding.message
        if file in self.files:
            return finding.code, told, self.files[file], path
        row = self.rows.get((file, path[:-1])) or self.rows.get((file, path[:-2])) if self.rows else None
        if row:
            return finding.code, told, row
        return (finding.code, told, finding.message) if finding.cause else None


@lru_cache(maxsize=1)
def _origins(by_role: ByRole) -> _Origins:
    files: dict[str, str] = {}
    for copy in _copies(by_role):
        source = _file(copy.other[0])
        files[copy.file] = files.setdefault(source, source)
    pasted = _pasted(by_role)
    rows = dict(_rows_of_many(pasted)) if len(pasted) >= _TOGETHER - 1 else {}
    return _Origins(files, rows)


def _rows_of_many(pasted: Sequence[_Pasted]) -> Iterator[tuple[tuple[str, Keys], _Row]]:
    """The copied rows that enough forms have, by their places."""
    forms: dict[_Row, dict[tuple[str, Keys], Keys]] = {}
    for target, other, levels in pasted:
        same = {_Row.of(indicator) for indicators in levels.values() for indicator in indicators}
        for form in (target, other):
            for indicator in form.indicators:
                row = _Row.of(indicator)
                if row in same:
                    forms.setdefault(row, {})[_file(form), indicator.name.path[:-1]] = form.whole.path
    for row, of_row in forms.items():
        if len({(file, form) for (file, _), form in of_row.items()}) >= _TOGETHER:
            yield from ((place, row) for place in of_row)


def merge_causes(findings: Sequence[Finding], by_role: ByRole) -> Sequence[Finding]:
    """The findings, those of one cause as one with its places. Where the first of them is waived, all are; where
    another is, that place alone is."""
    origins = _origins(by_role)
    if not origins.files and not origins.rows and not any(finding.cause for finding in findings):
        return findings
    merged: list[Finding] = []
    groups: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        cause = origins.of(finding)
        if cause is None:
            merged.append(finding)
        else:
            groups.setdefault(cause, []).append(finding)
    for group in groups.values():
        first, *others = sorted(group, key=lambda finding: finding.place)
        together = [finding for finding in others if first.waived or not finding.waived]
        alone = [finding for finding in others if finding.waived and not first.waived]
        merged += [first._replace(places=(*first.places, *(finding.place for finding in together))), *alone]
    return merged


def _file(target: Target) -> str:
    return target.whole.document.file
