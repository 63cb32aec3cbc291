"""Asking a platform's services: tokens, and failures told apart, against the practice LMS."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.lti.connector import Connector, send_json
from app.lti.failures import KINDS, ServiceFailure
from app.lti.http import Question
from app.models import Context, Platform, ResourceLink
from app.platform_tokens import init_platform_tokens
from app.services import connecting
from tests.support.cast import PEOPLE, Campus

MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"


@pytest.fixture
def here(app: Flask, campus: Campus) -> Iterator[Campus]:
    """The campus, with a class that was launched, and a key to sign with."""
    init_platform_tokens(app)
    assert app.test_cli_runner().invoke(args=["keys", "ensure"]).exit_code == 0
    campus.visit(*PEOPLE["teacher"])
    campus.visit(*PEOPLE["outsider"])
    with app.app_context():
        yield campus


def connector(campus: Campus, slug: str = "wattle-park") -> Connector:
    school = campus.school(slug)
    query = select(Platform).where(Platform.client_id == school.client_id)
    return connecting.connector(db.session.scalars(query).one())


def members(campus: Campus, slug: str = "wattle-park") -> str:
    query = select(Context.memberships_url).where(Context.memberships_url.contains(slug))
    return db.session.scalars(query).one()


def failing(campus: Campus, fault: str, service: str = "memberships", **how: int) -> ServiceFailure:
    campus.school().switches.set(service, fault, **how)
    with pytest.raises(ServiceFailure) as failed:
        connector(campus).ask(members(campus), [MEMBERS], Question())
    return failed.value


def test_a_launch_says_where_services_are(here: Campus) -> None:
    context = db.session.scalars(select(Context).order_by(Context.id)).first()
    assert context is not None
    assert context.memberships_url.startswith(f"{here.url}/wattle-park")
    assert context.lineitems_url.startswith(f"{here.url}/wattle-park")
    assert SCORE in context.ags_scopes
    link = db.session.scalars(select(ResourceLink).order_by(ResourceLink.id)).first()
    assert link is not None
    assert link.lineitem_url


@pytest.mark.parametrize("slug", ["wattle-park", "maple-street"])
def test_the_service_answers(here: Campus, slug: str) -> None:
    answer = connector(here, slug).ask(members(here, slug), [MEMBERS], Question())
    assert answer.json()["members"]


def test_the_library_asks_through_it(here: Campus) -> None:
    found = connector(here, "maple-street").make_service_request(
        [MEMBERS], members(here, "maple-street")
    )
    assert found["next_page_url"]
    assert found["next_page_url"].startswith(here.url)


def test_a_token_serves_until_a_minute_before_its_end(here: Campus) -> None:
    asking = connector(here)
    tokens = set()
    with time_machine.travel(0, tick=False) as clock:
        clock.move_to(1_800_000_000)
        for seconds in (0, 1, 3600):
            clock.shift(seconds)
            tokens.add(asking.get_access_token([MEMBERS]))
        assert len(tokens) == 2


def test_other_scopes_are_another_token(here: Campus) -> None:
    asking = connector(here)
    assert asking.get_access_token([MEMBERS]) != asking.get_access_token([SCORE])
    assert asking.get_access_token([MEMBERS, SCORE]) == asking.get_access_token([SCORE, MEMBERS])


def test_two_schools_on_one_issuer_have_tokens_of_their_own(here: Campus) -> None:
    here.visit(*PEOPLE["neighbour"])
    own, other = connector(here), connector(here, "acacia-road")
    assert own.get_access_token([MEMBERS]) != other.get_access_token([MEMBERS])


def test_a_token_that_was_taken_back_is_renewed_once(here: Campus) -> None:
    asking = connector(here)
    asking.ask(members(here), [MEMBERS], Question())
    here.lms.app.test_client().post("/wattle-park/revocation")
    assert asking.ask(members(here), [MEMBERS], Question()).status == 200


@pytest.mark.parametrize(
    ("fault", "code", "is_passing"),
    [
        ("unauthorized", "not_permitted", False),
        ("forbidden", "not_permitted", False),
        ("not-found", "gone", False),
        ("conflict", "conflict", True),
        ("too-many", "busy", True),
        ("error", "platform_fault", True),
        ("unavailable", "platform_fault", True),
        ("redirect", "not_understood", True),
        ("huge", "unreachable", True),
    ],
)
def test_failures_are_told_apart(here: Campus, fault: str, code: str, is_passing: bool) -> None:
    failure = failing(here, fault)
    assert (failure.code, failure.is_passing) == (code, is_passing), str(failure)
    with here.app.test_request_context():
        assert str(KINDS[code].words)


@pytest.mark.parametrize("fault", ["truncated", "html"])
def test_an_answer_that_is_no_document(here: Campus, fault: str) -> None:
    here.school().switches.set("memberships", fault)
    with pytest.raises(ServiceFailure) as failed:
        connector(here).make_service_request([MEMBERS], members(here))
    assert failed.value.code == "not_understood"


def test_the_pause_that_a_platform_asks_for(here: Campus) -> None:
    assert failing(here, "too-many").retry_after == 2
    assert failing(here, "unavailable").retry_after == 120
    assert failing(here, "error").retry_after is None


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("refused", "token_refused"),
        ("unauthorized", "token_refused"),
        ("error", "platform_fault"),
        ("too-many", "platform_fault"),
        ("html", "not_understood"),
        ("no-token", "not_understood"),
        ("list", "not_understood"),
        ("null", "not_understood"),
    ],
)
def test_no_token(here: Campus, fault: str, code: str) -> None:
    failure = failing(here, fault, "token")
    assert failure.code == code, str(failure)


@pytest.mark.parametrize("fault", ["no-expires-in", "zero-expires-in", "text-expires-in"])
def test_a_token_that_does_not_say_its_end_is_used_once(here: Campus, fault: str) -> None:
    here.school().switches.set("token", fault)
    asking = connector(here)
    first = asking.get_access_token([MEMBERS])
    assert asking.get_access_token([MEMBERS]) != first


def test_what_a_platform_says_of_a_refusal_is_no_persons_data(here: Campus) -> None:
    failure = failing(here, "refused", "token")
    assert failure.detail.startswith("token")
    assert " " not in failure.detail.removeprefix("token: ")


def test_a_document_is_sent(here: Campus) -> None:
    """A score without its scope: the platform says so, and nothing was lost on the way."""
    url = db.session.scalars(
        select(ResourceLink.lineitem_url).where(ResourceLink.lineitem_url.contains("wattle-park"))
    ).one()
    scores = url.replace("?", "/scores?") if "?" in url else f"{url}/scores"
    with pytest.raises(ServiceFailure) as failed:
        connector(here).ask(scores, [MEMBERS], send_json("POST", {}, SCORE_TYPE))
    assert failed.value.status in (401, 403)
    with pytest.raises(ServiceFailure) as failed:
        connector(here).ask(scores, [SCORE], send_json("POST", {}, SCORE_TYPE))
    assert failed.value.code == "not_taken"


def test_without_a_key(app: Flask, campus: Campus) -> None:
    with app.app_context(), pytest.raises(ServiceFailure) as failed:
        connector(campus)
    assert failed.value.code == "no_key"
