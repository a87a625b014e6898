"""What there is to see of a workspace, kept as its files are now: one thread makes it, pages are told of it."""

from __future__ import annotations

import asyncio
import datetime
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.errors import PerfdocsError
from perfdocs.preview.department_list import DepartmentList
from perfdocs.preview.looked_at import BUG, LookedAt
from perfdocs.preview.true_pages import TruePages
from perfdocs.report.safe_text import json_text
from perfdocs.workspace import Department, Workspace

NO_DEPARTMENT = "这里还没有部门：部门目录在 specs/<年度>/<部门代号>/ 里，建好以后这一页会自己更新。"
GONE = "这个部门的目录没有了：specs/{}。请在左边另选一个部门。"

_EVERY = 0.5
"""Seconds between two lists that pages are told while departments are being checked."""


class Wish(NamedTuple):
    """What a page wants to see: a department (`2023/commerce`; the first if empty), and what beside it."""

    department: str = ""
    last_year: bool = False
    true_pages: bool = False


class Listener:
    """A page that waits for news, in an event loop of another thread than the desk's."""

    def __init__(self, wish: Wish, loop: asyncio.AbstractEventLoop) -> None:
        self.wish = wish
        self._loop = loop
        self._event = asyncio.Event()

    def call(self) -> None:
        """Wakes it; from any thread."""
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._event.set)

    def clear(self) -> None:
        self._event.clear()

    async def is_called(self, within: float) -> bool:
        """Waits for a call; False where none came within so many seconds."""
        try:
            await asyncio.wait_for(self._event.wait(), within)
        except TimeoutError:
            return False
        return True


class Desk:
    """A workspace's departments under some paths (all without any), for pages to be told of."""

    def __init__(self, workspace: Workspace, paths: Sequence[str], today: datetime.date | None = None) -> None:
        """`today` decides which waivers are good; the day that it is where it is None."""
        self.root: Path = workspace.root
        self.is_over = False
        self._workspace = workspace
        self._paths = paths
        self._today = today
        self._called = threading.Event()
        self._listeners: dict[int, Listener] = {}
        self._states: dict[Wish, Mapping[str, str]] = {}
        self._list = DepartmentList(workspace)
        self._looked_at = LookedAt(workspace)
        self._pages = TruePages(self.call)

    def call(self) -> None:
        """Says that a file, or what is wanted, may have changed; from any thread."""
        self._called.set()

    def close(self) -> None:
        """Ends the desk and tells the pages; may be called again."""
        self.is_over = True
        self._called.set()
        self._pages.close()
        self._call_listeners()

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """While a page listens, it is called when there is news."""
        self._listeners[id(listener)] = listener
        self.call()
        try:
            yield
        finally:
            del self._listeners[id(listener)]
            self.call()

    def state(self, wish: Wish) -> Mapping[str, str]:
        """What there is to see, as JSON by the name of its event; nothing while it is not known yet."""
        return self._states.get(wish, {})

    def picture(self, name: str) -> bytes | None:
        """A picture of a printed page, by a name that `state` gave."""
        return self._pages.picture(name)

    def run(self) -> None:
        """Makes what there is to see, again after every call, until the desk is closed. Never raises."""
        while True:
            self._called.wait()
            if self.is_over:
                return
            self._called.clear()
            try:
                self._look()
            except Exception as error:  # noqa: BLE001 - told on the page; the server goes on
                self._tell_fault(error)

    def _look(self) -> None:
        """The departments that are looked at first, then the list; the others as long as nothing newer is called."""
        today = self._today or datetime.date.today()
        self._list.begin(*self._workspace.select(self._paths), today)
        shown = {wish: self._list.find(wish.department) for wish in self._wishes()}
        for view in self._looked_at.look([department for department in set(shown.values()) if department], today):
            self._list.know(view)
        with_pages = {shown[wish] for wish in shown if wish.true_pages}
        self._pages.want({each.name: self._looked_at.sheets(each.name) for each in with_pages if each})
        self._states = {wish: self._events(wish, department) for wish, department in shown.items()}
        self._call_listeners()
        told = time.monotonic()
        for is_last in self._list.check_others():
            if is_last or time.monotonic() - told > _EVERY:
                told = time.monotonic()
                departments = _json(self._list.data())
                self._states = {wish: {**state, "departments": departments} for wish, state in self._states.items()}
                self._call_listeners()
            if self._called.is_set():
                break

    def _wishes(self) -> set[Wish]:
        return {listener.wish for listener in list(self._listeners.values())}

    def _call_listeners(self) -> None:
        for listener in list(self._listeners.values()):
            listener.call()

    def _events(self, wish: Wish, department: Department | None) -> Mapping[str, str]:
        events = {"departments": _json(self._list.data())}
        if department is None:
            fault = GONE.format(wish.department) if wish.department else NO_DEPARTMENT
            return events | {"department": _json({"id": wish.department, "fault": fault})}
        events["department"] = self._looked_at.text(department.name, wish.last_year)
        if wish.true_pages:
            stamp = self._looked_at.stamp(department.name)
            events["pages"] = _json({**stamp, **self._pages.data(department.name)})
        return events

    def _tell_fault(self, error: Exception) -> None:
        """Says on every page that nothing can be shown, and why."""
        if not isinstance(error, PerfdocsError):
            traceback.print_exception(error, file=sys.stderr)
        fault = str(error) if isinstance(error, PerfdocsError) else BUG
        self._states = {wish: {"department": _json({"id": wish.department, "fault": fault})} for wish in self._wishes()}
        self._call_listeners()


def _json(data: Any) -> str:
    return json_text(data, indent=None).rstrip()
