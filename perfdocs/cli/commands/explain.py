"""`perfdocs explain`."""

from __future__ import annotations

import textwrap

import click

from perfdocs.checks.registry import CHECKS
from perfdocs.cli.click_chinese import Command
from perfdocs.errors import PerfdocsError
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.rules.catalog import FAMILIES, FIX, Rule, codes, read_rule


@click.command(cls=Command)
@click.argument("code", required=False, metavar="[代号]")
def command(code: str | None) -> int:
    if code is None:
        _list()
        return 0
    wanted = code.strip().upper()
    if wanted not in codes():
        guess = did_you_mean(wanted, codes()) or "：不写代号就列出全部"
        raise PerfdocsError(f"没有“{code}”这个代号{guess}")
    click.echo(explanation(wanted, read_rule(wanted)), nl=False)
    return 0


def explanation(code: str, rule: Rule) -> str:
    """All that is known of a code, as text."""
    level = f"（{CHECKS[code].severity.label}）" if code in CHECKS else ""
    text = f"{code} {rule.title}{level}\n\n为什么：{rule.why}\n怎么改：{rule.mend}\n"
    if rule.fix:
        text += f"{FIX}：{rule.fix}\n"
    if rule.source:
        text += f"来源：{rule.source}\n"
    if rule.bad:
        text += f"\n不好：\n{textwrap.indent(rule.bad, '  ')}\n好：\n{textwrap.indent(rule.good, '  ')}"
    return text


def _list() -> None:
    for family, name in FAMILIES.items():
        click.echo(f"{family} {name}")
        for code in codes():
            if code.startswith(family):
                click.echo(f"  {code}  {read_rule(code).title}")
