"""`perfdocs new`."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option
from perfdocs.cli.say import say
from perfdocs.department.specs import DocumentTree, Specs
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded
from perfdocs.finding import Severity
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.schema.node import Node
from perfdocs.skeleton.begin import begin_department, begin_document, begin_row
from perfdocs.skeleton.choose_pack import choose_pack
from perfdocs.skeleton.find_model import Desk, model_department, model_document, model_row
from perfdocs.skeleton.find_table import find_table
from perfdocs.skeleton.vocabulary import kinds_called, name_field, words
from perfdocs.undo_records import recorded
from perfdocs.workspace import HEAD, Department, find_workspace
from perfdocs.yamlfile.address import Address
from perfdocs.yamlfile.encoding import encode_like
from perfdocs.yamlfile.reader import read

_EXAMPLES = """\b
例如：
  perfdocs new department 2024/commerce 单位全称      一个部门
  perfdocs new fund 2024/commerce 名称                部门的一个专项或项目
  perfdocs new direction 文件 名称                    文件里的一个方向
  perfdocs new indicator 文件:位置 名称               一条指标
“新建什么”也可以写版式里的叫法，写错了会列出来。"""

_UNWRITABLE = ("Cc", "Cs")
"""Categories of Unicode: control characters, and halves of characters, which stand for bytes that are no text."""


@click.command(cls=Command, epilog=_EXAMPLES)
@click.argument("word", metavar="新建什么")
@click.argument("where", metavar="放在哪里")
@click.argument("name", required=False, metavar="[名称]")
@click.option(
    "--like",
    metavar="样子",
    help="照着另一个部门、文件或同一张表里的另一条：留下结构、名称和文字，金额、指标值、日期和带数的文字空着。",
)
@click.option("--pack", "pack_name", default="", metavar="版式名", help="新部门按哪一套版式；能认出来就不用写。")
@root_option
def command(word: str, where: str, name: str | None, like: str | None, pack_name: str, root: Path | None) -> int:
    workspace = find_workspace(root)
    desk = Desk(workspace, Packs(workspace.root))
    department = desk.department_at(where)
    if department is not None and not (department.directory / HEAD).exists():
        _new_department(desk, word, department, name, like, pack_name)
    elif pack_name:
        raise PerfdocsError("--pack 只用于新部门：已有的部门按它自己写的版式，请去掉 --pack")
    elif department is None:
        _new_row(desk, word, where, name, like)
    else:
        _new_document(desk, word, department, name, like)
    return 0


def _new_department(
    desk: Desk, word: str, department: Department, name: str | None, like: str | None, pack_name: str
) -> None:
    if department.directory.exists() and any(department.directory.iterdir()):
        raise PerfdocsError(f"specs/{department.name} 已经有了，里面没有 {HEAD}，没有动它：请先移走，或换一个部门代号")
    pack = choose_pack(desk.workspace, desk.packs, department, pack_name)
    if pack.head not in kinds_called(word, pack):
        raise PerfdocsError(
            f"specs/{department.name} 还没有：先运行 perfdocs new department {department.name} 单位全称"
        )
    model = model_department(desk, like, department) if like else None
    files = begin_department(pack, department, _name(name, pack.head.schema.tree), model)
    _write(desk, files)
    departments, _ = desk.workspace.departments()
    earlier = [other.year for other in departments if other.id == department.id and other.year < department.year]
    if earlier and not like:
        say(
            f"{earlier[-1]} 年也有 {department.id}：要接着那一年的填，先运行 perfdocs undo，再运行"
            f" perfdocs rollover {earlier[-1]} {department.year} --department {department.id}",
            err=True,
        )


def _new_document(desk: Desk, word: str, department: Department, name: str | None, like: str | None) -> None:
    specs = desk.specs(department)
    kinds = kinds_called(word, specs.pack)
    if specs.pack.head in kinds:
        raise PerfdocsError(f"specs/{department.name} 已经有了，没有动它")
    if len(kinds) != 1:
        raise PerfdocsError(_not_a_kind(word, specs.pack, department))
    model = model_document(desk, like, department, kinds[0]) if like else None
    title = _name(name, kinds[0].schema.tree)
    _write(desk, begin_document(desk.workspace.root, specs, department, kinds[0], title, model))


def _not_a_kind(word: str, pack: Pack, department: Department) -> str:
    known = "、".join(map(str, words(pack)))
    return f"在 specs/{department.name} 里不能新建“{word}”：这套版式可以新建 {known}；表里的一条要写文件名"


def _new_row(desk: Desk, word: str, where: str, name: str | None, like: str | None) -> None:
    address = Address.read(where)
    place = address.path if address.file else ""
    file = desk.file_at(address.file or where)
    department = desk.department_of(file) if file else None
    if file is None or department is None:
        raise PerfdocsError(
            f"找不到“{where}”：部门写 年度/部门代号（2024/commerce），表里的一条写 specs/ 里的文件 或 文件:位置"
        )
    specs = desk.specs(department)
    raw = read_bounded(desk.workspace.root / file)
    document = read(raw, file)
    fault = next((finding for finding in document.findings if finding.severity is Severity.ERROR), None)
    if fault:
        place_of = f"{file}:{fault.place.line}:{fault.place.column}"
        raise PerfdocsError(f"先把文件里的错误改好，再往里加：{place_of}：{fault.message}")
    tree = DocumentTree(document, _tree(specs, file))
    spot = find_table(tree, word, place, words(specs.pack))
    model = model_row(desk, like, department, spot) if like else None
    new = begin_row(specs, department, document, spot, _name(name, spot.row), model)
    line = read(new.text.encode(), file).value_place(new.keys).line
    with recorded(desk.workspace, "new") as record:
        record.replace(file, encode_like(new.text, raw), was=raw)
    say(f"{file}:{line}")
    _say_next()


def _tree(specs: Specs, file: str) -> Node:
    if file not in specs.trees:
        raise PerfdocsError(f"{file} 不是这套版式的填报文件，没有动它")
    return specs.trees[file].tree


def _name(given: str | None, node: Node) -> str:
    """The name that is given, or that a person at the terminal types. Raises PerfdocsError where nobody does."""
    title = node.fields[name_field(node)].title
    if given is None and sys.stdin.isatty():
        given = click.prompt(title, prompt_suffix="：", err=True)
    if given is None or not given.strip():
        raise PerfdocsError(f"没有写名称：在命令后面写上“{title}”")
    if any(unicodedata.category(character) in _UNWRITABLE for character in given.strip()):
        raise PerfdocsError(f"名称“{given.strip()}”里有写不进文件的字符：请重新输入")
    return given.strip()


def _write(desk: Desk, files: Mapping[str, str]) -> None:
    """Writes files that are not there yet."""
    with recorded(desk.workspace, "new") as record:
        for file, text in files.items():
            record.replace(file, text.encode(), was=None)
    for file in files:
        say(file)
    _say_next()


def _say_next() -> None:
    say("建好了。接着填空着的地方；perfdocs check --todo 列出还要填什么，不要它就运行 perfdocs undo", err=True)
