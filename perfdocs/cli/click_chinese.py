"""Click in Chinese: headings of the help, and what it says of wrong arguments."""

from __future__ import annotations

from typing import Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command with Chinese help."""

    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"options_metavar": "[选项]", "context_settings": {"help_option_names": ["-h", "--help"]}}
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明。"
        return option


class Group(Command, click.Group):
    """A group of commands with Chinese help."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, subcommand_metavar="命令 [选项] …", **kwargs)


def sentence(error: click.ClickException) -> str:
    """What is wrong with the arguments, in Chinese."""
    if isinstance(error, click.NoSuchOption):
        guess = f"，是不是 {error.possibilities[0]}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{guess}"
    if isinstance(error, click.MissingParameter):
        param = error.param
        option = f" {param.opts[0]}" if isinstance(param, click.Option) else ""
        return f"缺少{option}{f' {param.make_metavar(error.ctx)}' if param and error.ctx else '参数'}"
    if isinstance(error, click.BadParameter):
        return _bad_parameter(error)
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要跟一个值，或用法不对"
    if isinstance(error, click.UsageError):
        return _usage(error)
    return error.format_message()


def _bad_parameter(error: click.BadParameter) -> str:
    param = error.param
    name = "/".join(param.opts) if isinstance(param, click.Option) else "参数"
    wanted = param and param.type
    if isinstance(wanted, click.Choice):
        return f"{name} 只能是 {'、'.join(map(str, wanted.choices))} 之一"
    if isinstance(wanted, click.IntRange):
        return f"{name} 的值不对：要写整数，不小于 {wanted.min}"
    if isinstance(wanted, click.DateTime):
        return f"{name} 的值不对：要写成 2026-01-31 这样的日期"
    return f"{name} 的值不对：{'找不到这个目录' if isinstance(wanted, click.Path) else '请看 --help'}"


def _usage(error: click.UsageError) -> str:
    message = error.message
    if message.startswith("No such command"):
        import difflib

        name = message.split("'")[1] if "'" in message else ""
        group = error.ctx.command if error.ctx else None
        known = list(group.commands) if isinstance(group, click.Group) else []
        near = difflib.get_close_matches(name, known, n=1)
        return f"没有命令 {name}" + (f"，是不是 {near[0]}？" if near else f"：可以用 {'、'.join(known)}")
    if message.startswith("Got unexpected extra argument"):
        return "参数太多：" + message[message.find("(") + 1 : -1]
    return "用法不对，请看 --help"
