"""What a manifest says of values: those that are worked out, those that must agree, and its own rules and scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.finding import Severity

SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "hint": Severity.HINT, "off": None}
"""What a manifest may say of a check."""

Loops = tuple[tuple[str, str], ...]
"""Names with the Jinja of what each goes through, the outermost first."""


class Derivation(NamedTuple):
    """Values computed for each combination of `loops`: (target path, Jinja expression)."""

    loops: Loops
    values: tuple[tuple[str, str], ...]


class Equality(NamedTuple):
    """Two amounts that must be equal for each combination of `loops`; `at` is the field to point to.

    They may differ by less than `within`, in the unit of both, where one of them is rounded.
    """

    loops: Loops
    when: str | None
    left: str
    right: str
    at: str
    say: str
    within: Decimal = Decimal(0)
    is_limit: bool = False
    """Whether the left one must only not be more than the right one."""


class PackRule(NamedTuple):
    """Something that must be true for each combination of `loops`; otherwise `say` is told of the field `at`."""

    loops: Loops
    when: str | None
    must: str
    at: str
    say: str
    severity: Severity


class Scores(NamedTuple):
    """The scores of a form: what they add up to, and of that what its parts have, by the name of each.

    `constants` are scores that the form prints itself, such as ten points for the execution of the budget.
    """

    total: Decimal
    constants: Mapping[str, Decimal]
    parts: Mapping[str, Decimal]

    @property
    def of_indicators(self) -> Decimal:
        """What the scores of the indicators must add up to."""
        return self.total - sum(self.constants.values(), Decimal(0))


def loops_of(rule: Mapping[str, Any]) -> Loops:
    return tuple(rule.get("for", {}).items())


def derivation(rule: Mapping[str, Any]) -> Derivation:
    return Derivation(loops_of(rule), tuple(rule["set"].items()))


def fields_set(rule: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """What a derivation sets, with its loops' names replaced by what they go through."""
    sources: dict[str, tuple[str, ...]] = {}
    for name, source in loops_of(rule):
        first, *steps = source.split(".")
        sources[name] = (*sources.get(first, (first,)), *steps)
    for target in rule["set"]:
        first, *steps = target.split(".")
        yield (*sources.get(first, (first,)), *steps)


def equality(rule: Mapping[str, Any]) -> Equality:
    within = rule.get("within", Decimal(0))
    is_limit = rule.get("relation") == "≤"
    return Equality(
        loops_of(rule), rule.get("when"), rule["left"], rule["right"], rule["at"], rule["say"], within, is_limit
    )


def pack_rule(rule: Mapping[str, Any]) -> PackRule:
    severity = SEVERITIES[rule.get("severity", "warning")] or Severity.WARNING
    return PackRule(loops_of(rule), rule.get("when"), rule["must"], rule["at"], rule["say"], severity)


def scores(said: Mapping[str, Any]) -> Scores:
    return Scores(said["total"], said.get("constants") or {}, said.get("parts") or {})
