"""Who may ask the preview: the page that it opened itself, on this machine, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import compare_digest

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from perfdocs.preview.port import HOST

REFUSED = "这个地址打不开预览。请用 perfdocs preview 最后一次显示的地址；它重新启动以后，以前的地址就不能用了。\n"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Of every answer: nothing is fetched from elsewhere, kept, or shown within another page."""


class Guard:
    """Answers only requests that name this machine as their host, come from no other page, and know the token.

    A page of another site that has its name lead to 127.0.0.1 sends that name as the host; its scripts say where
    they come from; and none of them knows the token, which is the first part of every path.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = {f"{name}:{port}".encode() for name in (HOST, "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        if scope["type"] != "http":
            return
        app = self._app if self._is_ours(scope["headers"], scope["path"]) else PlainTextResponse(REFUSED, 403)
        await app(scope, receive, send_with_headers)

    def _is_ours(self, headers: Sequence[tuple[bytes, bytes]], path: str) -> bool:
        hosts = [value for name, value in headers if name == b"host"]
        origins = [value for name, value in headers if name == b"origin"]
        token = path.split("/")[1:2]
        return (
            len(hosts) == 1
            and hosts[0] in self._hosts
            and all(origin == b"http://" + hosts[0] for origin in origins)
            and len(token) == 1
            and compare_digest(token[0].encode("utf-8", "surrogatepass"), self._token)
        )
