"""The forms as they lie on the table: printed by LibreOffice and measured, of all lengths, and after it saved them."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from perfdocs.checks.check_department import check_department
from perfdocs.department.forms import Submission
from perfdocs.pack.manifest import Packs
from perfdocs.render.documents import whole_submission
from perfdocs.render.template import Template
from perfdocs.workspace import find_workspace
from tests.support import libreoffice, spec_shapes
from tests.support.printed_pages import CM, SEAL, Page, Text, printed_pages
from tests.support.workspaces import ROOT

SIGNED = "单位负责人签字："
LINES = {SIGNED: 4.0, "填表人：": 4.0, "联系电话：": 5.0}
"""Centimetres that each line to sign on has at least."""
SEALED = "（盖章）"
FILL = "田"
"""What a cell is filled with to see where it is cut: no form has this character by itself."""
FULL = 2000
"""Characters of a cell that is longer than a page."""
MARGIN = 1134 / 20
"""Points below the text of a page."""
HEADS = ("指标", "标准", "支出内容简介", "支出明细", "金额", "支出测算", "测算说明", "序号", "名", "称", "事项", "工作")
"""What stands in repeated heads."""
DEPARTMENTS = ("2023/commerce", "2026/construction", "2026/urban-enforcement")

pytestmark = pytest.mark.slow


class Printed(NamedTuple):
    """A printed document: what it is, and its pages."""

    name: str
    pages: list[Page]


def submissions() -> Iterator[Submission]:
    workspace, packs = find_workspace(ROOT), Packs(ROOT)
    for department in workspace.departments()[0]:
        if f"{department.year}/{department.id}" in DEPARTMENTS:
            submission = check_department(workspace, packs, department, datetime.date(2023, 6, 1)).submission
            assert submission
            yield submission


def print_all(documents: Mapping[str, bytes], directory: Path) -> list[Printed]:
    """All documents through one run of LibreOffice."""
    for name, data in documents.items():
        (directory / f"{name}.docx").write_bytes(data)
    sources = [directory / f"{name}.docx" for name in documents]
    pdfs = libreoffice.as_pdf(sources, directory, directory / "profile")
    return [Printed(pdf.stem, printed_pages(pdf)) for pdf in pdfs]


def whole(submission: Submission) -> bytes:
    opened = {form: Template(submission.pack.template(form).read_bytes()) for form in submission.pack.forms}
    filled = [(each.form.template, opened[each.form].fill(each.context)) for each in submission.forms]
    return whole_submission(filled, "整套", {})


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    """Whole submissions: the seeds, one row, many rows, 100 rows of details, and all saved again by LibreOffice."""
    from perfdocs.cli import main

    directory = tmp_path_factory.mktemp("seeds")
    documents = {f"seed{number}": whole(each) for number, each in enumerate(submissions())}
    shapes: dict[str, tuple[Any, list[Any]]] = {
        "one": (spec_shapes.department(1), [spec_shapes.fund(1)]),
        "many": (spec_shapes.department(12), [spec_shapes.fund(12)]),
        "hundred": (spec_shapes.department(1), [spec_shapes.fund(1, details=100)]),
    }
    root = spec_shapes.tree(directory / "shapes", shapes)
    assert main.run(["render", "--root", str(root)]) == 0
    for name in shapes:
        (path,) = (root / f"build/2023/{name}").glob("*整套*.docx")
        documents[name] = path.read_bytes()
    printed = print_all(documents, directory)
    saved = directory / "saved"
    libreoffice.convert([directory / f"{name}.docx" for name in documents], "docx", saved)
    again = {f"{name}-again": (saved / f"{name}.docx").read_bytes() for name in documents}
    return [*printed, *print_all(again, directory)]


def test_lines_to_sign_on_are_long_enough(seeds: list[Printed]) -> None:
    lengths = [
        (document.name, page.number, label, line.length if (line := page.line_behind(label)) else 0)
        for document in seeds
        for page in document.pages
        for label in LINES
        if page.find(label)
    ]
    assert len(lengths) >= 3 * 2 * (4 + 3 + 4)
    assert [each for each in lengths if each[3] < LINES[each[2]]] == []


def test_a_seal_has_room_over_the_name(seeds: list[Printed]) -> None:
    rooms = [
        (document.name, page.number, page.seal_room(SEALED))
        for document in seeds
        for page in document.pages
        if page.find(SEALED)
    ]
    assert len(rooms) >= 2 * (4 + 3 + 4)
    assert [each for each in rooms if each[2] < SEAL] == []


def test_amounts_stand_on_the_line_of_the_name(seeds: list[Printed]) -> None:
    for document in seeds:
        for page in document.pages:
            if page.find(SEALED):
                name, unit = page.find(SEALED), page.find("万元")
                assert name is not None
                assert unit is not None
                assert abs(name.bottom - unit.bottom) < 1, (document.name, page.number)


def test_decimal_points_stand_one_above_another(seeds: list[Printed]) -> None:
    pages = [page for document in seeds if document.name.startswith("seed") for page in document.pages]
    for page in (page for page in pages if page.find("汇总表")):
        head = next(text for text in page.texts if text.text.replace(" ", "") == "金额")
        column = [text for text in page.texts if head.left - 20 < text.left < head.right]
        points = [text.right for text in column if re.fullmatch(r"\d\d", text.text)]
        points += [text.left for text in column if re.fullmatch(r"\.\d\d", text.text)]
        assert len(points) > 5
        assert max(points) - min(points) < 2


def test_the_signature_stands_below_the_last_row(seeds: list[Printed]) -> None:
    for document in seeds:
        for page in document.pages:
            signature = page.find(SIGNED)
            if signature:
                rows = rows_above(page, signature)
                assert rows, (document.name, page.number)
                assert rows[0].bottom - signature.top < 2 * CM, (document.name, page.number)


def rows_above(page: Page, text: Text) -> list[Text]:
    """What stands above on the page and is no head."""
    return [each for each in page.above(text) if not any(head in each.text for head in HEADS)]


def test_pages_are_numbered_through_the_submission(seeds: list[Printed]) -> None:
    for document in seeds:
        for page in document.pages:
            low = sorted(text for text in page.texts if text.top < MARGIN)
            assert "".join(text.text for text in low).replace(" ", "") == f"—{page.number}—"
            is_right = low[0].left > page.width / 2
            assert is_right == bool(page.number % 2), (document.name, page.number)
            assert all(text.bottom > MARGIN for text in page.texts if text not in low)


def test_no_line_is_thicker_where_tables_meet(seeds: list[Printed]) -> None:
    """Two lines that touch are each half as thick as one."""
    for document in seeds:
        if "again" not in document.name:
            for page in document.pages:
                heights = sorted({round(rule.height, 1) for rule in page.rules if rule.length > 15})
                gaps = [high - low for low, high in itertools.pairwise(heights) if high - low < 3]
                assert all(gap < 0.5 for gap in gaps), (document.name, page.number, gaps)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> list[Filled]:
    """Every form with each of its texts in turn longer than a page, two in a document."""
    return print_filled(FULL, 2, tmp_path_factory.mktemp("filled"))


class Filled(NamedTuple):
    """A printed form in which some texts were exchanged for long ones, and how many characters these have."""

    name: str
    characters: int
    pages: list[Page]


def print_filled(length: int, at_once: int, directory: Path) -> list[Filled]:
    """A form of each template for each so many of its texts, which are exchanged for ones of this length."""
    documents: dict[str, bytes] = {}
    characters: dict[str, int] = {}
    forms = {form.form.template: (form, each) for each in submissions() for form in each.forms}
    for form, submission in forms.values():
        template = Template(submission.pack.template(form.form).read_bytes())
        unchanged = template.fill(form.context).to_docx("", {})
        used = {name: form.context[name] for name in template.names if name in form.context}
        texts = {(id(owner), key): (owner, key) for owner, key in _texts(used)}  # a direction is in its fund too
        printed = [text for text in texts.values() if _with_long(template, form.context, [text], length) != unchanged]
        groups = [printed[at :: -(-len(printed) // at_once)] for at in range(-(-len(printed) // at_once))]
        for number, group in enumerate(groups):
            name = f"{form.form.template[:-5]}{number:03}"
            documents[name] = _with_long(template, form.context, group, length)
            characters[name] = len(group) * length
    assert sum(characters.values()) > 60 * length
    return [Filled(each.name, characters[each.name], each.pages) for each in print_all(documents, directory)]


def _with_long(template: Template, context: Mapping[str, Any], texts: list[tuple[Any, Any]], length: int) -> bytes:
    """The form with these texts (each its owner and its key) exchanged for long ones."""
    kept = [owner[key] for owner, key in texts]
    for owner, key in texts:
        owner[key] = FILL * length
    document = template.fill(context).to_docx("", {})
    for (owner, key), text in zip(texts, kept, strict=True):
        owner[key] = text
    return document


def _texts(value: Any) -> Iterator[tuple[Any, Any]]:
    """The owner and the key of each text."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if isinstance(inner, str):
            yield value, key
        elif isinstance(inner, dict | list):
            yield from _texts(inner)


