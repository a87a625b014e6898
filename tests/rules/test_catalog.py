"""Every code is explained, every explanation is of a code that exists, and docs/checks.md says the same.

`PERFDOCS_WRITE_DOCS=1 pytest tests/rules/test_catalog.py` writes docs/checks.md anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml

from perfdocs.checks.registry import CHECKS
from perfdocs.rules.catalog import FAMILIES, cases, example, rules
from tests.support.bad_examples import BAD
from tests.support.run_command import Command
from tests.support.workspaces import ROOT

LINE = re.compile(r": (?:错误|警告|提示) ([A-Z][0-9]{3}) (.*)")


def test_every_code_that_is_used_is_explained_and_the_other_way_round() -> None:
    used: set[str] = set()
    for path in (ROOT / "perfdocs").rglob("*.py"):
        if path.name != "codes.py":
            used |= set(re.findall(r'"([A-Z][0-9]{3})"', path.read_text("utf-8")))
    assert used == set(rules())
    assert {code[0] for code in rules()} == set(FAMILIES)


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
    text += "例子里的字段名是简写，只写出和问题有关的几栏。\n"
    for family, name in FAMILIES.items():
        text += f"\n## {family} {name}\n"
        for code, rule in rules().items():
            if code.startswith(family):
                level = f"（{CHECKS[code].severity.label}）" if code in CHECKS else ""
                text += f"\n### {code} {rule.title}{level}\n\n- 为什么：{rule.why}\n- 怎么改：{rule.mend}\n"
                text += f"- 来源：{rule.source}\n" if rule.source else ""
                text += check_examples(code) if code in CHECKS else file_example(*shown[code]) if code in shown else ""
    return text


def file_example(what: str, sentence: str) -> str:
    return f"- 例：{what}。会说：\n\n  > {sentence}\n"


def check_examples(code: str) -> str:
    told = cases(code)
    text = ""
    for case in told["failing"]:
        said = "".join(f"> {sentence}\n" for sentence in case["finds"])
        text += f"\n不好：\n\n```yaml\n{example(case)}```\n\n{said}"
    for given in told["passing"]:
        text += f"\n好：\n\n```yaml\n{example(given)}```\n"
    return text


def test_the_page_of_all_codes_is_up_to_date() -> None:
    page: Path = ROOT / "docs/checks.md"
    if os.environ.get("PERFDOCS_WRITE_DOCS"):
        page.write_text(document(), "utf-8")
    assert page.read_text("utf-8") == document()


def test_explain(perfdocs: Command) -> None:
    rule = rules()["Y101"]
    assert perfdocs("explain", "Y101").out == f"Y101 {rule.title}\n\n为什么：{rule.why}\n怎么改：{rule.mend}\n"


def test_explain_a_check(perfdocs: Command) -> None:
    assert perfdocs("explain", "i105").out == (
        "I105 指标名称是一个数（警告）\n"
        "\n"
        "为什么：名称一栏填了数，不知道考核什么。\n"
        "怎么改：名称写考核的内容，数写在指标值里。\n"
        "来源：实际表格：一份 2021 年的表每一行都只有 88、100 两个数。\n"
        "\n"
        "不好：\n"
        "  指标: {成本: {成本: [{名称: 58, 值: 58万元, 分: 10}]}}\n"
        "\n"
        "好：\n"
        "  指标: {成本: {成本: [{名称: 养护总成本, 值: ≤60万元, 分: 10}]}}\n"
    )


def test_explain_lists_all(perfdocs: Command) -> None:
    lines = perfdocs("explain").out.splitlines()
    assert len(lines) == len(rules()) + len(FAMILIES)
    assert lines[0] == "Y 读文件"


def test_explain_of_no_code(perfdocs: Command) -> None:
    ran = perfdocs("explain", "Y10l")
    assert (ran.status, ran.err) == (2, "perfdocs：没有“Y10l”这个代号，是不是“Y110”？\n")
