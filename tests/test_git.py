"""git gets nothing of a user's as an option, and what it gives is written nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.errors import PerfdocsError
from perfdocs.git import revisions, staged_workspace, workspace_at
from perfdocs.workspace import Workspace
from tests.support.git import git
from tests.support.run_command import Command

SPEC = "specs/2023/demo/department.yaml"


@pytest.fixture
def committed(small: Path) -> Path:
    git(small, "init", "-q", "-b", "main")
    git(small, "add", ".")
    assert git(small, "commit", "-qm", "one").returncode == 0
    return small


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [("--rev={0}",), ("{0}..HEAD",), ("HEAD..{0}",), ("--rev=HEAD {0}",), ("--rev=HEAD..{0}",)]
)
def test_no_option_reaches_git(committed: Path, perfdocs: Command, arguments: tuple[str, ...]) -> None:
    kept = committed / "keep.txt"
    kept.write_text("keep", "utf-8")
    for option in (f"--output={kept}", f"-o{kept}", f"--remote={committed}", "--exec=true"):
        ran = perfdocs("diff", "--root", committed, *(each.format(option) for each in arguments))
        assert ran.status == 2
        assert kept.read_text("utf-8") == "keep"


def test_what_is_said_of_such_a_revision(committed: Path, perfdocs: Command) -> None:
    ran = perfdocs("diff", "--root", committed, "--rev=--output=x")
    assert ran.err == "perfdocs：git 里没有“--output=x”这个版本，或者取不出来：版本的名称不能以 - 开头\n"


@pytest.mark.parametrize("part", ["--output=x", ":(exclude)specs", "-o x", "*"])
def test_a_path_is_neither_an_option_nor_a_pattern(committed: Path, part: str) -> None:
    workspace = Workspace(committed)
    assert revisions(workspace, [part], 9) == []
    with pytest.raises(PerfdocsError), workspace_at(workspace, "HEAD", [part]):
        pass
    assert not (committed / "x").exists()


def test_a_revision_is_a_workspace(committed: Path) -> None:
    (committed / SPEC).write_text("changed", "utf-8")
    with workspace_at(Workspace(committed), "HEAD") as then:
        assert "演示局" in (then.root / SPEC).read_text("utf-8")
    assert len(revisions(Workspace(committed), [SPEC], 9)) == 1


def test_a_workspace_below_the_top_of_its_repository(committed: Path) -> None:
    below = committed / "甲 [1]"
    below.mkdir()
    for name in ("specs", "templates", "schema"):
        (committed / name).rename(below / name)
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "two")
    with workspace_at(Workspace(below), "HEAD") as then:
        assert (then.root / SPEC).is_file()
    (below / SPEC).write_text("staged", "utf-8")
    git(committed, "add", ".")
    (below / SPEC).write_text("changed", "utf-8")
    with staged_workspace(Workspace(below)) as staged:
        assert (staged.root / SPEC).read_text("utf-8") == "staged"


def test_a_link_that_leads_outside_is_not_unpacked(committed: Path) -> None:
    fund = committed / "specs/2023/demo/funds/promotion.yaml"
    fund.rename(fund.with_name("other.yaml"))
    fund.symlink_to("other.yaml")
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "two")
    with workspace_at(Workspace(committed), "HEAD") as then:
        copy = then.root / "specs/2023/demo/funds/promotion.yaml"
        assert copy.is_symlink()
        assert copy.read_bytes() == fund.read_bytes()
    for target in ("/etc/hostname", "../../../../../x"):
        fund.unlink()
        fund.symlink_to(target)
        git(committed, "add", ".")
        git(committed, "commit", "-qm", "three")
        with (
            pytest.raises(PerfdocsError, match=r"promotion\.yaml 指到了目录外面"),
            workspace_at(Workspace(committed), "HEAD"),
        ):
            pass
