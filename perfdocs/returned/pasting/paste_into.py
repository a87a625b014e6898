"""A sheet pasted into a file of a workspace: the file found, held against its schema before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from perfdocs import cache
from perfdocs.department.load import load_department
from perfdocs.department.row_names import RowNames
from perfdocs.department.specs import DocumentTree
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded
from perfdocs.finding import Finding, Severity, in_order
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import DocumentKind, Pack, Packs
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.form_map.form_rows import form_patterns
from perfdocs.returned.pasting.paste_rows import Present, SheetFile, paste_rows
from perfdocs.returned.pasting.places import Leaf, find_target
from perfdocs.returned.pasting.sheet_table import Labels, form_labels
from perfdocs.schema.validate import validate
from perfdocs.workspace import Department, Workspace
from perfdocs.yamlfile.encoding import LIMIT, decode_text, encode_like
from perfdocs.yamlfile.reader import read


class Destination(NamedTuple):
    """The file that is pasted into, as its user named it, and the place in it."""

    file: str
    path: str


class PastedFile(NamedTuple):
    """A file of the workspace before and after, the place in it, how many rows went to which of the tables there,
    which others have how many that stayed, and what there is to tell."""

    file: str
    was: bytes
    data: bytes
    place: str
    numbers: Mapping[str, int]
    untouched: Mapping[str, int]
    findings: list[Finding]


def paste_into(workspace: Workspace, to: Destination, source: SheetFile, present: Present) -> PastedFile:
    """What pasting makes of the file; nothing is written.

    Raises PerfdocsError where it cannot be done: no such file or place, a file with slips, no table in the sheets.
    """
    path = workspace.resolve(to.file)
    departments, _ = workspace.select((to.file,), with_steps=True)
    if path.is_dir():
        raise PerfdocsError(
            f"--to 要写一个填报文件和里面的位置，例如 specs/2023/commerce/funds/a.yaml:明细：{to.file} 是目录"
        )
    file = workspace.relative(path)
    department = max(departments, key=lambda each: len(each.name))  # that of the step, for a file of one
    pack, kind = _kind(workspace, department, file)
    was = read_bounded(path, LIMIT)
    document = read(was, file)
    wrong = next((finding for finding in document.findings if finding.severity is Severity.ERROR), None)
    if wrong is not None:
        where = f"{wrong.place.file}:{wrong.place.line}"
        raise PerfdocsError(f"{where} 有错，先改好再粘贴：{wrong.message}")
    tree = DocumentTree(document, kind.schema.tree)
    target = find_target(file, to.path, tree)
    text = decode_text(was, file).text or ""
    pasted = paste_rows(source, target, kind.name, tree, text, _labels(pack), department.year, present)
    data = encode_like(pasted.text, was)
    after = read(data, file)
    if after.data is None:
        raise PerfdocsError(f"粘贴以后 {file} 读不了，没有写：{after.findings[0].message}")
    known = Counter(
        (finding.code, finding.message) for finding in [*document.findings, *validate(document, kind.schema)]
    )
    findings = pasted.findings
    for finding in [*after.findings, *validate(after, kind.schema)]:
        known[finding.code, finding.message] -= 1
        if known[finding.code, finding.message] < 0:
            findings.append(finding)
    place = RowNames({file: tree}).path(file, target.keys)
    numbers, untouched = _by_name(pasted.numbers), _by_name(pasted.untouched)
    return PastedFile(file, was, data, place, numbers, untouched, in_order(findings))


def _by_name(numbers: Mapping[Leaf, int]) -> dict[str, int]:
    return {str(leaf.keys[-1]): number for leaf, number in numbers.items() if number}


def _kind(workspace: Workspace, department: Department, file: str) -> tuple[Pack, DocumentKind]:
    """The pack of a file and the kind of document that it is."""
    loaded = load_department(workspace, Packs(workspace.root), department)
    if loaded.specs is None:
        reason = loaded.findings[0]
        raise PerfdocsError(f"{reason.place.file}:{reason.place.line} 有错，先改好再粘贴：{reason.message}")
    pack = loaded.specs.pack
    for kind in pack.kinds:
        directory = workspace.relative(department.directory)
        if any(document.file == file for document in loaded.specs.documents[kind.name]):
            return pack, kind
        if file == f"{directory}/{kind.path}":
            return pack, kind
    wrong = next((finding for finding in loaded.findings if finding.place.file == file), None)
    reason_text = f"：{wrong.message}" if wrong else "：这个部门的版式不读它"
    raise PerfdocsError(f"{file} 不能粘贴{reason_text}")


def _labels(pack: Pack) -> Labels:
    try:
        return form_labels(form_patterns(pack, Templates(cache.open_cache())))
    except (TemplateFault, BadExpression) as fault:
        raise PerfdocsError(f"版式 {pack.name} 有错，先运行 perfdocs packs check {pack.name}：{fault}") from None
