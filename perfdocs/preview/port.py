"""The port of the preview: on this machine only, and no other program's."""

from __future__ import annotations

import os
import socket

from perfdocs.errors import PerfdocsError

HOST = "127.0.0.1"
"""The machine itself: nobody reaches it from elsewhere."""


def listening_socket(port: int) -> socket.socket:
    """A socket that listens at the port; at any that is free for 0. Raises PerfdocsError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # On Windows "reuse" would let another program listen at the same port; elsewhere it only spares the minute
    # after a server has ended.
    option = "SO_EXCLUSIVEADDRUSE" if os.name == "nt" else "SO_REUSEADDR"
    listener.setsockopt(socket.SOL_SOCKET, getattr(socket, option), 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        reason = error.strerror or str(error)
        raise PerfdocsError(
            f"端口 {port} 用不了（{reason}）：多半有别的程序占着，请换一个，或不写 --port，由程序找一个空着的"
        ) from None
    return listener
