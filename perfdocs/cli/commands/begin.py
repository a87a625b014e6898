"""`perfdocs begin`."""

from __future__ import annotations

from pathlib import Path

import click

from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show
from perfdocs.department.load import load_department
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Place
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.pack.shipped import shipped
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.skeleton.begin_step import begin_step
from perfdocs.undo_records import Record, recorded
from perfdocs.workspace import YEAR, Department, Workspace, find_workspace

_EXAMPLES = """\b
例如：
  perfdocs begin monitoring 2023            2023 年全部部门的监控
  perfdocs begin evaluation 2023 commerce   一个部门的自评"""


@click.command(cls=Command, epilog=_EXAMPLES)
@click.argument("step", metavar="环节")
@click.argument("year", metavar="哪一年")
@click.argument("names", metavar="[部门] …", nargs=-1)
@root_option
def command(step: str, year: str, names: tuple[str, ...], root: Path | None) -> int:
    workspace = find_workspace(root)
    if not YEAR.fullmatch(year):
        raise PerfdocsError(f"“{year}”不是年度：写法是 perfdocs begin {step} 2023")
    packs = Packs(workspace.root)
    steps = _packs_of(step, packs)
    departments, _ = workspace.select(tuple(f"specs/{year}/{name}" for name in names) or (f"specs/{year}",))
    findings: list[Finding] = []
    with recorded(workspace, f"begin {step} {year}") as record:
        for department in departments:
            findings += _begin(workspace, packs, department, steps, record)
    if findings:
        show(findings, workspace)
    if record.number:
        say("备好了。接着填空着的地方；perfdocs check --todo 列出还要填什么，不要它就运行 perfdocs undo", err=True)
    return exit_status.of(findings)


def _packs_of(step: str, packs: Packs) -> dict[str, Pack]:
    """The packs of a step, by that of their targets. Raises PerfdocsError where there is no such step."""
    every = _packs_of_steps(packs)
    of_step = [pack for pack in every if _is_of(step, pack)]
    if of_step:
        return {pack.step.of: pack for pack in of_step if pack.step}
    for pack in _packs_of_steps(Packs(shipped())):
        if _is_of(step, pack):
            command = f"perfdocs init . --pack {pack.name}"
            raise PerfdocsError(f"填报目录里没有“{step}”这个环节的版式，程序带着一套：先在填报目录里运行 {command}")
    known = {pack.step.directory: pack.step.title for pack in every if pack.step}
    listed = "、".join(f"{directory}（{title}）" for directory, title in known.items())
    guess = did_you_mean(step, [*known, *known.values()]) or (f"：有 {listed}" if listed else "：版式里都没有")
    raise PerfdocsError(f"没有“{step}”这个环节{guess}")


def _packs_of_steps(packs: Packs) -> list[Pack]:
    return [pack for name in packs.names if (pack := packs.get(name)[0]) and pack.step]


def _is_of(step: str, pack: Pack) -> bool:
    return pack.step is not None and step in (pack.step.directory, pack.step.title, pack.name)


def _begin(
    workspace: Workspace, packs: Packs, department: Department, steps: dict[str, Pack], record: Record
) -> list[Finding]:
    """Writes those of a department's files that are not there yet; what is in the way of that."""
    specs = load_department(workspace, packs, department).specs
    place = Place(f"specs/{department.name}")
    if specs is None:
        return [Finding("E104", place, f"目标读不出来：请先运行 perfdocs check {department.name}，改好再备")]
    pack = steps.get(specs.pack.name)
    if pack is None:
        wanted = "、".join(steps)
        message = f"这个环节配的是版式 {wanted}，这里用的是 {specs.pack.name}：没有备"
        return [Finding("W113", place, message, cannot=True)]
    files = begin_step(pack, department, specs)
    new = {file: text for file, text in files.items() if not (workspace.root / file).exists()}
    for file, text in new.items():
        record.replace(file, text.encode(), was=None)
        say(file)
    if not new:
        say(f"{department.name}：都有了，没有动", err=True)
    return []
