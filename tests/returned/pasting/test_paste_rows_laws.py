"""Sheets made at random, of which it is known what they say; and the project's own figures there and back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from perfdocs.department.row_names import RowNames
from perfdocs.department.specs import DocumentTree
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Keys, value_at
from perfdocs.pack.manifest import DocumentKind, Packs
from perfdocs.returned.pasting.paste_rows import Present, SheetFile, paste_rows
from perfdocs.returned.pasting.places import Leaf, find_target, leaves
from perfdocs.schema.node import Node
from perfdocs.sheet.cells import column_letters
from perfdocs.sheet.open_sheets import open_sheets
from perfdocs.yamlfile.reader import Document, read
from tests.support.sheets import Formatted, Page, workbook
from tests.support.workspaces import ROOT

FUND = "专项名称: 某专项\n支出方向:\n  - 名称: 某方向\n    金额: 2\n    支出明细:\n      单位: 元\n      项目:\n"
"""A fund without details."""
DETAILS = ("支出方向", 0, "支出明细", "项目")
HEADS = {
    "支出内容": ["支出内容", "支出内容简介", "支 出 内 容"],
    "支出明细": ["支出明细"],
    "金额": ["金额", "金额（元）", "金额\n(元)", "金额（万元）"],
    "测算依据": ["测算依据", "支出测算依据及过程说明"],
}
OTHERS = ["备注", "单价", "数量", "上年金额", "经办人"]
NAMES = ["车补", "差旅费", "印刷费", "培训费", "会议费", "办公费", "租车", "宣传"]


class Made(NamedTuple):
    """A sheet; the rows that it says, what must be told, and whether two of its columns contradict each other."""

    page: Page
    rows: list[dict[str, Any]]
    codes: set[str]
    is_doubled: bool


def made(chance: random.Random) -> Made:
    """A sheet of details: columns in any order, under other heads, with others beside, rows of no data between."""
    keys = [key for key in HEADS if key in ("支出内容", "金额") or chance.random() < 0.8]
    columns = [*keys, *chance.sample(OTHERS, chance.randrange(3))]
    chance.shuffle(columns)
    heads = {key: chance.choice(HEADS.get(key, [key])) for key in columns}
    in_wan = "万元" in heads["金额"]
    codes = {"N212"} & {"N212" for key in columns if key in OTHERS}
    codes |= {"N213"} if "测算依据" not in keys else set()
    codes |= {"N206"} if in_wan or "元" not in heads["金额"] else set()
    rows: list[dict[str, Any]] = []
    lines: list[list[Any]] = []
    for number in range(chance.randint(1, 8)):
        amount = Decimal(chance.randint(1, 9_999_999)).scaleb(-2)
        row: dict[str, Any] = {"支出内容": f"{chance.choice(NAMES)}{number}", "金额": amount}
        row |= {key: f"{key}{number}" for key in keys if key not in row and chance.random() < 0.8}
        shown = amount.scaleb(-4) if in_wan else amount
        typed: dict[str, Any] = {
            **row,
            "金额": Formatted(shown, "0.000000" if in_wan else chance.choice(["0.00", "#,##0.00"])),
        }
        lines.append([typed.get(key, f"{key}{number}" if key in OTHERS else None) for key in columns])
        rows.append({key: row[key] for key in HEADS if key in row})
    total = sum((row["金额"] for row in rows), Decimal(0))
    if chance.random() < 0.5:
        wrong = chance.random() < 0.5
        shown = (total + wrong).scaleb(-4) if in_wan else total + wrong
        first = next(key for key in columns if key != "金额")
        line_of_total = {"金额": Formatted(shown, "0.000000"), first: "合计"}
        lines.insert(chance.choice([0, len(lines)]), [line_of_total.get(key) for key in columns])
        codes |= {"N205"} if wrong else {"N215"}
    for _ in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), [])
    doubled = chance.random() < 0.1
    page: list[list[Any]] = [[heads[key] for key in columns], *lines]
    if doubled:
        for number, line in enumerate(page):
            line.extend([None] * (len(columns) - len(line)))
            line.append(heads["支出内容"] if not number else f"另{number}")
    titles = [["2023年支出明细表"], ["填报单位：某局"], []][: chance.randrange(4)]
    return Made(Page([*titles, *page]), rows, codes, doubled)


def kind(pack: str, name: str) -> DocumentKind:
    found, _ = Packs(ROOT).get(pack)
    assert found is not None
    return next(each for each in found.kinds if each.name == name)


@pytest.mark.slow
def test_sheets_made_at_random() -> None:
    """What a sheet says is written, nothing else is, and whatever was not read is told."""
    fund = kind("shifeng-2023", "专项资金")
    tree = DocumentTree(read(FUND.encode(), "a"), fund.schema.tree)
    target = find_target("a", "支出明细", tree)
    doubled = 0
    for seed in range(400):
        sheet = made(random.Random(seed))
        source = SheetFile("表.xlsx", open_sheets(workbook(sheet.page)))
        if sheet.is_doubled:
            doubled += 1
            with pytest.raises(PerfdocsError, match=r"^表\.xlsx：工作表“表”有两列“支\s?出"):
                paste_rows(source, target, fund.name, tree, FUND, {}, "2023")
            continue
        pasted = paste_rows(source, target, fund.name, tree, FUND, {}, "2023")
        assert value_at(read(pasted.text.encode(), "a").data, DETAILS) == sheet.rows, seed
        assert {finding.code for finding in pasted.findings} == sheet.codes, seed
        assert pasted.text.startswith(FUND), seed
    assert doubled > 20


GROUPS = {
    "产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
    "效益指标": ["经济效益指标", "社会效益指标", "社会公众及服务对象满意度指标"],
}
SHORT = {
    "数量指标": "数量",
    "经济效益指标": "经济效益",
    "社会公众及服务对象满意度指标": "服务对象满意度指标",
    "产出指标": "产出",
}


def made_indicators(chance: random.Random) -> tuple[Page, dict[str, dict[str, list[str]]]]:
    """A sheet of indicators and which of them stand in which group: named in every row, in the first of a group, merged
    or above it, in the words of the form or shortly, in any column."""
    how = chance.choice(["every", "first", "merged", "above"])
    names = ["一级指标", "二级指标"][chance.random() < 0.3 :]
    columns = [*names, "三级指标", "指标值", *chance.sample(OTHERS[:2], chance.randrange(3))]
    if how != "merged" and chance.random() < 0.5:
        chance.shuffle(columns)
    columns = [column for column in columns if how != "above" or column not in names]
    expected: dict[str, dict[str, list[str]]] = {}
    lines: list[list[Any]] = [list(columns)]
    merged: list[str] = []
    for top, below in GROUPS.items():
        starts = {"一级指标": len(lines) + 1}
        for group in chance.sample(below, chance.randint(1, len(below))):
            starts["二级指标"] = len(lines) + 1
            said = {name: SHORT.get(text, text) if chance.random() < 0.3 else text
                    for name, text in zip(("一级指标", "二级指标"), (top, group), strict=True)}  # fmt: skip
            lines += [[said[name]] for name in names] if how == "above" else []
            for number in range(chance.randint(1, 3)):
                indicator = f"{group[:2]}{len(lines)}"
                row = {
                    **said,
                    "三级指标": indicator,
                    "指标值": f"{number + 1}个",
                    **{key: f"{key}{number}" for key in OTHERS},
                }
                begins = {name: len(lines) + 1 == starts[name] or how == "every" for name in names}
                lines.append([row[key] if begins.get(key, True) else None for key in columns])
                expected.setdefault(top, {}).setdefault(group, []).append(indicator)
            if how == "merged":
                merged += areas(columns, {"二级指标": starts["二级指标"]}, len(lines))
        if how == "merged" and "一级指标" in names:
            merged += areas(columns, {"一级指标": starts["一级指标"]}, len(lines))
    return Page(lines, merged), expected


def areas(columns: list[str], starts: dict[str, int], last: int) -> list[str]:
    """The cells from where a group begins to the last row, where they are several."""
    letters = {name: column_letters(columns.index(name) + 1) for name in starts}
    return [f"{letters[name]}{first}:{letters[name]}{last}" for name, first in starts.items() if first < last]


@pytest.mark.slow
def test_indicators_made_at_random() -> None:
    """Every indicator stands in the group under which its sheet has it, in the order of the sheet."""
    fund = kind("shifeng-2023", "专项资金")
    tree = DocumentTree(read(FUND.encode(), "a"), fund.schema.tree)
    target = find_target("a", "年度绩效指标", tree)
    for seed in range(300):
        page, expected = made_indicators(random.Random(seed))
        source = SheetFile("表.xlsx", open_sheets(workbook(page)))
        pasted = paste_rows(source, target, fund.name, tree, FUND, {}, "2023")
        data = value_at(read(pasted.text.encode(), "a").data, ("支出方向", 0, "年度绩效指标"))
        found = {
            top: {key: [row["三级指标"] for row in rows] for key, rows in below.items()} for top, below in data.items()
        }
        assert found == expected, seed
        assert {finding.code for finding in pasted.findings} <= {"N202", "N212", "N213"}, seed


PACKS = {"2023": "shifeng-2023", "2024": "shifeng-2023", "2026": "putuo-2026"}


def own_documents() -> Iterator[tuple[DocumentKind, Document, str]]:
    """The project's specs with their kinds and their sources."""
    for path in sorted((ROOT / "specs").glob("*/*/**/*.yaml")):
        pack, _ = Packs(ROOT).get(PACKS[path.relative_to(ROOT / "specs").parts[0]])
        assert pack is not None
        of_kind = pack.kinds[0] if path.name == "department.yaml" else pack.kinds[1]
        yield of_kind, read(path.read_bytes(), path.name), path.read_text("utf-8")


