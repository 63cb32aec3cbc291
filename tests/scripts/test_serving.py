"""What gunicorn makes of a request before the application sees it."""

import socket
from urllib.parse import urlsplit

import pytest
import requests

CHUNKED = (
    "POST /lti/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n"
)


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO"])
def test_no_header_says_where_the_application_lives(live_tool: str, name: str) -> None:
    plain = requests.get(f"{live_tool}/", timeout=10)
    told = requests.get(f"{live_tool}/", headers={name: "/elsewhere"}, timeout=10)
    assert (told.status_code, told.text) == (plain.status_code, plain.text)


def test_a_body_in_broken_chunks_is_the_sender_s_mistake(live_tool: str) -> None:
    where = urlsplit(live_tool)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=10) as wire:
        wire.sendall(CHUNKED.encode())
        assert wire.recv(12) == b"HTTP/1.1 400"
