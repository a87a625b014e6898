"""What is still to be filled in, department by department: `perfdocs check --todo`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from perfdocs.cli.say import say
from perfdocs.errors import PerfdocsError
from perfdocs.finding import dotted
from perfdocs.prose.shorten import shorten
from perfdocs.report.safe_text import json_text
from perfdocs.workspace import Department, Workspace

if TYPE_CHECKING:
    from perfdocs.checks.todo import ToDo

MOST_OF_LAST_YEAR = 40
"""Characters of last year's value that are shown; chosen by hand, a line of a terminal holds them."""


def show_todo(workspace: Workspace, departments: Sequence[Department], format_name: str) -> int:
    """Prints the list as text or JSON; 1 where anything is to be filled in that the form is worthless without.

    Raises PerfdocsError for another format.
    """
    from perfdocs.checks.todo import todo_list
    from perfdocs.department.load import load_department, load_earlier
    from perfdocs.pack.manifest import Packs
    from perfdocs.year_index import YearIndex

    if format_name not in ("text", "json"):
        raise PerfdocsError("--todo 只有 text 和 json 两种格式")
    packs = Packs(workspace.root)
    index = YearIndex(workspace, packs.keys_with_role("department-name"))
    rows = []
    is_needed = False
    for department in departments:
        specs = load_department(workspace, packs, department).specs
        if specs is None:
            say(f"{workspace.relative(department.directory)}：读不出来，先运行 perfdocs check", err=True)
            continue
        earlier = index.last_year(department)
        todos = todo_list(specs, load_earlier(workspace, packs, earlier) if earlier else None)
        is_needed |= any(todo.is_needed for todo in todos)
        if format_name == "text":
            _print(department, specs.name, todos)
        rows.append({"department": department.name, "todo": [_row(todo) for todo in todos]})
    if format_name == "json":
        click.echo(json_text({"version": 1, "departments": rows}, indent=1), nl=False)
    return int(is_needed)


def _print(department: Department, name: str, todos: Sequence[ToDo]) -> None:
    called = f"{department.name}（{name}）" if name else department.name
    say(f"{called}：{f'还有 {len(todos)} 处要填' if todos else '没有要填的了'}")
    for todo in todos:
        last = shorten(todo.last_text, MOST_OF_LAST_YEAR)
        more = f"（上年 {last}）" if last else "（上年有）" if todo.last is not None else ""
        needed = "，没有它表不能用" if todo.is_needed else ""
        say(f"  {todo.place.file}:{todo.place.line}:{todo.place.column}: {todo.title}{needed}{more}")


def _row(todo: ToDo) -> dict[str, object]:
    place = todo.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": dotted(todo.path),
        "title": todo.title,
        "last": todo.last_text if todo.last is not None else None,
        "needed": todo.is_needed,
    }
