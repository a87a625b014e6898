"""Whether a document that came back is what was printed, and what is not, at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfdocs.finding import Finding, Place, Severity
from perfdocs.returned.cell_findings import quote
from perfdocs.returned.form_map.cell_patterns import compact
from perfdocs.returned.verifying.as_printed import Issued, Key, margin_words
from perfdocs.returned.verifying.cell_differences import Difference, Kind, differences
from perfdocs.word.cell_text import CellMark
from perfdocs.word.incoming import IncomingDocument
from perfdocs.word.open_docx import WordFile

PREFIX = "perfdocs."
_SPEC = re.compile(r"specs/[0-9]{4}/[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_PACK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_CODES = {
    Kind.CHANGED: "N301",
    Kind.ADDED: "N302",
    Kind.REMOVED: "N303",
    Kind.MOVED: "N304",
    Kind.LOOKS_ALIKE: "N305",
    Kind.TRACKED: "N306",
    Kind.MARKED: "N307",
    Kind.MERGED: "N308",
}


@dataclass(frozen=True)
class Origin:
    """What a document says of where it comes from; `spec` is the department's directory in the workspace."""

    pack: str
    spec: str
    data: str
    template: str
    version: str
    title: str

    def is_of(self, one: Issued) -> bool:
        return self.data == one.origin["data"] and self.template == one.origin["template"]


def origin(document: WordFile) -> Origin | None:
    """Where a document comes from; None where it does not say, or not in a way that perfdocs writes."""
    said = {key.removeprefix(PREFIX): value for key, value in document.properties.items() if key.startswith(PREFIX)}
    if not _SPEC.fullmatch(said.get("spec", "")) or not _PACK.fullmatch(said.get("pack", "")):
        return None
    pack, spec, data, template, version = (
        said.get(name, "") for name in ("pack", "spec", "data", "template", "version")
    )
    return Origin(pack, spec, data, template, version, document.title)


def found_in(said: Origin, documents: Sequence[Issued]) -> Issued | None:
    """The document that it was printed as: by its hashes, which say more than a title."""
    return next((one for one in documents if said.is_of(one)), None)


def nearest_in(said: Origin, documents: Sequence[Issued], rows: int) -> Issued | None:
    """The document of the same title; of several, that with as many rows, or nearly."""
    alike = [one for one in documents if one.title == said.title]
    return min(alike, key=lambda one: abs(len(one.rows) - rows), default=None)


def compared(came: IncomingDocument, printed: Issued) -> tuple[list[Difference], list[Finding]]:
    """What differs from what was printed, and the findings that tell it."""
    found = differences(printed.rows, came.rows)
    return found, [*(_finding(came.name, one) for one in found), *_in_margins(came, printed)]


def _finding(file: str, one: Difference) -> Finding:
    row = one.row or (one.issued.row if one.issued else None)
    place = Place(file, row.number if row else 1, max(one.cell.where.cell, 1) if one.cell else 1)
    label = one.issued.label(one.column) if one.issued and one.column >= 0 else ""
    where = f"{one.where}{f'（{label}）' if label else ''}"
    if _is_signature(one):
        return Finding("N315", place, f"{where}：签字盖章的地方填了内容：{quote(one.new)}", severity=Severity.HINT)
    return Finding(_CODES[one.kind], place, f"{where}：{_told(one)}")


def _is_signature(one: Difference) -> bool:
    """Whether a cell that is there to sign and stamp was signed or stamped, and nothing else in it touched."""
    pattern = one.issued.cell(one.column) if one.issued and one.column >= 0 else None
    if pattern is None or one.issued is None or not any(compact(word) in pattern.literal for word in one.issued.signed):
        return False
    if one.kind is Kind.MARKED:
        return one.mark is CellMark.PICTURE
    old, new = pattern.fit(one.old, False), pattern.fit(one.new, False)
    before = {hole.address: text for hole, text in old.values if text}
    after = {hole.address: text for hole, text in new.values}
    kept = all(after.get(address) == text for address, text in before.items())
    return one.kind is Kind.CHANGED and kept and not new.slips and new.cost <= old.cost + 0.5


def _told(one: Difference) -> str:
    old, new = f"{quote(one.old)}", f"{quote(one.new)}"
    if one.kind is Kind.ADDED:
        return f"多了一行：{new}"
    if one.kind is Kind.REMOVED:
        return f"在修订里删掉了这一行：{old}" if one.mark else f"原来的这一行没有了：{old}"
    if one.kind is Kind.MOVED:
        was = f"（原来在{one.issued.row.where}）" if one.issued else ""
        return f"这一行换了位置{was}：{new}"
    if one.kind is Kind.TRACKED:
        return (
            f"有没有接受的修订：接受以后和印出的一样，拒绝以后是{old}"
            if one.column >= 0
            else f"修订里加了这一行：{new}"
        )
    if one.kind is Kind.MARKED:
        return f"有{one.mark}，印出来的文件里没有：请核对{new}"
    if one.kind is Kind.MERGED:
        return f"与上面一格的合并和印出的不一样：原来是{old}，现在是{new}"
    if one.kind is Kind.LOOKS_ALIKE:
        return f"{old}改成了{new}，看起来一样，其实不同：{_characters(one.old, one.new)}"
    return f"{old}改成了{new}" if one.old.strip() and one.new.strip() else _filled_or_emptied(one)


def _filled_or_emptied(one: Difference) -> str:
    if one.new.strip():
        return f"原来空着，填上了{quote(one.new)}"
    return f"原来是{quote(one.old)}，现在空着"


def _characters(old: str, new: str) -> str:
    """The first place where two texts differ, with the names of the characters."""
    at = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"第 {at + 1} 个字符，原来是{_named(old[at : at + 1])}，现在是{_named(new[at : at + 1])}"


def _named(character: str) -> str:
    if not character:
        return "没有"
    shown = "空白" if character.isspace() else f"“{character}”"
    return f"{shown}（U+{ord(character):04X}）"


def _in_margins(came: IncomingDocument, printed: Issued) -> Iterator[Finding]:
    """N309: text in headers, footers and notes that was not printed there."""
    for part in came.document.margins:
        for words, text in margin_words(part):
            if words not in printed.margins:
                message = f"页眉、页脚或脚注里有印出时没有的文字{quote(text)}：请核对"
                yield Finding("N309", Place(came.name), message, severity=Severity.WARNING)


def moved_on(
    file: str, said: Origin, printed: Issued, now: Mapping[Key, Issued] | None, version: str
) -> Iterator[Finding]:
    """N311 to N313: what has changed in the project since the document was printed.

    `now` are the documents that the project would print today; None where it would print none.
    """
    today = (now or {}).get(printed.key)
    if today is None:
        message = f"现在的填报文件印不出这张表（{said.spec}）：填报文件有错，或者这张表已经取消"
        yield Finding("N311", Place(file), message, severity=Severity.WARNING)
        return
    if today.origin["data"] != said.data:
        message = f"填报文件（{said.spec}）在这份文件印出以后改过：请确认交的是不是最新的"
        yield Finding("N311", Place(file), message, severity=Severity.WARNING)
    if today.origin["template"] != said.template:
        message = f"版式 {said.pack} 的模板在这份文件印出以后改过：请确认交的是不是最新的"
        yield Finding("N312", Place(file), message, severity=Severity.WARNING)
    if said.version != version:
        message = f"这份文件是 perfdocs {said.version or '（没有写版本）'} 印的，现在是 {version}"
        yield Finding("N313", Place(file), message, severity=Severity.HINT)
