"""Runs over many departments: only what has changed, the same whatever the processes, whole whatever happens."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from perfdocs import cache
from perfdocs.batch import executors, process_pool
from perfdocs.checks import check_department
from tests.support.run_command import Command
from tests.support.some_fast import some_fast
from tests.support.workspaces import EXAMPLES, workspace

FORM = "01-2023年部门整体支出绩效目标表.docx"
WAIVER = """
豁免:
  - {代号: M201, 位置: 年度预算申请.资金总额, 理由: 演示, 批准: 演示局, 截止: 2030-01-01}
"""


@pytest.fixture
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    directory = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv(cache.VARIABLE, str(directory))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    return directory


@pytest.fixture
def departments_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The departments that are taken in, one after the other."""
    names: list[str] = []
    real = check_department.check_department

    def noted(place: Any, packs: Any, department: Any, *others: Any) -> Any:
        names.append(department.name)
        return real(place, packs, department, *others)

    monkeypatch.setattr(check_department, "check_department", noted)
    return names


@pytest.fixture
def few(small: Path) -> Path:
    """Three departments, one of them in two years."""
    for name in ("2022/demo", "2023/other"):
        shutil.copytree(small / "specs/2023/demo", small / "specs" / name)
    replace(small / "specs/2022/demo/department.yaml", "年度: 2023", "年度: 2022")
    replace(small / "specs/2023/other/department.yaml", "部门名称: 演示局", "部门名称: 第二演示局")
    return small


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def files(directory: Path) -> dict[str, bytes]:
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


ALL = ["2022/demo", "2023/demo", "2023/other"]


def test_a_run_that_changes_nothing_takes_nothing_in(
    few: Path, own_cache: Path, departments_read: list[str], perfdocs: Command
) -> None:
    first = perfdocs("render", "--root", few)
    assert sorted(departments_read) == ALL
    departments_read.clear()
    for path in few.rglob("*.yaml"):
        os.utime(path, (1, 1))
    second = perfdocs("render", "--root", few)
    assert departments_read == []
    assert (second.status, second.out) == (first.status, first.out)
    assert "生成 0 个文件，12 个没有变化" in second.err
    assert perfdocs("check", "--root", few).err
    assert departments_read == []
    assert list(own_cache.glob("department/*/*"))


@pytest.mark.usefixtures("own_cache")
def test_addresses_are_worked_out_when_they_are_first_asked_for(
    few: Path, departments_read: list[str], perfdocs: Command
) -> None:
    """And nothing that was kept is lost by that: neither they nor the documents."""
    replace(few / "specs/2023/demo/funds/promotion.yaml", "8次*5万元", "8次*6万元")
    first = perfdocs("render", "--root", few)
    departments_read.clear()
    for _ in range(2):
        (finding,) = json.loads(perfdocs("check", "2023/demo", "--format", "json", "--root", few).out)["findings"]
        assert finding["address"].endswith(":支出方向[外出招商].支出明细.项目[差旅费].测算依据")
    assert departments_read == ["2023/demo"]
    assert perfdocs("check", "--root", few).out.count("M201") == 1
    again = perfdocs("render", "--root", few)
    assert (again.status, again.out) == (first.status, first.out)
    assert departments_read == ["2023/demo"]


@pytest.mark.usefixtures("own_cache")
def test_figures_are_kept_as_findings_are(few: Path, departments_read: list[str], perfdocs: Command) -> None:
    first = perfdocs("overview", "2023", "--root", few)
    assert (first.status, sorted(departments_read)) == (0, ["2023/demo", "2023/other"])
    departments_read.clear()
    assert perfdocs("overview", "2023", "--root", few).out == first.out
    assert perfdocs("check", "2023", "--root", few).status == 0
    assert departments_read == []
    replace(few / "specs/2022/demo/department.yaml", "资金总额: 100", "资金总额: 90")
    assert perfdocs("overview", "2023", "--root", few).out != first.out
    assert departments_read == ["2023/demo"]
    perfdocs("overview", "2023", "--root", few, "--no-cache")
    assert sorted(departments_read[1:]) == ["2023/demo", "2023/other"]
    replace(
        few / "specs/2023/other/department.yaml", "资金总额: 100", "资金总额: 100万元"
    )  # of which a mending is known
    faulty = perfdocs("overview", "2023", "--root", few)
    assert (faulty.status, perfdocs("overview", "2023", "--root", few)) == (1, faulty)
    assert departments_read[3:] == ["2023/other"]


