"""One origin is written in one way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.addresses import frame_source, host, origin, split

ORIGINS = {
    "https://a.example": "https://a.example",
    "HTTPS://A.Example./x?y#z": "https://a.example",
    "https://a.example:443": "https://a.example",
    "http://a.example:80/": "http://a.example",
    "https://a.example:80": "https://a.example:80",
    "https://a.example:": "https://a.example",
    "https://a.example:08443": "https://a.example:8443",
    "https://a.example?q": "https://a.example",
    "https://münchen.example": "https://xn--mnchen-3ya.example",
    "https://XN--MNCHEN-3YA.example": "https://xn--mnchen-3ya.example",
    "https://192.0.2.7": "https://192.0.2.7",
    "https://[2001:DB8:0::1]:8443": "https://[2001:db8::1]:8443",
    "http://localhost:8000": "http://localhost:8000",
    "https://a_b.example": "https://a_b.example",
}


@pytest.mark.parametrize(("address", "expected"), ORIGINS.items())
def test_origins(address: str, expected: str) -> None:
    assert origin(address) == expected
    assert origin(expected) == expected


@given(
    st.text("htps:/.@[]*-:\\ \n;'aZ09é%?#x", max_size=30).map("https://".__add__) | st.text(),
)
def test_an_origin_is_a_scheme_a_host_and_a_port_at_most(address: str) -> None:
    found, rest = split(address)
    assert origin(found) == found
    assert address.endswith(rest)
    assert found.isascii()
    assert not set(found) & set(" \t\r\n;,'\"\\@*?#%")
    assert bool(found) == bool(host(found))
    source = frame_source(address)
    assert source in ("", found) or source.startswith(("https://*.", "http://*."))
