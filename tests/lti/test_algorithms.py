"""How a token is signed: RS256 by a published key of the platform, named by its kid."""

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from practice_lms.faults.tokens import stranger
from tests.lti.steps import (
    Launch,
    Log,
    assert_let_in,
    assert_refused,
    claims_of,
    encoded,
    with_token,
)

KEYS = {
    "jwk": stranger().jwk,
    "jku": "https://keys.example/jwks.json",
    "x5u": "https://keys.example/cert.pem",
    "x5c": ["MIIB"],
}


def test_keys_that_a_token_brings_along_count_for_nothing(launch: Launch, log: Log) -> None:
    page = launch.with_claims({}, key=stranger(), headers={**KEYS, "kid": launch.school.key.kid})
    assert_refused(page, log, "token_signature")
    assert page.status == 403


def test_they_do_no_harm_beside_a_good_signature(launch: Launch, log: Log) -> None:
    assert_let_in(launch.with_claims({}, headers=KEYS), log)


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", ""])
def test_no_signature(launch: Launch, log: Log, name: str) -> None:
    form = launch.form()
    header = {"alg": name, "kid": launch.school.key.kid}
    token = f"{encoded(header)}.{encoded(claims_of(form))}."
    assert_refused(launch.send(with_token(form, token)), log, "token_algorithm")


@pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS256"])
def test_other_algorithms_of_the_platforms_own_key(
    launch: Launch, log: Log, algorithm: str
) -> None:
    """Only RS256 was agreed on (1EdTech Security Framework 1.0, 5.1.2)."""
    assert_refused(launch.with_claims({}, algorithm=algorithm), log, "token_algorithm")


@pytest.mark.parametrize("header", ["HS256", "RS256"])
def test_the_public_key_as_a_secret(launch: Launch, log: Log, header: str) -> None:
    secret = launch.school.key.public_pem
    named = {"kid": launch.school.key.kid, "alg": header}
    page = launch.with_claims({}, key=secret, algorithm="HS256", headers=named)
    assert_refused(page, log, "token_algorithm", "token_signature")


def test_a_curve(launch: Launch, log: Log) -> None:
    form = launch.form()
    key = ec.generate_private_key(ec.SECP256R1())
    token = jwt.encode(claims_of(form), key, "ES256", {"kid": launch.school.key.kid})
    assert_refused(launch.send(with_token(form, token)), log, "token_algorithm")


@pytest.mark.parametrize("kid", [None, "", 7, [], {}, True, "\x00", "../../etc/passwd", "k" * 9000])
def test_odd_names_of_keys(launch: Launch, log: Log, kid: Any) -> None:
    page = launch.with_claims({}, headers={"kid": kid})
    assert_refused(page, log, "token_key_missing", "token_key_unknown")


@pytest.mark.parametrize(
    "token",
    [
        ".",
        "..",
        "...",
        "a.b.c",
        "....",
        "e30.e30.",
        f"{encoded([])}.e30.",
        f"{encoded('RS256')}.e30.",
        f"{encoded(None)}.e30.",
        encoded(b"\xff\xfe") + ".e30.",
        encoded(b"[" * 40_000) + ".e30.",
        encoded(b'{"a":' * 8000) + ".e30.",
        "x" * 70_000,
        "ü.🦘.é",
        "\x00.\x00.\x00",
        " ",
        "{}",
    ],
    ids=range(17),
)
def test_what_is_no_token(launch: Launch, log: Log, token: str) -> None:
    page = launch.send(with_token(launch.form(), token))
    assert_refused(page, log, "token_malformed", "token_algorithm")


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"x"', b"", b"\xff", b"{", b"[" * 20_000])
def test_a_signed_body_that_is_no_object(launch: Launch, log: Log, body: bytes) -> None:
    form = launch.form()
    message = f"{encoded({'alg': 'RS256', 'kid': launch.school.key.kid})}.{encoded(body)}"
    signature = jwt.get_algorithm_by_name("RS256").sign(message.encode(), launch.school.key.private)
    token = f"{message}.{encoded(signature)}"
    assert_refused(launch.send(with_token(form, token)), log, "token_malformed")


@pytest.mark.parametrize(
    "headers", [{"crit": ["exp"]}, {"crit": []}, {"b64": False}, {"zip": "DEF"}]
)
def test_headers_that_change_the_meaning(launch: Launch, log: Log, headers: dict[str, Any]) -> None:
    page = launch.with_claims({}, headers=headers)
    assert page.status < 500
    if page.error_code:
        assert_refused(page, log, "token_malformed")


def test_a_claim_given_twice_is_read_once(launch: Launch, log: Log) -> None:
    """The last one counts, as everywhere in Python: what is checked is what is used."""
    form = launch.form()
    body = json.dumps(claims_of(form) | {"aud": "other"})
    body = body[:-1] + ', "aud": ' + json.dumps(launch.school.client_id) + "}"
    message = f"{encoded({'alg': 'RS256', 'kid': launch.school.key.kid})}.{encoded(body.encode())}"
    signature = jwt.get_algorithm_by_name("RS256").sign(message.encode(), launch.school.key.private)
    assert_let_in(launch.send(with_token(form, f"{message}.{encoded(signature)}")), log)
