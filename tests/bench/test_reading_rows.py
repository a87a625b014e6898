"""The scorer of rows counts what is found, what is missed and what is a false alarm as a reviewer would."""

from __future__ import annotations

from tests.bench.reading_rows import ROWS, outcomes, read_projects

TEXT = """# P: 说明
P\tab12c\t2023\t农村公路养护\t60\t2023年\t养护农村公路\t养护农村公路12公里
SL\t养护公路里程\t≥12公里\t-
SH\t群众出行条件\t提高\tVK
MY\t满意度\t≥90%\t-
"""


def test_letters_found_and_false_alarms() -> None:
    (project,) = read_projects(TEXT)
    assert project.is_composed
    length, travel, satisfaction = outcomes(project)
    assert (length.row.letters, length.found, length.alarms) == ([], [], [])
    assert (travel.row.letters, travel.found, travel.alarms) == (["V", "K"], ["V"], [])
    assert [finding.code for finding in satisfaction.alarms] == ["I114"]


def test_both_halves_have_rows_of_both_origins() -> None:
    halves = {(project.is_for_tuning, project.is_composed) for project in read_projects(ROWS.read_text("utf-8"))}
    assert len(halves) == 4
