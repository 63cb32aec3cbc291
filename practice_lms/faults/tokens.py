"""Faults of the token itself: keys, algorithms, times, and whom it is from and for."""

from __future__ import annotations

from functools import cache

from practice_lms.claims import vocabulary as v
from practice_lms.faults.launch import (
    ACCEPTED,
    REFUSED,
    Fault,
    Launch,
    shift_times,
    with_claims,
    without_claims,
)
from practice_lms.keys import SigningKey

DAY = 24 * 3600


@cache
def stranger() -> SigningKey:
    """A key that no platform publishes."""
    return SigningKey.generate()


def _no_kid(launch: Launch) -> None:
    launch.headers["kid"] = None


def _wrong_kid(launch: Launch) -> None:
    launch.headers["kid"] = "no-such-key"


def _foreign_key(launch: Launch) -> None:
    launch.headers["kid"] = launch.school.key.kid
    launch.key = stranger()


def _foreign_jwk(launch: Launch) -> None:
    launch.key = stranger()
    launch.headers |= {"jwk": stranger().jwk}


def _foreign_jku(launch: Launch) -> None:
    launch.key = stranger()
    launch.headers |= {"jku": "https://keys.example/jwks.json"}


def _alg_none(launch: Launch) -> None:
    launch.headers["kid"] = launch.school.key.kid
    launch.algorithm = "none"


def _hs256(launch: Launch) -> None:
    launch.headers["kid"] = launch.school.key.kid
    launch.key = launch.school.key.public_pem
    launch.algorithm = "HS256"


def _tampered(launch: Launch) -> None:
    def swap(token: str) -> str:
        other = launch.school.sign({**launch.claims, "sub": "somebody-else"})
        header, _, signature = token.split(".")
        return f"{header}.{other.split('.')[1]}.{signature}"

    launch.spoil = swap


def _truncated(launch: Launch) -> None:
    # 301 characters of base64 are left: one more than whole bytes, whatever the signature was.
    launch.spoil = lambda token: token[:-41]


def _garbage(launch: Launch) -> None:
    launch.spoil = lambda token: "not.a.token"


def _login_required(launch: Launch) -> None:
    launch.error = "login_required"


def _no_state(launch: Launch) -> None:
    launch.state = None


def _wrong_state(launch: Launch) -> None:
    launch.state = "state-of-nobody"


def _audience_list(launch: Launch) -> None:
    client_id = launch.claims["aud"]
    launch.claims |= {"aud": ["https://other.example", client_id], "azp": client_id}


def _audience_list_of_one(launch: Launch) -> None:
    launch.claims["aud"] = [launch.claims["aud"]]


def _audiences_without_azp(launch: Launch) -> None:
    launch.claims["aud"] = [launch.claims["aud"], "https://other.example"]
    launch.claims.pop("azp", None)


def _foreign_target(launch: Launch) -> None:
    launch.claims[v.TARGET_LINK_URI] = "https://elsewhere.example/lti/launch"


FAULTS = (
    Fault("no-kid", "The token's header names no key.", REFUSED, _no_kid),
    Fault("wrong-kid", "The token names a key that is not published.", REFUSED, _wrong_kid),
    Fault("foreign-key", "Signed with a key that is not the platform's.", REFUSED, _foreign_key),
    Fault("foreign-jwk", "The token brings its own key along.", REFUSED, _foreign_jwk),
    Fault("foreign-jku", "The token says where to fetch its key.", REFUSED, _foreign_jku),
    Fault("alg-none", "The token is not signed at all.", REFUSED, _alg_none),
    Fault("hs256-with-public-key", "The public key used as a secret.", REFUSED, _hs256),
    Fault("tampered", "Claims changed after signing.", REFUSED, _tampered),
    Fault("truncated", "The signature is cut short.", REFUSED, _truncated),
    Fault("garbage", "The id_token is not a token.", REFUSED, _garbage),
    Fault("login-required", "The platform answers with an error.", REFUSED, _login_required),
    Fault("no-state", "The answer carries no state.", REFUSED, _no_state),
    Fault("wrong-state", "The answer carries a state nobody gave.", REFUSED, _wrong_state),
    Fault("no-iss", "No issuer.", REFUSED, without_claims("iss")),
    Fault("wrong-iss", "Another issuer.", REFUSED, with_claims(iss="https://lms.example")),
    Fault("no-aud", "No audience.", REFUSED, without_claims("aud")),
    Fault("wrong-aud", "Meant for another tool.", REFUSED, with_claims(aud="another-tool")),
    Fault("wrong-azp", "Another authorized party.", REFUSED, with_claims(azp="another-tool")),
    Fault("aud-list-no-azp", "Two audiences, no azp.", REFUSED, _audiences_without_azp),
    Fault("no-nonce", "No nonce.", REFUSED, without_claims("nonce")),
    Fault("wrong-nonce", "A nonce nobody gave.", REFUSED, with_claims(nonce="nonce-of-nobody")),
    Fault("no-exp", "No time of expiry.", REFUSED, without_claims("exp")),
    Fault("no-iat", "No time of issue.", REFUSED, without_claims("iat")),
    Fault("text-exp", "The expiry is no number.", REFUSED, with_claims(exp="tomorrow")),
    Fault("text-iat", "The time of issue is no number.", REFUSED, with_claims(iat="today")),
    Fault("expired", "Expired ten minutes ago.", REFUSED, shift_times(iat=-660, exp=-600)),
    Fault("day-old", "Issued a day ago.", REFUSED, shift_times(iat=-DAY, exp=3600)),
    Fault("from-the-future", "Issued in an hour.", REFUSED, shift_times(iat=3600, exp=3660)),
    Fault("endless", "Good for ten years.", REFUSED, shift_times(exp=3650 * DAY)),
    Fault("no-target", "No target link.", REFUSED, without_claims(v.TARGET_LINK_URI)),
    Fault("foreign-target", "A target link elsewhere.", REFUSED, _foreign_target),
    Fault("clock-ahead", "The LMS's clock is 30 s fast.", ACCEPTED, shift_times(iat=30, exp=90)),
    Fault("clock-behind", "Expired one second ago.", ACCEPTED, shift_times(iat=-61, exp=-1)),
    Fault("aud-list", "Two audiences, with azp.", ACCEPTED, _audience_list),
    Fault("aud-list-of-one", "The audience is a list of one.", ACCEPTED, _audience_list_of_one),
)
