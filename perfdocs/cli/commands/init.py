"""`perfdocs init`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.say import say
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_files, write_new_directory
from perfdocs.pack.manifest import Packs
from perfdocs.pack.shipped import shipped
from perfdocs.skeleton.choose_pack import only_pack, packs_of_targets
from perfdocs.skeleton.workspace_files import workspace_files


@click.command(cls=Command)
@click.argument("directory", type=click.Path(path_type=Path), metavar="目录")
@click.option("--pack", "names", multiple=True, metavar="版式名", help="带上哪一套版式，可以写几次；不写就全部带上。")
def command(directory: Path, names: tuple[str, ...]) -> int:
    packs = Packs(shipped())
    for name in names:
        if name not in packs.names:
            raise PerfdocsError(packs.unknown(name))
    if directory.exists() and not directory.is_dir():
        raise PerfdocsError(f"{directory} 是一个文件，没有动它：请写一个目录的名称")
    files = workspace_files(shipped(), names or packs.names)
    there = [name for name in files if _is_there(directory, name)]
    new = {name: content for name, content in files.items() if name not in there}
    # a directory that is there is never replaced, even when empty: whoever stands in it would be nowhere
    (write_files if directory.exists() else write_new_directory)(directory, new)
    for name in new:
        say(str(directory / name))
    for name in there:
        say(f"{directory / name} 已经有了，没有动它", err=True)
    say(
        f"建好了填报目录 {directory}：新建 {len(new)} 个文件" + (f"，原有的 {len(there)} 个没有动" if there else ""),
        err=True,
    )
    _say_next(directory, packs_of_targets(Packs(directory)))
    return 0


def _is_there(directory: Path, name: str) -> bool:
    """Whether a file is there already, or the directory of its pack: two packs are never mixed."""
    kind, _, rest = name.partition("/")
    if kind in ("schema", "templates") and "/" in rest:
        return (directory / kind / rest.partition("/")[0]).exists()
    return (directory / name).exists()


def _say_next(directory: Path, packs: Sequence[str]) -> None:
    say("接着：", err=True)
    if directory.resolve() != Path.cwd():
        say(f"  cd {directory}    # 以后的命令都在这个目录里运行", err=True)
    if len(packs) > 1:
        say("  perfdocs packs    # 列出版式的名称", err=True)
    name = only_pack(packs)
    pack = "" if len(packs) == 1 else f" --pack {name}"
    for line, what in (
        (f"perfdocs new department 2024/部门代号 单位全称{pack}", "新建一个部门"),
        (f"perfdocs import 去年的表.docx --pack {name} --out specs/2023/部门代号", "或者从去年的 Word 表读"),
        ("perfdocs check", "检查"),
        ("perfdocs render", "生成 Word 表格，放在 build/"),
        ("git init", "要用 git 管起来的话，加上这两行"),
        ("perfdocs git-setup", "git 能比较 Word 文件，提交前自动检查"),
    ):
        say(f"  {line}    # {what}", err=True)
