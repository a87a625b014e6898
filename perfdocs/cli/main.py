"""The command line as a whole, and the one boundary that turns what happens into an exit status.

0 nothing wrong · 1 findings that are errors · 2 could not do it · 3 a bug · 130 interrupted
"""

from __future__ import annotations

import sys

import click

from perfdocs import __version__
from perfdocs.cli import click_chinese, commands
from perfdocs.cli.lazy_group import LazyGroup
from perfdocs.errors import PerfdocsError

BUG = """
perfdocs 自己出了错，不是您的文件有错。请把下面这些连同出错的文件一起报给维护人员：
  perfdocs {version}，Python {python}，{system}
  命令：{command}
"""


@click.group(
    cls=LazyGroup,
    name="perfdocs",
    help="从 YAML 生成绩效目标表，检查并核对。",
    package=commands.__name__,
    helps=commands.HELPS,
)
@click.version_option(__version__, message="%(version)s", help="显示版本号。")
def perfdocs() -> None:
    """All commands."""


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
        _say(f"perfdocs：{click_chinese.sentence(error)}")
        return 2
    except PerfdocsError as error:
        _say(f"perfdocs：{error}")
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

        from perfdocs.report.safe_text import safe_line

        traceback.print_exc()
        command = safe_line("perfdocs " + " ".join(arguments))
        text = BUG.format(
            version=__version__, python=platform.python_version(), system=platform.system(), command=command
        )
        click.echo(text, err=True)
        return 3


def _say(line: str) -> None:
    from perfdocs.cli.say import say  # a run that goes well does not need it

    say(line, err=True)
