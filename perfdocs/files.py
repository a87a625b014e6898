"""Files read within bounds and written whole: what every file of a workspace is read and written by."""

from __future__ import annotations

import errno
import itertools
import os
import re
import stat
import time
import zlib
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
_RUN, _NUMBERS = os.urandom(4).hex(), itertools.count()
_MACHINE = f"{zlib.crc32(os.uname().nodename.encode() if hasattr(os, 'uname') else b''):08x}"
_UNFINISHED = re.compile(r"\.perfdocs-(?P<machine>[0-9a-f]{8})-(?P<process>[0-9]{1,9})(-[0-9a-f]{8}-[0-9]+)")
"""Names of unfinished files and directories: several machines may write to a directory."""
_DAY = 86_400
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])")
"""Windows takes them for devices, with whatever behind a dot (learn.microsoft.com, Naming Files)."""
_LONGEST_ON_WINDOWS = 259
"""Characters of a path that programs of Windows can open as it is set up (Maximum Path Length Limitation)."""
_IN_USE = (32, 33)
"""Errors of Windows for a file that another program has open."""


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


def refuse_links(root: str, below: str) -> None:
    """Raises NotADirectoryError where one of the directories below the root (`a/b`) is a link, or anything else;
    FileNotFoundError where it is not there. The root may be a link.
    """
    for name in below.split("/"):
        root = f"{root}/{name}"
        if not stat.S_ISDIR(os.lstat(root).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "这里应是目录，不能是链接或别的东西", root)


def make_directories(root: str, below: str) -> None:
    """Makes the root and the directories below it (`a/b`), of which none may be a link. Raises OSError."""
    with suppress(FileNotFoundError):
        refuse_links(root, below)
        return
    os.makedirs(root, exist_ok=True)  # noqa: PTH103
    made = root
    for name in below.split("/"):
        made = f"{made}/{name}"
        with suppress(FileExistsError):
            os.mkdir(made)  # noqa: PTH102
        refuse_links(os.path.dirname(made), name)  # noqa: PTH120


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Makes the data the file, at once: whatever happens on the way, the file is the old one or the new.

    A link stays and leads to the new file, and so do permissions, unless a mode is given; a pipe or a device is
    written to as it is. What killed runs left unfinished beside it is removed. Raises PerfdocsError where that cannot
    be done.
    """
    with told_as_unwritable(path):
        with suppress(FileNotFoundError):
            status = path.stat()
            mode = stat.S_IMODE(status.st_mode) if mode is None else mode
            if not stat.S_ISREG(status.st_mode):
                path.write_bytes(data)
                return
        target = os.path.realpath(path)
        directory = os.path.dirname(target)  # noqa: PTH120
        clear_abandoned(directory)
        replace_file(target, data, directory, mode)


def write_files(directory: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes each file whole, by its name below the directory, and makes the directories. Raises PerfdocsError."""
    for name, content in files.items():
        path = directory / name
        with told_as_unwritable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content.encode() if isinstance(content, str) else content)


def write_new_directory(directory: Path, files: Mapping[str, str | bytes]) -> None:
    """Makes a directory of the files, by their names in it, at once: it is there with all of them, or not at all.

    Raises PerfdocsError where that cannot be done, or where there is one already and it is not empty.
    """
    import shutil

    target = os.path.realpath(directory)
    parent = os.path.dirname(target)  # noqa: PTH120
    unfinished = Path(parent, unfinished_name())
    with told_as_unwritable(directory):
        os.makedirs(parent, exist_ok=True)  # noqa: PTH103
        clear_abandoned(parent)
        try:
            for name, content in files.items():
                path = unfinished / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode() if isinstance(content, str) else content)
            with suppress(FileNotFoundError):
                os.rmdir(target)  # noqa: PTH106
            unfinished.rename(target)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise


def unfinished_name() -> str:
    """A name for a file or directory of this process that is not finished."""
    return f".perfdocs-{_MACHINE}-{os.getpid()}-{_RUN}-{next(_NUMBERS)}"


def clear_abandoned(directory: str) -> None:
    """Removes what killed runs left unfinished in a directory: those of this machine, and of others after a day."""
    with suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            if is_abandoned(entry.name, entry.stat(follow_symlinks=False).st_mtime):
                if entry.is_dir(follow_symlinks=False):
                    import shutil

                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)  # noqa: PTH108


def is_abandoned(name: str, modified: float) -> bool:
    """Whether a name is that of something unfinished whose process is over. `modified` is its time."""
    match = _UNFINISHED.fullmatch(name)
    if match is None:
        return False
    return (match["machine"] == _MACHINE and not _is_alive(int(match["process"]))) or time.time() - modified > _DAY


def _is_alive(process: int) -> bool:
    """True for a process that runs. On Windows there is no asking without ending it, so there it counts as alive."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def replace_file(path: str, data: bytes, staging: str, mode: int | None = None) -> None:
    """As `write_whole`, without links, pipes and devices. The unfinished file stands in `staging`, a directory of the
    same file system, and is gone when this is over, unless the process is killed. Raises OSError.
    """
    unfinished = f"{staging}/{unfinished_name()}"
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
        remedy = remedy_on_windows(error, os.path.abspath(place)) if os.name == "nt" else ""  # noqa: PTH100
        raise PerfdocsError(f"{reason}。{remedy or '请检查磁盘空间、目录的权限，以及目录还在不在'}") from None


def remedy_on_windows(error: OSError, path: str) -> str:
    """What to do about an error that only Windows gives; empty for any other."""
    if len(path) > _LONGEST_ON_WINDOWS:
        limit = f"路径有 {len(path)} 个字符，Windows 一般只到 {_LONGEST_ON_WINDOWS} 个"
        return f"{limit}：请把填报目录移到短一些的地方，例如 D:\\填报"
    if getattr(error, "winerror", 0) in _IN_USE or isinstance(error, PermissionError):
        return "文件多半正在 Word、WPS、Excel 或别的窗口里开着：请关上再试；不是的话，检查目录的权限"
    return ""


def is_reserved(stem: str) -> bool:
    """Whether a name, without what is behind its first dot, is a device of Windows."""
    return _RESERVED.fullmatch(stem) is not None
