"""Forms of one department and no other, though documents may hold those of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from perfdocs.finding import Finding
from perfdocs.pack.manifest import Pack
from perfdocs.returned.cell_findings import finding_at, quote
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.marker_data import Address
from perfdocs.returned.importing.collect_fields import ReturnedForm
from perfdocs.returned.importing.subjects import Entry


def one_department(forms: Sequence[ReturnedForm], pack: Pack) -> tuple[list[ReturnedForm], list[Finding]]:
    """The forms of the department that most are of, and N217 for those of others.

    A form without a name is of the department of the one before it. A name that is part of another is the same.
    """
    names = _department_names(forms, pack)
    counts = Counter(compact(entry.text) for entry in names if entry)
    if len(counts) < 2:
        return list(forms), []
    name = counts.most_common(1)[0][0]
    first = next(entry for entry in names if entry and compact(entry.text) == name)
    own = [entry is None or _is_same(compact(entry.text), name) for entry in names]
    others = [entry for entry, is_own in zip(names, own, strict=True) if entry and not is_own]
    mine = [form for form, is_own in zip(forms, own, strict=True) if is_own]
    return mine, [_finding(entry, first) for entry in dict.fromkeys(others)]


def _department_names(forms: Sequence[ReturnedForm], pack: Pack) -> list[Entry | None]:
    """For each form the name of its department, or that of the form before."""
    addresses: list[Address] = [(pack.head.name, key) for key in pack.head.schema.tree.with_role("department-name")]
    names: list[Entry | None] = []
    for form in forms:
        entries = [entry for address in addresses for entry in form.department.entries.get(address, ())]
        before = names[-1] if names else None
        names.append(next((entry for entry in entries if entry.text.strip()), before))
    return names


def _is_same(text: str, name: str) -> bool:
    return text in name or name in text


def _finding(entry: Entry, first: Entry) -> Finding:
    message = (
        f"这张表写的是{quote(entry.text)}，别的表是{quote(first.text)}：没有读入，请单独放、用另一个 --out 目录再读；"
        "名称写错了的，改成一样再读"
    )
    return finding_at(entry.place, "N217", message)
