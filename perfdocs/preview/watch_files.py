"""The files that forms are made from, watched: every save is told, however an editor makes it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from perfdocs.workspace import PARTS

_TOGETHER, _STEP = 300, 30
"""Milliseconds: changes with no more than a step between them are one, up to so long. An editor that renames needs 5;
`git checkout` of 60 departments 200."""
_LOOK = 500
"""Milliseconds after which it is looked whether the directories are still those that are watched."""
_AGAIN = 0.3
"""Seconds until it is tried again where there is nothing to watch."""


def watch_files(root: Path, on_change: Callable[[], None], stop: threading.Event) -> None:
    """Calls `on_change` after every burst of changes, and once when watching has begun, until `stop` is set.

    A directory that is removed and comes back (`git checkout`) is watched again. Where the system watches no more
    files (a limit, some network drives), they are looked at three times a second.
    """
    poll = False
    while not stop.is_set():
        watched = _directories(root)
        if not watched:
            stop.wait(_AGAIN)
            continue
        try:
            for changes in _bursts(watched, poll, stop):
                on_change()
                if changes is None:
                    break
        except FileNotFoundError:
            stop.wait(_AGAIN)  # gone while it was to be watched
        except (OSError, RuntimeError):
            stop.wait(_AGAIN)
            poll = True


Directories = Sequence[tuple[Path, int, int]]
"""Paths with what tells a directory from another that was later put in its place: device and number."""


def _directories(root: Path) -> Directories:
    found = []
    for name in PARTS:
        try:
            status = (root / name).stat()
        except OSError:
            continue
        found.append((root / name, status.st_dev, status.st_ino))
    return found


def _bursts(watched: Directories, poll: bool, stop: threading.Event) -> Iterator[set[str] | None]:
    """The paths of each burst of changes, none of them when watching has begun; None, at last, where one of the
    directories is another now."""
    from watchfiles import watch

    root = watched[0][0].parent
    has_begun = False
    bursts = watch(
        *(path for path, _, _ in watched),
        watch_filter=None,
        debounce=_TOGETHER,
        step=_STEP,
        stop_event=stop,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=poll or None,
        ignore_permission_denied=True,
    )
    for changes in bursts:
        if _directories(root) != watched:
            yield None
        elif changes or not has_begun:
            yield {path for _, path in changes}
        has_begun = True
