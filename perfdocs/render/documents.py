"""A department's documents: one Word file a form, and one that holds them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfdocs.department.forms import FilledForm, Fingerprints, Submission, fingerprint
from perfdocs.finding import Finding, Place
from perfdocs.pack.manifest import MANIFEST, Form, Pack
from perfdocs.render.file_names import file_name
from perfdocs.render.template import FormDocument, Template, Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.word.write_docx import CannotJoin, docx_bytes, joined_bodies
from perfdocs.word.zip_members import Segment


class Documents(NamedTuple):
    """The files of a department by name, or the findings for which there are none."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    slow: tuple[str, ...] = ()
    """For each form that docxtpl had to fill, its template and why, in Chinese."""
    origins: tuple[Mapping[str, str], ...] = ()
    """For each file, the hashes of the data and the template that it was made from."""


def department_documents(submission: Submission, templates: Templates, spec: str) -> Documents:
    """All files of a department, which have names of their own: that is checked before (`checks/output_names.py`).

    `spec` is the department's directory, relative to the workspace, for the documents' origin.
    """
    forms: list[tuple[FilledForm, FormDocument]] = []
    faults: list[Finding] = []
    for filled in submission.forms:
        try:
            template = templates.get(submission.pack.template(filled.form))
            forms.append((filled, fill_form(template, filled, submission.is_demonstration)))
        except TemplateFault as fault:
            faults.append(_fault_finding(submission.pack, filled.form, fault))
    slow = tuple(f"{filled.form.template}：{document.reason}" for filled, document in forms if document.reason)
    if faults:
        return Documents({}, tuple(faults), slow)
    return _files(submission, forms, spec)._replace(slow=slow)


def fill_form(template: Template, filled: FilledForm, is_demonstration: bool) -> FormDocument:
    """A form, with 演示数据 on every page where the data are made up. Raises TemplateFault, which names the cell."""
    form = template.fill(filled.context)
    if not is_demonstration:
        return form
    from perfdocs.word.page_words import DEMONSTRATION, MADE_UP, print_on_every_page  # python-docx: 50 ms

    document = form.word_document()
    print_on_every_page(document, DEMONSTRATION, MADE_UP)
    return FormDocument(template, None, document, form.reason)


def _files(submission: Submission, forms: Sequence[tuple[FilledForm, FormDocument]], spec: str) -> Documents:
    files: dict[str, bytes] = {}
    origins: list[Mapping[str, str]] = []
    here = {"pack": submission.pack.name, "spec": spec}
    fingerprints = Fingerprints(submission.data[kind.name] for kind in submission.pack.kinds if kind.many)
    for filled, document in forms:
        origin = form_origin(filled, document.template, fingerprints)
        files[file_name(filled.file)] = document.to_docx(filled.title, {**here, **origin})
        origins.append(origin)
    if forms:
        origin = whole_origin(submission, [document.template for _, document in forms], fingerprints)
        named = [(filled.form.template, document) for filled, document in forms]
        try:
            files[file_name(submission.file)] = whole_submission(named, submission.file, {**here, **origin})
        except CannotJoin as reason:
            place = Place(f"templates/{submission.pack.name}/{MANIFEST}")
            return Documents({}, (Finding("T108", place, str(reason), cannot=True),))
        origins.append(origin)
    return Documents(files, origins=tuple(origins))


def whole_submission(forms: Sequence[tuple[str, FormDocument]], title: str, origin: Mapping[str, str]) -> bytes:
    """One .docx of the forms (template name, form), each on a new page. Raises CannotJoin."""
    package = forms[0][1].template.compiled.package
    contents = _joined_contents([form for _, form in forms])
    if contents and package:
        return package.document(contents, title, origin)
    from perfdocs.word.join_forms import join_forms

    return docx_bytes(join_forms([(name, form.word_document()) for name, form in forms]), title, origin)


def _joined_contents(forms: Sequence[FormDocument]) -> list[Segment] | None:
    """What `join_forms` makes of the forms, where they have the same styles, headers and footers and nothing else."""
    shared = {form.template.compiled.shared for form in forms}
    bodies = [form.body for form in forms if form.body]
    return joined_bodies(bodies) if len(shared) == 1 and None not in shared and len(bodies) == len(forms) else None


def form_origin(filled: FilledForm, template: Template, fingerprints: Fingerprints) -> dict[str, str]:
    """What a form's document says that it was made from: a hash of the data that its template names, and of that."""
    used = {name: filled.context[name] for name in sorted(template.names) if name in filled.context}
    return {"data": fingerprints.of(used), "template": template.hash}


def whole_origin(submission: Submission, templates: Sequence[Template], fingerprints: Fingerprints) -> dict[str, str]:
    """The same for the document with all forms, of these templates."""
    hashes = [template.hash for template in templates]
    return {"data": fingerprints.of(submission.data), "template": fingerprint(hashes)}


def _fault_finding(pack: Pack, form: Form, fault: TemplateFault) -> Finding:
    return Finding(fault.code, Place(f"templates/{pack.name}/{form.template}"), str(fault), cannot=True)
