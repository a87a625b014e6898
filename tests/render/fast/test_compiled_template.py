"""The quick way to a form against docxtpl's own: the same members, the same canonical XML, the same bytes."""

from __future__ import annotations

import datetime
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt
from lxml import etree

from perfdocs.cache import CacheDirectory
from perfdocs.checks.check_department import check_department
from perfdocs.department.forms import Submission
from perfdocs.pack.manifest import Packs
from perfdocs.pack.values import Key, Parts, Rows, Shown
from perfdocs.render.documents import whole_submission
from perfdocs.render.template import Template
from perfdocs.render.template_fault import TemplateFault
from perfdocs.word.join_forms import join_forms
from perfdocs.word.write_docx import docx_bytes
from perfdocs.word.xml import MAIN, W
from perfdocs.workspace import Workspace
from tests.support.plain_document import plain_document
from tests.support.some_fast import random_cases, some_fast
from tests.support.workspaces import ROOT, every_form

TODAY = datetime.date(2023, 6, 1)
AWKWARD = (
    "",
    " ",
    "绿化率 <5% & \"甲\" '乙' ]]>",
    "&amp;lt;<w:t>",
    "{{ 7*7 }}{% if %}{# #}{_{ }_} {_% %_}",
    "第一行\n第二行\n",
    "\n",
    "全角　空格\u00a0\u200b\u202e",
    "𠮷野家🙂",
    "目标" * 400,
    "一句话。\n" * 20,
    "\u2028\ufeffe\u0301",
)
ODD = ("甲\t乙", "甲\r\n乙", "\x07\x0c", "\x01", "\x00", "\ufffe", "\ud800", "\x85")
"""Values that are left to docxtpl."""


@cache
def submissions() -> tuple[Submission, ...]:
    workspace, packs = Workspace(every_form()), Packs(ROOT)
    departments, _ = workspace.select((), with_steps=True)
    made = [check_department(workspace, packs, one, TODAY).submission for one in departments]
    assert all(made)
    return tuple(one for one in made if one)


@cache
def open_template(path: Path) -> Template:
    return Template(path.read_bytes())


def forms() -> Iterator[tuple[Template, Mapping[str, Any]]]:
    for one in submissions():
        for form in one.forms:
            yield open_template(one.pack.template(form.form)), form.context


def has_options(template: Template) -> bool:
    """Whether something is chosen by a tick, so that not any text can be printed."""
    with zipfile.ZipFile(io.BytesIO(template.source)) as package:
        return b"|tick(" in package.read("word/document.xml")


def alter_values(value: Any, chance: random.Random, pool: tuple[str, ...]) -> Any:
    """The data with some of the values replaced, some rows dropped and some repeated."""
    if isinstance(value, Parts):
        return Parts({key: alter_values(one, chance, pool) for key, one in value.items()}, chance.choice(pool))
    if isinstance(value, dict):
        return {key: alter_values(one, chance, pool) for key, one in value.items()}
    if isinstance(value, Rows):
        rows = [alter_values(one, chance, pool) for one in value for _ in range(chance.choice((0, 1, 1, 1, 3)))]
        return Rows(rows, lambda: value.blank)
    if isinstance(value, str | Decimal | None):
        if chance.random() < 0.2:
            return chance.choice((*pool, None, Decimal("0.10"), Decimal("-12345678901234567890.5")))
        return value
    return value


def plainly(template: Template, context: Mapping[str, Any]) -> bytes:
    return docx_bytes(template.fill_by_docxtpl(context), "表", {"data": "甲"})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parsed = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    return {name: etree.tostring(tree, method="c14n") for name, tree in parsed.items()}


def contents(data: bytes) -> dict[str, bytes]:
    """All but the properties, which hold a hash of the file: it depends on where the text was cut to be packed."""
    return {name: xml for name, xml in parts(data).items() if name != "docProps/custom.xml"}


def assert_same(template: Template, context: Mapping[str, Any]) -> str:
    """Both ways lead to the same file, or to the same fault; the reason if docxtpl was needed."""
    expected, fault = outcome(lambda: plainly(template, context))
    made, our_fault = outcome(lambda: template.fill(context).to_docx("表", {"data": "甲"}))
    assert our_fault == fault
    if made is None or expected is None:
        return "有错"
    assert parts(made) == parts(expected)
    assert made == expected
    return template.fill(context).reason


def outcome(make: Callable[[], bytes]) -> tuple[bytes | None, tuple[str, str] | None]:
    """The document, or the fault of the template."""
    try:
        return make(), None
    except TemplateFault as fault:
        return None, (fault.code, str(fault))


def test_every_form_of_every_pack() -> None:
    assert {assert_same(template, context) for template, context in forms()} == {""}
    kinds = {template.source for template, _ in forms()}
    assert kinds >= {path.read_bytes() for path in (ROOT / "templates").glob("*/*.docx")}