CHANGES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "spec": (lambda root: replace(root / "specs/2023/other/department.yaml", "演示局", "演示二局"), ["2023/other"]),
    "another department takes its name": (
        lambda root: replace(root / "specs/2023/other/department.yaml", "第二演示局", "演示局"),
        ["2023/demo", "2023/other"],
    ),
    "last year": (
        lambda root: replace(root / "specs/2022/demo/department.yaml", "演示局", "演示二局"),
        ["2022/demo", "2023/demo"],
    ),
    "new file": (lambda root: (root / "specs/2023/other/x.yaml").write_text("甲: 1\n", "utf-8"), ["2023/other"]),
    "schema": (lambda root: replace(root / "schema/shifeng-2023/fund.schema.json", "{", "{ "), ALL),
    "manifest": (lambda root: replace(root / "templates/shifeng-2023/pack.yaml", "change: 20", "change: 21"), ALL),
    "template": (lambda root: retype(root / "templates/shifeng-2023/summary.docx"), ALL),
    "other pack's template": (lambda root: retype(root / "templates/putuo-2026/project.docx"), []),
    "document gone": (lambda root: (root / "build/2023/demo" / FORM).unlink(), ["2023/demo"]),
    "all documents gone": (lambda root: shutil.rmtree(root / "build"), ALL),
}


def retype(path: Path) -> None:
    document = Document(str(path))
    document.add_paragraph("附注")
    document.save(str(path))


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("name", some_fast(CHANGES, every=10))
def test_what_has_changed_is_made_anew_and_only_that(
    few: Path, departments_read: list[str], perfdocs: Command, name: str
) -> None:
    change, expected = CHANGES[name]
    perfdocs("render", "--root", few)
    change(few)
    departments_read.clear()
    ran = perfdocs("render", "--root", few)
    assert sorted(departments_read) == expected
    made = files(few / "build")
    for options in ("--force", "--no-cache"):
        shutil.rmtree(few / "build")
        again = perfdocs("render", "--root", few, options)
        assert files(few / "build") == made
        assert (again.status, again.out) == (ran.status, ran.out)


def test_force_makes_everything_and_no_cache_neither_looks_nor_keeps(
    few: Path, own_cache: Path, departments_read: list[str], perfdocs: Command
) -> None:
    perfdocs("render", "--root", few, "--no-cache")
    assert not list(own_cache.rglob("*"))
    perfdocs("render", "--root", few)
    departments_read.clear()
    perfdocs("render", "--root", few, "--force")
    perfdocs("render", "--root", few, "--no-cache")
    assert sorted(departments_read) == sorted(ALL * 2)


@pytest.mark.usefixtures("own_cache")
def test_an_edited_document_is_told_every_time(few: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", few)
    form = few / "build/2023/demo" / FORM
    retype(form)
    first, second = (perfdocs("render", "--root", few) for _ in range(2))
    assert (first.status, second.status) == (2, 2)
    assert "R103" in first.out
    assert first.out == second.out
    form.unlink()
    (few / "build/2023/demo/手工.docx").write_bytes(b"by hand")
    assert perfdocs("render", "--root", few).status == 0
    assert (few / "build/2023/demo/手工.docx").read_bytes() == b"by hand"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda root: (root / "templates/shifeng-2023/summary.docx").unlink(), "P104"),
        (lambda root: turn_into_directory(root / "templates/shifeng-2023/summary.docx"), "P104"),
        (lambda root: (root / "schema/shifeng-2023/fund.schema.json").unlink(), "P103"),
        (
            lambda root: replace(root / "schema/shifeng-2023/common.schema.json", '["string", "null"]', '["txet"]'),
            "P103",
        ),
        (lambda root: replace(root / "templates/shifeng-2023/pack.yaml", "total('金额')", "total('金额'"), "P105"),
        (lambda root: replace(root / "templates/shifeng-2023/pack.yaml", "title:", "titel:"), "P102"),
    ],
)
def test_a_pack_found_sound_before_is_looked_over_again_when_it_has_changed(
    small: Path, own_cache: Path, perfdocs: Command, spoil: Callable[[Path], object], code: str
) -> None:
    assert perfdocs("check", "--root", small).status == 0
    assert list((own_cache / "pack").rglob("*"))
    spoil(small)
    told = perfdocs("check", "--root", small)
    assert told.status == 2
    assert f" {code} " in told.out
    assert perfdocs("check", "--root", small).out == told.out
    assert perfdocs("check", "--no-cache", "--root", small).out == told.out


