"""Every code is explained, every explanation is of a code that exists, and docs/checks.md says the same.

`PERFDOCS_WRITE_DOCS=1 pytest tests/test_codes.py` writes docs/checks.md anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from perfdocs.codes import FAMILIES, RULES
from tests.conftest import ROOT, Command

BAD = sorted((ROOT / "tests/bad").glob("*.yaml"))
LINE = re.compile(r": (?:错误|警告|提示) ([A-Z][0-9]{3}) (.*)")


def test_every_code_that_is_used_is_explained_and_the_other_way_round() -> None:
    used: set[str] = set()
    for path in (ROOT / "perfdocs").rglob("*.py"):
        if path.name != "codes.py":
            used |= set(re.findall(r'"([A-Z][0-9]{3})"', path.read_text("utf-8")))
    assert used == set(RULES)
    assert {code[0] for code in RULES} == set(FAMILIES)


def examples() -> dict[str, tuple[str, str]]:
    """For each code the simplest mistake that shows it: what it is, and the sentence."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(BAD, key=lambda path: len(path.read_text("utf-8"))):
        case = yaml.safe_load(path.read_text("utf-8"))
        for code, sentence in LINE.findall(case["out"]):
            found.setdefault(code, (case["what"], sentence))
    return found


def document() -> str:
    shown = examples()
    text = "# 检查些什么\n\n每条问题有一个代号；`perfdocs explain 代号` 说的和这里一样。本页由程序生成。\n"
    for family, name in FAMILIES.items():
        text += f"\n## {family} {name}\n"
        for code, rule in RULES.items():
            if code.startswith(family):
                text += f"\n### {code} {rule.title}\n\n- 为什么：{rule.why}\n- 怎么改：{rule.mend}\n"
                if code in shown:
                    what, sentence = shown[code]
                    text += f"- 例：{what}。会说：\n\n  > {sentence}\n"
    return text


def test_the_page_of_all_codes_is_up_to_date() -> None:
    page: Path = ROOT / "docs/checks.md"
    if os.environ.get("PERFDOCS_WRITE_DOCS"):
        page.write_text(document(), "utf-8")
    assert page.read_text("utf-8") == document()


@pytest.mark.parametrize("code", ["Y101", "m101"])
def test_explain(perfdocs: Command, code: str) -> None:
    rule = RULES[code.upper()]
    assert perfdocs("explain", code).out == (
        f"{code.upper()} {rule.title}\n\n为什么：{rule.why}\n怎么改：{rule.mend}\n"
    )


def test_explain_lists_all(perfdocs: Command) -> None:
    lines = perfdocs("explain").out.splitlines()
    assert len(lines) == len(RULES) + len(FAMILIES)
    assert lines[0] == "Y 读文件"


def test_explain_of_no_code(perfdocs: Command) -> None:
    ran = perfdocs("explain", "Y10l")
    assert (ran.status, ran.err) == (2, "perfdocs：没有“Y10l”这个代号，是不是“Y110”？\n")
