"""The files of a later step put together with the targets beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from perfdocs.department.join_documents import join_documents
from perfdocs.department.loaded import Loaded, Lost
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.workspace import HEAD, Department
from perfdocs.yamlfile.reader import Document


def misplaced_step(department: Department, head: Document, pack: Pack) -> Finding | None:
    """W113: the files of a step are not where those of its step are looked for, or it is no step at all."""
    (key,) = pack.head.schema.tree.with_role("pack")[:1]
    place = head.value_place((key,))
    if pack.step is None and department.targets:
        message = (
            f"部门目录里的“{department.directory.name}”放的应是后面的环节（监控、自评），版式 {pack.name} 却是目标的："
            f"另一个部门请移到 specs/{department.year}/ 下面，多余的副本请移走"
        )
        return Finding("W113", place, message, (key,))
    if pack.step and not department.targets:
        where = f"specs/{department.year}/<部门代号>/{pack.step.directory}/"
        message = f"版式 {pack.name} 是“{pack.step.title}”的：文件要放在目标的旁边，{where}"
        return Finding("W113", place, message, (key,))
    if pack.step and pack.step.directory != department.directory.name:
        here = department.directory.name
        message = f"“{pack.step.title}”的文件要放在 {pack.step.directory}/，这里是 {here}/：请把目录改名"
        return Finding("W113", place, message, (key,))
    return None


def typed_again(findings: Iterable[Finding], kind: DocumentKind) -> Iterator[Finding]:
    """The findings of a step's own schema; a field that its targets have is not unknown, but not to be filled in."""
    for finding in findings:
        node = kind.schema.tree.at(finding.path) if finding.code == "S101" else None
        if node is None:
            yield finding
        else:
            message = f"“{node.title}”读目标的文件，这里不用再填：请删掉；要改就改目标"
            yield finding._replace(code="E103", message=message)


def join_step(loaded: Loaded, specs: Specs, department: Department, targets: Loaded) -> Loaded:
    """The step's files, each with what its targets hold; what is wrong in the targets themselves is told once."""
    head = specs.documents[specs.pack.head.name]
    place = Place(head[0].file if head else f"specs/{department.name}/{HEAD}")
    fault = _fault_of_targets(specs.pack, department, targets, place)
    findings = [*loaded.findings, *([fault] if fault else [])]
    if targets.specs is None or (fault and fault.code == "W113"):
        return Loaded(None, tuple(findings), loaded.lost)
    documents: dict[str, list[Document]] = {}
    for kind in specs.pack.kinds:
        theirs = [each._replace(is_only_read=True) for each in targets.specs.documents.get(kind.name, ())]
        joined, more = _joined(kind, specs.documents.get(kind.name, ()), theirs, place)
        documents[kind.name] = joined
        findings += more
    lost = (*loaded.lost, *targets.lost)
    lost += tuple(Lost(finding.place.file, finding.path) for finding in findings if finding.code == "E101")
    return Loaded(Specs(specs.pack, documents), tuple(findings), lost)


def _fault_of_targets(pack: Pack, department: Department, targets: Loaded, place: Place) -> Finding | None:
    assert pack.step
    assert department.targets
    owner = f"specs/{department.targets.name}"
    remedy = f"请先运行 perfdocs check {owner}，改好再填“{pack.step.title}”"
    if targets.specs is None:
        return Finding("E104", place, f"目标（{owner}）读不出来：{remedy}")
    theirs = targets.specs.pack.name
    if theirs != pack.step.of:
        message = f"版式 {pack.name} 要配目标的版式 {pack.step.of}，{owner} 用的却是 {theirs}：请换成对的版式"
        return Finding("W113", place, message)
    errors = sum(finding.severity is Severity.ERROR for finding in targets.findings)
    return Finding("E104", place, f"目标（{owner}）里有 {errors} 处错误：{remedy}") if errors else None


def _joined(
    kind: DocumentKind, own: Sequence[Document], theirs: Sequence[Document], head: Place
) -> tuple[list[Document], list[Finding]]:
    if kind.written is None:
        return [*theirs], []
    tree = kind.schema.tree
    if not theirs and not kind.many:
        return [*own], []
    by_name = {PurePosixPath(document.file).name: document for document in own}
    documents: list[Document] = []
    findings: list[Finding] = []
    for document in theirs:
        mine = by_name.pop(PurePosixPath(document.file).name, None)
        if mine is None:
            documents.append(document)
            name = PurePosixPath(document.file)
            path = kind.path.replace("*.yaml", name.name)
            message = f"“{kind.name}”里的 {name.stem} 还没有填：请补上 {path}（perfdocs begin 会备好）"
            findings.append(Finding("E102", head, message, severity=Severity.WARNING))
            continue
        joined = join_documents(document, mine, tree, kind.written.tree)
        documents.append(joined.document)
        findings += joined.findings
    findings += _without_targets(by_name, theirs)
    return documents, findings


def _without_targets(own: Mapping[str, Document], theirs: Sequence[Document]) -> Iterator[Finding]:
    names = "、".join(PurePosixPath(document.file).name for document in theirs)
    for document in own.values():
        message = f"目标里没有同名的文件，不知道这是哪一份的：文件名要和目标的一样（{names or '目标里一份也没有'}）"
        yield Finding("E101", Place(document.file), message)