def turn_into_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.usefixtures("own_cache")
def test_a_file_that_moves_to_last_year_is_gone_from_this_one(few: Path, perfdocs: Command) -> None:
    last, this = few / "specs/2022/demo", few / "specs/2023/demo"
    shutil.rmtree(last)
    last.mkdir()
    perfdocs("render", "--root", few, "2023/demo")
    (this / "funds").rename(last / "funds")
    checked = perfdocs("check", "--root", few, "2023/demo").out
    assert checked == perfdocs("check", "--no-cache", "--root", few, "2023/demo").out
    perfdocs("render", "--root", few, "2023/demo")
    assert [path.name for path in (few / "build/2023/demo").glob("*") if "支出方向" in path.name] == []


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize(
    "directory", ["specs/2023/demo/备用.yaml", "specs/2023/demo/funds/空", "schema/putuo-2026/x.schema.json"]
)
def test_an_empty_directory_counts_too(few: Path, perfdocs: Command, directory: str) -> None:
    perfdocs("check", "--root", few)
    (few / directory).mkdir()
    assert perfdocs("check", "--root", few).out == perfdocs("check", "--no-cache", "--root", few).out


@pytest.mark.usefixtures("own_cache")
def test_waivers_are_looked_at_again_on_another_day(few: Path, departments_read: list[str], perfdocs: Command) -> None:
    spec = few / "specs/2023/other/department.yaml"
    spec.write_text(spec.read_text("utf-8") + WAIVER, "utf-8")
    told = [perfdocs("check", "--root", few, "--today", day).out for day in ("2029-12-31", "2029-12-31", "2030-01-02")]
    assert departments_read == [*ALL, "2023/other"]
    assert told[0] == told[1] != told[2]


@pytest.mark.usefixtures("own_cache")
def test_what_changes_while_it_is_read_is_not_kept(
    few: Path, monkeypatch: pytest.MonkeyPatch, perfdocs: Command
) -> None:
    spec = few / "specs/2023/other/department.yaml"
    before, real = spec.read_text("utf-8"), check_department.check_department

    def meddled(place: Any, packs: Any, department: Any, *others: Any) -> Any:
        if department.name == "2023/other":
            spec.write_text(before.replace("演示局", "改过的局"), "utf-8")
        return real(place, packs, department, *others)

    monkeypatch.setattr(check_department, "check_department", meddled)
    perfdocs("render", "--root", few)
    monkeypatch.setattr(check_department, "check_department", real)
    spec.write_text(before, "utf-8")
    perfdocs("render", "--root", few)
    assert not [name for name in files(few / "build") if "改过的局" in name]


# Several processes.


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Thirty departments; two have errors, one has no file."""
    root = workspace(tmp_path / "many", EXAMPLES / "small")
    for number in range(30):
        shutil.copytree(root / "specs/2023/demo", root / f"specs/2023/d{number:02}")
    replace(root / "specs/2023/d07/department.yaml", "资金总额: 100", "资金总额: 一百")
    replace(root / "specs/2023/d21/department.yaml", "版式: ", "版式:")
    (root / "specs/2023/d28/department.yaml").unlink()
    return root


@pytest.mark.slow
def test_the_number_of_processes_changes_nothing(
    many: Path, monkeypatch: pytest.MonkeyPatch, perfdocs: Command
) -> None:
    monkeypatch.setattr(process_pool, "CHUNK", 4)
    outcomes = []
    for processes in (1, 3):
        ran = perfdocs("render", "--root", many, "--jobs", str(processes))
        checked = perfdocs("check", "--root", many, "--jobs", str(processes), "--format", "json")
        outcomes.append((ran, checked, files(many / "build")))
        shutil.rmtree(many / "build")
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][2]) == 28 * 4
    assert executors.ALONE < 30


ALTERED = """
import os, sys, time
from perfdocs.batch import process_pool
from perfdocs.checks import check_department
from perfdocs.cli import main
real = check_department.check_department

