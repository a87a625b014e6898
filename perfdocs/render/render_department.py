"""A department's submission as files: one Word document a form, and one that holds them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from perfdocs.cache import NO_CACHE, Cache
from perfdocs.department.forms import FilledForm, Fingerprints, Submission, fingerprint
from perfdocs.errors import CannotJoin, TemplateFault
from perfdocs.finding import Finding, Place
from perfdocs.pack.manifest import MANIFEST, Form, Pack
from perfdocs.render.output_directory import BadName, file_name, same_file
from perfdocs.render.template import Filled, Template
from perfdocs.render.whole_submission import whole
from perfdocs.word.write_docx import Pieces


@lru_cache(maxsize=32)
def opened_template(source: bytes) -> Template:
    """The template in a file's bytes; the same bytes are opened once. Raises TemplateFault."""
    return Template(source)


@dataclass
class Templates:
    """The templates of a run, each opened once."""

    cache: Cache = NO_CACHE
    _open: dict[Path, Template | TemplateFault] = field(default_factory=dict)

    def get(self, path: Path) -> Template:
        """Raises TemplateFault for a file that is no template."""
        if path not in self._open:
            try:
                self._open[path] = Template(path.read_bytes(), self.cache)
            except TemplateFault as fault:
                self._open[path] = fault
            except OSError as error:
                message = f"模板打不开：{error.strerror or error}。请检查文件还在不在，或关闭正在使用它的程序"
                self._open[path] = TemplateFault("T101", message)
        found = self._open[path]
        if isinstance(found, TemplateFault):
            raise found
        return found


class Rendered(NamedTuple):
    """The files of a department by name, or the findings for which there are none."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    slow: tuple[str, ...] = ()
    """For each form that docxtpl had to fill, its template and why, in Chinese."""


def render(submission: Submission, templates: Templates, spec: str) -> Rendered:
    """All files of a department.

    `spec` is the department's directory, relative to the workspace, for the documents' origin.
    """
    made: list[tuple[FilledForm, Filled]] = []
    findings: list[Finding] = []
    for filled in submission.forms:
        try:
            template = templates.get(submission.pack.template(filled.form))
            made.append((filled, template.fill(filled.context)))
        except TemplateFault as fault:
            findings.append(_template_finding(submission.pack, filled.form, fault))
    slow = tuple(f"{form.form.template}：{done.slowly}" for form, done in made if done.slowly)
    files = {} if findings else _named(submission, made, spec, findings)
    return Rendered({} if findings else files, tuple(findings), slow)


def _named(
    submission: Submission, made: list[tuple[FilledForm, Filled]], spec: str, findings: list[Finding]
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    taken: dict[str, str] = {}
    here = {"pack": submission.pack.name, "spec": spec}
    pieces = Pieces()
    fingerprints = Fingerprints(submission.data[kind.name] for kind in submission.pack.kinds if kind.many)
    for filled, done in made:
        name = _name(filled.file, filled.title, taken, spec, findings)
        if name:
            origin = form_origin(filled, done.template, fingerprints)
            files[name] = done.packaged(filled.title, {**here, **origin}, pieces)
    name = _name(submission.file, "整套文件", taken, spec, findings)
    if name and made:
        forms = [(filled.form.template, done) for filled, done in made]
        origin = whole_origin(submission, [done.template for _, done in made], fingerprints)
        try:
            files[name] = whole(forms, submission.file, {**here, **origin}, pieces)
        except CannotJoin as reason:
            place = Place(f"templates/{submission.pack.name}/{MANIFEST}")
            findings.append(Finding("T108", place, str(reason), cannot=True))
    return files


def _name(text: str, title: str, taken: dict[str, str], spec: str, findings: list[Finding]) -> str | None:
    """The file name, entered among those taken; or None, with a finding that says why not."""
    try:
        name = file_name(text)
    except BadName as reason:
        findings.append(Finding("R102", Place(spec), f"{title}：{reason}"))
        return None
    other = taken.get(same_file(name))
    taken.setdefault(same_file(name), title)
    if other is not None:
        which = f"两张“{title}”" if title == other else f"“{title}”和“{other}”"
        message = f"{which}的文件名都是“{name}”（不分大小写），会互相覆盖：请把其中一个的名称改得不同"
        findings.append(Finding("R101", Place(spec), message))
        return None
    return name


def form_origin(filled: FilledForm, template: Template, fingerprints: Fingerprints) -> dict[str, str]:
    """What a form's document says that it was made from: a hash of the data that its template names, and of that."""
    used = {name: filled.context[name] for name in template.used if name in filled.context}
    return {"data": fingerprints.of(used), "template": template.hash}


def whole_origin(submission: Submission, templates: Sequence[Template], fingerprints: Fingerprints) -> dict[str, str]:
    """The same for the document with all forms, of these templates."""
    return {"data": fingerprints.of(submission.data), "template": fingerprint([one.hash for one in templates])}


def _template_finding(pack: Pack, form: Form, fault: TemplateFault) -> Finding:
    return Finding(fault.code, Place(f"templates/{pack.name}/{form.template}"), str(fault), cannot=True)
