"""Tokens as a school would sign them, and as nobody should."""

import base64
import hashlib
import hmac
import json

import jwt
import pytest

from practice_lms.keys import SigningKey
from practice_lms.school import School


def test_headers_may_be_added_and_left_out(wattle_park: School) -> None:
    token = wattle_park.sign({"sub": "1"}, headers={"kid": None, "jku": "https://keys.example"})
    assert jwt.get_unverified_header(token) == {
        "typ": "JWT",
        "alg": "RS256",
        "jku": "https://keys.example",
    }


def test_another_key_signs(wattle_park: School) -> None:
    key = SigningKey.generate()
    token = wattle_park.sign({"sub": "1"}, key=key)
    assert jwt.decode(token, key.private.public_key(), ["RS256"]) == {"sub": "1"}
    assert jwt.get_unverified_header(token)["kid"] == key.kid


def test_nothing_signs(wattle_park: School) -> None:
    token = wattle_park.sign({"sub": "1"}, algorithm="none")
    assert token.endswith(".")
    assert jwt.get_unverified_header(token)["alg"] == "none"


def test_the_public_key_as_a_secret(wattle_park: School) -> None:
    secret = wattle_park.key.public_pem
    token = wattle_park.sign({"sub": "1"}, key=secret, algorithm="HS256")
    message, _, signature = token.rpartition(".")
    expected = hmac.new(secret, message.encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == expected


def test_a_secret_cannot_sign_with_rsa(wattle_park: School) -> None:
    with pytest.raises(TypeError):
        wattle_park.sign({"sub": "1"}, key=b"secret")


def test_names_stay_readable_in_the_token(wattle_park: School) -> None:
    token = wattle_park.sign({"name": "சு 🌊"})
    payload = base64.urlsafe_b64decode(token.split(".")[1] + "==")
    assert json.loads(payload) == {"name": "சு 🌊"}
