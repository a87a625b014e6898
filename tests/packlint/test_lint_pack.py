"""What stands in the place of a pack's file and is no file is told, and does not stop a run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.run_command import Command


def a_link_to_an_endless_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("put", [os.mkfifo, a_link_to_an_endless_device])
@pytest.mark.parametrize("command", [("render",), ("packs", "check")])
def test_a_schema_that_is_no_file(
    small: Path, perfdocs: Command, put: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    schema = small / "schema/shifeng-2023/x.schema.json"
    put(schema)
    ran = perfdocs(*command, "--root", small)
    assert ran.out.splitlines()[0] == (
        "templates/shifeng-2023/pack.yaml:1:1: 错误 P100 版式“shifeng-2023”的文件打不开："
        f"{schema}（这不是文件）。请检查文件权限"
    )
    assert ran.status == 2


@pytest.mark.parametrize("put", [os.mkfifo, a_link_to_an_endless_device])
@pytest.mark.parametrize("command", [("render",), ("packs", "check")])
def test_a_template_that_is_no_file(
    small: Path, perfdocs: Command, put: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    template = small / "templates/shifeng-2023/summary.docx"
    template.unlink()
    put(template)
    ran = perfdocs(*command, "--root", small)
    assert ran.out.splitlines()[0] == (
        "templates/shifeng-2023/summary.docx:1:1: 错误 T100 模板打不开：这不是文件。"
        "请检查文件还在不在，或关闭正在使用它的程序"
    )
