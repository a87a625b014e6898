"""`perfdocs wheels`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.say import say
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded
from perfdocs.locked_wheels import LOCK, MACHINES, fetch_wheels, keep_lock, locked_packages, own_wheel
from perfdocs.pack.shipped import shipped

_HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


@click.command(cls=Command)
@click.option(
    "--for",
    "name",
    type=click.Choice(list(MACHINES)),
    default="win_amd64",
    metavar="机器",
    help=f"给哪一种电脑：{'、'.join(MACHINES)}；不写是 win_amd64。",
)
@click.option("--python", default=_HERE, metavar="版本", help=f"那台电脑上 Python 的版本，例如 3.12；不写是 {_HERE}。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("wheels"),
    metavar="目录",
    help="放到哪里；不写是 wheels。",
)
@click.option(
    "--lock",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="锁定的软件包；不写就用程序自己的 requirements.lock。",
)
def command(name: str, python: str, out: Path, lock: Path | None) -> int:
    if not re.fullmatch(r"3\.[0-9]{1,2}", python):
        raise PerfdocsError(f"--python 的值“{python}”不对：写成 3.12 这样的版本")
    lock = lock or shipped() / LOCK
    try:
        text = read_bounded(lock).decode()
    except OSError as error:
        raise PerfdocsError(
            f"{lock} 打不开：{error.strerror or error}。请看文件在不在，或者重新安装 perfdocs"
        ) from None
    machine = MACHINES[name]
    packages = locked_packages(text, machine, python)
    say(f"正在下载 {len(packages)} 个软件包（{name}，Python {python}）……", err=True)
    fetched = fetch_wheels(packages, machine, python, out)
    keep_lock(lock, out)
    for package in fetched.missing:
        say(f"没有：{package} 没有给 {name}、Python {python} 的 whl 文件")
    is_source = (shipped() / "pyproject.toml").is_file()
    if is_source:
        own_wheel(shipped(), out)
    own = "，还有 perfdocs 自己的" if is_source else ""
    say(f"{out} 里有 {len(packages) - len(fetched.missing)} 个软件包{own}，缺 {len(fetched.missing)} 个", err=True)
    if not is_source:
        say("perfdocs 自己的 whl 文件（perfdocs-….whl）也放进去", err=True)
    if not fetched.missing:
        start = "双击 make.cmd" if name.startswith("win") else "运行 python3 .ci/make.py render"
        say(f"把这个目录拷到那台电脑的填报目录里；那台电脑装上 Python {python}，再{start}", err=True)
    return 1 if fetched.missing else 0
