"""The preview's few addresses: its page, the stream of what there is to see, and pictures of printed pages."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from importlib import resources

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from perfdocs.preview.desk import Desk, Listener, Wish
from perfdocs.preview.guard import Guard

BEAT = 5
"""Seconds after which a page is told that the server is there, where there is nothing else to tell."""
_KINDS = {
    "preview.html": "text/html; charset=utf-8",
    "preview.css": "text/css; charset=utf-8",
    "preview.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_BUG = "perfdocs 自己出了错，详细的原因显示在运行 perfdocs preview 的窗口里，请报给维护人员。\n"


def web_app(desk: Desk, token: str, port: int) -> Starlette:
    """The application; the token is the first part of every path."""
    page = resources.files("perfdocs.preview") / "page"
    files = {name: (page / name).read_bytes() for name in _KINDS}

    async def file(request: Request) -> Response:
        name = request.path_params.get("name", "preview.html")
        if name not in files:
            return _nothing_there()
        return Response(files[name], media_type=_KINDS[name])

    async def events(request: Request) -> Response:
        asked = request.query_params
        wish = Wish(asked.get("department", ""), "last" in asked, "pages" in asked)
        return StreamingResponse(_stream(desk, wish), media_type="text/event-stream")

    async def picture(request: Request) -> Response:
        found = desk.picture(request.path_params["name"])
        return Response(found, media_type="image/png") if found else _nothing_there()

    routes = [
        Route("/{token}/", file),
        Route("/{token}/events", events),
        Route("/{token}/picture/{name}", picture),
        Route("/{token}/{name}", file),
    ]
    guard = Middleware(Guard, token=token, port=port)
    handlers = {404: _not_found, Exception: _bug}
    return Starlette(routes=routes, middleware=[guard], exception_handlers=handlers)


async def _stream(desk: Desk, wish: Wish) -> AsyncIterator[str]:
    """What there is to see, whole, and again whenever it is another: each part is an event of its own."""
    listener = Listener(wish, asyncio.get_running_loop())
    sent: dict[str, str] = {}
    with desk.listening(listener):
        while not desk.is_over:
            listener.clear()
            for name, text in desk.state(wish).items():
                if sent.get(name) != text:
                    sent[name] = text
                    yield f"event: {name}\ndata: {text}\n\n"
            if not await listener.is_called(within=BEAT):
                yield "event: beat\ndata: \n\n"
    yield "event: over\ndata: \n\n"


def _nothing_there() -> Response:
    return PlainTextResponse("这里什么也没有。\n", 404)


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _nothing_there()


async def _bug(_request: Request, error: Exception) -> Response:
    traceback.print_exception(error)
    return PlainTextResponse(_BUG, 500)
