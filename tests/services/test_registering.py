"""Whatever an entry holds, it is a Platform that is safe to show, or a sentence about it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, g
from hypothesis import given, settings
from hypothesis import strategies as st

from app.extensions import begin_write, db
from app.lti.registration import Malformed
from app.models import Deployment, Platform
from app.services import registering
from tests.cli.conftest import MOODLE
from tests.support.application import build_app
from tests.support.databases import BACKENDS, Databases

DIRECTIVES = [
    "default-src",
    "script-src",
    "style-src",
    "img-src",
    "font-src",
    "connect-src",
    "form-action",
    "base-uri",
    "frame-ancestors",
]
SOURCE = re.compile(r"https?://(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?")

NAUGHTY = (
    " ",
    ";",
    "'",
    '"',
    "\n",
    "\r\n",
    "\t",
    ",",
    "\\",
    "\x00",
    "\x85",
    "\u2028",
    "\ud800",
    "ü",
    "*",
    "@",
    "; script-src *",
    "\r\nSet-Cookie: a=b",
)
ADDRESSES = (
    "https://{}",
    "https://a{}b.example.org",
    "https://a.example.org{}",
    "https://a.example.org:{}",
    "https://a.example.org:443{}/",
    "{}https://a.example.org",
    "https:{}//a.example.org/",
)
"""Where a hostile text stands in an address."""


@pytest.fixture(scope="module", params=BACKENDS)
def app(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Flask]:
    """One application for all: Hypothesis runs many examples in one test."""
    app = build_app(databases.empty(request.param))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def taken(entry: Any) -> Platform | None:
    """The Platform that an entry makes, read back from the database; None if it is Malformed."""
    begin_write()
    try:
        saved = registering.register(entry, allow_local=True)
    except Malformed as error:
        assert str(error)
        assert str(error).isprintable()
        return None
    db.session.flush()
    db.session.expire_all()
    assert saved.name
    assert db.session.query(Deployment).filter_by(platform_id=saved.id).count()
    return saved


def policy(app: Flask, platform: Platform) -> dict[str, list[str]]:
    """The directives of a page in the platform's frame (CSP 3, 2.2.1)."""
    with app.test_request_context("/"):
        g.platform = platform
        header = app.process_response(app.response_class())
    written = header.headers["Content-Security-Policy"]
    assert written.isascii()
    assert written.isprintable()
    assert "," not in written
    words = [part.split() for part in written.split(";")]
    assert [name for name, *_ in words] == DIRECTIVES
    return {name: values for name, *values in words}


def assert_safe(app: Flask, entry: Any) -> None:
    """It is refused, or a saved one whose pages have our directives, and origins in the last."""
    platform = taken(entry)
    if platform is not None:
        directives = policy(app, platform)
        assert directives["script-src"] == ["'self'"]
        own, *origins = directives["frame-ancestors"]
        assert own == "'self'"
        assert all(map(SOURCE.fullmatch, origins)), origins
    db.session.rollback()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
HOSTILE = st.builds(str.format, st.sampled_from(ADDRESSES), st.sampled_from(NAUGHTY) | st.text())
VALUES = JSON | HOSTILE | st.sampled_from(sorted(MOODLE.values(), key=str)) | st.lists(HOSTILE)
FIELDS = st.sampled_from([*MOODLE, "school", "frame_origins"])


@given(JSON)
def test_any_json_is_a_platform_or_malformed(app: Flask, entry: Any) -> None:
    assert_safe(app, entry)


@settings(max_examples=400)
@given(st.dictionaries(FIELDS, VALUES, max_size=3))
def test_any_field_may_be_anything(app: Flask, changes: dict[str, Any]) -> None:
    assert_safe(app, MOODLE | changes)


@pytest.mark.parametrize("name", ["issuer", "auth_login_url", "frame_origins"])
@pytest.mark.parametrize("place", ADDRESSES)
def test_nothing_else_is_written_into_the_policy(app: Flask, name: str, place: str) -> None:
    for naughty in NAUGHTY:
        address = place.format(naughty)
        assert_safe(app, MOODLE | {name: [address] if name == "frame_origins" else address})


