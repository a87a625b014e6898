"""`perfdocs explain`."""

from __future__ import annotations

import click

from perfdocs.codes import FAMILIES, RULES
from perfdocs.errors import PerfdocsError
from perfdocs.nearest import did_you_mean


def run(code: str | None) -> int:
    if code is None:
        _list()
        return 0
    rule = RULES.get(code.upper())
    if rule is None:
        guess = did_you_mean(code.upper(), RULES) or "：不写代号就列出全部"
        raise PerfdocsError(f"没有“{code}”这个代号{guess}")
    click.echo(f"{code.upper()} {rule.title}\n\n为什么：{rule.why}\n怎么改：{rule.mend}")
    return 0


def _list() -> None:
    for family, name in FAMILIES.items():
        click.echo(f"{family} {name}")
        for code, rule in RULES.items():
            if code.startswith(family):
                click.echo(f"  {code}  {rule.title}")
