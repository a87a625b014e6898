"""The redline of a whole submission: who accepts all has this year's, who rejects all last year's, form by form."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm

from perfdocs.compare.whole_redline import whole_redline
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.render.documents import department_documents
from perfdocs.word.xml import W
from tests.support import libreoffice
from tests.support.accept_changes import accept_all, reject_all, shape
from tests.support.random_specs import TEMPLATES
from tests.support.settled_redlines import AUTHOR, pair_with_other_forms, redlines_of, settled_wholes, whole
from tests.support.some_fast import random_cases


def plain(specs: Specs) -> Any:
    """The body of the whole submission as `render` makes it."""
    files = department_documents(build_submission(specs.pack, specs.documents), TEMPLATES, "specs/2023/a").files
    return Document(io.BytesIO(list(files.values())[-1])).element.body


@pytest.mark.parametrize("number", random_cases(12, every=11))
def test_all_accepted_or_all_rejected(number: int) -> None:
    old, new = pair_with_other_forms(number)
    body = whole(old, new).element.body
    assert shape(accept_all(body)) == shape(plain(new))
    assert shape(reject_all(body)) == shape(plain(old))


def widths(body: Any) -> list[str]:
    return [section.find(f"{W}pgSz").get(f"{W}w") for section in body.iter(f"{W}sectPr")]


@pytest.mark.parametrize(
    ("wide", "accepted", "rejected"),
    [
        pytest.param([2], [0, 0, 0], [0, 0, 1, 0], id="another paper goes with its form"),
        pytest.param([], [0, 0, 0], [0, 0, 0, 0], id="the same paper"),
        pytest.param([0, 1, 2], [1, 1, 0], [1, 1, 1, 0], id="the same other paper"),
    ],
)
def test_paper(wide: list[int], accepted: list[int], rejected: list[int]) -> None:
    forms = redlines_of(*pair_with_other_forms(11)).in_order
    assert [each.kind for each in forms] == ["", "", "取消", ""]
    for number in wide:
        forms[number].document.sections[0].page_width = Mm(297)
    body = whole_redline(forms, AUTHOR).element.body
    assert [["11906", "16838"][width] for width in accepted] == widths(accept_all(body))
    assert [["11906", "16838"][width] for width in rejected] == widths(reject_all(body))


def test_a_first_form_that_went_takes_its_own_end_with_it() -> None:
    _, _, gone, kept = redlines_of(*pair_with_other_forms(11)).in_order
    body = whole_redline([gone, kept], AUTHOR).element.body
    assert len(widths(reject_all(body))) == 2
    assert len(widths(accept_all(body))) == 1


@pytest.mark.slow
def test_libreoffice_takes_out_forms_with_their_pages(tmp_path: Path) -> None:
    settled = list(settled_wholes(range(4), tmp_path))
    assert [each.file.name for each in settled if not each.is_plain] == []
    printed = libreoffice.as_pdf([each.file for each in settled], tmp_path / "pdf", tmp_path / "profile")
    assert [pdf.name for pdf in printed if not all(page.strip() for page in libreoffice.pages(pdf))] == []
