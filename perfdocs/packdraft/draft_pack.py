"""A pack drafted from a Word form: templates, schemas and manifest, and what a person should look at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.manifest import Packs
from perfdocs.packdraft.draft_fields import DraftGroup
from perfdocs.packdraft.draft_indicators import draft_indicators
from perfdocs.packdraft.draft_manifest import FormEntry, draft_manifest
from perfdocs.packdraft.draft_schemas import draft_schemas
from perfdocs.packdraft.draft_tables import draft_table
from perfdocs.packdraft.draft_values import draft_values
from perfdocs.packdraft.drafted_form import DraftedForm
from perfdocs.packdraft.fonts import declare_chinese
from perfdocs.packdraft.form_cells import form_blocks
from perfdocs.packdraft.form_parts import Doubt, FormParts, RowTable
from perfdocs.packdraft.inline_fields import year_part
from perfdocs.packdraft.read_form import FormReader
from perfdocs.packdraft.split_forms import split_forms, title_of
from perfdocs.packdraft.vocabulary import Vocabulary, words
from perfdocs.packdraft.write_tags import take_out
from perfdocs.prose.shorten import shorten
from perfdocs.word.grid import grid
from perfdocs.word.libreoffice import as_docx
from perfdocs.word.open_docx import NotWord, WordFile
from perfdocs.word.open_template import open_document
from perfdocs.word.plain_docx import plain_docx
from perfdocs.word.xml import W

_TAG = re.compile(r"\{\{|\{%")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
"""What is more than a page number."""
_QUOTED = 20
_COMMENTS = [f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]


@dataclass
class PackDraft:
    """The files of a pack by their paths, what was doubtful in the form, how many forms there are."""

    files: dict[str, str | bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    forms: int = 0


def draft_pack(source: bytes, file: str, name: str, packs: Packs) -> PackDraft:
    """The draft of a pack called `name` from the forms in a file.

    Raises PerfdocsError for a file that is none of Word's, or has no table.
    """
    (converted,) = as_docx([source])
    if isinstance(converted, NotWord):
        raise PerfdocsError(f"{file}：{converted}")
    drafter = _Drafter(plain_docx(converted), file, name, packs)
    try:
        return drafter.draft()
    except NotWord as reason:
        raise PerfdocsError(f"{file}：{reason}") from None


class _Drafter:
    def __init__(self, source: bytes, file: str, name: str, packs: Packs) -> None:
        self._source = source
        self._file = file
        self._name = name
        self._root = packs.root
        self._vocabulary = Vocabulary(packs)
        self._head = DraftGroup(words().names["head"])
        self._entries: list[FormEntry] = []
        self._draft = PackDraft()

    def draft(self) -> PackDraft:
        if _TAG.search("".join(map(str, self._open().element.body.itertext()))):
            raise PerfdocsError(f"{self._file} 里已经有标签（{{{{ … }}}}），是一个模板：要一份没有写标签的表")
        self._tell_margins()
        forms = split_forms(list(form_blocks(grid(self._open().element.body))))
        if not any(block.is_table for form in forms for block in form):
            raise PerfdocsError(f"{self._file} 里没有表格：要一张画成 Word 表格的表")
        seen: list[tuple[str, ...]] = []
        for number, form in enumerate(forms):
            document = self._open()
            parts = self._read(document, number, len(forms))
            shape = parts.shape
            if shape in seen:
                where = form[0].rows[0].where
                self._tell(Doubt(where, f"从这里起和第 {seen.index(shape) + 1} 张表一样，只用前面那一张做模板"))
            else:
                self._add_form(document, parts, title_of(form), len(forms))
            seen.append(shape)
        schemas = draft_schemas(self._root, self._name, self._head, self._entries)
        self._draft.files |= schemas.files
        manifest = draft_manifest(self._entries, schemas.documents, schemas.unprinted, self._head)
        self._draft.files[f"templates/{self._name}/pack.yaml"] = manifest
        self._draft.forms = len(self._entries)
        return self._draft

    def _open(self) -> WordDocument:
        document = open_document(self._source)
        if document is None:
            raise PerfdocsError(f"{self._file} 不是 Word 文件（.docx），或者已经损坏：请用 Word 打开，另存为 .docx")
        return document

    def _read(self, document: WordDocument, number: int, count: int) -> FormParts:
        """What one of the forms has; the others are taken out of the document."""
        body = document.element.body
        own = split_forms(list(form_blocks(grid(body))))[number]
        if count > 1:
            cells = [cell.element for block in own for row in block.rows for cell in row.cells]
            places = [body.index(_topmost(cell, body)) for cell in cells]
            _leave(body, min(places), max(places))
        return FormReader(self._vocabulary).read(own)

    def _add_form(self, document: WordDocument, parts: FormParts, title: str, count: int) -> None:
        names, number = words().names, len(self._entries) + 1
        kind, form = "", DraftedForm(parts, self._head, self._head)
        if any(slot.term.role == "name" for slot in parts.slots):
            kinds = {entry.kind for entry in self._entries}
            kind = f"{names['item']}{number}" if names["item"] in kinds else names["item"]
            form = DraftedForm(parts, self._head, DraftGroup(title or kind), f"{names['this']}.")
        _name_department(parts)
        for table in parts.tables:
            if isinstance(table, RowTable):
                draft_table(form, table)
            else:
                draft_indicators(form, table)
        draft_values(form)
        form.tell_units()
        template = "form.docx" if count == 1 else f"form-{number}.docx"
        self._entries.append(FormEntry(template, _with_year(title or template.removesuffix(".docx")), kind, form))
        for doubt in [*_without_comments(document), *declare_chinese(document), *parts.doubts]:
            self._tell(doubt)
        out = io.BytesIO()
        document.save(out)
        self._draft.files[f"templates/{self._name}/{template}"] = out.getvalue()

    def _tell_margins(self) -> None:
        """Tells of words above and below the pages, which stay as they are."""
        for part in WordFile(self._source).margins:
            text = shorten("".join(text.text or "" for text in part.iter(f"{W}t")).strip(), _QUOTED)
            if _WORD.search(text):
                message = f"页眉、页脚或脚注里的“{text}”照原样印在每一张表上：是填的内容的话，请改成标签"
                self._tell(Doubt(None, message))

    def _tell(self, doubt: Doubt) -> None:
        message = f"{doubt.where}：{doubt.message}" if doubt.where else doubt.message
        self._draft.findings.append(Finding("P301", Place(self._file), message, severity=Severity.HINT))


def _without_comments(document: WordDocument) -> Iterator[Doubt]:
    """Takes comments out of the document, and says so."""
    marks = list(document.element.body.iter(*_COMMENTS))
    for mark in marks:
        take_out(mark)
    for name in [name for name, relation in document.part.rels.items() if relation.reltype.endswith("/comments")]:
        del document.part.rels[name]
    if marks:
        yield Doubt(None, "原表有批注，没有留在模板里：要紧的请看原表")


def _name_department(parts: FormParts) -> None:
    """Without a department's name, the unit beside the seal, or the first one, is the department."""
    if any(slot.term.role == "department-name" for slot in parts.slots):
        return
    units = [slot for slot in parts.slots if slot.term.role == "unit-name"]
    sealed = [slot for slot in units if slot.part and words().seals.search(slot.cell.text)]
    for slot in (sealed or units)[:1]:
        slot.term = slot.term._replace(role="department-name")


def _with_year(title: str) -> str:
    """The title with the year of the form as a tag."""
    part = year_part(title)
    year = words().names["year"]
    return f"{title[: part.begin]}{{{{ {year} }}}}{title[part.end :]}" if part else title


def _topmost(element: etree._Element, body: etree._Element) -> etree._Element:
    """The child of the body that the element is, or is in."""
    return next(each for each in (element, *element.iterancestors()) if each.getparent() is body)


def _leave(body: etree._Element, first: int, last: int) -> None:
    """Takes out what lies before and behind; the paper is that of the section in which the rest stood."""
    behind: Sequence[etree._Element] = body[last + 1 :]
    section = next((each for child in behind if (each := child.find(f"{W}pPr/{W}sectPr")) is not None), None)
    own = body.find(f"{W}sectPr")
    if section is not None and own is not None:
        body.replace(own, deepcopy(section))
    for number, child in enumerate(list(body)):
        if not first <= number <= last and child.tag != f"{W}sectPr":
            body.remove(child)
