"""Departments to measure with: as many as wanted, each with texts and amounts of its own.

Copies of one department would flatter whatever keeps what it has seen. So each is the seed's department
(`specs/2023/commerce`, with marks such as `«projects»` in `tests/examples/corpus`) with other names, words, numbers and
amounts. What stands in two places is the same in both, and the sums hold: the checks find here what they find there,
and no error.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path

from tests.support.workspaces import EXAMPLES

SOURCE = EXAMPLES / "corpus"
YEAR = "2023"
CHANCE = "perfdocs"
"""What the dice start from: the same departments whenever they are made, whatever their number."""

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
TRADES = ("商务", "文旅", "科技", "农业", "交通", "教育", "水利", "林业")
WORDS = {
    "drive": ("招商", "引资", "引智", "引税"),
    "trade": ("商贸", "外贸", "内贸", "会展"),
    "natives": ("湘商", "校友", "乡友", "客商"),
    "staff": ("提退", "退休", "返聘", "借调"),
    "task": ("市下任务", "市定任务", "区定任务", "年度任务"),
    "chain": ("建链、补链、强链", "补链、强链、延链", "延链、建链、固链", "固链、强链、补链"),
    "living": ("生活富裕，生态宜居", "环境优美，生态宜居", "绿色低碳，生态良好", "山清水秀，生态宜居"),
    "jobs": ("促就业，稳发展", "保就业，稳增长", "扩就业，促发展", "稳就业，保民生"),
    "served": ("辖区企业", "园区企业", "外贸企业", "签约企业"),
    "first_fair": ("港洽周", "春洽会", "秋洽会", "园洽会"),
    "second_fair": ("轨博会", "农博会", "文博会", "科博会"),
}
COUNTS = {
    "projects": (20, 99),
    "park_projects": (2, 9),
    "large_projects": (2, 9),
    "top_projects": (2, 19),
    "top_firms": (2, 19),
    "native_projects": (2, 19),
    "native_firms": (6, 29),
    "native_taxed": (2, 5),
    "native_funds": (10, 99),
    "signed": (10, 59),
    "signed_rate": (40, 95),
    "late_signed": (10, 49),
    "foreign_firms": (2, 9),
    "foreign_funds": (100, 999),
}
HUNDREDTHS = {"inland_funds": (5000, 30000), "exports": (500, 5000)}

_MARK = re.compile("«(.+?)»")


def departments(root: Path, number: int) -> list[str]:
    """Writes `specs/2023/<id>/…` below the root for so many departments; their ids."""
    sources = {path.relative_to(SOURCE): _MARK.split(path.read_text("utf-8")) for path in SOURCE.rglob("*.yaml")}
    ids = [f"d{index:05}" for index in range(number)]
    for index, name in enumerate(ids):
        values = made_up(index)
        (root / "specs" / YEAR / name / "funds").mkdir(parents=True)
        for path, pieces in sources.items():
            (root / "specs" / YEAR / name / path).write_text(filled(pieces, values), "utf-8")
    return ids


def filled(pieces: list[str], values: Mapping[str, str]) -> str:
    """The text of which every second piece is the name of a value."""
    return "".join(values[piece] if at % 2 else piece for at, piece in enumerate(pieces))


def made_up(index: int) -> dict[str, str]:
    """What a department says in place of the marks."""
    dice = random.Random(f"{CHANCE} {index}")
    district = f"{dice.choice(STEMS)}{dice.choice(BRANCHES)}区"
    named = {"district": district, "bureau": f"测量市{district}第{index + 1}{dice.choice(TRADES)}局"}
    words = {name: dice.choice(choices) for name, choices in WORDS.items()}
    counts = {name: str(dice.randint(*bounds)) for name, bounds in COUNTS.items()}
    decimals = {name: decimal(dice.randint(*bounds)) for name, bounds in HUNDREDTHS.items()}
    return named | words | counts | decimals | amounts(dice)


def amounts(dice: random.Random) -> dict[str, str]:
    """Two funds with their details, and the department's budget above them."""
    promotion, visits = promotion_costs(dice)
    pay, wages = pay_costs(dice)
    funds, running = 100 * promotion + pay, dice.randint(5_000, 90_000)
    totals = {"promotion": 100 * promotion, "pay": pay, "funds": funds, "running": running, "all": funds + running}
    return visits | wages | {name: decimal(total) for name, total in totals.items()}


def promotion_costs(dice: random.Random) -> tuple[int, dict[str, str]]:
    """The fund's amount in 万元, and its details with the calculations that come to them."""
    trips, fares, travel, fair = (dice.randint(2, 30) for _ in range(4))
    details = {"visits": fares + 2 + 4, "tours": travel + 4 + 2, "fairs": fair + 3 + 2 + 1}
    told = {"trips": trips, "year_trips": 4 * trips, "fares": fares, "travel": travel, "fair": fair}
    return sum(details.values()), {name: str(value) for name, value in (details | told).items()}


def pay_costs(dice: random.Random) -> tuple[int, dict[str, str]]:
    """The fund's amount in hundredths of 万元, and its details in 元; the wages are what makes the sum even."""
    housing, cars = dice.randint(800, 2400), dice.randint(600, 1500)
    details = {"housing": 12 * housing, "cars": 12 * cars, "heads": 1000 * dice.randint(10, 30)}
    details["insurance"] = 100 * dice.randint(200, 500)
    rest = sum(details.values())
    total = (rest + dice.randint(80_000, 300_000)) // 100
    told = {"month_housing": housing, "month_cars": cars, "wages": 100 * total - rest}
    return total, {name: str(value) for name, value in (details | told).items()}


def decimal(hundredths: int) -> str:
    """`21.15`, `30.5`, `30`: a number as people write it."""
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
