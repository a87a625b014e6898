"""Forms of two departments in one go: those of the second are told, and nothing of them is read."""

from __future__ import annotations

from perfdocs.word.incoming import open_incoming
from tests.support.clerk_documents import Habits, forms_as_docx
from tests.support.clerk_habits import FILED
from tests.support.printed_forms import importer


def imported(name: str) -> tuple[str, list[str]]:
    """All files, and what is told of departments, where the last form is of this department."""
    other = [[cell.replace("株洲市石峰区商务局", name) for cell in row] for row in FILED[3]]
    forms = [*FILED[:3], other]
    specs = importer("shifeng-2023").import_documents([open_incoming("a.docx", forms_as_docx(forms, Habits()))], "")
    return "".join(specs.files.values()), [each.message for each in specs.findings if each.code == "N217"]


def test_forms_of_another_department_are_not_mixed_in() -> None:
    text, messages = imported("株洲市石峰区教育局")
    assert messages == [
        "第 4 个表第 2 行第 1 格：这张表写的是“株洲市石峰区教育局”，别的表是“株洲市石峰区商务局”：没有读入，"
        "请单独放、用另一个 --out 目录再读；名称写错了的，改成一样再读"
    ]
    assert "教育局" not in text
    assert "一把手招商" not in text


def test_a_short_name_is_the_same_department() -> None:
    text, messages = imported("石峰区商务局")
    assert messages == []
    assert "一把手招商" in text
