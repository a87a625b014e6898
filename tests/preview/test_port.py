"""The port: this machine's only, free or the one that was asked for."""

from __future__ import annotations

import pytest

from perfdocs.errors import PerfdocsError
from perfdocs.preview.port import listening_socket


def test_any_free_port_or_this_one_of_this_machine() -> None:
    with listening_socket(0) as first:
        host, port = first.getsockname()
        assert host == "127.0.0.1"
        with pytest.raises(PerfdocsError) as told:
            listening_socket(port)
        assert str(told.value) == (
            f"端口 {port} 用不了（Address already in use）：多半有别的程序占着，请换一个，或不写 --port，"
            "由程序找一个空着的"
        )
    with listening_socket(port) as again:
        assert again.getsockname()[1] == port