def test_no_character_of_a_long_cell_is_lost(filled: list[Filled]) -> None:
    counts = {document.name: sum(_count(page) for page in document.pages) for document in filled}
    wanted = {document.name: document.characters for document in filled}
    assert {name: count for name, count in counts.items() if count < wanted[name]} == {}


def _count(page: Page) -> int:
    return sum(text.text.count(FILL) for text in page.texts)


def test_the_signature_is_not_alone_below_a_cell_of_two_thousand_characters(filled: list[Filled]) -> None:
    """LibreOffice moves no line of a cut row on with the next row: other lengths may leave it alone."""
    signed = [(document, document.pages[-1].find(SIGNED)) for document in filled]
    assert sum(signature is not None for _, signature in signed) > 15
    alone = [each.name for each, signature in signed if signature and not rows_above(each.pages[-1], signature)]
    assert alone == []


def test_a_cell_that_fits_a_page_stands_on_one(tmp_path: Path) -> None:
    """40 characters are 20 lines in the narrowest column, that of the numbers."""
    printed = print_filled(40, 6, tmp_path)
    counts = {document.name: [_count(page) for page in document.pages if _count(page)] for document in printed}
    assert {name: pages for name, pages in counts.items() if any(count % 40 for count in pages)} == {}


GOAL = (
    "完成全年招商引资任务，新签约亿元以上项目四十五个，其中五百强企业项目五个，"
    "履约率百分之四十五以上，实际利用外资八百万美元。"
)


def test_a_summary_of_sixty_goals_in_words_takes_six_pages(tmp_path: Path) -> None:
    from perfdocs.cli import main

    assert len(GOAL) >= 60
    fund = spec_shapes.fund(1)
    (direction,) = fund["支出方向"]
    goals = {"实施期绩效目标": GOAL, "年度绩效目标": GOAL}
    directions = [direction | goals | {"名称": f"支出方向{number}"} for number in range(60)]
    root = spec_shapes.tree(tmp_path, {"goals": (spec_shapes.department(1), [fund | goals | {"支出方向": directions}])})
    assert main.run(["render", "--root", str(root)]) == 0
    (summary,) = (root / "build/2023/goals").glob("02-*.docx")
    ((_, pages),) = print_all({"summary": summary.read_bytes()}, tmp_path)
    assert len(pages) <= 6
    assert pages[-1].find(SIGNED)
