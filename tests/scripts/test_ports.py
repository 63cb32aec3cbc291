"""Ports are asked about before anything starts."""

import socket
from collections.abc import Iterator

import pytest

from scripts.ports import complain, free_port


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_two_free_ports_are_fine():
    assert complain(str(free_port()), str(free_port())) == ""


def test_a_taken_port_is_named_with_a_way_out(taken_port):
    sentence = complain(str(free_port()), str(taken_port))

    assert f"Port {taken_port} is taken" in sentence
    assert "make demo LMS_PORT=" in sentence
    assert not sentence.endswith(f"={taken_port}")


def test_a_port_taken_on_the_other_loopback_address_is_taken():
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        listener = socket.create_server(("127.0.0.1", 0))  # no IPv6 on this machine
    with listener:
        assert "is taken" in complain(str(listener.getsockname()[1]), str(free_port()))


@pytest.mark.parametrize("port", ["", "0", "-1", "65536", "eight", "٨٠٠٠", "80 "])
def test_what_is_no_port_is_refused(port):
    assert "must be a number from 1 to 65535" in complain(port, "8001")


def test_one_port_cannot_serve_both():
    assert "need one each" in complain("8000", "08000")
