"""A field that the form does not have is another one only where nothing but a slip tells them apart."""

from __future__ import annotations

import json

from perfdocs.schema.load import Schema, link_files
from perfdocs.schema.validate import validate
from perfdocs.yamlfile.reader import read
from tests.support.for_each import for_each

TEXT, NUMBER = {"type": ["string", "null"]}, {"type": ["number", "null"]}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["数值"],
    "properties": {
        "数值": TEXT,
        "单位": TEXT,
        "责任单位": TEXT,
        "上年结转": NUMBER,
        "非税收入": TEXT,
        "备注": {"type": "object", "properties": {"说明事项": TEXT}},
    },
}


@for_each(
    ("key", "value", "name"),
    [
        ("责任单卫", "甲", "责任单位"),
        ("责任 单位", "甲", "责任单位"),
        ("责任单位位", "甲", "责任单位"),
        ("责任位", "甲", "责任单位"),
        ("责单任位", "甲", "责任单位"),
        ("責任单位", "甲", "责任单位"),
        ("数直", "甲", "数值"),
        ("责任单价", "甲", None),
        ("责任人单位", "甲", None),
        ("责单位", "甲", "责任单位"),
        ("责任位", "5", None),
        ("单价", "甲", None),
        ("数字", "甲", None),
        ("数椐", "甲", None),
        ("负责单位", "甲", None),
        ("上年结余", "5", None),
        ("上年转结", "5", "上年结转"),
        ("上年结赚", "5", "上年结转"),
        ("税收入", "甲", None),
        ("说明事项", "甲", None),
        ("备考", "甲", None),
    ],
)
def test_names(key: str, value: str, name: str | None) -> None:
    schema = Schema("a.json", link_files({"a.json": json.loads(json.dumps(SCHEMA))}))
    others = "" if name == "数值" else "数值: 乙\n"
    document = read(f"{others}{key}: {value}\n".encode(), "a.yaml")
    (finding,) = [each for each in validate(document, schema) if each.code == "S101"]
    edits = finding.fix.edits if finding.fix else ()
    line = f"{key}: {value}"
    for edit in edits:
        line = line[: edit.column - 1] + edit.text + line[edit.end_column - 1 :]
    assert line == f"{name or key}: {value}"


def test_not_where_it_is_there_or_may_be_written_twice() -> None:
    schema = Schema("a.json", link_files({"a.json": SCHEMA}))
    for text in ("数值: 甲\n责任单位: 乙\n责任单卫: 丙\n", "数值: 甲\n责任单卫: 乙\n责任单伟: 丙\n"):
        found = validate(read(text.encode(), "a.yaml"), schema)
        assert [finding.fix for finding in found if finding.code == "S101"] in ([None], [None, None])
