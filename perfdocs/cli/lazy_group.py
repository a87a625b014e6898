"""A group of commands of which only the one that is called is imported."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Mapping
from typing import Any

import click

from perfdocs.cli.click_chinese import Command, Group


class LazyGroup(Group):
    """Commands by their name with their help; each is `command` in the module of its name in `package`."""

    def __init__(self, *args: Any, package: str, helps: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, commands=[Command(name, help=text) for name, text in helps.items()], **kwargs)
        self._package = package
        self._helps = helps

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and name in self._helps:
            module = name.replace("-", "_") + "_" * keyword.iskeyword(name)
            command = importlib.import_module(f"{self._package}.{module}").command
            command.name, command.help = name, self._helps[name]
        return name, command, rest
