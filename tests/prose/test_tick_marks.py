"""Which words of a form are ticked, however the ticks are written."""

from __future__ import annotations

from perfdocs.prose.tick_marks import ticked_options
from tests.support.for_each import for_each

OPTIONS = ("新增项目", "延续项目", "一次性项目")


@for_each(
    ("text", "ticked"),
    [
        ("□新增项目 ☑延续项目 □一次性项目", ["延续项目"]),
        ("□新增项目  √延续项目  □一次性项目", ["延续项目"]),
        ("新增项目□ 延续项目■ 一次性项目□", ["延续项目"]),
        ("☐新增项目\n☒延续项目\n☐一次性项目", ["延续项目"]),
        ("新增项目（ ）延续项目（√）一次性项目（ ）", ["延续项目"]),
        ("新增项目 √延续项目 一次性项目", ["延续项目"]),
        ("新增项目√、延续项目、一次性项目", ["新增项目"]),
        ("☑新增项目 ☑延续项目 □一次性项目", ["新增项目", "延续项目"]),
        ("1、新增项目 □　2、延续项目 √　3.一次性项目 □", ["延续项目"]),
        ("一、新增项目□ 二、延续项目□ 三、一次性项目☑", ["一次性项目"]),
        ("□新增项目 □延续项目 □一次性项目", []),
        ("延续项目", ["延续项目"]),
        ("", []),
        ("新增项目 √ 延续项目 一次性项目", None),
        ("新增项目 延续项目 一次性项目", None),
        ("√", None),
        ("☑其他", None),
        ("☑延续项目（第二年）", None),
    ],
)
def test_ticked_options(text: str, ticked: list[str] | None) -> None:
    assert ticked_options(text, OPTIONS) == ticked


def test_a_tick_alone_is_for_the_only_option() -> None:
    assert [ticked_options(text, ("新增",)) for text in ("√", "□", " ", "☑新增")] == [["新增"], [], [], ["新增"]]


def test_a_longer_option_is_not_taken_for_a_shorter_one() -> None:
    assert ticked_options("□项目 ☑项目库", ("项目", "项目库")) == ["项目库"]
