"""What stands in the place of a spec and is no file is told, and does not stop a run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.run_command import Command


def a_link_to_an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("put", [os.mkfifo, a_link_to_an_endless_device])
@pytest.mark.parametrize("name", ["department.yaml", "funds/promotion.yaml", "funds/more.yaml"])
def test_a_spec_that_is_no_file(small: Path, perfdocs: Command, put: Callable[[Path], None], name: str) -> None:
    spec = small / "specs/2023/demo" / name
    spec.unlink(missing_ok=True)
    put(spec)
    ran = perfdocs("check", "--root", small, "--select", "Y,W")
    assert ran.out == f"specs/2023/demo/{name}:1:1: 错误 Y100 这不是文件，不能读：请换成 YAML 文件\n"
    assert ran.status == 2
