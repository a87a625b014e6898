"""Packages of a lock for another kind of machine, fetched from a directory in place of an index."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from perfdocs.locked_wheels import MACHINES, locked_packages
from tests.support.change_zip import pack_members
from tests.support.run_command import Command
from tests.support.workspaces import ROOT

LOCK = """# a lock as uv writes it
one==1.0 \\
    --hash=sha256:{one} \\
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000
two==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:{two}
three==3.0 ; python_full_version < '3.12' and platform_machine != 'AMD64' \\
    --hash=sha256:{one}
four==4.0 ; platform_python_implementation != 'CPython' \\
    --hash=sha256:{one}
"""


@pytest.mark.parametrize(
    ("machine", "python", "names"),
    [
        ("win_amd64", "3.12", ["one", "two"]),
        ("win_amd64", "3.11", ["one", "two"]),
        ("win_arm64", "3.11", ["one", "two", "three"]),
        ("linux_x86_64", "3.11", ["one", "three"]),
        ("linux_aarch64", "3.13", ["one"]),
        ("macosx_arm64", "3.11", ["one", "three"]),
    ],
)
def test_which_packages_of_a_lock_a_machine_needs(machine: str, python: str, names: list[str]) -> None:
    assert [package.name for package in locked_packages(LOCK, MACHINES[machine], python)] == names


def test_every_package_of_the_own_lock_is_read() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    number = sum("==" in line and not line.startswith((" ", "#")) for line in lock.splitlines())
    assert len(locked_packages(lock, MACHINES["win_amd64"], "3.12")) == number


def wheel(directory: Path, name: str, tag: str) -> str:
    """A wheel with nothing in it; its hash."""
    stem, version = name.split("-")
    about = f"{name}.dist-info"
    contents = pack_members(
        {
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {stem}\nVersion: {version}\n".encode(),
            f"{about}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
            f"{about}/RECORD": b"",
        }
    )
    (directory / f"{name}-{tag}.whl").write_bytes(contents)
    return hashlib.sha256(contents).hexdigest()


@pytest.mark.slow
def test_what_is_fetched_and_what_is_missing(
    tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    index.mkdir()
    one, two = wheel(index, "one-1.0", "py3-none-any"), wheel(index, "two-2.0", "cp312-cp312-win_amd64")
    lock, out = tmp_path / "lock", tmp_path / "wheels"
    lock.write_text(LOCK.format(one=one, two=two), "utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    ran = perfdocs("wheels", "--python", "3.13", "--out", out, "--lock", lock)
    assert (ran.status, ran.out) == (1, "没有：two 2.0 没有给 win_amd64、Python 3.13 的 whl 文件\n")
    assert ran.err.splitlines()[0] == "正在下载 2 个软件包（win_amd64，Python 3.13）……"
    assert ran.err.splitlines()[-1] == f"{out} 里有 1 个软件包，还有 perfdocs 自己的，缺 1 个"
    ran = perfdocs("wheels", "--for", "win_amd64", "--python", "3.12", "--out", out, "--lock", lock)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == ("把这个目录拷到那台电脑的填报目录里；那台电脑装上 Python 3.12，再双击 make.cmd")
    names = sorted(path.name for path in out.iterdir())
    assert names[0].startswith("one-1.0-py3-none-any.whl")
    assert names[1].startswith("perfdocs-")
    assert names[2:] == ["requirements.lock", "two-2.0-cp312-cp312-win_amd64.whl"]
    assert (out / "requirements.lock").read_text("utf-8") == lock.read_text("utf-8")
    lock.write_text(LOCK.format(one=two, two=two), "utf-8")
    ran = perfdocs("wheels", "--out", tmp_path / "other", "--lock", lock)
    assert ran.status == 2
    said = "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE"  # and more, in the words of pip
    assert ran.err.splitlines()[-1].startswith(f"perfdocs：没有下载下来：{said}")
    assert ran.err.endswith("。请检查网络和软件包的镜像，再运行一次\n")


def test_what_is_refused(tmp_path: Path, perfdocs: Command) -> None:
    ran = perfdocs("wheels", "--python", "312")
    assert (ran.status, ran.err) == (2, "perfdocs：--python 的值“312”不对：写成 3.12 这样的版本\n")
    ran = perfdocs("wheels", "--for", "win32")
    known = "win_amd64、win_arm64、linux_x86_64、linux_aarch64、macosx_arm64"
    assert (ran.status, ran.err) == (2, f"perfdocs：--for 只能是 {known} 之一\n")
    ran = perfdocs("wheels", "--lock", tmp_path / "没有")
    assert (ran.status, ran.err) == (
        2,
        f"perfdocs：{tmp_path / '没有'} 打不开：No such file or directory。请看文件在不在，或者重新安装 perfdocs\n",
    )
