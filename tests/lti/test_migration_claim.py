"""What a platform says of the LTI 1.1 past: kept, and never believed of who somebody is."""

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.extensions import db
from app.lti.migration import CLAIM, Legacy, read
from app.models import Context, Deployment, ResourceLink, User
from tests.lti.steps import Launch, assert_let_in
from tests.support.cast import Campus

PAST = {
    "user_id": "u11",
    "context_id": "c11",
    "resource_link_id": "r11",
    "oauth_consumer_key": "k11",
    "oauth_consumer_key_sign": "not ours to check",
}


def kept(app: Flask) -> list[str]:
    with app.app_context():
        user, context = db.session.scalars(select(User)).one(), select(Context)
        link = db.session.scalars(select(ResourceLink)).one()
        place = db.session.scalars(context).one()
        deployment = db.session.get_one(Deployment, place.deployment_id)
        return [user.lti11_id, place.lti11_id, link.lti11_id, deployment.lti11_key]


def test_it_is_kept(app: Flask, campus: Campus) -> None:
    assert_let_in(Launch(campus).with_claims({CLAIM: PAST}))
    assert kept(app) == ["u11", "c11", "r11", "k11"]


def test_one_that_comes_later_is_kept_too(app: Flask, campus: Campus) -> None:
    assert_let_in(Launch(campus).with_claims({CLAIM: None}))
    assert kept(app) == [""] * 4
    assert_let_in(Launch(campus).with_claims({CLAIM: PAST}))
    assert kept(app) == ["u11", "c11", "r11", "k11"]
    assert_let_in(Launch(campus).with_claims({CLAIM: None}))
    assert kept(app) == ["u11", "c11", "r11", "k11"]


def test_it_makes_nobody_somebody_else(app: Flask, campus: Campus) -> None:
    """Two people who claim one 1.1 id stay two, each with what they wrote."""
    for person in ("s501", "s502"):
        assert_let_in(Launch(campus, person=person).with_claims({CLAIM: PAST}))
    with app.app_context():
        assert len(db.session.scalars(select(User)).all()) == 2


JSON = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text())
FIELDS = st.dictionaries(st.sampled_from(list(PAST)), JSON | st.text(min_size=250, max_size=300))


@given(said=JSON | FIELDS)
def test_whatever_it_says(said: object) -> None:
    found = read({CLAIM: said})
    assert isinstance(found, Legacy)
    values = (found.user_id, found.context_id, found.resource_link_id, found.consumer_key)
    assert all(isinstance(value, str) and len(value) <= 255 for value in values)
