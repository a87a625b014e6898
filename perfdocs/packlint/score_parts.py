"""Whether the scores that a manifest gives to the parts of a form have such parts, and add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdocs.finding import Finding
from perfdocs.pack.manifest import Pack
from perfdocs.prose.amounts import number_text
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.prose.shorten import without_spaces
from perfdocs.schema.node import Node


def score_findings(pack: Pack) -> Iterator[Finding]:
    """P211: a part that no level of indicators is called, and parts that add up to something else than the total."""
    scores = pack.scores
    if scores is None:
        return
    firsts = [without_spaces(level.title) for kind in pack.kinds for level in _first_levels(kind.schema.tree)]
    seconds = [
        without_spaces(below.title)
        for kind in pack.kinds
        for level in _first_levels(kind.schema.tree)
        for below in (level.group.fields.values() if level.group else ())
    ]
    for name in scores.parts:
        if name not in (*firsts, *seconds):
            known = dict.fromkeys([*firsts, *seconds])
            guess = did_you_mean(name, known) or f"：可以写 {'、'.join(known)}"
            message = f"没有叫“{name}”的一级或二级指标{guess}"
            yield Finding("P211", pack.manifest.key_place(("scores", "parts", name)), message)
    of_firsts = {name: score for name, score in scores.parts.items() if name in firsts}
    there = sum(of_firsts.values(), Decimal(0))
    if there > scores.of_indicators or (set(firsts) <= of_firsts.keys() and there != scores.of_indicators):
        steps = "+".join(number_text(score) for score in of_firsts.values()) + "="
        apart = "".join(f"-{number_text(score)}" for score in scores.constants.values())
        wanted = (
            f"{number_text(scores.total)}{apart}={number_text(scores.of_indicators)}"
            if apart
            else number_text(scores.total)
        )
        message = f"各部分的分加起来是 {steps if len(of_firsts) > 1 else ''}{number_text(there)}，应是 {wanted}"
        yield Finding("P211", pack.manifest.key_place(("scores", "parts")), message)


def _first_levels(node: Node) -> Iterator[Node]:
    """The first levels of indicators, wherever a schema has some."""
    for choice in node.choices:
        if choice.role == "taxonomy" or node.role == "taxonomy":
            yield from choice.fields.values()
            continue
        for child in choice.fields.values():
            yield from _first_levels(child)
        if choice.row:
            yield from _first_levels(choice.row)
