"""What the filters print."""

from __future__ import annotations

from typing import Any

import pytest

from perfdocs.pack.filters import tick


@pytest.mark.parametrize(
    ("value", "options", "printed"),
    [
        ("是", ("是", "否"), "☑是 □否"),
        ("否", ("是", "否"), "□是 ☑否"),
        (None, ("是", "否"), "□是 □否"),
        ("新增", ("新增",), "☑新增"),
        ("延续", ("新增",), "□新增"),
        (["新增", "延续"], ("新增", "延续", "一次性"), "☑新增 ☑延续 □一次性"),
    ],
)
def test_boxes_before_options(value: Any, options: tuple[str, ...], printed: str) -> None:
    assert tick(value, *options) == printed


def test_a_mark_alone() -> None:
    assert [tick(value, "新增", mark="√") for value in ("新增", "延续", None)] == ["√", "", ""]


def test_the_options_as_a_form_has_them() -> None:
    text = "1、新增□　2、延续□"
    printed = [tick(value, "新增", "延续", text=text) for value in ("延续", None)]
    assert printed == ["1、新增□　2、延续☑", text]
    assert tick(["新增", "延续"], "新增", "延续", text="□新增 □延续", mark="√") == "√新增 √延续"
    for wrong in ("新增□", "新增 延续□"):
        with pytest.raises(ValueError, match=r"^tick 的 text 要写出每个选项，旁边各有一个 □$"):
            tick("新增", "新增", "延续", text=wrong)


def test_what_no_box_shows_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"^“待定”不在 tick 的选项 是、否 里，印不出来$"):
        tick("待定", "是", "否")
    with pytest.raises(ValueError, match=r"^tick 要写出选项，例如 tick\('是', '否'\)$"):
        tick("是")
