"""Commands, and the one boundary that turns what happens into an exit status.

0 nothing wrong · 1 findings that are errors · 2 could not do it · 3 a bug · 130 interrupted
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from perfdocs import __version__
from perfdocs.cli import click_chinese
from perfdocs.cli.options import format_option, how_options, root_option, today_option
from perfdocs.errors import PerfdocsError

BUG = """
perfdocs 自己出了错，不是您的文件有错。请把下面这些连同出错的文件一起报给维护人员：
  perfdocs {version}，Python {python}，{system}
  命令：{command}
"""


@click.group(cls=click_chinese.Group, name="perfdocs", help="从 YAML 生成绩效目标表，检查并核对。")
@click.version_option(__version__, message="%(version)s", help="显示版本号。")
def perfdocs() -> None:
    """All commands."""


@perfdocs.command(name="check", help="检查填报文件，逐条说明哪个文件哪一行有什么问题。")
@click.argument("paths", nargs=-1, metavar="[年度、部门目录或文件]…")
@format_option
@click.option("--select", default="", metavar="代号,…", help="只看这些代号，或以此开头的，例如 S,M101。")
@click.option("--ignore", default="", metavar="代号,…", help="不看这些代号，或以此开头的。")
@click.option("--strict", is_flag=True, help="警告也算错误。")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="不看这个文件里已经记下的问题，只看新的；记下的已经没有了也会说。",
)
@click.option("--update-baseline", "update", is_flag=True, help="把现在的问题记到 --baseline 的文件里。")
@click.option("--staged", is_flag=True, help="检查 git 里已经暂存、将要提交的内容。")
@today_option
@how_options
@root_option
def check(
    paths: tuple[str, ...],
    style: str,
    select: str,
    ignore: str,
    strict: bool,
    baseline: Path | None,
    update: bool,
    staged: bool,
    today: datetime.datetime,
    root: Path | None,
    **how: Any,
) -> int:
    from perfdocs.cli.commands.check import Baseline, run, run_staged
    from perfdocs.cli.run_departments import How
    from perfdocs.cli.select_findings import Choice

    choice = Choice(_codes(select), _codes(ignore), strict)
    known = Baseline(baseline, update)
    return (run_staged if staged else run)(paths, style, choice, known, today.date(), root, How(**how))


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


@perfdocs.command(name="render", help="生成 Word 表格，放到 build/<年度>/<部门>/。有错误的部门不生成。")
@click.argument("paths", nargs=-1, metavar="[年度、部门目录或文件]…")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="目录", help="放到哪里；不写就放 build/。"
)
@today_option
@how_options
@root_option
def render(paths: tuple[str, ...], out: Path | None, today: datetime.datetime, root: Path | None, **how: Any) -> int:
    from perfdocs.cli.commands.render import run
    from perfdocs.cli.run_departments import How

    return run(paths, out, today.date(), root, How(**how))


@perfdocs.command(name="diff", help="比较两年（或两个版本）的填报：哪些目标变了，金额增减多少，哪些变弱了。")
@click.argument("old", required=False, default="", metavar="[旧的]")
@click.argument("new", required=False, default="", metavar="[新的]")
@click.option("--rev", default="", metavar="版本", help="和 git 里的这个版本比较，例如 main。")
@click.option("--department", "names", multiple=True, metavar="部门目录", help="只比较这个部门（目录名），可以写几次。")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "html", "json", "xlsx", "docx"]),
    default="text",
    metavar="格式",
    help="输出格式：text、markdown、html、json、xlsx、docx。",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="写到文件里。")
@click.option("--exit-code", is_flag=True, help="有变化时退出状态是 1。")
@today_option
@root_option
def diff(
    old: str,
    new: str,
    rev: str,
    names: tuple[str, ...],
    style: str,
    out: Path | None,
    exit_code: bool,
    today: datetime.datetime,
    root: Path | None,
) -> int:
    from perfdocs.cli.commands.diff import Wanted, run

    return run(Wanted(old, new, rev, names, style, out, exit_code), today.date(), root)


@perfdocs.command(name="redline", help="生成带修订标记的 Word 表格：新的一年对照上一年，可以接受或拒绝修订。")
@click.argument("old", metavar="上一年")
@click.argument("new", metavar="新的一年")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="目录", help="不写就放 build/。")
@click.option("--author", default="perfdocs", metavar="修订人", help="修订人的名称，默认 perfdocs。")
@click.option(
    "--date",
    "when",
    type=click.DateTime(["%Y-%m-%d"]),
    default="1980-01-01",
    metavar="日期",
    help="修订的日期，例如 2024-01-31；不写就是 1980-01-01，不取电脑的时间。",
)
@click.option("--department", "names", multiple=True, metavar="部门目录", help="只做这个部门，可以写几次。")
@today_option
@root_option
def redline(
    old: str,
    new: str,
    out: Path | None,
    author: str,
    when: datetime.datetime,
    names: tuple[str, ...],
    today: datetime.datetime,
    root: Path | None,
) -> int:
    from perfdocs.cli.commands.redline import Wanted, run

    return run(Wanted(old, new, out, author, f"{when:%Y-%m-%d}T00:00:00Z", names), today.date(), root)


@perfdocs.command(name="rollover", help="把上一年的填报文件结转到新的一年：年份改好，金额清空，不覆盖任何文件。")
@click.argument("old", metavar="上一年")
@click.argument("new", metavar="新的一年")
@click.option("--department", "names", multiple=True, metavar="部门目录", help="只结转这个部门（目录名），可以写几次。")
@click.option("--keep-amounts", is_flag=True, help="金额和算式照抄，不清空。")
@today_option
@root_option
def rollover(
    old: str, new: str, names: tuple[str, ...], keep_amounts: bool, today: datetime.datetime, root: Path | None
) -> int:
    from perfdocs.cli.commands.rollover import run

    return run(old, new, names, keep_amounts, today.date(), root)


@perfdocs.command(name="import", help="把填好的 Word 表读成填报文件：读不进去的、对不上的，逐格列出来。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="Word文件或目录…")
@click.option("--pack", "name", required=True, metavar="版式名", help="按哪一套表读（perfdocs packs 列出现有的）。")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="目录",
    help="写到哪个新目录，例如 specs/2023/commerce；不覆盖任何文件。",
)
@format_option
@root_option
def import_(paths: tuple[Path, ...], name: str, out: Path, style: str, root: Path | None) -> int:
    from perfdocs.cli.commands.import_ import run

    return run(paths, name, out, style, root)


@perfdocs.command(name="verify", help="核对交回来的 Word 表：是不是印出的那一份，哪一格改过；填报文件后来改过没有。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="Word文件或目录…")
@format_option
@today_option
@root_option
def verify(paths: tuple[Path, ...], style: str, today: datetime.datetime, root: Path | None) -> int:
    from perfdocs.cli.commands.verify import run

    return run(paths, style, today.date(), root)


@perfdocs.command(name="pull", help="把 Word 表里的改动写回填报文件：只动改过的地方，两边都改了的留着不动。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="Word文件或目录…")
@click.option("--dry-run", is_flag=True, help="只显示会怎样改，不写文件。")
@format_option
@today_option
@root_option
def pull(paths: tuple[Path, ...], dry_run: bool, style: str, today: datetime.datetime, root: Path | None) -> int:
    from perfdocs.cli.commands.pull import run

    return run(paths, dry_run, style, today.date(), root)


@perfdocs.group(name="packs", cls=click_chinese.Group, invoke_without_command=True, help="版式：列出、检查、新建。")
@root_option
@click.pass_context
def packs(context: click.Context, root: Path | None) -> int | None:
    if context.invoked_subcommand is not None:
        return None
    from perfdocs.cli.commands.packs import run

    return run(root)


@packs.command(name="check", help="检查版式：字段定义、版式说明和 Word 模板，逐条指出第几个表、第几行、第几格。")
@click.argument("names", nargs=-1, metavar="[版式名]…")
@root_option
def packs_check(names: tuple[str, ...], root: Path | None) -> int:
    from perfdocs.cli.commands.packs import run_check

    return run_check(names, root)


@packs.command(name="new", help="从现有的版式复制出一套新的，接着改。")
@click.argument("name", metavar="新版式名")
@click.option("--from", "source", required=True, metavar="版式名", help="从哪一套复制。")
@root_option
def packs_new(name: str, source: str, root: Path | None) -> int:
    from perfdocs.cli.commands.packs import run_new

    return run_new(name, source, root)


@perfdocs.command(name="explain", help="说明一个代号（如 Y101）：查什么，为什么，怎么改；不写就列出全部。")
@click.argument("code", required=False, metavar="[代号]")
def explain(code: str | None) -> int:
    from perfdocs.cli.commands.explain import run

    return run(code)


@perfdocs.command(name="text", help="把一个 Word 文件显示成一行行文字，表格的一行就是一行。")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件")
def text(path: Path) -> int:
    from perfdocs.cli.commands.text import run

    return run(path)


@perfdocs.command(name="git-setup", help="让这一份 git 能比较 Word 文件，提交前自动检查。")
@root_option
def git_setup(root: Path | None) -> int:
    from perfdocs.cli.commands.git_setup import run

    return run(root)


@perfdocs.command(name="version", help="显示版本号。")
def version() -> int:
    click.echo(__version__)
    return 0


def run(arguments: list[str]) -> int:
    """The exit status of a command; everything that can go wrong ends here."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return int(perfdocs.main(arguments, prog_name="perfdocs", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"perfdocs：{click_chinese.sentence(error)}", err=True)
        return 2
    except PerfdocsError as error:
        click.echo(f"perfdocs：{error}", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("已中断", err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 141
    except Exception:  # noqa: BLE001 - the one boundary
        import platform
        import traceback

        traceback.print_exc()
        command = "perfdocs " + " ".join(arguments)
        text = BUG.format(
            version=__version__, python=platform.python_version(), system=platform.system(), command=command
        )
        click.echo(text, err=True)
        return 3
