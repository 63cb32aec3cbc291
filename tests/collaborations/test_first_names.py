"""First names at partner classes: where School, class and family agree, and never afterwards."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.extensions import begin_write, db
from app.models import ActorKind, Event, Membership, Purpose, Role, School, Space, SpaceContext
from app.models.school import PartnerNames
from app.policies.naming import can_go_by_first_name
from app.queries import reach
from app.services import pseudonyms, stewarding
from tests.collaborations.test_names import names, pseudonym_of
from tests.support.bulk import membership
from tests.support.cast import Campus, Page, Visitor, come_in
from tests.support.together import Party, Together, agree


@dataclass
class Rules:
    """Who may say what of the names of Wattle Park's students."""

    app: Flask
    together: Together
    operator: Visitor
    path: str = field(default="")

    def __post_init__(self) -> None:
        home = self.operator.get("/console")
        found = [each for each in home.links_to("/console/schools/") if each.endswith("/policy")]
        self.path = next(each for each in found if "Wattle Park" in self.operator.get(each).text)

    def school(self, names: str = "first_name", review: str = "nothing") -> None:
        answer = self.operator.send(
            self.operator.get(self.path), self.path, names=names, review=review
        )
        assert answer.status == 303, answer.text

    def class_(self, wished: str = "1") -> None:
        path = f"{self.together.path}/names"
        assert self.together.host.teacher.post(path, first_names=wished).status == 303

    def withdraw(self, party: Party, child: Visitor, purpose: Purpose) -> None:
        """As the page does it: asked for, looked at, done."""
        with self.app.app_context():
            number = membership(child).id
        path = f"/contexts/{party.context_id}/consents"
        page = party.teacher.get(path)
        row = {each["value"] for each in page.soup.select(f"input[name=given][value^='{number}-']")}
        shown = page.soup.select_one(f"input[name=shown][value^='{number}-']")["value"]
        given = sorted(row - {f"{number}-{purpose}"})
        asked = party.teacher.post(path, shown=shown, given=given, note="Called")
        assert asked.status == 303, asked.text
        proposal = party.teacher.get(asked.location)
        [action] = [each for each in proposal.actions() if "/consents/" in each]
        done = party.teacher.send(proposal, action)
        assert done.status == 303, done.text


@pytest.fixture
def rules(app: Flask, together: Together) -> Rules:
    return Rules(app, together, come_in(app))


def written(together: Together) -> str:
    return together.start(together.student, together.add_activity())


def seen(together: Together, topic: str) -> str:
    page = together.stranger.get(topic)
    assert "Haddad" not in page.response.text
    [name] = names(page)
    return name


def test_where_all_three_agree(rules: Rules) -> None:
    rules.school()
    rules.class_()
    topic = written(rules.together)
    assert seen(rules.together, topic) == "Amira"
    assert names(rules.together.student.get(topic)) == ["Amira Haddad"]
    assert "by their first name" not in rules.together.stranger.get(topic).text
    own = rules.together.student.get(f"{rules.together.space}/pseudonym")
    assert own.soup.select_one(".code-shown").get_text().strip() == "Amira"
    page = rules.together.partner.teacher.get(rules.together.partner_path)
    assert "First names, where the class wishes it and the family agreed" in page.text


@pytest.mark.parametrize("lacking", ["school", "class", "family"])
def test_where_one_does_not(rules: Rules, app: Flask, lacking: str) -> None:
    together = rules.together
    if lacking != "school":
        rules.school()
    if lacking == "family":
        rules.withdraw(together.host, together.student, Purpose.FIRST_NAME)
    if lacking not in ("school", "class"):
        rules.class_()
    page = together.stranger.get(written(together))
    assert "Amira" not in page.response.text
    assert names(page) == [pseudonym_of(together.student, together.space)]


def test_a_class_cannot_wish_for_what_its_school_forbids(rules: Rules, app: Flask) -> None:
    path = f"{rules.together.path}/names"
    teacher = rules.together.host.teacher
    assert "Your school does not allow first names" in teacher.get(path).text
    answer = teacher.post(path, first_names="1")
    assert answer.status == 422
    assert "Your school does not allow first names" in answer.text
    with app.app_context():
        assert not any(db.session.scalars(db.select(SpaceContext.shows_first_names)))


