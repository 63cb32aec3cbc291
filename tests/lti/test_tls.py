"""A platform proves by its certificate that its keys are its own."""

import json
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from tests.lti.far_ends import FarEnd, answering, far_end
from tests.lti.steps import (
    Launch,
    Log,
    assert_let_in,
    assert_refused,
    refusals,
    register_again,
)
from tests.support.cast import Campus, Page

HERE = "127.0.0.1"
NAME = "lms.example"

Certify = Callable[[trustme.CA], trustme.LeafCert]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the authority, as it would trust a school's own: by its store."""
    authority.cert_pem.write_to_path(str(tmp_path / "authorities.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authorities.pem"))


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def launched(
    campus: Campus, tls: ssl.SSLContext | None, host: str = HERE, scheme: str = "https"
) -> tuple[Page, FarEnd]:
    """A launch whose keys are fetched from there."""
    launch = Launch(campus)
    with far_end(answering(json.dumps(launch.school.jwks).encode()), tls) as end:
        register_again(campus, launch.school, key_set_url=end.url(scheme=scheme, host=host))
        return launch.send(launch.form()), end


def test_a_certificate_of_a_trusted_authority(
    campus: Campus, authority: trustme.CA, log: Log
) -> None:
    page, end = launched(campus, serving(authority.issue_cert(HERE)))
    assert_let_in(page, log)
    assert end.requests[0].startswith(b"GET /jwks HTTP/1.1\r\n")


def test_a_chain_that_is_sent_whole(campus: Campus, authority: trustme.CA, log: Log) -> None:
    page, _ = launched(campus, serving(authority.create_child_ca().issue_cert(HERE)))
    assert_let_in(page, log)


def ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


def of_a_stranger(_: trustme.CA) -> trustme.LeafCert:
    return trustme.CA().issue_cert(HERE)


def self_signed(_: trustme.CA) -> trustme.LeafCert:
    own = trustme.CA()
    return trustme.LeafCert(own.private_key_pem.bytes(), own.cert_pem.bytes(), [])


def expired(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert(HERE, not_before=ago(9), not_after=ago(1))


def for_tomorrow(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert(HERE, not_before=ago(-1), not_after=ago(-9))


def for_another_host(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("elsewhere.example", "127.0.0.2")


def for_nobody_but_in_the_old_field(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("elsewhere.example", common_name=HERE)


def without_its_chain(authority: trustme.CA) -> trustme.LeafCert:
    whole = authority.create_child_ca().issue_cert(HERE)
    return trustme.LeafCert(whole.private_key_pem.bytes(), whole.cert_chain_pems[0].bytes(), [])


@pytest.mark.parametrize(
    ("certify", "why"),
    [
        (of_a_stranger, "unable to get local issuer certificate"),
        (self_signed, "self-signed certificate"),
        (expired, "certificate has expired"),
        (for_tomorrow, "certificate is not yet valid"),
        (for_another_host, "doesn't match"),
        (for_nobody_but_in_the_old_field, "doesn't match"),
        (without_its_chain, "unable to get local issuer certificate"),
    ],
)
def test_any_other_certificate(
    campus: Campus, authority: trustme.CA, log: Log, certify: Certify, why: str
) -> None:
    page, end = launched(campus, serving(certify(authority)))
    assert_refused(page, log, "keys_unreachable")
    assert page.status == 424
    assert not any(end.requests), "nothing is asked of a stranger"
    assert why in refusals(log)[0]["detail"], "the administrator reads what is wrong with it"


def test_who_speaks_no_tls_at_all(campus: Campus, log: Log) -> None:
    page, _ = launched(campus, None)
    assert_refused(page, log, "keys_unreachable")


def test_the_name_is_proven_not_the_address(
    campus: Campus, authority: trustme.CA, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to the address that was looked up; name and certificate stay the host's.

    The look-up is the far end here."""
    asked: list[str | None] = []
    tls = serving(authority.issue_cert(NAME))
    tls.sni_callback = lambda _socket, name, _context: asked.append(name)
    look_up_here(monkeypatch)
    page, _ = launched(campus, tls, NAME)
    assert_let_in(page, log)
    assert asked == [NAME]


def test_the_address_in_place_of_the_name(
    campus: Campus, authority: trustme.CA, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_up_here(monkeypatch)
    page, end = launched(campus, serving(authority.issue_cert(HERE)), NAME)
    assert_refused(page, log, "keys_unreachable")
    assert not any(end.requests)


def look_up_here(monkeypatch: pytest.MonkeyPatch) -> None:
    look_up = socket.getaddrinfo

    def find(host: str, *args: object, **kwargs: object) -> object:
        return look_up(HERE if host == NAME else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", find)
