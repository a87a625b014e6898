"""What each code of a finding means: what it finds, why it matters, what to do. `perfdocs explain` prints it.

The text of a code is `texts/<code>.yaml`; that of a check holds its cases too, which are its examples and its tests.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

FIX = "perfdocs check --fix 能改好"
"""What stands before `Rule.fix`."""
FAMILIES = {
    "Y": "读文件",
    "S": "字段",
    "W": "目录和文件",
    "M": "各项金额",
    "I": "指标",
    "G": "目标",
    "D": "年份和日期",
    "B": "分值和标准",
    "L": "文字",
    "F": "填写齐全、不重复",
    "C": "与上年比",
    "E": "后面的环节",
    "V": "豁免的问题",
    "P": "版式的文件",
    "T": "Word 模板",
    "R": "生成的文件",
    "N": "收回来的 Word 文件，粘贴的表格",
}


class Rule(NamedTuple):
    """The explanation of a code, for the person who reads the finding."""

    title: str
    why: str
    mend: str
    source: str = ""
    """Where the rule comes from, and whether that text has been seen; empty where it is a matter of course."""
    bad: str = ""
    good: str = ""
    """Of a check: an example in YAML that is found, and one that is not."""
    fix: str = ""
    """What of it `perfdocs check --fix` mends; empty where nothing is certain."""


@cache
def codes() -> list[str]:
    """Every code, in the order of the families."""
    names = [file.name.removesuffix(".yaml") for file in _TEXTS.iterdir()]
    return sorted(names, key=lambda code: (list(FAMILIES).index(code[0]), code))


def read_rule(code: str) -> Rule:
    """The explanation of a code; only its own file is read. Raises FileNotFoundError for a code that does not exist."""
    text = read_text(code)
    if "failing" not in text:
        return Rule(**text)
    bad, good = example(text.pop("failing")[0]), example(text.pop("passing")[0])
    return Rule(**text, bad=bad, good=good)


def read_text(code: str) -> dict[str, Any]:
    """The text of a code as its file has it; that of a check with its cases, `failing` and `passing`."""
    text: dict[str, Any] = yaml.load((_TEXTS / f"{code}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return text


def example(case: Any) -> str:
    """A case as an example in YAML; where it is about two years, last year's with it."""
    if isinstance(case, str):
        return case
    given = str(case["given"])
    unchanged = "# 和例子里的一样\n"
    return f"# 上年\n{case['last'] or unchanged}# 今年\n{given or unchanged}" if "last" in case else given


_TEXTS = resources.files("perfdocs.rules") / "texts"
