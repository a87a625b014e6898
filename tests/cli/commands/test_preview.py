"""`perfdocs preview`: what is wrong with its arguments is told before a page is opened."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.support.run_command import Command


def test_what_is_not_there(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("preview", "--no-open", "--root", small, "2031")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == ("perfdocs：找不到“2031”：请写年度（2023）、部门目录（specs/2023/commerce）或其中的文件\n")


def test_a_port_that_is_taken(small: Path, perfdocs: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = perfdocs("preview", "--no-open", "--port", str(port), "--root", small)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"perfdocs：端口 {port} 用不了（Address already in use）：多半有别的程序占着，请换一个，或不写 --port，"
        "由程序找一个空着的\n"
    )


def test_help(perfdocs: Command) -> None:
    ran = perfdocs("preview", "--help")
    assert ran.status == 0
    for option in ("--port 端口", "--no-open", "--today 日期", "--root 目录"):
        assert option in ran.out
