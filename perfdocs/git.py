"""The workspace as git has it: at a revision, or as it is staged."""

from __future__ import annotations

import io
import os
import posixpath
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from perfdocs.errors import PerfdocsError
from perfdocs.files import write_files
from perfdocs.workspace import PARTS, Workspace, find_workspace


def run_git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints; paths among the arguments are no patterns. Raises PerfdocsError where there is no git, or it
    fails. Nothing that comes from a user or a document may stand where git looks for options.
    """
    try:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=True, env=_environment()).stdout
    except FileNotFoundError:
        raise PerfdocsError("这台电脑上没有 git：按版本比较、检查暂存的内容要用它") from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise PerfdocsError(f"git {arguments[0]} 没有成功：{reason[-1] if reason else '没有说明原因'}") from None


def _environment() -> dict[str, str]:
    """That of a hook holds for the directory where git runs it, and not for the one that git is sent to."""
    environment = {**os.environ, "GIT_LITERAL_PATHSPECS": "1"}
    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        if name in environment:
            environment[name] = os.path.abspath(environment[name])  # noqa: PTH100
    if "GIT_DIR" in environment:
        environment.setdefault("GIT_WORK_TREE", os.getcwd())  # noqa: PTH109
    return environment


def revisions(workspace: Workspace, parts: Sequence[str], most: int) -> list[str]:
    """The commits that touched some paths, newest first; none where there is no git or no history."""
    try:
        hashes = run_git(workspace.root, "rev-list", f"--max-count={most}", "HEAD", "--", *parts)
    except PerfdocsError:
        return []
    return hashes.decode().split()


def merge_base(workspace: Workspace, revision: str) -> str:
    """The commit at which a branch and a revision parted. Raises PerfdocsError."""
    if revision.startswith("-"):
        raise PerfdocsError("版本的名称不能以 - 开头")
    try:
        return run_git(workspace.root, "merge-base", revision, "HEAD").decode().strip()
    except PerfdocsError as error:
        hint = "检出时要取全部历史（fetch-depth: 0），并且有这个分支"
        raise PerfdocsError(f"找不到和“{revision}”共同的版本：{hint}（{error}）") from None


def changed_paths(workspace: Workspace, revision: str) -> list[str]:
    """The files of specs and packs that are not as they were at a commit, also those that git does not know yet, by
    their paths in the workspace. Raises PerfdocsError."""
    diff = run_git(workspace.root, "diff", "--name-only", "--no-renames", "--relative", "-z", revision, "--", *PARTS)
    untracked = run_git(workspace.root, "ls-files", "--others", "--exclude-standard", "-z", "--", *PARTS)
    names = (diff + untracked).decode("utf-8", "surrogateescape").split("\0")
    return sorted({name for name in names if name})


@contextmanager
def workspace_at(workspace: Workspace, revision: str, parts: Sequence[str] = PARTS) -> Iterator[Workspace]:
    """A copy of the workspace, or of some paths of it, as it was at a revision. Raises PerfdocsError."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        try:
            if revision.startswith("-"):
                raise PerfdocsError("版本的名称不能以 - 开头")
            found = run_git(workspace.root, "rev-parse", "--verify", f"{revision}^{{commit}}").decode().strip()
            archive = run_git(workspace.root, "archive", "--format=tar", found, "--", *parts)
        except PerfdocsError as error:
            raise PerfdocsError(f"git 里没有“{revision}”这个版本，或者取不出来：{error}") from None
        _unpack(archive, Path(directory))
        yield find_workspace(Path(directory))


def is_at(workspace: Workspace, revision: str, path: str) -> bool:
    """Whether there is something at a path of the workspace, at a commit. Raises PerfdocsError."""
    return bool(run_git(workspace.root, "ls-tree", "--name-only", revision, "--", path).strip())


@contextmanager
def staged_workspace(workspace: Workspace) -> Iterator[Workspace]:
    """A copy of the workspace as it would be committed now. Raises PerfdocsError."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        names = run_git(workspace.root, "ls-files", "-z", "--", *PARTS)
        copying = ("checkout-index", "--quiet", "--force", f"--prefix={directory}/", "-z", "--stdin")
        run_git(workspace.root, *copying, given=names)
        yield find_workspace(Path(directory) / way_from_top(workspace))


def way_from_top(workspace: Workspace) -> str:
    """The workspace's directory in its repository, `a/b/`; empty where it is the whole."""
    return run_git(workspace.root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")


def _unpack(archive: bytes, directory: Path) -> None:
    """Writes what is in one of git's archives below a directory, and nothing anywhere else. Raises PerfdocsError."""
    files: dict[str, str | bytes] = {}
    links: dict[str, str] = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            name = posixpath.normpath(member.name)
            leads_to = posixpath.normpath(posixpath.join(posixpath.dirname(name), member.linkname))
            if _is_outside(name) or (member.issym() and _is_outside(leads_to)):
                raise PerfdocsError(f"{member.name} 指到了目录外面，没有取出来：请核对它的来历")
            if member.issym():
                links[name] = member.linkname
            elif member.isfile() and (content := members.extractfile(member)):
                files[name] = content.read()
    write_files(directory, files)
    for name, target in links.items():  # behind the files: none is written through a link
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).symlink_to(target)


def _is_outside(name: str) -> bool:
    return name.startswith("/") or name.split("/")[0] == ".."
