"""The differences of a document that came back, as sentences at its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfdocs.finding import Finding, Severity
from perfdocs.returned.cell_findings import finding_at, quote
from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.verifying.as_printed import PrintedDocument, PrintedRow
from perfdocs.returned.verifying.cell_differences import Difference, DifferenceKind
from perfdocs.returned.verifying.margin_texts import margin_findings
from perfdocs.word.cell_text import CellMark
from perfdocs.word.incoming import IncomingDocument

_LINE = re.compile(r"\t+")
"""What is left of a line to sign on."""


def difference_findings(
    returned: IncomingDocument, printed: PrintedDocument, differences: Sequence[Difference]
) -> Iterator[Finding]:
    """N301 to N308 and N315 for each difference; N309 for headers, footers and notes."""
    for difference in differences:
        place = difference.place(returned.name)
        if _is_signature(difference):
            message = f"签字盖章的地方填了内容：{quote(_LINE.sub(' ', difference.new))}"
            yield finding_at(place, "N315", message, Severity.HINT)
        else:
            yield finding_at(place, difference.kind.value, _sentence(difference))
    yield from margin_findings(returned.name, printed.margins, returned.document.margins)


def _is_signature(difference: Difference) -> bool:
    """Whether a cell that is there to sign and stamp was signed or stamped, and nothing else in it touched."""
    printed = difference.printed
    pattern = printed.cell(difference.column) if printed else None
    if pattern is None or printed is None or not is_signature_cell(printed, difference.column):
        return False
    if difference.kind is DifferenceKind.MARKED:
        return difference.mark is CellMark.PICTURE
    old, new = pattern.fit(difference.old), pattern.fit(difference.new)
    after = {hole.address: text for hole, text in new.values}
    is_kept = all(after.get(hole.address) == text for hole, text in old.values if text)
    is_only_filled = is_kept and not new.slips and new.cost <= old.cost + costs.SIGNED
    return difference.kind is DifferenceKind.CHANGED and is_only_filled


def is_signature_cell(printed: PrintedRow, column: int) -> bool:
    """Whether a cell is there to be signed and stamped."""
    pattern = printed.cell(column)
    return pattern is not None and any(compact(word) in pattern.literal for word in printed.signed)


def _sentence(difference: Difference) -> str:
    old, new = quote(difference.old), quote(difference.new)
    match difference.kind:
        case DifferenceKind.ADDED:
            return f"多了一行：{new}"
        case DifferenceKind.REMOVED:
            return f"在修订里删掉了这一行：{old}" if difference.mark else f"原来的这一行没有了：{old}"
        case DifferenceKind.MOVED:
            before = f"（原来在{difference.printed.row.where}）" if difference.printed else ""
            return f"这一行换了位置{before}：{new}"
        case DifferenceKind.TRACKED if difference.column < 0:
            return f"修订里加了这一行：{new}"
        case DifferenceKind.TRACKED:
            return f"有没有接受的修订：接受以后和印出的一样，拒绝以后是{old}"
        case DifferenceKind.MARKED:
            return f"有{difference.mark}，印出来的文件里没有：请核对{new}"
        case DifferenceKind.MERGED:
            return f"与上面一格的合并和印出的不一样：原来是{old}，现在是{new}"
        case DifferenceKind.LOOKS_ALIKE:
            return f"{old}改成了{new}，看起来一样，其实不同：{_characters(difference.old, difference.new)}"
    if not difference.old.strip() and difference.new.strip():
        return f"原来空着，填上了{new}"
    return f"{old}改成了{new}" if difference.new.strip() else f"原来是{old}，现在空着"


def _characters(old: str, new: str) -> str:
    """The first place where two texts differ, with the names of the characters."""
    at = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return f"第 {at + 1} 个字符，原来是{_character_name(old[at : at + 1])}，现在是{_character_name(new[at : at + 1])}"


def _character_name(character: str) -> str:
    if not character:
        return "没有"
    seen = "空白" if character.isspace() else f"“{character}”"
    return f"{seen}（U+{ord(character):04X}）"