def test_whoever_wrote_under_a_pseudonym_keeps_it(rules: Rules) -> None:
    topic = written(rules.together)
    before = seen(rules.together, topic)
    rules.school()
    rules.class_()
    later = rules.together.start(
        rules.together.student, rules.together.add_activity("More"), title="Fog"
    )
    assert seen(rules.together, topic) == seen(rules.together, later) == before


@pytest.mark.parametrize("who", ["school", "class", "first_name", "partner_visibility"])
def test_a_no_takes_the_first_name_away_for_good(rules: Rules, app: Flask, who: str) -> None:
    together = rules.together
    rules.school()
    rules.class_()
    topic = written(together)
    assert seen(together, topic) == "Amira"
    if who == "school":
        rules.school(names="pseudonym")
        rules.school()
    elif who == "class":
        rules.class_("")
        rules.class_()
    else:
        rules.withdraw(together.host, together.student, Purpose(who))
        agree_again(app, together)
    assert seen(together, topic) == pseudonym_of(together.student, together.space) != "Amira"
    assert "Amira" not in together.stranger.get(topic).response.text


def agree_again(app: Flask, together: Together) -> None:
    with app.app_context():
        number = membership(together.student).id
    path = f"/contexts/{together.host.context_id}/consents"
    page = together.host.teacher.get(path)
    shown = page.soup.select_one(f"input[name=shown][value^='{number}-']")["value"]
    given = [f"{number}-{purpose}" for purpose in Purpose]
    assert together.host.teacher.post(path, shown=shown, given=given, note="").status == 303


def test_two_of_one_first_name(rules: Rules, app: Flask, campus: Campus) -> None:
    together = rules.together
    rules.school()
    rules.class_()
    other = campus.visit("wattle-park", "s502", "5b/rain")
    agree(app, together.host.teacher, other)
    with app.app_context():
        membership(other).user.given_name = "Amira"
        db.session.commit()
    activity = together.add_activity()
    first = together.start(together.student, activity)
    second = together.start(other, activity, title="Fog")
    assert seen(together, first) == "Amira"
    assert names(together.stranger.get(second)) == ["Amira 2"]


@pytest.mark.parametrize(
    "name", ["Amira Haddad", "Haddad, Amira", "AMIRA HADDAD", "Amira J. Haddad", "amira@haddad.org"]
)
def test_no_first_name_but_the_whole(rules: Rules, app: Flask, name: str) -> None:
    rules.school()
    rules.class_()
    with app.app_context():
        membership(rules.together.student).user.given_name = name
        db.session.commit()
        db.session.remove()
    assert name not in seen(rules.together, written(rules.together))


def test_the_acts_are_recorded_once(rules: Rules, app: Flask) -> None:
    for _ in range(2):
        rules.school(review="first")
        rules.class_()
    with app.app_context():
        query = db.select(Event).where(
            Event.verb.in_(("school.policy_set", "collaboration.names_set"))
        )
        rows = db.session.scalars(query.order_by(Event.id))
        found = [(each.verb, each.details) for each in rows]
    assert found == [
        ("school.policy_set", {"names": "first_name", "review": "first"}),
        ("collaboration.names_set", {"first_names": True}),
    ]


def assignment(rules: Rules) -> tuple[Page, str]:
    """The form that says of which School the host's class is, and its path."""
    with rules.app.app_context():
        deployment_id = membership(rules.together.student).context.deployment_id
    path = f"/console/deployments/{deployment_id}/school"
    return rules.operator.get(path), path


def test_a_class_gets_another_school_while_a_child_takes_their_first_name(
    rules: Rules, app: Flask
) -> None:
    """The new School allows none: also none that was on its way."""
    together = rules.together
    rules.school()
    rules.class_()
    page, path = assignment(rules)
    with app.app_context(), ThreadPoolExecutor(1) as pool:
        begin_write()
        space = db.session.get_one(Space, int(together.space.rpartition("/")[2]))
        pseudonyms.settle(space, membership(together.student))
        db.session.flush()
        moved = pool.submit(rules.operator.send, page, path, name="Creek School")
        time.sleep(0.5)
        db.session.commit()
        assert moved.result().status == 303
        db.session.remove()
    assert seen(together, written(together)) != "Amira"