def meddled(workspace, packs, department, *others):
    {what}
    return real(workspace, packs, department, *others)

check_department.check_department = meddled
sys.exit(main.run(sys.argv[1:]))
"""


def start_altered(what: str, *arguments: str | Path, group: bool = False) -> subprocess.Popen[str]:
    """The command in a process of its own, which does something before it takes in a department."""
    command = [sys.executable, "-c", ALTERED.format(what=what), *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=group)


@pytest.mark.slow
def test_a_process_that_dies_takes_only_the_department_along_that_killed_it(many: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", many)
    expected = {name: data for name, data in files(many / "build").items() if "/d11/" not in name}
    shutil.rmtree(many / "build")
    run = start_altered("department.id == 'd11' and os._exit(9)", "render", "--root", many, "--jobs", "2")
    out, _ = run.communicate(timeout=120)
    assert run.returncode == 2
    assert "specs/2023/d11:1:1: 错误 R104 处理这个部门时程序意外中止" in out
    assert out.count("R104") == 1
    assert files(many / "build") == expected


@pytest.mark.slow
def test_an_interruption_ends_all_processes_and_leaves_whole_files(many: Path) -> None:
    run = start_altered("time.sleep(0.05)", "render", "--root", many, "--jobs", "2", group=True)
    wait_for(lambda: any((many / "build").rglob("*.docx")))
    os.killpg(run.pid, signal.SIGINT)
    _, error = run.communicate(timeout=60)
    assert run.returncode == 130
    assert error.strip().endswith("已中断")
    assert [path.name for path in (many / "build").iterdir()] == ["2023"]
    wait_for(lambda: not alive(run.pid))


@pytest.mark.slow
def test_processes_end_with_the_one_that_they_work_for(many: Path) -> None:
    run = start_altered("time.sleep(0.05)", "render", "--root", many, "--jobs", "2", group=True)
    wait_for(lambda: any((many / "build").rglob("*.docx")))
    run.kill()
    run.communicate(timeout=60)
    wait_for(lambda: not alive(run.pid))


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(group: int) -> bool:
    """Whether a process of the group is there and has not ended."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = path.read_text("utf-8").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            return True
    return False


# A cluster.


@pytest.fixture
def cluster() -> Any:
    """A scheduler and two workers on this machine, as a cluster of processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_does_the_same(many: Path, cluster: Any, perfdocs: Command) -> None:
    here = perfdocs("render", "--root", many, "--jobs", "1")
    expected = files(many / "build")
    shutil.rmtree(many / "build")
    address = cluster.scheduler_address.replace("tcp://", "dask://")
    there = perfdocs("render", "--root", many, "--executor", address)
    assert (there.status, there.out) == (here.status, here.out)
    assert files(many / "build") == expected


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_half_way_does_the_same(
    many: Path, cluster: Any, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = perfdocs("render", "--root", many, "--jobs", "1")
    expected = files(many / "build")
    shutil.rmtree(many / "build")
    monkeypatch.setattr(process_pool, "CHUNK", 1)
    victim = next(iter(cluster.workers.values())).pid

    def kill() -> None:
        wait_for(lambda: any((many / "build").rglob("*.docx")))
        os.kill(victim, signal.SIGKILL)

    killed = threading.Thread(target=kill)
    killed.start()
    address = cluster.scheduler_address.replace("tcp://", "dask://")
    there = perfdocs("render", "--root", many, "--executor", address)
    killed.join()
    assert (there.status, there.out) == (here.status, here.out)
    assert files(many / "build") == expected


@pytest.mark.slow
def test_an_address_that_is_none_is_told(many: Path, monkeypatch: pytest.MonkeyPatch, perfdocs: Command) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 1)
    assert "要写成 dask://主机:端口" in perfdocs("render", "--root", many, "--executor", "spark://x").err
    assert perfdocs("render", "--root", many, "--executor", "dask://127.0.0.1:1").status == 2
