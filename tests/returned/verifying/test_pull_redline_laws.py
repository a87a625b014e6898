"""What was decided of a redline, in the newer year's specs: all rejected gives the older year's forms, all accepted
nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.department.specs import Specs
from perfdocs.finding import Severity
from perfdocs.returned.verifying.redline_outcome import Decision
from tests.support.decided_redlines import pull_all, version
from tests.support.settled_redlines import random_pair
from tests.support.some_fast import TIMES

MOVED = "这一行退回了上一年的位置，行的次序没有写回：请自己改填报文件"


def texts(specs: Specs) -> list[tuple[str, ...]]:
    """Each row of all forms, without the titles, which have the year in them."""
    return [each.row.texts for each in version(specs).documents[-1].rows if len(each.row.texts) > 1]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(9 * TIMES))
def test_all_rejected(number: int, tmp_path: Path) -> None:
    pulled = pull_all(number, Decision.REJECTED, tmp_path)
    errors = {each.message.partition("：")[2] for each in pulled.findings if each.severity is Severity.ERROR}
    assert errors <= {MOVED}
    assert errors or texts(pulled.specs) == texts(random_pair(number)[0])


@pytest.mark.slow
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.OPEN])
def test_all_accepted_or_left_open(number: int, decision: Decision, tmp_path: Path) -> None:
    pulled = pull_all(number, decision, tmp_path)
    assert texts(pulled.specs) == texts(random_pair(number)[1])
    assert {each.code for each in pulled.findings} <= ({"N343"} if decision is Decision.OPEN else set())
    assert list(tmp_path.rglob("*.yaml"))