def test_a_class_gets_another_school_while_that_one_ends_first_names(
    rules: Rules, app: Flask
) -> None:
    together = rules.together
    rules.school()
    rules.class_()
    topic = written(together)
    assert seen(together, topic) == "Amira"
    page, path = assignment(rules)
    with app.app_context(), ThreadPoolExecutor(1) as pool:
        begin_write()
        db.session.add(School(name="Creek School", partner_names=PartnerNames.FIRST_NAME))
        db.session.commit()
        begin_write()
        query = db.select(School).where(School.name == "Creek School")
        school = db.session.scalars(reach.locked(query, School)).one()
        by = ActorKind.INSTALLATION
        stewarding.set_policy(school, PartnerNames.PSEUDONYM, school.least_review, by=by)
        db.session.flush()
        moved = pool.submit(rules.operator.send, page, path, school_id=str(school.id))
        time.sleep(0.5)
        db.session.commit()
        assert moved.result().status == 303
        db.session.remove()
    assert seen(together, topic) != "Amira"


def test_a_form_from_before_loosens_nothing_that_another_administrator_made_strict(
    rules: Rules,
) -> None:
    rules.school()
    earlier = rules.operator.get(rules.path)
    rules.school(names="pseudonym", review="everything")
    answer = rules.operator.send(earlier, rules.path, names="first_name", review="first")
    assert answer.status == 409
    assert "Somebody else changed this meanwhile" in answer.text
    chosen = {each["value"] for each in answer.soup.select("input[checked]")}
    assert chosen == {"pseudonym", "everything"}
    now = rules.operator.get(rules.path)
    assert {each["value"] for each in now.soup.select("input[checked]")} == chosen
    again = {"names": "first_name", "review": "first"}
    assert rules.operator.send(answer, rules.path, **again).status == 303  # having seen it
    assert rules.operator.send(answer, rules.path, **again).status == 303  # twice is once


def test_what_is_no_choice(rules: Rules) -> None:
    page = rules.operator.get(rules.path)
    answer = rules.operator.send(page, rules.path, names="nickname", review="")
    assert answer.status == 422
    assert "Choose by which name other classes may know students." in answer.text
    assert "Choose what has to wait." in answer.text


def test_a_school_demands_the_least_that_waits(rules: Rules) -> None:
    together = rules.together
    rules.school(names="pseudonym", review="everything")
    path = f"/contexts/{together.host.context_id}/reviews/rules"
    number = together.space.rpartition("/")[2]
    page = together.host.teacher.get(path)
    [offered] = page.soup.select(f"input[name=rule-{number}]")
    assert (offered["value"], offered.has_attr("checked")) == ("everything", True)
    assert "Your school does not let you choose less." in page.text
    together.host.teacher.post(path, **{f"rule-{number}": "nothing"})
    activity = together.add_activity()
    answer = together.student.post(
        f"{activity}/topics", title="Fog", source="Grey.", submission_key="waits for review"
    )
    assert answer.status == 303
    assert "Fog" not in together.stranger.get(activity).response.text
    assert "Everything waits" in together.partner.teacher.get(together.partner_path).text
    together.start(together.stranger, activity)  # the partner's School demands nothing


def test_who_says_it(rules: Rules) -> None:
    path = f"{rules.together.path}/names"
    for who in (rules.together.student, rules.together.stranger, rules.together.partner.teacher):
        assert who.get(path).status == who.post(path, first_names="1").status == 404
    assert rules.together.host.teacher.get(f"{path}/more").status == 404


ROLES = st.sampled_from(Role)
PURPOSES = st.sets(st.sampled_from(Purpose))


@given(ROLES, st.none() | st.sampled_from(PartnerNames), st.booleans(), PURPOSES)
def test_all_three_are_needed(
    role: Role, names: PartnerNames | None, wished: bool, given: set[Purpose]
) -> None:
    school = School(partner_names=names) if names else None
    place, student = SpaceContext(shows_first_names=wished), Membership(role=role)
    needed = {Purpose.FIRST_NAME, Purpose.PARTNER_VISIBILITY}
    agreed = names is PartnerNames.FIRST_NAME and wished and given >= needed
    expected = agreed and role is Role.STUDENT
    assert can_go_by_first_name(student, place, school, given) == expected
