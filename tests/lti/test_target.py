"""A launch leads where its login said, and nowhere else."""

from typing import Any

import pytest

from practice_lms.claims import vocabulary as v
from tests.lti.steps import (
    Launch,
    Log,
    assert_let_in,
    assert_refused,
    claims_of,
    with_token,
)


@pytest.mark.parametrize(
    "uri",
    [
        "https://elsewhere.example/lti/launch",
        "http://localhost/lti/launch/",
        "http://localhost/other",
        "http://localhost/lti/launch?a=b",
        "HTTP://LOCALHOST/lti/launch",
        ["http://localhost/lti/launch"],
        7,
        True,
    ],
)
def test_not_that_of_the_login(launch: Launch, log: Log, uri: Any) -> None:
    assert_refused(launch.with_claims({v.TARGET_LINK_URI: uri}), log, "target_changed")


@pytest.mark.parametrize("uri", [None, "", [], 0])
def test_missing(launch: Launch, log: Log, uri: Any) -> None:
    assert_refused(launch.with_claims({v.TARGET_LINK_URI: uri}), log, "message_incomplete")


def test_a_target_with_a_query_of_its_own(launch: Launch, log: Log) -> None:
    target = "http://localhost/lti/launch?activity=%3Cb%3E&x=1#part"
    login = launch.login()
    login.fields["target_link_uri"] = target
    location = launch.visit.log_in(login).headers["Location"]
    form = launch.visit.authorize(location)
    token = launch.school.sign(claims_of(form) | {v.TARGET_LINK_URI: target})
    page = launch.send(with_token(form, token))
    assert_let_in(page, log)
    assert page.soup.select_one("meta[name=courtyard-page]")["content"].startswith("/activities/")
