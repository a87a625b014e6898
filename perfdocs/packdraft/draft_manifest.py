"""The manifest of a drafted pack, as a maintainer goes on from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from perfdocs.packdraft.draft_fields import DraftField, DraftGroup
from perfdocs.packdraft.drafted_form import DraftedForm
from perfdocs.packdraft.vocabulary import words

_TAG_OF_YEAR = re.compile(r"[（(]?\{\{[^{}]*\}\}(?:年度?)?[）)]?")


class FormEntry(NamedTuple):
    """A form of the manifest; `kind` is empty for one of the department's own file."""

    template: str
    title: str
    kind: str
    form: DraftedForm


def draft_manifest(
    entries: Sequence[FormEntry],
    documents: Mapping[str, tuple[str, str]],
    unprinted: Sequence[str],
    head: DraftGroup,
) -> str:
    """The text of `pack.yaml`. `documents` are the path and the schema of each kind of file."""
    year, department = _way_to(head, "year"), _way_to(head, "department-name")
    title = _TAG_OF_YEAR.sub("", entries[0].title) or entries[0].title
    reasons = ["只用来找到这套版式", *("表上没有这一项" for _ in unprinted[1:])]
    lines = [
        "# yaml-language-server: $schema=../../perfdocs/pack/pack.schema.json",
        "# 由 perfdocs packs draft 起草，请对照原表核对；接着怎么改见 docs/packs.md。",
        f"title: {_quoted(title)}",
        "",
        "documents:",
        *(f"  {kind}: {{path: {path}, schema: {schema}}}" for kind, (path, schema) in documents.items()),
        *_derived(entries),
        *_display(entries),
        "",
        "unprinted:",
        *(f"  {key}: {reason}" for key, reason in zip(unprinted, reasons, strict=True)),
        "",
        "forms:",
        *(line for entry in entries for line in _form(entry)),
        "",
        "submission:",
        f"  file: {_quoted(f'{{{{ {year} }}}}年{{{{ {department} }}}}{title}（整套）')}",
    ]
    return "\n".join(lines) + "\n"


def _derived(entries: Sequence[FormEntry]) -> Iterator[str]:
    summed = [entry for entry in entries if entry.form.derived]
    if summed:
        yield from ("", "# 各行之和。", "derived:")
    for entry in summed:
        if entry.kind:
            yield from (f"  - for: {{{words().names['this']}: {entry.kind}}}", "    set:")
        else:
            yield "  - set:"
        yield from (f"      {each.target}: {each.source}" for each in entry.form.derived)


def _display(entries: Sequence[FormEntry]) -> Iterator[str]:
    if any(entry.form.has_separators for entry in entries):
        yield from ("", "display: {amount: value | thousands}      # 原表的金额有千分位")


def _form(entry: FormEntry) -> Iterator[str]:
    yield f"  - title: {_quoted(entry.title)}"
    yield f"    template: {entry.template}"
    if entry.kind:
        this = words().names["this"]
        name = f"{this}.{_way_to(entry.form.body, 'name')}"
        yield f"    for: {{{this}: {entry.kind}}}"
        yield f"    file: {_quoted(f'{entry.title}－{{{{ {name} }}}}')}"
    seals = dict.fromkeys(entry.form.parts.seals)
    if seals:
        yield f"    must_print: [{', '.join(map(_quoted, seals))}]"


def _way_to(group: DraftGroup, role: str) -> str:
    """The keys to the field of the role, in the group or in one below it."""
    for key, child in group.fields.items():
        if isinstance(child, DraftField) and child.role == role:
            return key
        below = _way_to(child, role) if isinstance(child, DraftGroup) else ""
        if below:
            return f"{key}.{below}"
    return ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
