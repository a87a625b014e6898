"""What `render` does to the directory it writes to."""

from __future__ import annotations

import io
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from perfdocs.word.write_docx import is_ours
from perfdocs.word.zip_members import Members, member, members_of
from tests.support import spec_shapes
from tests.support.run_command import Command
from tests.support.some_fast import some_fast

FORM = "01-2023年部门整体支出绩效目标表.docx"


def files(directory: Path) -> dict[str, bytes]:
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in directory.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_same_bytes_at_other_times_in_other_places_with_other_locales(small: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "另一个 目录"
    shutil.copytree(small, elsewhere, ignore=shutil.ignore_patterns("另一个*"))
    first = subprocess_render(small, small, {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"})
    time.sleep(2.1)  # a zip archive's clock ticks every two seconds
    there = {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "LANGUAGE": "tr"}
    second = subprocess_render(elsewhere, tmp_path, there)
    assert first == second
    assert len(first) == 4


def subprocess_render(root: Path, cwd: Path, environment: dict[str, str]) -> dict[str, bytes]:
    command = [sys.executable, "-m", "perfdocs", "render", "--root", str(root)]
    subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, check=True, capture_output=True)
    return files(root / "build")


def test_nothing_tells_who_made_it_or_when(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    with zipfile.ZipFile(small / "build/2023/demo" / FORM) as package:
        names = package.namelist()
        own = ["docProps/core.xml", "word/document.xml", "docProps/custom.xml"]
        assert names == ["[Content_Types].xml", *sorted(names[1:-3]), *own]
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "创建" not in core
    assert "creator" not in core
    assert "<dc:title>2023年部门整体支出绩效目标表</dc:title>" in core


def test_every_document_carries_its_origin(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    for name, data in files(small / "build").items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            custom = package.read("docProps/custom.xml").decode()
        for key in ("pack", "spec", "data", "template", "version", "content"):
            assert f'name="perfdocs.{key}"' in custom, name
        assert "<vt:lpwstr>specs/2023/demo</vt:lpwstr>" in custom
        assert "<vt:lpwstr>shifeng-2023</vt:lpwstr>" in custom


def test_a_second_run_writes_nothing(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    before = {path: path.stat().st_mtime_ns for path in (small / "build").rglob("*.docx")}
    ran = perfdocs("render", "--root", small)
    assert "生成 0 个文件，4 个没有变化" in ran.err
    assert {path: path.stat().st_mtime_ns for path in (small / "build").rglob("*.docx")} == before


def test_what_has_no_source_any_more_is_removed(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    (small / "specs/2023/demo/funds/promotion.yaml").unlink()
    ran = perfdocs("render", "--root", small)
    assert "删除 2 个过时的" in ran.err
    assert sorted(files(small / "build")) == [f"2023/demo/{FORM}", "2023/demo/2023年演示局绩效目标表（整套）.docx"]


def test_a_department_that_is_gone_takes_its_documents_along(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    shutil.copytree(small / "specs/2023/demo", small / "specs/2023/other")
    shutil.rmtree(small / "specs/2023/demo")
    perfdocs("render", "2023/other", "--root", small)
    assert (small / "build/2023/demo").is_dir(), "a run for one department leaves the others alone"
    perfdocs("render", "--root", small)
    assert [path.name for path in (small / "build/2023").iterdir()] == ["other"]


def test_a_department_with_errors_has_no_documents_and_the_others_have(small: Path, perfdocs: Command) -> None:
    shutil.copytree(small / "specs/2023/demo", small / "specs/2023/other")
    perfdocs("render", "--root", small)
    spec = small / "specs/2023/demo/department.yaml"
    spec.write_text(spec.read_text("utf-8").replace("资金总额: 100", "资金总额: 一百"), "utf-8")
    ran = perfdocs("render", "--root", small)
    assert ran.status == 1
    assert ran.out.startswith("specs/2023/demo/department.yaml:6:9: 错误 S103 ")
    assert [path.name for path in (small / "build/2023").iterdir()] == ["other"]


def test_foreign_files_are_not_touched(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    build = small / "build/2023/demo"
    foreign = {"笔记.txt": b"x", "别人的.docx": b"not a document", "~$lock.docx": b""}
    for name, data in foreign.items():
        (build / name).write_bytes(data)
    Document().save(str(build / "手工.docx"))
    (small / "specs/2023/demo/funds/promotion.yaml").unlink()
    perfdocs("render", "--root", small)
    shutil.rmtree(small / "specs/2023/demo")
    perfdocs("render", "--root", small)
    assert sorted(files(build)) == sorted([*foreign, "手工.docx"])
    assert {name: (build / name).read_bytes() for name in foreign} == foreign


def test_an_edited_document_is_neither_overwritten_nor_removed(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    form = small / "build/2023/demo" / FORM
    document = Document(str(form))
    document.tables[0].cell(2, 1).text = "改过的"
    document.save(str(form))
    edited = form.read_bytes()
    ran = perfdocs("render", "--root", small)
    assert ran.status == 2
    assert ran.out == (
        f"{form}:1:1: 错误 R103 这个文件生成以后被改动过，或者不是 perfdocs 生成的，没有覆盖："
        "请把它改名或移走，再生成一次\n"
    )
    assert form.read_bytes() == edited
    shutil.rmtree(small / "specs/2023/demo")
    perfdocs("render", "--root", small)
    assert form.read_bytes() == edited


def with_directory_changed(document: bytes, old: bytes, new: bytes) -> bytes:
    """The document with something else in the list at its end, where most programs look first."""
    at = document.rindex(old)
    return document[:at] + new + document[at + len(old) :]


@pytest.mark.parametrize(
    "spoil",
    some_fast(
        [
            lambda data: data + b"\0",
            lambda data: b"\0" + data,
            lambda data: data[:-2] + b"\1\0x",
            lambda data: with_directory_changed(data, b"word/document.xml", b"word/documenu.xml"),
            lambda data: with_directory_changed(data, b"word/styles.xml", b"word/stylez.xml"),
            lambda data: data.replace(b"<vt:lpwstr>specs/2023/demo<", b"<vt:lpwstr>specs/2024/demo<"),
            lambda data: data.replace(b"perfdocs.spec", b"perfdocs.spek"),
        ],
        every=4,
    ),
)
def test_every_byte_of_a_document_counts(small: Path, perfdocs: Command, spoil: Callable[[bytes], bytes]) -> None:
    perfdocs("render", "--root", small)
    form = small / "build/2023/demo" / FORM
    spoilt = spoil(form.read_bytes())
    assert is_ours(form.read_bytes())
    assert not is_ours(spoilt)
    form.write_bytes(spoilt)
    assert perfdocs("render", "--root", small).status == 2
    assert form.read_bytes() == spoilt


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("没有.txt"))


@pytest.mark.parametrize("put", [Path.mkdir, a_link_to_itself, a_link_to_nothing, os.mkfifo])
def test_what_is_no_file_in_the_place_of_a_document_is_told(
    small: Path, perfdocs: Command, put: Callable[[Path], None]
) -> None:
    form = small / "build/2023/demo" / FORM
    form.parent.mkdir(parents=True)
    put(form)
    ran = perfdocs("render", "--root", small)
    assert ran.status == 2
    assert ran.out.startswith(f"{form}:1:1: 错误 R103 ")
    assert len(list(form.parent.glob("*.docx"))) == 4
    assert not form.is_file()


def test_properties_behind_the_hash_are_not_of_our_making(small: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", small)
    document = (small / "build/2023/demo" / FORM).read_bytes()
    *others, custom = members_of(document)
    assert Members().followed_by(*others, custom).archive() == document
    added = custom.stored.replace(b"</Properties>", b"<property/></Properties>")
    changed = member("docProps/custom.xml", added, deflate=False)
    assert not is_ours(Members().followed_by(*others, changed).archive())


def test_where_nothing_can_be_written_is_told(small: Path, perfdocs: Command) -> None:
    (small / "out").write_bytes(b"x")
    ran = perfdocs("render", "--root", small, "--out", small / "out/below")
    assert ran.status == 2
    assert ran.out.startswith(f"{small}/out:1:1: 错误 R103 ")
    assert (small / "out").read_bytes() == b"x"


def test_a_link_in_the_place_of_build_is_refused(small: Path, tmp_path: Path, perfdocs: Command) -> None:
    (tmp_path / "elsewhere").mkdir()
    (small / "build").symlink_to(tmp_path / "elsewhere")
    for command in (("render",), ("redline", "2023", "2023")):
        ran = perfdocs(*command, "--root", small)
        assert (ran.status, ran.err) == (
            2,
            f"perfdocs：{small}/build 是一个链接，没有往里写：请把它移走，或者用 --out 写明放到哪个目录\n",
        )
    assert [*(tmp_path / "elsewhere").iterdir()] == []
    assert perfdocs("render", "--root", small, "--out", small / "build").status == 0
    assert (tmp_path / "elsewhere/2023/demo" / FORM).is_file()


@pytest.mark.parametrize("below", [pytest.param("2023", marks=pytest.mark.slow), "2023/demo"])
def test_a_link_below_is_not_followed(small: Path, tmp_path: Path, perfdocs: Command, below: str) -> None:
    """Neither to write through it, nor to remove what is outdated."""
    perfdocs("render", "--root", small)
    elsewhere = tmp_path / "elsewhere"
    (small / "build" / below).rename(elsewhere)
    (small / "build" / below).symlink_to(elsewhere)
    before = files(elsewhere)
    spec = small / "specs/2023/demo/department.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("引进项目10个", "引进项目12个"), "utf-8")
    ran = perfdocs("render", "--root", small)
    assert ran.status == 2
    assert ran.out.startswith(f"{small}/build/{below}:1:1: 错误 R103 ")
    assert files(elsewhere) == before
    spec.write_text(text.replace("资金总额: 100", "资金总额: 一百"), "utf-8")
    perfdocs("render", "--root", small)
    assert files(elsewhere) == before
    (small / "specs/2023/demo").rename(small / "specs/2023/other")
    perfdocs("render", "--root", small)
    assert files(elsewhere) == before


@pytest.mark.slow
def test_where_the_disk_is_full_the_old_files_stay_and_the_run_goes_on(small: Path) -> None:
    for name in ("other", "third"):
        shutil.copytree(small / "specs/2023/demo", small / "specs/2023" / name)
    command = [sys.executable, "-m", "perfdocs", "render", "--root", str(small)]
    subprocess.run(command, check=True, capture_output=True)
    before = files(small / "build")
    for name in ("demo", "third"):
        spec = small / "specs/2023" / name / "department.yaml"
        spec.write_text(spec.read_text("utf-8").replace("引进项目10个", "引进项目12个"), "utf-8")
    full = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); "
    full += "from perfdocs.cli import main; sys.exit(main.run(sys.argv[1:]))"
    ran = subprocess.run([sys.executable, "-c", full.format(4000), *command[3:]], capture_output=True, check=False)
    place = f"{small}/build/2023/demo"
    assert ran.returncode == 2
    assert ran.stdout.decode().startswith(f"{place}/")
    assert (
        ran.stdout.decode().count(
            " 错误 R109 写不进：File too large。请检查磁盘空间、目录的权限，以及目录还在不在，再生成一次"
        )
        == 1
    )
    assert "Traceback" not in ran.stderr.decode()
    assert "生成 0 个文件，8 个没有变化" in ran.stderr.decode()
    assert files(small / "build") == before
    subprocess.run(command, check=True, capture_output=True)
    assert sum(data != before[name] for name, data in files(small / "build").items()) == 4


def test_a_file_in_the_place_of_a_directory_is_told(small: Path, perfdocs: Command) -> None:
    (small / "build/2023").mkdir(parents=True)
    (small / "build/2023/demo").write_bytes(b"x")
    (small / "templates/zz/pack.yaml").mkdir(parents=True)
    ran = perfdocs("render", "--root", small)
    assert ran.status == 2
    assert ran.out.startswith(f"{small}/build/2023/demo:1:1: 错误 R103 ")
    assert (small / "build/2023/demo").read_bytes() == b"x"


def test_out_goes_elsewhere(small: Path, tmp_path: Path, perfdocs: Command) -> None:
    ran = perfdocs("render", "--root", small, "--out", tmp_path / "出处")
    assert ran.status == 0
    assert (tmp_path / "出处/2023/demo" / FORM).is_file()
    assert not (small / "build").exists()


@pytest.mark.slow
def test_killed_at_any_moment_a_run_leaves_only_whole_files(tmp_path: Path) -> None:
    heads = {f"d{n}": (spec_shapes.department(2), [spec_shapes.fund(2)]) for n in range(30)}
    root = spec_shapes.tree(tmp_path, heads)
    command = [sys.executable, "-m", "perfdocs", "render", "--jobs", "1", "--no-cache", "--root", str(root)]
    complete = 30 * 4
    unfinished = 0
    for enough in (1, 2, 5, 20, 50, 90):
        shutil.rmtree(root / "build", ignore_errors=True)
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(documents(root)) < enough and run.poll() is None:
            pass
        run.send_signal(signal.SIGKILL)
        run.wait()
        made = documents(root)
        unfinished += len(made) < complete
        assert all(is_ours(path.read_bytes()) for path in made)
    assert unfinished, "the runs were killed too late to show anything"
    subprocess.run(command, check=True, capture_output=True)
    assert len(documents(root)) == complete
    assert [path.name for path in (root / "build").iterdir()] == ["2023"]


def documents(root: Path) -> list[Path]:
    return list((root / "build").glob("2023/*/*.docx"))


@pytest.mark.slow
def test_an_interrupted_run_says_so_and_cleans_up(tmp_path: Path) -> None:
    root = spec_shapes.tree(tmp_path, {f"d{n}": (spec_shapes.department(8), [spec_shapes.fund(8)]) for n in range(30)})
    command = [sys.executable, "-m", "perfdocs", "render", "--root", str(root)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not list((root / "build").rglob("*.docx")) and time.monotonic() < deadline:
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, error = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "已中断" in error.decode()
    assert [path.name for path in (root / "build").iterdir()] == ["2023"]


@pytest.mark.slow
def test_a_person_who_watches_sees_how_far_it_is(tmp_path: Path) -> None:
    root = spec_shapes.tree(tmp_path, {f"d{n}": (spec_shapes.department(2), [spec_shapes.fund(2)]) for n in range(25)})
    ours, theirs = pty.openpty()
    impatient = "import sys; from perfdocs.cli import main, progress; progress.PATIENCE = 0; main.run(sys.argv[1:])"
    command = [sys.executable, "-c", impatient, "render", "--root", str(root)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
    os.close(ours)
    assert run.wait(timeout=60) == 0
    assert "\r生成 25/25" in seen.decode()


def test_nobody_who_does_not_watch_is_told(small: Path, perfdocs: Command) -> None:
    assert "\r" not in perfdocs("render", "--root", small).err
