"""Patterns that Python might try for ever are refused, those that forms have are not."""

from __future__ import annotations

import re

import pytest

from perfdocs.schema.load import BadSchema, parse_schema
from perfdocs.schema.patterns import LONGEST_TEXT, fault_of_pattern
from tests.support.for_each import for_each

AGAIN = "重复里面又有重复，例如 (a+)+"
BRANCH = "重复里面有“|”，例如 (a|ab)*"
BESIDE = "两处不限次数的重复挨在一起，分不清哪些字归谁，例如 a*a*"


@for_each(
    "pattern",
    [
        "",
        r"\S",
        r"\d+",
        r"\d+万",
        "^[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}$",
        "^[a-z0-9]+(?:-[a-z0-9]+)*$",
        "^[^,]*,[^,]*$",
        r"^\d+(\.\d+)?万元$",
        r"^\w+@\w+$",
        r"^\S.*\S$",
        r"^(?:\d{4}年)?\d{1,2}月$",
        "^(甲|乙丙)$",
        "^([一二三四]、)*$",
        "^.{1,200}$",
        r"^\s*\d+\s*$",
        r"^\s+|\s+$",
        r"^(\d{1,3}\.){3}\d{1,3}$",
    ],
)
def test_what_forms_have(pattern: str) -> None:
    assert fault_of_pattern(pattern) == ""


@for_each(
    ("pattern", "reason"),
    [
        ("^(a+)+$", AGAIN),
        ("(a*)*", AGAIN),
        ("^(x+x+)+y$", AGAIN),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", AGAIN),
        ("^(.{1,30})*$", AGAIN),
        ("^(a?){40}a{40}$", AGAIN),
        ("(x*)+?y", AGAIN),
        ("(.*a){12}", AGAIN),
        ("(a|ab)*", BRANCH),
        (r"^(\d|\d\d){30}$", BRANCH),
        ("^a*a*b", BESIDE),
        ("^.*a.*b$", BESIDE),
        (r"^\d+(\d+)?$", BESIDE),
        ("^(a*|b)a*$", BESIDE),
        ("^(a+){2}$", BESIDE),
        ("^(ab)*(ab)*$", BESIDE),
        (r"(.)\1", "不能写反向引用和环视"),
        (r"^(?=a+)b", "不能写反向引用和环视"),
        ("a?" * 30 + "a" * 30, "可有可无、次数不定的地方太多（最多 20 处）"),
    ],
)
def test_what_may_never_end(pattern: str, reason: str) -> None:
    assert fault_of_pattern(pattern) == f"这个正则表达式可能永远算不完：{reason}"


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [("(", "不是 Python 的正则表达式"), ("a" * 1001, "正则表达式太长（最多 1000 个字符）")],
)
def test_what_is_no_pattern(pattern: str, fault: str) -> None:
    assert fault_of_pattern(pattern) == fault


@pytest.mark.parametrize(
    "pattern", [r"^\d+(\.\d+)?万元$", "^[a-z0-9]+(?:-[a-z0-9]+)*$", r"^\s*\d+\s*$", "^([一二]、)*$"]
)
def test_what_is_allowed_comes_to_an_end(pattern: str) -> None:
    """Against the longest text that is held against a pattern, of the letters that make it try."""
    for letters in ("1", "a", " ", "a-", "一、", "1."):
        assert re.search(pattern, letters * (LONGEST_TEXT // len(letters)) + "!") is None


def schema(inside: str) -> bytes:
    return f'{{"type": "object", "properties": {{"甲": {inside}}}}}'.encode()


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ('{"type": "string", "pattern": "^(a+)+$"}', f"pattern “^(a+)+$”：这个正则表达式可能永远算不完：{AGAIN}"),
        ('{"patternProperties": {"(a|ab)*": {}}}', f"pattern “(a|ab)*”：这个正则表达式可能永远算不完：{BRANCH}"),
        ('{"$dynamicRef": "#a"}', "不能用“$dynamicRef”：引用只能写 $ref，写到同一个目录里的文件"),
        ('{"$id": "http://127.0.0.1:9/"}', "不能用“$id”：引用只能写 $ref，写到同一个目录里的文件"),
        ('{"maximum": ' + "9" * 5000 + "}", "数字太长（最多 100 位）"),
        ('{"maximum": NaN}', "这里不是 JSON：NaN 不是数字"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "括号套得太深（最多 60 层）"),
        ('{"a":' * 70 + "1" + "}" * 70, "括号套得太深（最多 60 层）"),
    ],
    ids=["pattern", "names", "dynamicRef", "id", "digits", "nan", "depth", "deep"],
)
def test_schemas_that_are_refused(inside: str, sentence: str) -> None:
    with pytest.raises(BadSchema) as error:
        parse_schema(schema(inside))
    assert str(error.value) == sentence


def test_a_field_may_have_the_name_of_a_keyword() -> None:
    fields = '{"properties": {"pattern": {"type": "string"}, "$id": {"type": "string"}}}'
    assert parse_schema(schema(fields))
