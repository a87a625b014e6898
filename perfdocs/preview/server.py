"""The preview's server: it runs until it is interrupted, watches the workspace and ends with nothing left open."""

from __future__ import annotations

import logging
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from perfdocs.preview.desk import Desk
from perfdocs.preview.port import HOST
from perfdocs.preview.watch_files import watch_files
from perfdocs.preview.web_app import web_app

_PATIENCE = 2
"""Seconds that pages and threads have to come to their end."""


def serve(desk: Desk, listener: socket.socket, on_address: Callable[[str], None]) -> None:
    """Serves the desk until somebody interrupts (Ctrl-C, SIGTERM); `on_address` is given the page's address."""
    token, port = secrets.token_urlsafe(), listener.getsockname()[1]
    config = uvicorn.Config(
        web_app(desk, token, port),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level=logging.CRITICAL,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    stop = threading.Event()
    threads = [
        threading.Thread(target=desk.run, daemon=True),
        threading.Thread(target=watch_files, args=(desk.root, desk.call, stop), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        on_address(f"http://{HOST}:{port}/{token}/")
        _Server(config, desk).run([listener])
    finally:
        stop.set()
        desk.close()
        for thread in threads:
            thread.join(_PATIENCE)


class _Server(uvicorn.Server):
    """Uvicorn's server, for which a signal is the normal end, and which ends its streams when it does."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._desk.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
