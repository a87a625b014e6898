"""The command line as a whole, and the one boundary that turns what happens into an exit status.

0 nothing wrong · 1 findings that are errors · 2 could not do it · 3 a bug · 130 interrupted · 141 nobody reads on
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

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
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called us: what is written there is an error, not lost
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDONLY), "w"))
        _choose_encoding(getattr(sys, name))
    try:
        return _status(arguments)
    except BrokenPipeError:
        return 141
    except OSError as error:
        with suppress(OSError):
            _say(_unwritten_or_unread(error))
        return 2
    finally:
        _give_up_what_is_unwritten()


def _choose_encoding(stream: Any) -> None:
    """UTF-8, unless the user wants another by PYTHONIOENCODING: then what that cannot say is written as `\\u….`"""
    if hasattr(stream, "reconfigure"):
        if os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")


def _status(arguments: list[str]) -> int:
    streams = sys.stdout, sys.stderr
    try:
        return int(perfdocs.main(arguments, prog_name="perfdocs", standalone_mode=False) or 0)
    except SystemExit:
        if sys.stdout is streams[0]:
            raise
        sys.stdout, sys.stderr = streams  # click has put others in their place, and ends with 1
        raise BrokenPipeError from None
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
    except OSError:
        raise
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


def _unwritten_or_unread(error: OSError) -> str:
    from perfdocs.files import remedy_on_windows

    place = f"（{error.filename}）" if error.filename else ""
    reason = error.strerror or str(error)
    if os.name == "nt" and (remedy := remedy_on_windows(error, str(error.filename or ""))):
        return f"perfdocs：读不出或写不进{place}：{reason}。{remedy}"
    return f"perfdocs：读不出或写不进{place}：{reason}。请检查磁盘空间、目录的权限，以及文件还在不在"


def _give_up_what_is_unwritten() -> None:
    """What could not be written has been told; Python would try again when it ends, and fail with another status."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(line: str) -> None:
    from perfdocs.cli.say import say  # a run that goes well does not need it

    say(line, err=True)
