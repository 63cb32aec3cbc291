"""Schools never meet, not even two on one issuer with the same keys and the same user ids."""

from collections.abc import Callable

import pytest

from practice_lms.claims import vocabulary as v
from tests.lti.steps import (
    Launch,
    Log,
    assert_let_in,
    assert_refused,
    claims_of,
    refusals,
    set_enabled,
    with_token,
)
from tests.support.cast import Campus, Page, Visitor, post_ids

Begin = Callable[..., Launch]

ACACIA = {"school": "acacia-road"}
MAPLE = {"school": "maple-street", "course": "5-rivera", "link": "snow", "person": "elena"}


def test_the_two_share_an_issuer_and_a_key(campus: Campus) -> None:
    one, two = campus.school(), campus.school("acacia-road")
    assert (one.issuer, one.key.kid) == (two.issuer, two.key.kid)
    assert one.client_id != two.client_id
    assert one.person("s501").user_id == two.person("s501").user_id


@pytest.fixture
def pair(campus: Campus) -> tuple[Visitor, Visitor]:
    """The same user id in the same course, opening the same link, at both schools."""
    return (
        campus.visit("wattle-park", "s501", "5b/rain"),
        campus.visit("acacia-road", "s501", "5b/rain"),
    )


def test_one_id_is_two_people_in_two_classes(pair: tuple[Visitor, Visitor]) -> None:
    one, two = pair
    marks = {each.first.soup.select_one("meta[name=courtyard-person]")["content"] for each in pair}
    assert len(marks) == 2
    assert (one.place, one.space) != (two.place, two.space)


def test_neither_finds_the_others_pages(pair: tuple[Visitor, Visitor]) -> None:
    one, two = pair
    topic = one.start_topic("Only ours", "Nobody else reads this.")
    post = post_ids(one.get(topic))[1]
    for path in (one.place, one.space, topic, f"{topic}/posts/1", f"/posts/{post}/replies/new"):
        assert one.get(path).status == 200
        page = two.get(path)
        assert (page.status, page.error_code) == (404, "not_found")
        assert "Only ours" not in page.response.text
    assert two.reply(post).status == 404
    assert two.post(f"{one.place}/topics", title="x", source="y").status == 404


@pytest.mark.parametrize(("ours", "theirs"), [({}, ACACIA), (ACACIA, {}), ({}, MAPLE), (MAPLE, {})])
def test_a_token_for_the_other_school(
    begin: Begin, log: Log, ours: dict[str, str], theirs: dict[str, str]
) -> None:
    """A genuine, unused token of another registration, put into a login of this one."""
    launch = begin(**ours)
    form, other = launch.form(), begin(**theirs).form()
    page = launch.send(with_token(form, other.fields["id_token"]))
    assert_refused(page, log, "token_audience", "token_key_unknown")
    assert refusals(log)[0]["client_id"] == launch.school.client_id


def test_it_does_not_help_to_name_both_schools(begin: Begin, log: Log) -> None:
    """The neighbour's administrator can't sign, but their LMS signs whatever audience it likes."""
    launch, neighbour = begin(), begin(**ACACIA)
    both = [launch.school.client_id, neighbour.school.client_id]
    form = launch.altered({"aud": both, "azp": neighbour.school.client_id})
    assert_refused(launch.send(form), log, "token_audience")


def test_the_neighbours_deployment_is_unknown_here(begin: Begin, log: Log) -> None:
    launch = begin()
    deployment = begin(**ACACIA).school.deployment_id
    assert_refused(launch.with_claims({v.DEPLOYMENT_ID: deployment}), log, "deployment_pending")


def test_a_login_of_one_answered_to_the_other(begin: Begin, log: Log) -> None:
    """The state decides the registration; nothing in the token can choose another."""
    launch, neighbour = begin(), begin(**ACACIA)
    form = launch.form()
    changed = claims_of(form) | {"aud": neighbour.school.client_id}
    changed[v.DEPLOYMENT_ID] = neighbour.school.deployment_id
    token = neighbour.school.sign(changed)
    assert_refused(launch.send(with_token(form, token)), log, "token_audience")


def test_keys_of_another_platform(begin: Begin, campus: Campus, log: Log) -> None:
    launch = begin()
    form = launch.form()
    maple = campus.school("maple-street")
    token = maple.sign(claims_of(form))
    assert_refused(launch.send(with_token(form, token)), log, "token_key_unknown")
    log.clear()
    renamed = maple.sign(claims_of(form), headers={"kid": launch.school.key.kid})
    assert_refused(launch.send(with_token(form, renamed)), log, "token_signature")


def test_switching_one_off_leaves_the_other_on(
    campus: Campus, pair: tuple[Visitor, Visitor], log: Log, begin: Begin
) -> None:
    one, two = pair
    set_enabled(campus, "Wattle Park", "disable")
    assert one.get(one.place).status == 401
    assert two.get(two.place).status == 200
    assert_let_in(begin(**ACACIA).send(begin(**ACACIA).form()), log)
    launch = begin()
    page = Page(launch.visit.log_in(launch.login()))
    assert_refused(page, log, "platform_disabled")
    assert page.status == 403


def test_switched_off_between_login_and_launch(campus: Campus, launch: Launch, log: Log) -> None:
    form = launch.form()
    set_enabled(campus, "Wattle Park", "disable")
    page = launch.send(form)
    assert_refused(page, log, "platform_disabled")
    assert "switched off" in page.title
    assert refusals(log)[0]["client_id"] == launch.school.client_id


def test_sessions_stay_ended_when_it_is_switched_on_again(
    campus: Campus, log: Log, begin: Begin
) -> None:
    before = campus.visit("wattle-park", "s501", "5b/rain")
    set_enabled(campus, "Wattle Park", "disable")
    set_enabled(campus, "Wattle Park", "enable")
    assert before.get(before.place).error_code == "session_expired"
    launch = begin()
    assert_let_in(launch.send(launch.form()), log)


def test_a_session_counts_for_the_answers_frame_alone(pair: tuple[Visitor, Visitor]) -> None:
    """Two schools on one issuer stand on one origin; nothing else may differ but the person."""
    policies = {each.first.response.headers["Content-Security-Policy"] for each in pair}
    assert len(policies) == 1
