"""A department with as many funds as wanted: each copied from one, or each with words of its own."""

from __future__ import annotations

import random
from pathlib import Path

from tests.support.workspaces import ROOT

SOURCE = ROOT / "specs/2023/commerce"
FUND = "商务专项经费"
WORDS = ("区域经济发展", "促就业，稳发展", "生活富裕，生态宜居", "围绕建链、补链、强链", "辖区企业", "招商", "市下任务")
AMOUNT = 30
CHARACTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def department_of_funds(root: Path, number: int, alike: bool) -> Path:
    """Writes `specs/2023/many` below the root; its directory. Where the funds are not alike, all rows of all funds are
    different; the sums hold."""
    directory = root / "specs/2023/many"
    (directory / "funds").mkdir(parents=True)
    total = AMOUNT * number
    head = (SOURCE / "department.yaml").read_text("utf-8")
    head = head.replace("项目支出: 51.15", f"项目支出: {total}").replace("226.26", f"{total + 175.11:.2f}")
    (directory / "department.yaml").write_text(head, "utf-8")
    fund = (SOURCE / "funds/commerce-promotion.yaml").read_text("utf-8").replace("\n排序: 2", "")
    for index in range(number):
        text = fund.replace(FUND, f"{FUND}{index:04}")
        (directory / f"funds/f{index:04}.yaml").write_text(text if alike else in_own_words(text, index), "utf-8")
    return directory


def in_own_words(text: str, index: int) -> str:
    """The text with something of its own behind every word that tells what a fund is for."""
    dice = random.Random(index)
    for word in WORDS:
        text = text.replace(word, word + "".join(dice.choice(CHARACTERS) for _ in range(6)))
    return text