@pytest.mark.parametrize("seed", random_cases(12, every=11))
def test_any_context(seed: int) -> None:
    chance = random.Random(seed)
    for template, context in forms():
        if not has_options(template):
            assert assert_same(template, alter_values(dict(context), chance, AWKWARD)) == ""


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_what_is_left_to_docxtpl(odd: str) -> None:
    template, context = next(forms())
    name = next(key for key in sorted(template.names) if isinstance(context[key], str))
    assert assert_same(template, {**context, name: f"甲{odd}"}) in ("有的值里有制表符或别的特殊字符", "有错")


def test_all_forms_in_one_file() -> None:
    chance = random.Random(1)
    for one in submissions():
        for pool in ((), AWKWARD, AWKWARD):
            made = []
            for form in one.forms:
                template = open_template(one.pack.template(form.form))
                is_altered = pool and not has_options(template)
                context = alter_values(dict(form.context), chance, pool) if is_altered else form.context
                made.append((form.form.template, template, context))
            filled = [(name, template.fill(context)) for name, template, context in made]
            ours = whole_submission(filled, "全", {})
            apart = [(name, template.fill_by_docxtpl(context)) for name, template, context in made]
            theirs = docx_bytes(join_forms(apart), "全", {})
            assert contents(ours) == contents(theirs)


def test_forms_with_the_same_page_numbers_are_joined_as_they_are() -> None:
    for one in submissions():
        templates = {open_template(one.pack.template(form)) for form in one.pack.forms}
        assert all(template.reference.document_with(None).sections[0].footer.paragraphs for template in templates)
        shared = {template.compiled.shared for template in templates}
        assert len(shared) == 1
        assert None not in shared


# Templates made here: what compiles, what does not, and that both come out as docxtpl has them.

ROWS: dict[str, list[list[str]]] = {
    "loop": [["{%tr for 行 in 表 %}", ""], ["{{ 行.甲 }}", "{{ loop.index }}：{{ 行.乙 }}"], ["{%tr endfor %}", ""]],
    "else": [["{%tr for 行 in 空 %}", ""], ["甲", "乙"], ["{%tr else %}", ""], ["无", "无"], ["{%tr endfor %}", ""]],
    "if": [["{%tr if 值 == '甲' %}", ""], ["是", ""], ["{%tr else %}", ""], ["否", "{{ 值 }}"], ["{%tr endif %}", ""]],
    "inline": [["{% if 值 %}{{ 值 }}{% elif 空 %}空{% else %}无{% endif %}", "{% set 丙 = 值 %}{{ 丙 }}（{{ 丙 }}）"]],
    "long": [["填表说明：" + "字" * 900, "{{ 值 }}"]],
    "narrow": [["{{ 值 }}{{ 值 }}", "{{ 长 }}"]],
    "kept": [["甲", "{{ 长 }}"], ["{% keep %}签字", "{{ 值 }}"], ["{% keep %}盖章", "乙"]],
    "merged": [
        ["{%tr for 行 in 表 %}", ""],
        ["{% vm 行.甲 %}{{ 行.甲 }}", "{{ 行.乙|default('无') }}"],
        ["{%tr endfor %}", ""],
    ],
    "expression": [["{{ 表|length }}", "{{ (值 ~ '：' ~ 长)[:5] if 值 else '' }}"]],
}
REFUSED: dict[str, list[list[str]]] = {
    "columns": [["{%tc for 行 in 表 %}", "{{ 行.甲 }}", "{%tc endfor %}"]],
    "shade": [["{% cellbg 颜色 %}{{ 值 }}", "乙"]],
    "macro": [["{% macro 甲() %}乙{% endmacro %}{{ 甲() }}", "丙"]],
    "block": [["{% set 丁 %}{{ 值 }}{% endset %}{{ 丁 }}", "丙"]],
    "none": [["{%tr for 行 in 空 %}", ""], ["甲", "乙"], ["{%tr endfor %}", ""]],
}
DATA = {
    "表": [{"甲": "一", "乙": "<5%"}, {"甲": "一", "乙": None}, {"甲": "二", "乙": Decimal("1.50")}],
    "空": [],
    "值": "甲",
    "长": "很长的一段话。\n" * 40,
    "颜色": "FF0000",
}


def made(rows: list[list[str]], alter: Any = None) -> Template:
    document = plain_document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(16)
    if alter:
        alter(document)
    raw = io.BytesIO()
    document.save(raw)
    return Template(raw.getvalue())


def used(template: Template) -> dict[str, Any]:
    return {name: DATA[name] for name in template.names}


@pytest.mark.parametrize("rows", some_fast(ROWS.values(), every=20), ids=ROWS)
def test_the_language(rows: list[list[str]]) -> None:
    template = made([["表头"] * len(rows[0]), *rows])
    for value in ("甲", "", None, AWKWARD[2], AWKWARD[5], AWKWARD[9], AWKWARD[10]):
        assert assert_same(template, {**used(template), "值": value}) == ""


@pytest.mark.parametrize("rows", some_fast(REFUSED.values(), every=8), ids=REFUSED)
def test_what_does_not_compile(rows: list[list[str]]) -> None:
    template = made(rows)
    assert template.compiled.refusal
    assert assert_same(template, used(template)) in (template.compiled.refusal, "有错")


