"""Data with the mistakes that somebody makes who types anything anywhere."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

CHARACTERS = (
    "一二三十百万亿元个%≥≤=，。；、（）()“”\"'0123456789.2023年月日号第/×*+-~至约 \n"
    "以上不低于的和率数额家XX增加减少等满意度合格提高"
)


def spoil_data(value: Any, chance: random.Random, often: float) -> Any:
    """The data with keys misspelt, rows repeated and values replaced by anything."""
    if isinstance(value, dict):
        return {
            key[:-1] or key if chance.random() < often / 4 else key: spoil_data(item, chance, often)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [spoil_data(item, chance, often) for item in value] * (2 if chance.random() < often / 3 else 1)
    return anything(chance) if chance.random() < often else value


def anything(chance: random.Random) -> Any:
    text = "".join(chance.choice(CHARACTERS) for _ in range(chance.choice([0, 1, 3, 8, 20, 60])))
    return chance.choice([None, text, text, Decimal(chance.randrange(100_000)) / 100, Decimal(0), [], {}, [text]])
