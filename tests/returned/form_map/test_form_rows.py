"""What a template can print comes back: every construct of docs/templates.md in every place where it may stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document as WordDocument

from tests.support.construct_pack import KINDS, add_rows, as_read, round_trip
from tests.support.some_fast import some_fast

ONE = {
    "名称": "会计培训班",
    "说明": "两期",
    "金额": 1030800,
    "类别": "延续",
    "目标": {"符号": "≥", "数值": 90, "单位": "%"},
    "分列": {"数值": 3, "单位": "个"},
    "数值": 80,
}
TWO = {"名称": "党务培训班", "金额": 250000, "类别": "新增", "目标": 85, "数值": 20}

CONSTRUCTS = {
    "a text": ("{{ O.说明 }}", "说明"),
    "an amount": ("{{ O.金额 }}", "金额"),
    "one of a few words": ("{{ O.类别 }}", "类别"),
    "a value in parts": ("{{ O.目标 }}", "目标"),
    "a group in parts": ("{{ O.分列 }}", "分列"),
    "sign, value and unit": ("{{ O.符号 }}{{ O.数值 }}{{ O.单位 }}", "数值"),
    "thousands": ("{{ O.金额|thousands(2) }}", "金额"),
    "unit": ("{{ O.金额|unit('元', '万元') }}", "金额"),
    "unit and thousands": ("{{ O.金额|unit('元', '万元')|thousands(2) }}", "金额"),
    "blank": ("{{ O.说明|blank(9) }}", "说明"),
    "if": ("{% if O.说明 %}{{ O.说明 }}{% endif %}", "说明"),
    "if with words": ("{% if O.说明 %}（共{{ O.说明 }}）{% endif %}", "说明"),
    "if and else": ("{% if O.说明 %}{{ O.说明 }}{% else %}无{% endif %}", "说明"),
    "or": ("{{ O.说明 or '无' }}", "说明"),
    "tick": ("{{ O.类别|tick('新增', '延续', '一次性') }}", "类别"),
    "a tick an option": ("、".join(f"{{{{ O.类别|tick('{kind}') }}}}" for kind in KINDS), "类别"),
}
"""What is written in a template (O: whose field it is), and the field that it prints."""

Place = Callable[[WordDocument, str], Any]


def paragraph(before: str, behind: str, document: WordDocument, tag: str) -> None:
    document.add_paragraph(before + tag + behind)


def cell(before: str, behind: str, document: WordDocument, tag: str) -> None:
    add_rows(document, ("内容", before + tag + behind))


def nested(document: WordDocument, tag: str) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "内容"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "细目", tag


NAME = "{{ 项目.名称 }}"
PLACES: dict[str, Place] = {
    "paragraph": partial(paragraph, "", ""),
    "paragraph behind words": partial(paragraph, "内容：", ""),
    "cell": partial(cell, "", ""),
    "cell behind words": partial(cell, "共计", ""),
    "cell before words": partial(cell, "", "（以上）"),
    "cell between words": partial(cell, "其中：", "（以上）"),
    "cell of its label": lambda document, tag: add_rows(document, (f"内容：{tag}", "")),
    "second paragraph": partial(cell, "以下填写内容\n", ""),
    "first paragraph": partial(cell, "", "\n以上填写内容"),
    "behind another tag": partial(cell, f"名称：{NAME}；内容：", ""),
    "before another tag": partial(cell, "内容：", f"；名称：{NAME}"),
    "rows with a condition": lambda document, tag: add_rows(
        document, ("{%tr if 项目.名称 %}", ""), ("内容", tag), ("{%tr endif %}", "")
    ),
    "paragraph with a condition": partial(cell, "{%p if 项目.名称 %}\n", "\n{%p endif %}"),
    "row that is kept": lambda document, tag: add_rows(document, ("名称", NAME), ("内容{% keep %}", tag)),
    "nested table": nested,
}
LOOP, END = "{%tr for 行 in 明细|rows(1) %}", "{%tr endfor %}"


def rows(*cells: str) -> Place:
    """In rows that repeat, one for each row of the data."""

    def write(document: WordDocument, tag: str) -> None:
        gap = [""] * (len(cells) - 1)
        texts = [text.replace("TAG", tag) for text in cells]
        add_rows(document, ["列一", "列二", "列三"][: len(cells)], (LOOP, *gap), texts, (END, *gap))

    return write


def block(document: WordDocument, tag: str) -> None:
    add_rows(document, (LOOP, ""), ("名称", "{{ 行.名称 }}"), ("内容", tag), (END, ""))


def row_with_a_condition(document: WordDocument, tag: str) -> None:
    gap = ("", "")
    begin, end = ("{%tr if 行.名称 %}", *gap), ("{%tr endif %}", *gap)
    add_rows(document, ("名称", "内容", "备注"), (LOOP, *gap), begin, ("{{ 行.名称 }}", tag, ""), end, (END, *gap))


def paragraphs(document: WordDocument, tag: str) -> None:
    document.add_paragraph("{%p for 行 in 明细|rows(1) %}")
    document.add_paragraph("{{ loop.index }}. 名称：{{ 行.名称 }}，内容：" + tag)
    document.add_paragraph("{%p endfor %}")


def groups(document: WordDocument, tag: str) -> None:
    outer, inner = "{%tr for 组, 各行 in 分组|items %}", "{%tr for 行 in 各行|rows(1) %}"
    row = ("{% vm 组 %}{{ 组.label }}", "{{ loop.index }}.{{ 行.名称 }}", tag)
    add_rows(document, ("类别", "名称", "内容"), (outer, "", ""), (inner, "", ""), row, (END, "", ""), (END, "", ""))


ROW_PLACES: dict[str, Place] = {
    "row": rows("{{ loop.index }}", "{{ 行.名称 }}", "TAG"),
    "row behind words and number": rows("{{ loop.index|chinese }}", "{{ 行.名称 }}", "内容{{ loop.index }}：TAG"),
    "row before words": rows("（{{ loop.index }}）{{ 行.名称 }}", "TAG（以上）"),
    "row behind another tag": rows("{{ loop.index }}", "名称：{{ 行.名称 }}；内容：TAG"),
    "row, second paragraph": rows("{{ loop.index }}", "名称：{{ 行.名称 }}\n内容：TAG"),
    "row of one cell": rows("{{ loop.index }}.{{ 行.名称 }}：TAG"),
    "row beside a merged cell": rows("{% vm 行.名称 %}{{ 行.名称 }}", "TAG", ""),
    "row with a condition": row_with_a_condition,
    "several rows": block,
    "paragraphs that repeat": paragraphs,
    "rows of groups": groups,
}


@pytest.mark.parametrize("name", some_fast([f"{place} / {name}" for place in PLACES for name in CONSTRUCTS], every=61))
def test_a_field_comes_back(tmp_path: Path, name: str) -> None:
    place, construct = name.split(" / ")
    tag, key = CONSTRUCTS[construct]
    data = {"项目": {"名称": ONE["名称"], key: ONE[key]}}

    def write(document: WordDocument) -> None:
        add_rows(document, ("项目名称", NAME))
        PLACES[place](document, tag.replace("O", "项目"))

    assert round_trip(tmp_path, write, data) == (as_read(data), [])


@pytest.mark.parametrize(
    "name", some_fast([f"{place} / {name}" for place in ROW_PLACES for name in CONSTRUCTS], every=61)
)
def test_rows_come_back(tmp_path: Path, name: str) -> None:
    place, construct = name.split(" / ")
    tag, key = CONSTRUCTS[construct]
    some = [{"名称": row["名称"], **({key: row[key]} if key in row else {})} for row in (ONE, TWO)]
    data = {"分组": {"数量": some, "质量": some[::-1]}} if place == "rows of groups" else {"明细": some}
    ran = round_trip(tmp_path, lambda document: ROW_PLACES[place](document, tag.replace("O", "行")), data)
    assert ran == (as_read(data), [])


POINTS = ["招商引资", "外贸服务", "电商发展"]
DETAILS = [{"名称": "会计培训班", "说明": "两期", "金额": 100}, {"名称": "党务培训班", "说明": "一期", "金额": 200}]
COSTS = [{"名称": row["名称"], "金额": row["金额"]} for row in DETAILS]
IN_POINTS, OF_POINTS = "{% for 点 in 要点 %}", "{%p for 点 in 要点 %}\n"
CHOICES = [{"名称": "甲", "类别": "延续"}, {"名称": "乙", "类别": "新增"}, {"名称": "丙"}]
PARTS = [{"名称": "甲", **ONE["目标"]}, {"名称": "乙", "数值": 3, "单位": "个"}]  # type: ignore[dict-item]


def point_rows(text: str, least: int = 1) -> Place:
    return lambda document, _: add_rows(
        document,
        ("序号", "要点"),
        (f"{{%tr for 点 in 要点|rows({least}) %}}", ""),
        ("{{ loop.index }}", text),
        (END, ""),
    )


def both(one: Place, other: Place) -> Place:
    def write(document: WordDocument, tag: str) -> None:
        one(document, tag)
        other(document, tag)

    return write


LISTS: dict[str, tuple[Place, dict[str, Any]]] = {
    "rows of texts": (point_rows("{{ 点 }}"), {"要点": POINTS}),
    "rows of texts behind words": (point_rows("要点{{ loop.index }}：{{ 点 }}"), {"要点": POINTS}),
    "rows of texts, some blank": (point_rows("{{ 点 }}", least=5), {"要点": POINTS}),
    "a cell, numbered": (partial(cell, IN_POINTS + "{{ loop.index }}.{{ 点 }}；", "{% endfor %}"), {"要点": POINTS}),
    "a cell, 一、二": (
        partial(cell, IN_POINTS + "{{ loop.index|chinese }}、{{ 点 }}", "；{% endfor %}"),
        {"要点": POINTS},
    ),
    "a cell, with commas": (
        partial(cell, IN_POINTS + "{{ 点 }}{% if not loop.last %}、{% endif %}", "{% endfor %}"),
        {"要点": POINTS},
    ),
    "a cell, a paragraph each": (partial(cell, OF_POINTS + "{{ 点 }}", "\n{%p endfor %}"), {"要点": POINTS}),
    "a cell, paragraphs below words": (
        partial(cell, "主要有：\n" + OF_POINTS + "（{{ loop.index }}）{{ 点 }}", "\n{%p endfor %}"),
        {"要点": POINTS},
    ),
    "a paragraph": (
        partial(paragraph, "要点：" + IN_POINTS, "{{ loop.index }}.{{ 点 }}；{% endfor %}"),
        {"要点": POINTS},
    ),
    "a cell of rows": (
        partial(
            cell, "{% for 行 in 明细 %}{{ loop.index }}.{{ 行.名称 }}（{{ 行.说明 }}）{{ 行.金额 }}元；", "{% endfor %}"
        ),
        {"明细": DETAILS},
    ),
    "a cell of rows, a paragraph each": (
        partial(cell, "{%p for 行 in 明细 %}\n{{ loop.index }}.{{ 行.名称 }}：{{ 行.金额 }}元", "\n{%p endfor %}"),
        {"明细": COSTS},
    ),
    "several ticks": (
        partial(cell, "{{ 类别清单|tick('新增', '延续', '一次性') }}", ""),
        {"类别清单": ["新增", "一次性"]},
    ),
    "ticks in columns": (
        lambda document, _: add_rows(
            document,
            ("名称", *KINDS),
            (LOOP, "", "", ""),
            ("{{ 行.名称 }}", *(f"{{{{ 行.类别|tick('{kind}', mark='√') }}}}" for kind in KINDS)),
            (END, "", "", ""),
        ),
        {"明细": CHOICES},
    ),
    "boxes in columns": (
        lambda document, _: add_rows(
            document,
            ("名称", *KINDS),
            (LOOP, "", "", ""),
            ("{{ 行.名称 }}", *(f"{{{{ 行.类别|tick('{kind}') }}}}" for kind in KINDS)),
            (END, "", "", ""),
        ),
        {"明细": CHOICES},
    ),
    "boxes in blank rows": (
        lambda document, _: add_rows(
            document,
            ("名称", "类别"),
            ("{%tr for 行 in 明细|rows(5) %}", ""),
            ("{{ 行.名称 }}", "{{ 行.类别|tick('新增', '延续', '一次性') }}"),
            (END, ""),
        ),
        {"明细": CHOICES},
    ),
    "sign, value and unit in columns": (
        lambda document, _: add_rows(
            document,
            ("名称", "符号", "值", "单位"),
            (LOOP, "", "", ""),
            ("{{ 行.名称 }}", "{{ 行.符号 }}", "{{ 行.数值 }}", "{{ 行.单位 }}"),
            (END, "", "", ""),
        ),
        {"明细": PARTS},
    ),
    "a value in parts in columns": (
        lambda document, _: add_rows(
            document,
            ("名称", "符号", "值", "单位"),
            (LOOP, "", "", ""),
            ("{{ 行.名称 }}", "{{ 行.分列.符号 }}", "{{ 行.分列.数值 }}", "{{ 行.分列.单位 }}"),
            (END, "", "", ""),
        ),
        {"明细": [{"名称": "甲", "分列": ONE["目标"]}]},
    ),
    "a total": (
        lambda document, _: add_rows(
            document,
            ("名称", "金额"),
            (LOOP, ""),
            ("{{ 行.名称 }}", "{{ 行.金额 }}"),
            (END, ""),
            ("合计", "{{ 明细|total('金额') }}"),
            ("最高", "{{ 明细|joint('金额') }}"),
        ),
        {"明细": COSTS},
    ),
    "a list twice on a form": (
        both(partial(cell, IN_POINTS + "{{ loop.index }}.{{ 点 }}；", "{% endfor %}"), point_rows("{{ 点 }}", least=5)),
        {"要点": POINTS},
    ),
    "rows twice on a form": (
        both(
            rows("{{ 行.名称 }}", "{{ 行.金额 }}"),
            rows("{{ loop.index }}", "{{ 行.名称 }}", "{{ 行.说明 }}"),
        ),
        {"明细": DETAILS},
    ),
    "many numbers of rows": (
        lambda document, _: add_rows(
            document, ("序号", "名称"), (LOOP, ""), ("（{{ loop.index|chinese }}）", "{{ 行.名称 }}"), (END, "")
        ),
        {"明细": [{"名称": f"项目{number}"} for number in range(12)]},
    ),
}


@pytest.mark.parametrize("name", some_fast(LISTS, every=8))
def test_lists_come_back(tmp_path: Path, name: str) -> None:
    place, data = LISTS[name]
    assert round_trip(tmp_path, lambda document: place(document, ""), data) == (as_read(data), [])


def test_a_list_without_anything_between_is_told(tmp_path: Path) -> None:
    ran = round_trip(tmp_path, lambda document: cell(IN_POINTS, "{{ 点 }}{% endfor %}", document, ""), {"要点": POINTS})
    message = "第 2 个表第 1 行第 2 格：“招商引资外贸服务电商发展”不知道填到哪里，没有读入：请核对，需要的自己填上"
    assert ran == ({}, [f"N201 {message}"])


def test_texts_that_cannot_be_parted_are_told(tmp_path: Path) -> None:
    data = {"项目": {"名称": "甲班", "说明": "两期"}}
    ran = round_trip(tmp_path, lambda document: cell(NAME, "{{ 项目.说明 }}", document, ""), data)
    message = "第 2 个表第 1 行第 2 格：“甲班两期”不知道填到哪里，没有读入：请核对，需要的自己填上"
    assert ran == ({}, [f"N201 {message}"])