@pytest.mark.slow
def test_a_footer_without_tags_is_kept_and_one_with_tags_is_filled_by_docxtpl() -> None:
    def footer(text: str) -> Any:
        return lambda document: document.sections[0].footer.paragraphs[0].add_run(text)

    plain, tagged = made([["{{ 值 }}"]], footer("第 1 页")), made([["{{ 值 }}"]], footer("{{ 值 }}"))
    assert assert_same(plain, {"值": "甲"}) == ""
    assert assert_same(tagged, {"值": "甲"}) == "页眉、页脚或脚注里有标签"
    forms = [("甲", plain.fill({"值": "甲"})), ("乙", plain.fill({"值": "乙"}))]
    apart = [("甲", plain.fill_by_docxtpl({"值": "甲"})), ("乙", plain.fill_by_docxtpl({"值": "乙"}))]
    assert contents(whole_submission(forms, "全", {})) == contents(docx_bytes(join_forms(apart), "全", {}))


@pytest.mark.slow
def test_a_body_in_unusual_words_is_filled_by_docxtpl() -> None:
    usual = made([["{{ 值 }}"]]).source
    with zipfile.ZipFile(io.BytesIO(usual)) as package:
        parts_of_it = {name: package.read(name) for name in package.namelist()}
    text = parts_of_it["word/document.xml"]
    for tag in (b'<w:body xmlns:x="urn:x">', b'<w:body w:rsidR="00AA11BB">'):
        assert assert_same(Template(zip_members(parts_of_it, text.replace(b"<w:body>", tag))), {"值": "甲"})
    plain = re.sub(rb"(</?)w:(?=\w+[ />])", rb"\1", text.replace(b"xmlns:w=", b'xmlns="%b" xmlns:w=' % MAIN.encode()))
    template = Template(zip_members(parts_of_it, plain.replace("{{ 值 }}".encode(), b"x")))
    assert assert_same(template, {})


def zip_members(members: Mapping[str, bytes], text: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as package:
        for name, data in {**members, "word/document.xml": text}.items():
            package.writestr(name, data)
    return raw.getvalue()


def with_styled_paragraph(document: Any) -> None:
    paragraph = document.add_paragraph("{{ 值 }}末")
    paragraph.alignment = 1
    paragraph._p.set(f"{W}rsidR", "00AA11BB")


def without_section(document: Any) -> None:
    body = document.element.body
    body.remove(body[-1])


ENDINGS: dict[str, Callable[[Any], object]] = {
    "a table": lambda document: None,  # noqa: ARG005
    "a paragraph": lambda document: document.add_paragraph("末"),
    "a value": lambda document: document.add_paragraph("{{ 值 }}"),
    "an empty paragraph": lambda document: document.element.body[-1].addprevious(OxmlElement("w:p")),
    "a paragraph with properties": with_styled_paragraph,
    "a second section": lambda document: (document.add_section(), document.add_paragraph("末")),
    "an empty second section": lambda document: document.add_section(),
    "no section": without_section,
}


@pytest.mark.parametrize("first", some_fast(ENDINGS, every=8))
def test_forms_are_joined_whatever_they_end_with(first: str) -> None:
    values = {"值": "一\n二 <三>"}
    beginning = made([["{{ 值 }}", "甲"]], ENDINGS[first])
    assert assert_same(beginning, values) == ""
    for last in ENDINGS:
        templates = [beginning, made([["乙", "{{ 值 }}"]], ENDINGS[last])]
        ours = whole_submission([("甲", template.fill(values)) for template in templates], "全", {})
        theirs = docx_bytes(join_forms([("甲", template.fill_by_docxtpl(values)) for template in templates]), "全", {})
        assert contents(ours) == contents(theirs), last


def test_a_compiled_template_is_kept_between_runs_and_a_forged_one_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = made(ROWS["loop"]).source
    cache = CacheDirectory(tmp_path, b"k" * 32)
    first = Template(source, cache)
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file() and path.name != "swept")
    kept = entry.read_bytes()
    expected = first.fill(used(first)).to_docx("表", {})
    for wrong in (b"", kept[:-1], kept[:40] + b"\0" + kept[41:], b"\0" * len(kept)):
        entry.write_bytes(wrong)
        assert Template(source, cache).fill(used(first)).to_docx("表", {}) == expected
        assert entry.read_bytes() == kept
    assert CacheDirectory(tmp_path, b"x" * 32).get("template", first.hash) is None
    monkeypatch.setattr("perfdocs.render.fast.compile_template", None)
    assert Template(source, cache).fill(used(first)).to_docx("表", {}) == expected


def test_numbers_that_a_pack_prints_in_its_own_way() -> None:
    template = made([["{{ 值 }}", "{% for 键 in 表 %}{{ 键.label }}{% endfor %}"]])
    assert assert_same(template, {"值": Shown(Decimal(1), "壹"), "表": {Key("a", "甲<"): 1}}) == ""
