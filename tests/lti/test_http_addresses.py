"""Which addresses may be asked: https, and of the public internet, unless a setting says more."""

import socket

import pytest

from app.lti import http
from tests.lti.far_ends import answering, far_end

PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "64:ff9b::7f00:1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1",
    "100::1",
]
PUBLIC = [
    "93.184.216.34",
    "1.1.1.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_not_public(address: str) -> None:
    assert not http.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert http.is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "127.0.0.1.",
        "localhost.",
        "①②⑦.0.0.1",
    ],
)
def test_nobody_on_this_machine_is_asked(host: str) -> None:
    with far_end(answering(b"{}")) as end:
        with pytest.raises(http.FetchError):
            http.get(f"https://{host}:{end.port}/", allow_local=False)
        assert not end.requests


def test_one_private_address_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name may lead to a public and to a private address at once; the look-up is the far end."""
    answers = [(0, 0, 0, "", (address, 443)) for address in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(http.FetchError, match="not a public address"):
        http.get("https://lms.example/jwks", allow_local=False)


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked twice it could lead elsewhere the second time."""
    asked, look_up = [], socket.getaddrinfo

    def once(host: str, port: int, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return look_up("127.0.0.1" if host == "lms.example" else host, port, *args, **kwargs)

    with far_end(answering(b"{}")) as end:
        monkeypatch.setattr(socket, "getaddrinfo", once)
        http.get(f"http://lms.example:{end.port}/", allow_local=True)
    assert asked.count("lms.example") == 1
    assert b"Host: lms.example:" in end.requests[0]


@pytest.mark.parametrize("is_local", [True, False])
@pytest.mark.parametrize(
    "url",
    [
        "",
        "jwks",
        "//lms.example/jwks",
        "file:///etc/passwd",
        "ftp://lms.example/",
        "gopher://lms.example/",
        "data:application/json,{}",
        "https:///jwks",
        "https://[broken/",
        "https://lms.example:99999/",
        "https://lms.example:0/",
        "https://user:secret@lms.example/",
        "https://:secret@lms.example/",
        "https://lms..example/",
        "https://" + "x" * 300 + ".example/",
        "https://lms .example/",
        "https://lms.example\\@localhost/",
    ],
)
def test_addresses_that_are_none(monkeypatch: pytest.MonkeyPatch, url: str, is_local: bool) -> None:
    monkeypatch.setattr(http, "TOTAL_SECONDS", 1.0)
    with pytest.raises(http.FetchError):
        http.get(url, allow_local=is_local)


def test_http_is_for_trying_things_out() -> None:
    with far_end(answering(b"{}")) as end:
        with pytest.raises(http.FetchError, match="https"):
            http.get(end.url(), allow_local=False)
        assert http.get(end.url(), allow_local=True).status == 200


def test_line_breaks_add_no_headers() -> None:
    with far_end(answering(b"{}")) as end:
        try:
            http.get(end.url("/a\r\nX-Evil: 1\r\n b"), allow_local=True)
        except http.FetchError:
            return
    assert b"\r\nX-Evil" not in end.requests[0]
