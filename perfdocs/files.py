"""Files read within bounds and written whole: what every file of a workspace is read and written by."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from perfdocs.errors import PerfdocsError

MOST_BYTES = 100_000_000
"""Of any file, where nothing else is said; chosen by hand: a template with pictures has a tenth."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""A pipe is opened without waiting for its other end, to be refused."""
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Not there is it on Windows."""
_HERE, _NUMBERS = os.urandom(8).hex(), itertools.count()
"""For the names of unfinished files, beside the number of the process: several machines may write to a directory."""


class NotAFile(OSError):
    """A pipe, a device or a socket, of which reading may never end."""


class TooLarge(OSError):
    """A file of more bytes than anybody would write."""


def read_bounded(path: str | Path, limit: int = MOST_BYTES, follow_links: bool = True) -> bytes:
    """The contents of a regular file. Raises OSError, of it NotAFile, and TooLarge for more bytes than the limit.

    `follow_links` is to be False where others may write: there a link is refused.
    """
    data = read_beginning(path, limit + 1, follow_links)
    if len(data) > limit:
        raise TooLarge(errno.EFBIG, f"文件超过 {limit // 1_000_000} MB", str(path))
    return data


def read_beginning(path: str | Path, most: int, follow_links: bool = True) -> bytes:
    """As `read_bounded`, but no more than so many bytes of a larger file."""
    if not follow_links and not _NO_LINK and os.path.islink(path):  # noqa: PTH114
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    descriptor = os.open(path, _FLAGS if follow_links else _FLAGS | _NO_LINK)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            if stat.S_ISDIR(status.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            raise NotAFile(errno.EINVAL, "这不是文件", str(path))
        size = min(status.st_size, most)
        data = os.read(descriptor, size)
        while len(data) != size and (more := os.read(descriptor, size - len(data))):
            data += more
        return data
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Makes the data the file, at once: whatever happens on the way, the file is the old one or the new.

    A link stays and leads to the new file, and so do permissions, unless a mode is given; a pipe or a device is
    written to as it is. Raises PerfdocsError where that cannot be done.
    """
    with told_as_unwritable(path):
        with suppress(FileNotFoundError):
            status = path.stat()
            mode = stat.S_IMODE(status.st_mode) if mode is None else mode
            if not stat.S_ISREG(status.st_mode):
                path.write_bytes(data)
                return
        target = os.path.realpath(path)
        replace_file(target, data, os.path.dirname(target), mode)  # noqa: PTH120


def write_files(directory: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes each file whole, by its name below the directory, and makes the directories. Raises PerfdocsError."""
    for name, content in files.items():
        path = directory / name
        with told_as_unwritable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content.encode() if isinstance(content, str) else content)


def replace_file(path: str, data: bytes, staging: str, mode: int | None = None) -> None:
    """As `write_whole`, without links, pipes and devices. The unfinished file stands in `staging`, a directory of the
    same file system, and is gone when this is over, unless the process is killed. Raises OSError.
    """
    unfinished = f"{staging}/.perfdocs-{os.getpid()}-{_HERE}-{next(_NUMBERS)}"
    try:
        with open(unfinished, "xb") as file:  # noqa: PTH123 - for every document
            file.write(data)
        if mode is not None:
            os.chmod(unfinished, mode)  # noqa: PTH101
        os.replace(unfinished, path)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(unfinished)  # noqa: PTH108
        raise


@contextmanager
def told_as_unwritable(place: Path) -> Iterator[None]:
    """Says of a place that it cannot be written to, or that what is there cannot be removed. Raises PerfdocsError."""
    try:
        yield
    except OSError as error:
        reason = f"写不进 {place}：{error.strerror or error}"
        raise PerfdocsError(f"{reason}。请检查磁盘空间、目录的权限，以及目录还在不在") from None
