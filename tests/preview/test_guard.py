"""Who is let in: the host, the origin and the token, each by itself."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from perfdocs.preview.guard import HEADERS, REFUSED, Guard
from tests.support.for_each import for_each

HOST = ("host", "127.0.0.1:8000")


def answer(path: str, *headers: tuple[str, str], kind: str = "http") -> list[Any]:
    """What a guard of the token `abc` sends."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": kind,
        "method": "GET",
        "path": path,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    guard = Guard(PlainTextResponse("seen"), "abc", 8000)
    asyncio.run(guard(scope, receive, send))
    return sent


LET_IN = {
    "the page": ("/abc/", [HOST]),
    "below it": ("/abc/preview.js", [HOST]),
    "by name": ("/abc/", [("host", "localhost:8000")]),
    "its own script": ("/abc/", [HOST, ("origin", "http://127.0.0.1:8000")]),
}
REFUSED_ONES = {
    "no host": ("/abc/", []),
    "two hosts": ("/abc/", [HOST, ("host", "example.org")]),
    "a foreign host": ("/abc/", [("host", "example.org:8000")]),
    "a host that begins like ours": ("/abc/", [("host", "127.0.0.1:8000.example.org")]),
    "a host with a user": ("/abc/", [("host", "127.0.0.1:8000@example.org")]),
    "a foreign origin": ("/abc/", [HOST, ("origin", "https://example.org")]),
    "the origin of another port": ("/abc/", [HOST, ("origin", "http://127.0.0.1:8001")]),
    "the origin of the other name": ("/abc/", [HOST, ("origin", "http://localhost:8000")]),
    "one origin of two": ("/abc/", [HOST, ("origin", "http://127.0.0.1:8000"), ("origin", "null")]),
    "no token": ("/", [HOST]),
    "the token elsewhere": ("/x/abc/", [HOST]),
    "more than the token": ("/abcd/", [HOST]),
    "a token that is no text": ("/\udcff/", [HOST]),
    "no path": ("", [HOST]),
}


@pytest.mark.parametrize(("path", "headers"), LET_IN.values(), ids=LET_IN)
def test_let_in(path: str, headers: list[tuple[str, str]]) -> None:
    begin, body = answer(path, *headers)
    assert (begin["status"], body["body"]) == (200, b"seen")


@for_each(("path", "headers"), REFUSED_ONES.values())
def test_refused(path: str, headers: list[tuple[str, str]]) -> None:
    begin, body = answer(path, *headers)
    assert (begin["status"], body["body"].decode()) == (403, REFUSED)
    assert {(name.lower().encode(), value.encode()) for name, value in HEADERS.items()} <= set(begin["headers"])


def test_there_are_no_web_sockets() -> None:
    assert answer("/abc/", HOST, kind="websocket") == []


def test_headers_of_every_answer() -> None:
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    policy = HEADERS["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert not any("unsafe" in rule or "http" in rule or "*" in rule for rule in policy)
