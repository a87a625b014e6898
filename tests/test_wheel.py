"""The wheel holds all that the program reads at run time, its types, its licence and the packs; and works alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.rooms import PACKAGE
from tests.support.workspaces import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(directory)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = directory.glob("perfdocs-*.whl")
    return built


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    files = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    assert {name for name in files if not name.endswith(".pyc")} <= names
    packs = [path.relative_to(ROOT).as_posix() for kind in ("schema", "templates") for path in (ROOT / kind).rglob("*")]
    assert {f"perfdocs/shipped/{name}" for name in packs if (ROOT / name).is_file()} <= names
    around = ("make.cmd", ".ci/make.py", ".ci/bootstrap.py", ".ci/no-python.txt", "requirements.lock")
    assert {f"perfdocs/shipped/{name}" for name in around} <= names
    assert "perfdocs/py.typed" in names
    assert [name for name in names if name.endswith("licenses/LICENSE")]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a virtual environment of its own, in which what it depends on is borrowed from this one."""
    directory = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(directory)], check=True)
    python = directory / "bin/python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = directory.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")  # .pth files in there are not read
    return directory / "bin/perfdocs"


@pytest.fixture
def run(installed: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def command(*arguments: str, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([installed, *arguments], cwd=cwd, env=environment, capture_output=True, text=True)

    return command


def test_a_workspace_from_the_wheel_alone(run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path) -> None:
    ran = run("init", "填报", "--pack", "shifeng-2023")
    assert (ran.returncode, ran.stdout.splitlines()[0]) == (0, "填报/schema/common/indicators.schema.json"), ran.stderr
    root = tmp_path / "填报"
    assert (root / "make.cmd").read_bytes() == (ROOT / "make.cmd").read_bytes()
    assert (root / ".ci/make.py").is_file()
    ran = run("packs", "check", cwd=root)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "检查了 1 套版式：没有发现问题\n")
    ran = run("new", "department", "2024/edu", "株洲市石峰区教育局", cwd=root)
    assert (ran.returncode, ran.stdout) == (0, "specs/2024/edu/department.yaml\n"), ran.stderr
    ran = run("new", "fund", "2024/edu", "校园安全经费", cwd=root)
    assert (ran.returncode, ran.stdout) == (0, "specs/2024/edu/funds/xiao-yuan-an-quan-jing-fei.yaml\n"), ran.stderr
    ran = run("render", "2024", cwd=root)
    assert ran.returncode == 1
    assert "“资金总额”空着：没有这个数，表就不能用，请填写（确实没有就写 0）" in ran.stdout
    shutil.copytree(ROOT / "specs/2023", root / "specs/2023")
    ran = run("render", "2023", cwd=root)
    assert (ran.returncode, len(list(root.glob("build/2023/commerce/*.docx")))) == (0, 5), ran.stderr
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    ran = run("git-setup", cwd=root)
    assert ran.returncode == 0, ran.stderr
    assert "perfdocs" in (root / ".git/hooks/pre-commit").read_text("utf-8")
