"""Key sets as hostile or as careless as they come: what is no good signing key proves nothing."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from app.lti import keysets
from app.lti.http import FetchError
from practice_lms.keys import SigningKey
from tests.lti.far_ends import OK
from tests.lti.key_server import KEY, KeyServer, changed, number
from tests.lti.steps import Launch, Log, assert_let_in, assert_refused

OTHER = SigningKey.generate()
MODULUS = KEY.private.public_key().public_numbers().n


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b'{"keys": [',
        b"\xff\xfe",
        b"null",
        b"7",
        b'"keys"',
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"keys": null}',
        b'{"keys": {}}',
        b'{"keys": "x"}',
        json.dumps(KEY.jwk).encode(),
        json.dumps([KEY.jwk]).encode(),
        json.dumps({"keys": KEY.jwk}).encode(),
        json.dumps({"Keys": [KEY.jwk]}).encode(),
    ],
    ids=range(17),
)
def test_what_is_no_key_set(keys: KeyServer, log: Log, body: bytes) -> None:
    keys.body = body
    assert_refused(keys.launch(), log, "keys_unreachable")


@pytest.mark.parametrize("status", ["201 Created", "301 Moved", "401 No", "404 None", "500 Oh"])
def test_an_answer_that_is_no_200(keys: KeyServer, log: Log, status: str) -> None:
    keys.head = OK.replace(b"200 OK", status.encode())
    assert_refused(keys.launch(), log, "keys_unreachable")


def small(bits: int) -> dict[str, Any]:
    private = rsa.generate_private_key(65537, bits)
    return RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)


CURVE = ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key(), as_dict=True)

USELESS: dict[str, Any] = {
    "nothing": {},
    "null": None,
    "text": "key",
    "list": [KEY.jwk],
    "a shared secret": {"kty": "oct", "kid": KEY.kid, "alg": "HS256", "k": number(2**256 - 1)},
    "a shared secret that says RS256": changed(kty="oct", alg="RS256", k=KEY.jwk["n"]),
    "a curve": {**CURVE, "kid": KEY.kid},
    "a curve that says RSA": {**CURVE, "kid": KEY.kid, "kty": "RSA"},
    "type unknown": changed(kty="XYZ"),
    "type in small letters": changed(kty="rsa"),
    "no type": changed(kty=...),
    "no kid": changed(kid=...),
    "kid of another": changed(kid="other"),
    "kid a number": changed(kid=7),
    "kid a list": changed(kid=[KEY.kid]),
    "for encryption": changed(use="enc"),
    "for a use unknown": changed(use="SIG"),
    "for RS512": changed(alg="RS512"),
    "for HS256": changed(alg="HS256"),
    "for nothing": changed(alg="none"),
    "for RSA-OAEP": changed(alg="RSA-OAEP"),
    "no modulus": changed(n=...),
    "no exponent": changed(e=...),
    "modulus empty": changed(n=""),
    "exponent empty": changed(e=""),
    "modulus null": changed(n=None),
    "modulus a number": changed(n=MODULUS),
    "exponent a number": changed(e=65537),
    "modulus a list": changed(n=[KEY.jwk["n"]]),
    "modulus a deep list": changed(n=json.loads("[" * 900 + "]" * 900)),
    "modulus no base64": changed(n="!" * 342),
    "modulus in PEM": changed(n=KEY.public_pem.decode()),
    "modulus lone surrogate": changed(n="\ud800" * 342),
    "modulus even": changed(n=number(MODULUS - 1)),
    "modulus zero": changed(n=number(0)),
    "modulus of another": changed(n=OTHER.jwk["n"]),
    "exponent zero": changed(e=number(0)),
    "exponent one": changed(e=number(1)),
    "exponent two": changed(e=number(2)),
    "exponent even": changed(e=number(65536)),
    "exponent three": changed(e=number(3)),
    "exponent as long as the modulus": changed(e=number(MODULUS - 2)),
    "exponent past the modulus": changed(e=number(MODULUS + 2)),
    "512 bits": {**small(1024), "kid": KEY.kid, "n": number(2**511 + 1)},
    "1024 bits": {**small(1024), "kid": KEY.kid},
    "16,384 bits": changed(n=number(2**16_383 + 1), e=number(2**64 - 1)),
    "16,400 bits": changed(n=number(2**16_399 + 1)),
    "1,000,000 bits": changed(n=number(2**999_999 + 1)),
    "1,000,000 bits, twice": changed(n=number(2**999_999 + 1), e=number(2**999_998 + 1)),
}


@pytest.mark.parametrize("name", USELESS)
def test_a_key_that_proves_nothing(keys: KeyServer, log: Log, name: str) -> None:
    keys.publish(USELESS[name])
    assert_refused(keys.launch(), log, "token_key_unknown", "token_signature")


@pytest.mark.parametrize("name", USELESS)
def test_it_does_no_harm_beside_a_good_one(keys: KeyServer, log: Log, name: str) -> None:
    entry = USELESS[name]
    renamed = {**entry, "kid": "beside"} if isinstance(entry, dict) else entry
    keys.publish(renamed, KEY.jwk, renamed)
    assert_let_in(keys.launch(), log)


@pytest.mark.parametrize("name", ["d", "p", "q", "dp", "dq", "qi", "oth"])
def test_a_key_whose_private_half_is_published(keys: KeyServer, log: Log, name: str) -> None:
    """Whoever can read it could sign as the platform (RFC 7518, 6.3.2)."""
    private = {**RSAAlgorithm.to_jwk(KEY.private, as_dict=True), "oth": []}
    keys.publish(changed(**{name: private[name]}))
    assert_refused(keys.launch(), log, "token_key_unknown")


def test_an_honest_key_of_a_plain_set(keys: KeyServer, log: Log) -> None:
    """Only kty, n and e are required of an RSA key (RFC 7518, 6.3.1), and kid of a platform's."""
    keys.publish(changed(alg=..., use=..., key_ops=["verify"], x5c=["MIIB"], name="ours"))
    assert_let_in(keys.launch(), log)