@pytest.mark.parametrize("name", ["issuer", "auth_login_url", "frame_origins"])
def test_what_was_saved_earlier_is_not_trusted(app: Flask, name: str) -> None:
    """Rows may be older than the checks."""
    for place in ADDRESSES:
        for naughty in NAUGHTY:
            address = place.format(naughty)
            values = MOODLE | {name: [address] if name == "frame_origins" else address}
            values = {key: values.get(key, []) for key in (*MOODLE, "frame_origins")}
            del values["deployment_ids"]
            own, *origins = policy(app, Platform(**values))["frame-ancestors"]
            assert own == "'self'"
            assert all(map(SOURCE.fullmatch, origins)), origins


FRAMED = [
    ({}, ["https://moodle.example.org"]),
    ({"issuer": "https://Moodle.Example.org/"}, ["https://moodle.example.org"]),
    ({"issuer": "moodle-1"}, ["https://moodle.example.org"]),
    ({"issuer": "https://canvas.example.com"}, [..., "https://canvas.example.com"]),
    ({"issuer": "https://[2001:db8::1]"}, ["https://moodle.example.org"]),
    ({"issuer": "https://münchen.example"}, [..., "https://xn--mnchen-3ya.example"]),
    ({"auth_login_url": "https://LMS.example:443/auth?a=;'"}, ["https://lms.example", ...]),
    ({"auth_login_url": "http://lms.example:8080/auth"}, ["http://lms.example:8080", ...]),
    ({"frame_origins": ["https://*.Instructure.com"]}, [..., "https://*.instructure.com"]),
    ({"frame_origins": ["https://a.example", "https://a.example"]}, [..., "https://a.example"]),
    ({"frame_origins": None}, ["https://moodle.example.org"]),
]


@pytest.mark.parametrize(("changes", "origins"), FRAMED)
def test_who_may_frame(app: Flask, changes: dict[str, Any], origins: list[Any]) -> None:
    platform = taken(MOODLE | changes)
    assert platform is not None
    expected = [MOODLE["issuer"] if each is ... else each for each in origins]
    assert policy(app, platform)["frame-ancestors"] == ["'self'", *expected]


def test_an_issuer_is_kept_as_the_platform_sends_it(app: Flask) -> None:
    for issuer in ("https://Moodle.Example.org/", "https://münchen.example", "moodle-1"):
        assert taken(MOODLE | {"issuer": issuer}).issuer == issuer


def test_hosts_are_kept_as_resolvers_ask_for_them(app: Flask) -> None:
    platform = taken(MOODLE | {"key_set_url": "HTTPS://München.example:443/Certs?A=b"})
    assert platform.key_set_url == "https://xn--mnchen-3ya.example/Certs?A=b"


def text_of(entry: Any, *, allow_local: bool = True) -> str:
    """What is said about an entry that can't be taken."""
    begin_write()
    with pytest.raises(Malformed) as caught:
        registering.register(entry, allow_local=allow_local)
    db.session.rollback()
    return str(caught.value)


@pytest.mark.parametrize("ids", ["12", 5, 1.5, None, True, {}, {"a": 1}, [], [[]], [None], [""]])
def test_deployment_ids_that_are_none(app: Flask, ids: Any) -> None:
    words = text_of(MOODLE | {"deployment_ids": ids})
    assert words.startswith("deployment_ids must be a list of one or more ids")
    assert '["1"]' in words


HUGE = pytest.param(10**5_000, id="of more digits than Python writes")


@pytest.mark.parametrize("each", [True, 1.5, "a\nb", "\ud800", "x" * 256, {}, HUGE, "\x1b[2J"])
def test_deployment_ids_that_hold_something_else(app: Flask, each: Any) -> None:
    assert text_of(MOODLE | {"deployment_ids": ["1", each]}).startswith("deployment_ids must be")


def test_a_deployment_id_may_be_a_number_or_as_long_as_lti_allows(app: Flask) -> None:
    platform = taken(MOODLE | {"deployment_ids": [7, "x" * 255]})
    ids = db.session.query(Deployment.lti_id).filter_by(platform_id=platform.id)
    assert {lti_id for (lti_id,) in ids} == {"7", "x" * 255}


