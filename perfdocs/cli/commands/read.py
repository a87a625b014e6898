"""`perfdocs read`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import format_option
from perfdocs.cli.say import say
from perfdocs.errors import PerfdocsError
from perfdocs.prose.amounts import number_text, without_zeros
from perfdocs.prose.arithmetic import Result, Unclear
from perfdocs.prose.calculations import Calculation, result_text, work_out
from perfdocs.prose.quantities import Quantity, quantities
from perfdocs.report.safe_text import json_text

_MAY_BE_WORKED_OUT = re.compile(r"[元万亿×✕✖╳*÷＊＋+=＝/／]|[单均]价|[费款金资贴]")
"""What a calculation has: money, a sign, the name of an amount. Why anything else is none goes without saying."""


class _Reading(NamedTuple):
    """What is understood of a text: its quantities, and the calculation that it is, or why it is none."""

    text: str
    quantities: Sequence[Quantity]
    calculation: Calculation | str


@click.command(cls=Command)
@click.argument("texts", nargs=-1, metavar="[文字…]")
@format_option(["text", "json"])
def command(texts: tuple[str, ...], format_name: str) -> int:
    """Without a text, or with `-`, each line of standard input is one."""
    lines: list[str] = []
    for text in texts or ("-",):
        lines += _input_lines() if text == "-" else [text]
    _FORMATS[format_name]([_read(line) for line in lines])
    return 0


def _input_lines() -> list[str]:
    source = sys.stdin.buffer.read()
    try:
        return source.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise PerfdocsError("标准输入不是 UTF-8 的文字：请先转成 UTF-8") from None


def _read(text: str) -> _Reading:
    try:
        return _Reading(text, quantities(text), work_out(text))
    except Unclear as reason:
        why = str(reason) if _MAY_BE_WORKED_OUT.search(text) else "没有算式，也没有金额"
        return _Reading(text, quantities(text), why)


def _as_text(readings: Sequence[_Reading]) -> None:
    for reading in readings:
        for line in _lines(reading):
            say(line)


def _lines(reading: _Reading) -> Iterator[str]:
    yield reading.text
    for quantity in reading.quantities:
        upper = f"～{number_text(quantity.upper)}" if quantity.upper is not None else ""
        start = "（原来的数，不是目标）" if quantity.is_start else ""
        said = f"{quantity.operator}{number_text(quantity.number)}{upper}{quantity.unit}{start}"
        yield f"  {said}：{quantity.subject or '没有写是什么的数'}"
    if not reading.quantities:
        yield "  没有要达到的数"
    if isinstance(reading.calculation, str):
        yield f"  不当算式算：{reading.calculation}"
        return
    for wrong in reading.calculation.wrong:
        yield f"  “{wrong.part}”算错了：应是 {wrong.right}，写的是 {wrong.stated}"
    yield f"  算出来：{result_text(reading.calculation.total, '元')}"


def _as_json(readings: Sequence[_Reading]) -> None:
    click.echo(json_text([_data(reading) for reading in readings], 1), nl=False)


def _data(reading: _Reading) -> dict[str, Any]:
    read = [
        {
            "operator": quantity.operator,
            "number": number_text(quantity.number),
            "upper": None if quantity.upper is None else number_text(quantity.upper),
            "unit": quantity.unit,
            "subject": quantity.subject,
        }
        for quantity in reading.quantities
    ]
    found = reading.calculation
    calculation = None if isinstance(found, str) else _calculation_data(found)
    return {"text": reading.text, "quantities": read, "calculation": calculation}


def _calculation_data(found: Calculation) -> dict[str, Any]:
    return {
        "total": _amount(found.total),
        "unit": "元" if found.total.in_yuan else "",
        "wrong": [
            {"part": wrong.part, "said": _amount(wrong.said), "right": _amount(wrong.result)} for wrong in found.wrong
        ],
    }


def _amount(result: Result) -> str:
    return number_text(without_zeros(result.value))


_FORMATS: dict[str, Callable[[Sequence[_Reading]], None]] = {"text": _as_text, "json": _as_json}
