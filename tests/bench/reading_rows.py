"""What the checks say of labelled rows of indicators, beside what a finance reviewer would mark in them.

`tests/examples/reading/rows.tsv` says in its first lines what its columns and the letters of the faults mean. Half of
its projects are for tuning the checks, the other half for measuring only. `python -m tests.bench.reading_rows` prints
what is still wrong in the half for tuning; of the other only figures are ever printed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.checks.registry import check_by_role, check_forms
from perfdocs.department.forms import build_submission
from perfdocs.department.read_by_role import read_by_role
from perfdocs.finding import Finding
from tests.bench.figures import Figure
from tests.support.check_cases import form_documents, pack
from tests.support.workspaces import EXAMPLES

ROWS = EXAMPLES / "reading/rows.tsv"

LEVELS = {
    "SL": ("产出", "数量"),
    "ZL": ("产出", "质量"),
    "SX": ("产出", "时效"),
    "CB": ("成本", "成本"),
    "JJ": ("效益", "经济"),
    "SH": ("效益", "社会"),
    "ST": ("效益", "生态"),
    "KC": ("效益", "持续"),
    "MY": ("满意", "满意"),
}
"""Where the rows of a second level stand in the pack of the cases."""

FOUND_BY = {
    "V": "I106 I107 I108 I119",
    "N": "I105 I108 I114",
    "R": "I105 I106",
    "O": "I109 I110",
    "U": "I110 G104",
    "K": "I111 I122 I123",
    "M": "I112",
    "S": "I106 I107 I114",
    "B": "I111 I120",
    "D": "D101 D102 D103 D104 D107",
    "H": "L101",
    "T": "L102 L103 L106 L107 L109",
    "X": "I116",
    "G": "G101 G104 M204 M205 M208",
    "C": "I105 I121",
}
"""Which findings say what a reviewer means by a letter."""

NO_FAULT = "-"


class Row(NamedTuple):
    """An indicator as it was filed, and the letters of the faults that a reviewer marks in it."""

    level: str
    name: str
    value: str
    faults: str

    @property
    def letters(self) -> Sequence[str]:
        return [] if self.faults == NO_FAULT else list(self.faults)


class Project(NamedTuple):
    """A labelled project."""

    key: str
    head: Mapping[str, Any]
    year: int
    rows: Sequence[Row]

    @property
    def is_composed(self) -> bool:
        """Whether its rows were written with faults set on purpose, and not published by somebody."""
        return self.key.endswith("c")

    @property
    def is_for_tuning(self) -> bool:
        return int(hashlib.sha1(self.key.encode()).hexdigest()[-1], 16) % 2 == 0


class Outcome(NamedTuple):
    """A row with what was found in it."""

    project: Project
    row: Row
    findings: Sequence[Finding]

    @property
    def found(self) -> Sequence[str]:
        """The letters of its faults that are found."""
        codes = {finding.code for finding in self.findings}
        return [letter for letter in self.row.letters if codes & set(FOUND_BY[letter].split())]

    @property
    def alarms(self) -> Sequence[Finding]:
        """The findings that answer to none of its letters."""
        wanted = {code for letter in self.row.letters for code in FOUND_BY[letter].split()}
        return [finding for finding in self.findings if finding.code not in wanted]


def read_projects(text: str) -> list[Project]:
    """The projects of a file of rows, in its order."""
    projects: list[Project] = []
    for line in text.splitlines():
        cells = line.split("\t")
        if line.startswith("P\t"):
            _, key, year, name, amount, period, goal, year_goal = cells
            head = {"名称": name, "金额": Decimal(amount) if amount else None, "期间": period}
            projects.append(Project(key, {**head, "总目标": goal, "年目标": year_goal}, int(year), []))
        elif line and not line.startswith("#"):
            projects[-1] = projects[-1]._replace(rows=[*projects[-1].rows, Row(*cells)])
    return projects


def outcomes(project: Project) -> list[Outcome]:
    """What is found in each row; what is found elsewhere in the project is not asked."""
    indicators: dict[str, dict[str, list[dict[str, str]]]] = {}
    places = []
    for row in project.rows:
        first, second = LEVELS[row.level]
        rows = indicators.setdefault(first, {}).setdefault(second, [])
        places.append(("指标", first, second, len(rows)))
        rows.append({"名称": row.name, "值": row.value})
    head = {"年度": project.year, "单位": "某某局", "职责": "没有公开"}
    papers = form_documents({"head": head, "projects": [{**project.head, "指标": indicators}]})
    findings = [*check_by_role(read_by_role(pack(), papers)), *check_forms(build_submission(pack(), papers))]
    return [
        Outcome(project, row, [finding for finding in findings if _is_at(finding, place)])
        for row, place in zip(project.rows, places, strict=True)
    ]


def _is_at(finding: Finding, place: Sequence[Any]) -> bool:
    return tuple(finding.path[: len(place)]) == tuple(place)


def rows() -> Iterator[Figure]:
    """False alarms and the recall of faults over the half for measuring: published rows, composed rows.

    A false alarm is a row in which a reviewer finds nothing, and a check does.
    """
    measured = [project for project in read_projects(ROWS.read_text("utf-8")) if not project.is_for_tuning]
    for kind, is_composed in (("真实的行", False), ("编写的行", True)):
        yield from _figures(kind, [project for project in measured if project.is_composed is is_composed])


def _figures(kind: str, projects: Iterable[Project]) -> Iterator[Figure]:
    every = [outcome for project in projects for outcome in outcomes(project)]
    sound = sum(not outcome.row.letters and bool(outcome.alarms) for outcome in every)
    other = sum(bool(outcome.row.letters and outcome.alarms) for outcome in every)
    marked = Counter(letter for outcome in every for letter in outcome.row.letters)
    found = Counter(letter for outcome in every for letter in outcome.found)
    rate = 100 * found.total() / marked.total() if marked else None
    letters = " ".join(f"{letter}{found[letter]}/{marked[letter]}" for letter in sorted(marked))
    alarms = f"{sound} / {len(every)}（标了别的错的行上另有 {other}）"
    yield Figure(f"{kind}：每 100 行的误报", 100 * sound / len(every), "行", alarms)
    yield Figure(f"{kind}：审核会标的错，找到的", rate, "%", f"{found.total()} / {marked.total()}（{letters}）")


def tuning_errors() -> Iterator[str]:
    """What is missed and what is a false alarm in the half for tuning."""
    for project in read_projects(ROWS.read_text("utf-8")):
        for outcome in outcomes(project) if project.is_for_tuning else ():
            row = outcome.row
            missed = "".join(letter for letter in row.letters if letter not in outcome.found)
            if missed or outcome.alarms:
                told = " ".join(f"{finding.code} {finding.message}" for finding in outcome.findings)
                there = f"{project.key} {row.level} {row.name}｜{row.value}｜{row.faults}"
                yield f"{there}｜漏 {missed or NO_FAULT}｜{told}"


if __name__ == "__main__":
    print("\n".join(tuning_errors()))
