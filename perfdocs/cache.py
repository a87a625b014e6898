"""Results kept between runs: found by content, signed, and never needed.

An entry is found by what it was made from and by the version of everything that made it, so it cannot be out of
date. It is signed with a key that only this user has: whoever else can write to the directory can do no more
than make us work something out again. The directory may be deleted at any time, and shared by any number of
users and machines.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import stat
import sys
import time
import zlib
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from perfdocs import __version__
from perfdocs.files import clear_abandoned, make_directories, read_beginning, read_bounded, refuse_links, replace_file

VARIABLE = "PERFDOCS_CACHE"
"""Names another directory for the cache; `off` is none."""
DAYS = 60
"""Days after which an entry is removed; chosen by hand."""

_SIGNATURE = 32
_DAY = 86_400
_DIRECTORY, _ENTRY = re.compile(r"[0-9a-f]{2}"), re.compile(r"[0-9a-f]{62}")
"""Names of the directories of a kind, and of the entries in them: nothing else is removed."""


class Cache(Protocol):
    """Keeps bytes by the kind of thing and a name that stands for what it was made from."""

    def get(self, kind: str, name: str, /) -> bytes | None:
        """The data that this user put there with this version, or None."""

    def put(self, kind: str, name: str, data: bytes, /) -> None:
        """Keeps the data, if that is possible."""


class _NoCache:
    def get(self, *_: str) -> None:
        return None

    def put(self, *_: object) -> None:
        return None


NO_CACHE: Cache = _NoCache()


class CacheDirectory:
    """A cache in a directory, which is made when it is first written to. No link in it is followed."""

    def __init__(self, root: Path, key: bytes) -> None:
        self._root = str(root)
        self._key = key
        self._swept = False

    def get(self, kind: str, name: str) -> bytes | None:
        try:
            directory, file = self._place(kind, name)
            refuse_links(self._root, directory)
            entry = read_bounded(f"{self._root}/{directory}/{file}", follow_links=False)
        except OSError:
            return None
        data = entry[_SIGNATURE:]
        return data if hmac.compare_digest(entry[:_SIGNATURE], self._signature(kind, name, data)) else None

    def put(self, kind: str, name: str, data: bytes) -> None:
        directory, file = self._place(kind, name)
        inside = f"{self._root}/{directory}"
        with suppress(OSError):
            make_directories(self._root, directory)
            replace_file(f"{inside}/{file}", self._signature(kind, name, data) + data, inside)
            self._sweep()

    def _place(self, kind: str, name: str) -> tuple[str, str]:
        """The directory of an entry, below the root, and its name there."""
        entry = self._digest(b"name", kind, name).hex()
        return f"{kind}/{entry[:2]}", entry[2:]

    def _signature(self, kind: str, name: str, data: bytes) -> bytes:
        return self._digest(data, kind, name)

    def _digest(self, data: bytes, kind: str, name: str) -> bytes:
        about = f"{kind}\0{name}\0{self._version}\0".encode()
        return hmac.digest(self._key, about + data, "sha256")

    @cached_property
    def _version(self) -> str:
        return version()

    def _sweep(self) -> None:
        """Once a day removes what is old, and what killed runs left."""
        if self._swept:
            return
        self._swept = True
        sign = f"{self._root}/swept"
        with suppress(FileNotFoundError):
            if time.time() - os.lstat(sign).st_mtime < _DAY:
                return
        replace_file(sign, b"", self._root)
        clear_abandoned(self._root)
        for kind in _directories(self._root):
            for directory in _directories(kind):
                if _DIRECTORY.fullmatch(os.path.basename(directory)):  # noqa: PTH119
                    clear_abandoned(directory)
                    _remove_old(directory)


def _directories(parent: str) -> list[str]:
    with os.scandir(parent) as entries:
        return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]


def _remove_old(directory: str) -> None:
    with os.scandir(directory) as entries:
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            is_entry = _ENTRY.fullmatch(entry.name) and stat.S_ISREG(status.st_mode)
            if is_entry and time.time() - status.st_mtime > DAYS * _DAY:
                with suppress(FileNotFoundError):  # another run may have done so
                    os.unlink(entry.path)  # noqa: PTH108


class CachePlaces(NamedTuple):
    """Where a user's cache lies, and the key that signs what is in it."""

    directory: Path
    key: Path


def cache_places() -> CachePlaces | None:
    """Where the user's cache is, or would be; None where the variable says that there is none. Raises RuntimeError
    where there is no home."""
    directory = os.environ.get(VARIABLE, "")
    if directory == "off":
        return None
    home = Path.home()
    local = os.environ.get("LOCALAPPDATA") if os.name == "nt" else None
    caches = Path(local or os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    states = Path(local or os.environ.get("XDG_STATE_HOME") or home / ".local" / "state")
    return CachePlaces(Path(directory) if directory else caches / "perfdocs", states / "perfdocs" / "cache.key")


def open_cache() -> Cache:
    """The user's cache; none where the variable says so or there is nowhere to keep a key."""
    try:
        places = cache_places()
        return CacheDirectory(places.directory, _key(places.key)) if places else NO_CACHE
    except (OSError, RuntimeError):
        return NO_CACHE


def _key(path: Path) -> bytes:
    """This user's key, made when it is first asked for. Raises OSError."""
    with suppress(FileNotFoundError):
        key = read_beginning(path, _SIGNATURE + 1, follow_links=False)
        if len(key) == _SIGNATURE:
            return key
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}-{os.urandom(4).hex()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(os.urandom(_SIGNATURE))
    try:
        os.link(unfinished, path)  # where two runs begin at once, both use the key that was there first
    except FileExistsError:
        pass
    except OSError:
        unfinished.replace(path)
        return read_bounded(path, _SIGNATURE)
    unfinished.unlink()
    return read_bounded(path, _SIGNATURE)


def version() -> str:
    """A text that differs wherever the same input could lead to other findings or other bytes."""
    digest = hashlib.sha256(f"{__version__}\0{sys.version}\0{zlib.ZLIB_RUNTIME_VERSION}\0".encode())
    _add_code(digest, os.path.dirname(__file__))  # noqa: PTH120
    for directory in sys.path:
        with suppress(OSError):
            names = [name for name in os.listdir(directory) if name.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208
            digest.update("\0".join(sorted(names)).encode())
    return digest.hexdigest()


def _add_code(digest: Any, directory: str) -> None:
    """Names and contents of our own modules and data."""
    with os.scandir(directory) as entries:
        in_order = sorted(entries, key=lambda entry: entry.name)
    for entry in in_order:
        if entry.is_dir() and entry.name != "__pycache__":
            _add_code(digest, entry.path)
        elif entry.name.endswith((".py", ".json")):
            with open(entry.path, "rb") as file:  # noqa: PTH123 - in every run
                digest.update(entry.name.encode() + b"\0" + file.read())
