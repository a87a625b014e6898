"""A file with mends made in it, and every other byte as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfdocs.finding import Edit, Fix
from perfdocs.yamlfile.encoding import as_utf8, decode_text, encode_like


def without_overlaps(fixes: Iterable[Fix]) -> list[Fix]:
    """Of mends that touch each other, the first in the file; the others are looked at again after it."""
    chosen: list[Fix] = []
    for fix in fixes:
        if not any(_touch(edit, other) for edit in fix.edits for earlier in chosen for other in earlier.edits):
            chosen.append(fix)
    return chosen


def _touch(one: Edit, other: Edit) -> bool:
    begins, ends = (one.line, one.column), (one.end_line, one.end_column)
    return begins <= (other.end_line, other.end_column) and (other.line, other.column) <= ends


def apply_fixes(raw: bytes, fixes: Sequence[Fix]) -> bytes | None:
    """The file with mends that do not touch each other; None where it cannot be written again as it was."""
    text = decode_text(raw, "").text
    if text is None or encode_like(text, raw) != raw:
        return None
    lines = text.split("\n")
    for edit in sorted({edit for fix in fixes for edit in fix.edits}, reverse=True):
        first, last = lines[edit.line - 1], lines[edit.end_line - 1]
        lines[edit.line - 1 : edit.end_line] = [first[: edit.column - 1] + edit.text + last[edit.end_column - 1 :]]
    return encode_like("\n".join(lines), as_utf8(raw) if any(fix.as_utf8 for fix in fixes) else raw)


def changed_lines(old: bytes, new: bytes) -> int:
    """In how many lines the text of a file has become another. Mends leave the number of lines as it is."""
    before, after = (decode_text(raw, "").text or "" for raw in (old, new))
    return sum(1 for line, other in zip(before.split("\n"), after.split("\n"), strict=False) if line != other)
