"""From one department to ten thousand: the whole way from YAML to files, cold, warm, and after one edit.

Departments are those of `corpus`, each with texts of its own. Files are on a file system in memory; what counts as
cold starts without a cache and without output.
"""

from __future__ import annotations

import datetime
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from perfdocs.batch.department_job import Job, run_job
from perfdocs.checks.check_department import check_department
from perfdocs.pack.manifest import Packs
from perfdocs.render.template import Template
from perfdocs.workspace import Department, find_workspace
from perfdocs.yamlfile.reader import read
from tests.bench import corpus
from tests.bench.figures import Figure
from tests.bench.peers import memory
from tests.bench.plain import SCRIPT, Stack, as_yaml, in_plain_jinja, stack
from tests.support.workspaces import ROOT

Item = TypeVar("Item")
TODAY = datetime.date(2023, 6, 1)
FORMS = 4
"""Forms of a department of the corpus, besides the file with all of them."""
ROUNDS = 7
AT_A_TIME = 10
"""Departments of a round; a process of a run is given twenty."""
THOUSAND = 1000


def pipeline() -> Iterator[Figure]:
    """YAML → validated → checked → .docx, warm, on one core: ours beside the plain stack, some at a time."""
    with workspace((ROUNDS + 1) * AT_A_TIME) as root:
        departments = find_workspace(root).departments()[0]
        packs = Packs(root)
        stacks = []
        for one in departments:
            made = check_department(find_workspace(root), packs, one, TODAY).submission
            assert made is not None
            assert len(made.forms) == FORMS
            stacks.append(stack(one.directory, made, root / "plain" / one.id))
        job = Job(root, TODAY, "bench", root / "build", root / ".staging", keep=False)
        ours, plain = in_turns(
            [partial(run_job, job, some) for some in batched(departments)],
            [partial(run_all, some) for some in batched(stacks)],
        )
    yield Figure(
        "YAML 到表格，每张表（同样的步骤：读、校验、填表、写文件）",
        1000 * plain / FORMS / AT_A_TIME,
        "毫秒",
        "perfdocs（另加检查和整套文件）",
        1000 * ours / FORMS / AT_A_TIME,
        at_least=20,
    )


def batched(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[at : at + AT_A_TIME] for at in range(0, len(items), AT_A_TIME)]


def run_all(stacks: Iterable[Stack]) -> None:
    for one in stacks:
        one.run()


def in_turns(*runs: Sequence[Callable[[], object]]) -> list[float]:
    """The medians of several ways to do the same, measured in turns, on other data each time; the first warms up."""
    times: list[list[float]] = [[] for _ in runs]
    for turn in zip(*runs, strict=True):
        for kept, run in zip(times, turn, strict=True):
            kept.append(timed_here(run))
    return [statistics.median(kept[1:]) for kept in times]


def edit() -> Iterator[Figure]:
    """One edit, then a new process that makes what has changed, beside five lines that make one form."""
    with workspace(1) as root:
        (department,) = find_workspace(root).departments()[0]
        template, values = one_form(root, department)
        command = [sys.executable, "-c", SCRIPT, str(template), str(values), str(root / "one.docx")]
        perfdocs(root, "render")
        ours, script = [], []
        for _ in range(ROUNDS + 1):
            edited(department)
            ours.append(perfdocs(root, "render"))
            script.append(timed(command, root))
    yield Figure(
        "改一处以后生成一个部门的五个文件，冷启动",
        1000 * statistics.median(ours[1:]),
        "毫秒",
        "五行 docxtpl 脚本生成一张表",
        1000 * statistics.median(script[1:]),
        at_most=1,
    )


def edited(department: Department) -> None:
    """One word more in the department's own file."""
    path = department.directory / "department.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("区域经济发展", "区域经济发展又", 1), "utf-8")
    assert path.read_text("utf-8") != text


def one_form(root: Path, department: Department) -> tuple[Path, Path]:
    """A form for the script: its template and its values, as files."""
    made = check_department(find_workspace(root), Packs(root), department, TODAY).submission
    assert made is not None
    form = made.forms[-1]
    template, values = root / "one-template.docx", root / "one.yaml"
    template.write_bytes(in_plain_jinja(made.pack.template(form.form).read_bytes()))
    used = Template(made.pack.template(form.form).read_bytes()).names
    values.write_text(as_yaml({name: form.context[name] for name in used}), "utf-8")
    return template, values


def thousand() -> Iterator[Figure]:
    """A thousand departments: from nothing, with nothing changed, with one edit; on one core and on two."""
    with workspace(THOUSAND) as root:
        departments = find_workspace(root).departments()[0]
        alone = statistics.median(cold(root, "--jobs", "1") for _ in range(3))
        both = statistics.median(cold(root, "--jobs", "2") for _ in range(3))
        warm = statistics.median(perfdocs(root, "render") for _ in range(ROUNDS))
        after = []
        for turn in range(ROUNDS):
            edited(departments[turn])
            after.append(perfdocs(root, "render"))
        checked = statistics.median(perfdocs(root, "check") for _ in range(3))
    yield Figure("1000 个部门，一个处理器，从头生成", alone, "秒", "两个处理器", both, at_least=1.8)
    yield Figure("1000 个部门，什么都没有变", warm, "秒", "从头生成（两个处理器）", both, at_most=0.1)
    yield Figure("1000 个部门，改了一处", statistics.median(after), "秒", "从头生成（两个处理器）", both)
    yield Figure("1000 个部门，再检查一遍", checked, "秒", "从头生成（两个处理器）", both)


