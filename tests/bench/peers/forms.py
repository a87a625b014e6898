"""One form in the syntax of each engine, and the values that all of them fill in.

The form is the project's own `direction.docx` with the same paper, styles and cells, less what only some engines can
do: its three nested loops of rows are one, no cell is merged downwards with the next row of a loop, and every tag is a
plain name. So all engines are given one flat context, whose values are the texts that the project's form prints,
and all of them have to make documents with the same text.
"""

from __future__ import annotations

import copy
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from perfdocs.checks.check_department import check_department
from perfdocs.pack.filters import rows
from perfdocs.pack.jinja import text_language
from perfdocs.pack.manifest import Packs
from perfdocs.word.xml import W
from perfdocs.workspace import find_workspace
from tests.support import read_docx
from tests.support.workspaces import ROOT

FORM = ROOT / "templates/shifeng-2023/direction.docx"
DOCUMENT = "word/document.xml"
TODAY = datetime.date(2023, 6, 1)

Context = dict[str, Any]

FIELDS = {
    "年度": "year",
    "部门名称": "department",
    "方向.名称": "direction",
    "方向.金额": "amount",
    "方向.项目实施期": "period",
    "方向.实施期绩效目标": "goal",
    "方向.年度绩效目标": "year_goal",
    "方向.支出明细.合计": "total",
    "专项.专项名称": "fund",
    "专项.金额": "fund_amount",
    "签报.单位负责人": "head",
    "签报.填表人": "clerk",
    "签报.联系电话": "telephone",
}
"""What the form prints once, and under which name each engine is given it."""
TABLES = {
    "indicators": {
        "一级.label": "first",
        "二级.label": "second",
        "行.三级指标": "third",
        "行.指标值": "value",
        "行.绩效标准": "score",
    },
    "details": {
        "明细.支出内容": "item",
        "明细.支出明细": "detail",
        "明细.金额": "amount",
        "明细.测算依据": "basis",
    },
}
"""What it prints in each row of its two tables."""

AWKWARD = "，绿化率 <5% & “镇域”环境>整治"
"""What XML would take for its own, at the end of a value: an engine that does not escape it loses it."""

_FIELD = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_OURS = re.compile(r"\{%\s*(?:vm|keep)\b.*?%\}")
_LOOP = re.compile(r"\{%tr .*%\}")


@dataclass(frozen=True)
class Syntax:
    """How an engine writes a field, a field of a table's row, and which row is repeated."""

    field: Callable[[str], str]
    cell: Callable[[str, str], str]
    repeat: Callable[[etree._Element, str], None]


def template(syntax: Syntax) -> bytes:
    """The form as a template of that syntax."""
    with zipfile.ZipFile(FORM) as package:
        members = {name: package.read(name) for name in package.namelist()}
    document = etree.fromstring(members[DOCUMENT])
    for table in document.iter(f"{W}tbl"):
        flatten(table)
    for row in list(document.iter(f"{W}tr")):
        translate(row, syntax)
    members[DOCUMENT] = etree.tostring(document, encoding="UTF-8", xml_declaration=True, standalone=True)
    return zipped(members)


def zipped(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return made.getvalue()


def flatten(table: etree._Element) -> None:
    """Leaves out the rows that only hold tags of loops, and the merges that cross the end of a loop."""
    loops = [row for row in table.iterfind(f"{W}tr") if _LOOP.fullmatch("".join(read_docx.row_texts(row)))]
    for part in [*loops, *(table.iter(f"{W}vMerge") if loops else ())]:
        drop(part)


def drop(part: etree._Element) -> None:
    parent = part.getparent()
    assert parent is not None
    parent.remove(part)


def translate(row: etree._Element, syntax: Syntax) -> None:
    """The row's tags in that syntax; a row of a table's items is made one that is repeated for them."""
    texts = list(row.iter(f"{W}t"))
    found = {one for text in texts for one in _FIELD.findall(text.text or "")}
    table = next((name for name, fields in TABLES.items() if found & fields.keys()), None)
    for text in texts:
        text.text = _FIELD.sub(lambda tag: tagged(tag[1], table, syntax), _OURS.sub("", text.text or ""))
    if table:
        syntax.repeat(row, table)


def tagged(source: str, table: str | None, syntax: Syntax) -> str:
    return syntax.cell(table, TABLES[table][source]) if table else syntax.field(FIELDS[source])


def between_rows(row: etree._Element, table: str) -> None:
    """docxtpl: rows of their own that hold the tags of the loop."""
    for tag, where in ((f"{{%tr for row in {table} %}}", row.addprevious), ("{%tr endfor %}", row.addnext)):
        where(bare(row, tag))


def within_row(row: etree._Element, table: str) -> None:
    """docxtemplater and easy-template-x: tags in the first and in the last cell of the row."""
    first, *_, last = row.iter(f"{W}t")
    first.text = f"{{#{table}}}{first.text or ''}"
    last.text = f"{last.text or ''}{{/{table}}}"


def row_after(row: etree._Element, table: str) -> None:
    """carbone: a row for the next item tells that the one above it is repeated."""
    row.addnext(bare(row, f"{{d.{table}[i+1]}}"))


def bare(row: etree._Element, tag: str) -> etree._Element:
    """A row of the same cells in which there is nothing but a tag."""
    made = copy.deepcopy(row)
    first, *others = made.iter(f"{W}t")
    first.text = tag
    for text in others:
        text.text = ""
    return made


BROKEN = {"item": ":convCRLF"}
"""carbone breaks the lines of a value only where its template asks for it; this field's values have such lines."""
JINJA = Syntax("{{{{ {} }}}}".format, lambda _, name: f"{{{{ row.{name} }}}}", between_rows)
BRACES = Syntax("{{{}}}".format, lambda _, name: f"{{{name}}}", within_row)
CARBONE = Syntax("{{d.{}}}".format, lambda table, name: f"{{d.{table}[i].{name}{BROKEN.get(name, '')}}}", row_after)


def directions() -> list[Mapping[str, Any]]:
    """What the project's own form is filled with: every direction of its departments."""
    workspace = find_workspace(ROOT)
    packs = Packs(ROOT)
    taken = [check_department(workspace, packs, one, TODAY) for one in workspace.select(("2023", "2024"))[0]]
    filled = [form for one in taken if one.submission for form in one.submission.forms]
    return [form.context for form in filled if form.form.template == FORM.name]


def contexts() -> list[Context]:
    """The same as every engine is given them."""
    return [flat(context) for context in directions()]


def flat(context: Mapping[str, Any]) -> Context:
    """A form's context as texts under plain names, two of them awkward."""
    direction = context["方向"]
    made: Context = {name: text(source, context) for source, name in FIELDS.items()}
    made["indicators"] = [cells("indicators", row) for row in indicators(direction["年度绩效指标"])]
    made["details"] = [cells("details", {"明细": row}) for row in direction["支出明细"]["项目"]]
    made["indicators"][0]["value"] += AWKWARD
    made["details"][0]["detail"] += AWKWARD
    return made


def indicators(groups: Mapping[str, Mapping[str, Any]]) -> Iterator[Context]:
    """The rows of the form's three nested loops."""
    for first, group in groups.items():
        for second, items in group.items():
            yield from ({"一级": first, "二级": second, "行": row} for row in rows(items))


def cells(table: str, row: Context) -> dict[str, str]:
    return {name: text(source, row) for source, name in TABLES[table].items()}


def text(source: str, context: Mapping[str, Any]) -> str:
    """What the form prints for an expression."""
    return text_language().from_string(f"{{{{ {source} }}}}").render(context)
