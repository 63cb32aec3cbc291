"""Asking platforms for their keys: bounded in time and size, wherever the delay or the bulk is."""

import gc
import gzip
import socket
import time
from contextlib import suppress

import pytest

from app.lti import http
from tests.lti.far_ends import OK, Behave, answering, chunked, dripping, far_end, raw, silent

DRIPS = {
    "status line": dripping(b"HTTP/1.1 200 ", b"O"),
    "header": dripping(OK + b"X-Slow: ", b"a"),
    "headers": dripping(OK, b"X-Slow: a\r\n"),
    "body": dripping(OK + b"Content-Length: 9999\r\n\r\n", b"a"),
    "body without end": dripping(OK + b"\r\n", b"a"),
    "chunk": dripping(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\n", b"a"),
    "chunks": dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    "chunk header": dripping(OK + b"Transfer-Encoding: chunked\r\n\r\n1;x=", b"a"),
    "interim answers": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": silent,
    "silence after headers": dripping(OK + b"Content-Length: 9\r\n\r\n", b"", 1),
}


def get(url: str) -> http.Answer:
    return http.get(url, allow_local=True)


def test_an_answer() -> None:
    with far_end(answering(b'{"keys": []}')) as end:
        answer = get(end.url("/jwks?tenant=a%26b"))
    assert (answer.status, answer.json()) == (200, {"keys": []})
    request = end.requests[0].decode()
    assert request.startswith("GET /jwks?tenant=a%26b HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{end.port}\r\n" in request
    assert "Authorization" not in request
    assert "Cookie" not in request


def test_an_answer_in_chunks() -> None:
    with far_end(raw(chunked(b'{"ke', b'ys": []}'))) as end:
        assert get(end.url()).json() == {"keys": []}


@pytest.mark.parametrize("name", DRIPS)
def test_nothing_takes_longer_than_the_whole_time(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(http, "TOTAL_SECONDS", 0.4)
    with far_end(DRIPS[name]) as end:
        began = time.monotonic()
        with pytest.raises(http.FetchError):
            get(end.url())
        assert time.monotonic() - began < 1.0


def test_a_pause_within_the_time_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TOTAL_SECONDS", 5.0)
    body = b"".join([OK, b"Content-Length: 4\r\n\r\n"])
    with far_end(dripping(body, b"1", 0.02)) as end:
        assert get(end.url()).body == b"1111"


BULK = b"x" * 5_000_000
BOMB = gzip.compress(b"0" * 50_000_000)


ANSWERS = pytest.mark.parametrize(
    "behave",
    [
        answering(BULK),
        raw(OK + b"\r\n" + BULK),
        raw(chunked(BULK)),
        answering(BOMB, OK + b"Content-Encoding: gzip\r\n"),
    ],
    ids=["length", "no length", "chunks", "bomb"],
)


@ANSWERS
def test_nothing_is_read_past_the_cap(behave: Behave) -> None:
    with far_end(behave) as end, pytest.raises(http.FetchError):
        get(end.url()).json()


@ANSWERS
def test_an_answer_that_is_given_up_is_hung_up_on(behave: Behave) -> None:
    with far_end(behave) as end, pytest.raises(http.FetchError) as given_up:
        get(end.url())
    assert given_up.value
    assert sockets_to(end.port) == []


def sockets_to(port: int) -> list[socket.socket]:
    """Those of this process that are still open."""
    open_ones = []
    for each in gc.get_objects():
        if isinstance(each, socket.socket) and each.family == socket.AF_INET:
            with suppress(OSError):
                open_ones += [each] if each.getpeername()[1] == port else []
    return open_ones


def test_headers_have_a_cap_too() -> None:
    with far_end(raw(OK + b"X: " + BULK + b"\r\n\r\n")) as end, pytest.raises(http.FetchError):
        get(end.url())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(status: int) -> None:
    with far_end(answering(b"{}")) as elsewhere:
        head = f"HTTP/1.1 {status} Moved\r\nLocation: {elsewhere.url()}\r\n".encode()
        with far_end(answering(b"", head)) as end:
            assert get(end.url()).status == status
        assert not elsewhere.requests


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\xff",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/9.9 OK 200\r\n\r\n",
        b"SSH-2.0-OpenSSH_9\r\n",
        OK + b"Content-Length: 99\r\n\r\n{}",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}",
        OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}",
        OK + b"Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
    ],
    ids=range(9),
)
def test_broken_answers(answer: bytes) -> None:
    with far_end(raw(answer)) as end, pytest.raises(http.FetchError):
        get(end.url())


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff\xfe", b"[" * 100_000, b"{} {}", b"9" * 9000]
)
def test_what_is_not_json(body: bytes) -> None:
    with far_end(answering(body)) as end:
        answer = get(end.url())
    with pytest.raises(http.FetchError):
        answer.json()


def test_nobody_listens() -> None:
    with far_end(silent) as end:
        pass
    with pytest.raises(http.FetchError):
        get(end.url())