def test_a_long_key(keys: KeyServer, log: Log) -> None:
    private = rsa.generate_private_key(65537, 4096)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    long = SigningKey("long", pem.decode())
    keys.publish(long.jwk)
    assert_let_in(keys.launch(long), log)


@pytest.mark.parametrize("header", ["HS256", "RS256"])
def test_the_secret_of_a_set_signs_nothing(keys: KeyServer, log: Log, header: str) -> None:
    """Anyone can read it there."""
    keys.publish({"kty": "oct", "kid": KEY.kid, "alg": header, "k": "c2VjcmV0"})
    named = {"kid": KEY.kid, "alg": header}
    how = {"key": b"secret", "algorithm": "HS256", "headers": named}
    page = Launch(keys.campus).with_claims({}, **how)
    assert_refused(page, log, "token_algorithm", "token_key_unknown")


@pytest.mark.parametrize("others", ["for encryption", "a curve", "1024 bits", "no modulus"])
def test_useless_namesakes_do_not_hide_a_key(keys: KeyServer, log: Log, others: str) -> None:
    keys.publish(USELESS[others], KEY.jwk, USELESS[others])
    assert_let_in(keys.launch(), log)


def test_of_two_keys_with_one_name_one_counts(keys: KeyServer) -> None:
    """Names are to be distinct (RFC 7517, 4.5); where they are not, nobody gets a second try."""
    keys.publish(KEY.jwk, changed(OTHER.jwk, kid=KEY.kid))
    codes = {keys.launch(each, kid=KEY.kid).error_code for each in (KEY, OTHER)}
    assert codes == {None, "token_signature"}
    assert keys.fetches == 1


def test_of_ten_thousand_keys_the_first_hundred_are_read(keys: KeyServer, log: Log) -> None:
    crowd = [{"kty": "RSA", "kid": str(n), "n": "x", "e": "AQAB"} for n in range(10_000)]
    keys.publish(KEY.jwk, *crowd, OTHER.jwk)
    assert_let_in(keys.launch(), log)
    assert_refused(keys.launch(OTHER), log, "token_key_unknown")


def test_of_ten_thousand_good_keys_too() -> None:
    crowd = [changed(kid=str(n)) for n in range(10_000)]
    assert len(keysets.usable_keys({"keys": crowd})) == keysets.LARGEST_SET


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
MEMBERS = st.sampled_from(["kty", "kid", "n", "e", "use", "alg", "d", "x", "crv", "k"])
WORDS = st.sampled_from(["RSA", "EC", "oct", "AQAB", KEY.jwk["n"], KEY.kid, "sig", "RS256"])


@given(st.lists(st.dictionaries(MEMBERS, WORDS | JSON) | JSON, max_size=4))
def test_any_set_is_read_without_a_fault(entries: list[Any]) -> None:
    for kid, key in keysets.usable_keys({"keys": entries}).items():
        assert key.key_id == kid
        assert key.key.key_size >= 2048


@given(JSON)
def test_any_document_is_a_set_or_none(document: Any) -> None:
    try:
        keysets.usable_keys(document)
    except FetchError as error:
        assert "not a key set" in str(error)