def groups(node: Node, data: Any, keys: Keys = ()) -> Iterator[tuple[Keys, list[Leaf]]]:
    """The tables of a document, those of one group together, with the keys to it."""
    for key, child in (node.group.fields if node.group else {}).items():
        below = leaves(child, (*keys, key))
        rows = [value_at(data, leaf.keys[len(keys) :]) for leaf in below]
        if below and not any(leaves(field, ()) for field in below[0].row.fields.values()):
            yield (*keys, key), below
            continue
        for leaf, items in zip(below, rows, strict=True):
            for number, item in enumerate(items or ()):
                yield from groups(leaf.row, item, (*leaf.keys, number))


@pytest.mark.slow
def test_the_own_specs_there_and_back() -> None:
    """The tables of the project's specs as sheets, pasted in place of themselves: the same data, but that a value in
    parts may be one text, and a text parts."""
    number = 0
    for of_kind, document, text in own_documents():
        tree = DocumentTree(document, of_kind.schema.tree)
        for keys, below in groups(of_kind.schema.tree, document.data):
            rows = [(leaf, row) for leaf in below for row in value_at(document.data, leaf.keys) or ()]
            fields = [key for key in below[0].row.fields if any(key in row for _, row in rows)]
            if len(fields) < 2:
                continue
            names = [f"第{depth}级" for depth in range(len(below[0].path))]
            heads = [*names, *(below[0].row.fields[key].title for key in fields)]
            lines = [
                [*(node.title for node in leaf.path), *(cell(row.get(key)) for key in fields)] for leaf, row in rows
            ]
            source = SheetFile("表.xlsx", open_sheets(workbook(Page([heads, *lines]))))
            target = find_target("a", RowNames({document.file: tree}).path(document.file, keys), tree)
            pasted = paste_rows(source, target, of_kind.name, tree, text, {}, "2023", Present.REPLACE)
            again = read(pasted.text.encode(), "a").data
            assert in_text(again) == in_text(document.data), (document.file, keys)
            number += 1
    assert number > 10


def cell(value: Any) -> Any:
    """A value as Excel has it: a number with as many decimals as it was typed with."""
    if isinstance(value, Decimal):
        places = max(-int(value.as_tuple().exponent), 0)
        return Formatted(value, "0." + "0" * places if places else "0")
    return "".join(str(part) for part in value.values()) if isinstance(value, dict) else value


def in_text(data: Any) -> Any:
    """The data with values in parts as the text that they print."""
    if isinstance(data, list):
        return [in_text(each) for each in data]
    if isinstance(data, dict):
        is_parts = "数值" in data
        return cell(data) if is_parts else {key: in_text(each) for key, each in data.items()}
    return str(data)
