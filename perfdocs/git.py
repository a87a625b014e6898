"""The workspace as git has it: at a revision, or as it is staged."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from perfdocs.errors import PerfdocsError
from perfdocs.workspace import Workspace, find_workspace

PARTS = ("specs", "templates", "schema")


def run_git(root: Path, *arguments: str) -> bytes:
    """What git prints. Raises PerfdocsError where there is no git, or it fails."""
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise PerfdocsError("这台电脑上没有 git：按版本比较、检查暂存的内容要用它") from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise PerfdocsError(f"git {arguments[0]} 没有成功：{reason[-1] if reason else '没有说明原因'}") from None


def revisions(workspace: Workspace, parts: Sequence[str], most: int) -> list[str]:
    """The commits that touched some paths, newest first; none where there is no git or no history."""
    try:
        hashes = run_git(workspace.root, "log", f"--max-count={most}", "--format=%H", "--", *parts)
    except PerfdocsError:
        return []
    return hashes.decode().split()


@contextmanager
def workspace_at(workspace: Workspace, revision: str, parts: Sequence[str] = PARTS) -> Iterator[Workspace]:
    """A copy of the workspace, or of some paths of it, as it was at a revision. Raises PerfdocsError."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        try:
            archive = run_git(workspace.root, "archive", "--format=tar", revision, *parts)
        except PerfdocsError as error:
            raise PerfdocsError(f"git 里没有“{revision}”这个版本，或者取不出来：{error}") from None
        subprocess.run(["tar", "-x", "-C", directory], input=archive, check=True, capture_output=True)
        yield find_workspace(Path(directory))


@contextmanager
def staged_workspace(workspace: Workspace) -> Iterator[Workspace]:
    """A copy of the workspace as it would be committed now. Raises PerfdocsError."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        names = run_git(workspace.root, "ls-files", "-z", "--", *PARTS).split(b"\0")
        arguments = ["checkout-index", "--quiet", "--force", f"--prefix={directory}/", "-z", "--stdin"]
        command = ["git", "-C", str(workspace.root), *arguments]
        subprocess.run(command, input=b"\0".join(name for name in names if name), check=True, capture_output=True)
        yield find_workspace(Path(directory))