def growth() -> Iterator[Figure]:
    """Time and memory of making everything, for ten times as many departments at a time."""
    times: dict[int, float] = {}
    memories: dict[int, float] = {}
    for number in (100, THOUSAND, 10 * THOUSAND):
        with workspace(number) as root:
            times[number] = cold(root)
            shutil.rmtree(root / "build")
            memories[number] = peak(root)
    yield Figure("1000 个部门从头生成", times[THOUSAND], "秒", "100 个部门", times[100])
    yield Figure("10000 个部门从头生成", times[10 * THOUSAND], "秒", "1000 个部门", times[THOUSAND], at_most=11)
    yield Figure("1000 个部门，占内存最多的进程", memories[THOUSAND], "MB", "100 个部门", memories[100])
    yield Figure(
        "10000 个部门，占内存最多的进程",
        memories[10 * THOUSAND],
        "MB",
        "1000 个部门",
        memories[THOUSAND],
        at_most=1.3,
    )


def commands() -> Iterator[Figure]:
    """What the other commands take for a department, beside reading the files that they read."""
    number = 60
    with workspace(number) as root:
        add_last_year(root)
        files = [path.read_bytes() for path in (root / "specs/2023").rglob("*.yaml")]
        reading = min(timed_here(lambda: [read(data, "a") for data in files]) for _ in range(ROUNDS)) / number
        start = min(perfdocs(root, "version") for _ in range(ROUNDS))
        check = min(perfdocs(root, "check", "2023", "--no-cache", "--jobs", "1") for _ in range(3)) - start
        diff = min(perfdocs(root, "diff", "2022", "2023") for _ in range(3)) - start
    yield Figure("检查一个部门", 1000 * check / number, "毫秒", "只读它的文件", 1000 * reading)
    yield Figure("对比一个部门的两年", 1000 * diff / number, "毫秒", "只读两年的文件", 2000 * reading)


def overview() -> Iterator[Figure]:
    """A thousand departments of two years at a glance, beside a check of them: from nothing, and once more."""
    with workspace(THOUSAND) as root:
        add_last_year(root)
        times: dict[str, tuple[float, float]] = {}
        for command in ("check", "overview"):
            shutil.rmtree(root / ".cache", ignore_errors=True)
            first = perfdocs(root, command, "2023")
            times[command] = first, statistics.median(perfdocs(root, command, "2023") for _ in range(3))
    for at, when in enumerate(("从头", "再来一遍")):
        ours, check = (times[command][at] for command in ("overview", "check"))
        yield Figure(f"1000 个部门两年的总览，{when}", ours, "秒", f"检查，{when}", check, at_most=1.3)


def add_last_year(root: Path) -> None:
    """Every department has the year before too."""
    for path in (root / "specs/2023").rglob("department.yaml"):
        last = root / "specs/2022" / path.parent.name
        shutil.copytree(path.parent, last)
        head = last / "department.yaml"
        head.write_text(head.read_text("utf-8").replace("年度: 2023", "年度: 2022", 1), "utf-8")


@contextmanager
def workspace(number: int) -> Iterator[Path]:
    """A workspace in memory with so many departments."""
    with tempfile.TemporaryDirectory(dir=memory()) as directory:
        root = Path(directory)
        for name in ("templates", "schema"):
            shutil.copytree(ROOT / name, root / name)
        corpus.departments(root, number)
        yield root


def cold(root: Path, *options: str) -> float:
    """The seconds of making everything, without output and without a cache."""
    for name in ("build", ".cache"):
        shutil.rmtree(root / name, ignore_errors=True)
    return perfdocs(root, "render", *options)


def perfdocs(root: Path, *arguments: str) -> float:
    """The seconds of a command in a process of its own."""
    return timed([sys.executable, "-m", "perfdocs", *arguments, *rooted(root, arguments[0])], root)


def rooted(root: Path, command: str) -> list[str]:
    return [] if command == "version" else ["--root", str(root)]


def timed(command: list[str], root: Path) -> float:
    return timed_here(lambda: subprocess.run(command, cwd=ROOT, env=environment(root), capture_output=True, check=True))


def timed_here(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def environment(root: Path) -> Mapping[str, str]:
    """As a user has it: compiled modules are kept; the cache is this workspace's own."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"PERFDOCS_CACHE": str(root / ".cache"), "XDG_STATE_HOME": str(root / ".state")}


PEAK = """
import resource, sys
from perfdocs.cli import main
status = main.run(sys.argv[1:])
used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(max(used) / 1024)
sys.exit(status)
"""


def peak(root: Path) -> float:
    """The megabytes of the greediest process of a run that makes everything."""
    command = [sys.executable, "-c", PEAK, "render", "--root", str(root), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, env=environment(root), capture_output=True, check=True, text=True)
    return float(done.stdout.splitlines()[-1])