@pytest.mark.parametrize("name", ["name", "issuer", "client_id", "auth_login_url", "key_set_url"])
@pytest.mark.parametrize("value", [None, "", "  ", 5, [], "\x00", "a\nb", "\ud800", "x" * 3_000])
def test_texts_that_are_none(app: Flask, name: str, value: Any) -> None:
    if name == "name" and value == "a\nb":
        return  # names are made one line
    assert text_of(MOODLE | {name: value}).startswith(f"{name} is ")


def test_a_name_that_nobody_sees(app: Flask) -> None:
    assert text_of(MOODLE | {"name": "\u200b\u3164"}).startswith("name is missing")


@pytest.mark.parametrize("school", [5, [], {}, True, "\u200b", "x" * 256])
def test_a_school_that_is_no_text(app: Flask, school: Any) -> None:
    assert text_of(MOODLE | {"school": school}).startswith("school is ")


NO_ADDRESS = [
    "moodle.example.org/auth",
    "ftp://moodle.example.org",
    "javascript:alert(1)",
    "https:///auth",
    "https://",
    "https:moodle.example.org",
    "https://user@moodle.example.org",
    "https://:secret@moodle.example.org",
    "https://@moodle.example.org",
    "https://moodle.example.org:0/",
    "https://moodle.example.org:65536/",
    "https://moodle.example.org:abc/",
    "https://moodle.example.org:-1/",
    "https://[::1",
    "https://[moodle]/",
    "https://[fe80::1%25eth0]/",
    "https://moodle..example.org/",
    "https://-moodle.example.org/",
    "https://*.example.org/",
    "https://0x7f.1/",
    "https://moodle.example.org/a b",
    "https://moodle.example.org/ä",
    'https://moodle.example.org/"',
    "https://moodle.example.org\\@evil.example/",
]


@pytest.mark.parametrize("name", ["auth_login_url", "auth_token_url", "key_set_url"])
@pytest.mark.parametrize("value", NO_ADDRESS)
def test_addresses_that_are_none(app: Flask, name: str, value: str) -> None:
    assert text_of(MOODLE | {name: value}).startswith(f"{name} is ")


@pytest.mark.parametrize("value", [each for each in NO_ADDRESS if each.startswith("https:")][:-4])
def test_an_issuer_that_begins_as_an_address_is_one(app: Flask, value: str) -> None:
    assert text_of(MOODLE | {"issuer": value}).startswith("issuer is ")


@pytest.mark.parametrize(
    "value",
    [
        "https://*",
        "https://*.com",
        "https://*.*.com",
        "https://a.*.com",
        "*.instructure.com",
        "https://a.example/path",
        "https://a.example/",
        "https://a.example?",
        "https://[::1]",
        "'self'",
        "*",
        "",
        5,
        None,
    ],
)
def test_frame_origins_that_are_none(app: Flask, value: Any) -> None:
    assert text_of(MOODLE | {"frame_origins": [value]}).startswith("frame_origin is ")


@pytest.mark.parametrize("value", ["https://*.instructure.com", 5, {}, True])
def test_frame_origins_that_are_no_list(app: Flask, value: Any) -> None:
    words = text_of(MOODLE | {"frame_origins": value})
    assert words.startswith("frame_origins must be a list")


def test_a_login_address_that_no_browser_can_name(app: Flask) -> None:
    """CSP 3, 2.3.1: a host-source is no IPv6 address, so the tool could not be framed."""
    words = text_of(MOODLE | {"auth_login_url": "https://[2001:db8::1]/auth"})
    assert "IPv6" in words
    assert taken(MOODLE | {"key_set_url": "https://[2001:DB8::1]:8443/keys"}).key_set_url == (
        "https://[2001:db8::1]:8443/keys"
    )


LOCAL = ["http://lms.example/", "https://localhost/", "https://127.0.0.1:8001/", "https://[::1]/"]


@pytest.mark.parametrize("value", LOCAL)
def test_local_addresses_need_the_setting(app: Flask, value: str) -> None:
    words = text_of(MOODLE | {"key_set_url": value}, allow_local=False)
    assert "COURTYARD_ALLOW_LOCAL_PLATFORMS=1" in words
    assert taken(MOODLE | {"key_set_url": value})
