"""Every check with its cases: what it must find, to the letter, and what it must leave alone."""

from __future__ import annotations

import pytest

from perfdocs.checks.registry import CHECKS
from perfdocs.rules.catalog import read_text
from tests.support.check_cases import CODES, findings
from tests.support.for_each import for_each
from tests.support.workspaces import EXAMPLES

FAILING = [
    pytest.param(code, case["given"], case.get("last"), case["finds"], id=f"{code}-{number}")
    for code in CODES
    for number, case in enumerate(read_text(code)["failing"], start=1)
]
PASSING = [
    pytest.param(change, id=f"{code}-{number}")
    for code in CODES
    for number, change in enumerate(read_text(code)["passing"], start=1)
]


def test_the_papers_that_the_cases_change_are_sound() -> None:
    assert findings("") == []


def test_every_check_has_its_cases() -> None:
    assert set(CODES) == set(CHECKS)
    for code in CODES:
        text = read_text(code)
        assert set(text) - {"fix"} == {"title", "why", "mend", "source", "passing", "failing"}
        assert len(text["passing"]) >= 2, code
        assert len(text["failing"]) >= 2, code
        assert all(case["finds"] for case in text["failing"]), code


@for_each(("code", "change", "last", "sentences"), FAILING)
def test_failing(code: str, change: str, last: str | None, sentences: list[str]) -> None:
    assert [(one.code, one.message) for one in findings(change, last)] == [(code, sentence) for sentence in sentences]


@for_each("change", PASSING)
def test_passing(change: str | dict[str, str]) -> None:
    given, last = (change["given"], change["last"]) if isinstance(change, dict) else (change, None)
    assert findings(given, last) == []


TYPICAL = [line.split("|") for line in (EXAMPLES / "typical.txt").read_text("utf-8").splitlines()[1:]]
LEVEL = {
    "数量": ("产出", 30),
    "质量": ("产出", 20),
    "时效": ("产出", 10),
    "成本": ("成本", 10),
    "效益": ("效益", 20),
    "满意": ("满意", 10),
}


@for_each(("kind", "name", "value"), TYPICAL)
def test_typical_rows_are_left_alone(kind: str, name: str, value: str) -> None:
    level, score = LEVEL[kind]
    assert findings(f"指标: {{{level}: {{{kind}: [{{名称: '{name}', 值: '{value}', 分: {score}}}]}}}}") == []
