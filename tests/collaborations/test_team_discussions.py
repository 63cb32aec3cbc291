"""A team's own discussion: for its students, and for staff of the classes that meet."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Activity, Space, Team, TeamMember, now
from tests.collaborations.test_parting import HOST, OVER, end, part, receipt, unzipped
from tests.collaborations.test_publishing import withdraw
from tests.collaborations.test_teams import events, leave_class
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.statements import noting
from tests.support.teaming import (
    discussion_of,
    make_team,
    more_children,
    open_discussions,
    other_name,
    own_name,
    put_in,
    team_up,
)
from tests.support.together import Together, agree, party, set_rule

WORDS = "Only herons may read this."


@pytest.fixture
def classmate(app: Flask, campus: Campus, together: Together) -> Visitor:
    """Of the host's class, whose family agreed; in no team."""
    child = campus.visit("wattle-park", "s502", "5b/rain")
    agree(app, together.host.teacher, child)
    return child


@pytest.fixture
def discussion(app: Flask, together: Together) -> str:
    """Of a team in which both students are."""
    team_up(app, together)
    assert open_discussions(together.host, together.path, "What does a heron eat?").status == 303
    return discussion_of(together)


@pytest.fixture
def topic(together: Together, discussion: str) -> str:
    return together.start(together.student, discussion, title="Herons' own", source=WORDS)


def places(together: Together, discussion: str, topic: str) -> list[str]:
    """All that leads to a discussion and what is in it."""
    post = post_ids(together.host.teacher.get(topic))[1]
    return [
        discussion,
        f"{discussion}/topics/new",
        f"{discussion}/works/1",
        topic,
        f"{topic}/posts/1",
        f"/posts/{post}/replies/new",
        f"/posts/{post}/flags/new",
    ]


def test_one_press_gives_every_team_its_discussion(app: Flask, together: Together) -> None:
    for name in ("Herons", "Egrets"):
        make_team(together.host, together.path, name)
    form = together.host.teacher.get(f"{together.path}/teams").links()[
        "Give every team a discussion"
    ]
    page = together.host.teacher.get(form)
    assert "2 teams get one: Egrets , Herons" in page.text
    for _ in range(2):
        assert together.host.teacher.send(page, form, source="Why?").status == 303
    links = together.host.teacher.get(together.space).links()
    assert {"Herons", "Egrets"} <= links.keys()
    for name in ("Herons", "Egrets"):
        shown = together.partner.teacher.get(links[name])
        assert (shown.title, "Why?" in shown.text) == (name, True)
    with app.app_context():
        assert len(db.session.scalars(select(Activity.id).where(Activity.team_id > 0)).all()) == 2
    assert [each["teams"] for each in events(app, "team.discussions_opened")] == [2, 2]
    assert "Every team has its discussion" in together.host.teacher.get(form).text
    index = together.host.teacher.get(f"{together.path}/teams")
    assert index.links_to("/activities/") == sorted(links[name] for name in ("Herons", "Egrets"))
    assert "Give every team a discussion" not in index.links()


def test_a_prompt_that_names_a_child_is_given_back(app: Flask, together: Together) -> None:
    make_team(together.host, together.path)
    page = open_discussions(together.host, together.path, f"Ask {own_name(together.student)}.")
    assert (page.status, "may give somebody away" in page.text) == (422, True)
    assert own_name(together.student) in page.value("source")


def test_its_students_and_all_teachers_read_and_write(
    together: Together, discussion: str, topic: str
) -> None:
    for visitor in (together.student, together.stranger):
        page = visitor.get(together.space)
        assert page.links_to("/activities/") == [discussion]
        assert "Only the students of this team read" in visitor.get(discussion).text
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.reply(opening, "Fish, I think.").status == 303
    assert together.partner.teacher.reply(opening, "And frogs.").status == 303
    page = together.stranger.get(topic)
    assert other_name(together, together.student) in page.text
    assert own_name(together.student) not in page.response.text


def test_to_others_there_is_no_such_thing(
    campus: Campus, together: Together, classmate: Visitor, discussion: str, topic: str
) -> None:
    onlooker = campus.visit("wattle-park", "s503", "5b/rain?fault=empty-role")
    mentor = campus.visit("wattle-park", "leila", "5b/rain")
    third = campus.visit("wattle-park", "tomasz", "6g/wetland")
    post = post_ids(together.host.teacher.get(topic))[1]
    number = discussion.rpartition("/")[2]
    for visitor in (classmate, onlooker, mentor, third):
        for path in places(together, discussion, topic):
            assert visitor.get(path).status == 404, path
        for path in (
            discussion,
            f"{discussion}/topics",
            topic,
            f"/posts/{post}",
            f"/posts/{post}/replies",
            f"/posts/{post}/deletion",
            f"/posts/{post}/flags",
            f"/drafts/topic/{number}",
            f"/drafts/reply/{post}",
        ):
            answer = visitor.post(path, title="x", source="x", submission_key="12345678")
            assert answer.status == 404, path
    for visitor in (classmate, onlooker):
        page = visitor.get(together.space)
        assert page.status == 200
        assert "Herons" not in page.response.text
        assert discussion not in page.response.text


def test_no_list_for_other_students_has_it(
    together: Together, classmate: Visitor, discussion: str, topic: str
) -> None:
    pages = [together.space, classmate.space, classmate.place, f"{together.space}/pseudonym"]
    context = f"/contexts/{together.host.context_id}"
    pages += [f"{context}/{each}" for each in ("teams", "flags", "consents")]
    for path in pages:
        page = classmate.get(path)
        assert page.status == 200, path
        for words in ("Herons", WORDS, f'"{discussion}"', topic):
            assert words not in page.response.text, path


def test_no_link_of_the_lms_opens_it(together: Together, discussion: str, campus: Campus) -> None:
    home = together.host.teacher.place
    page = together.host.teacher.get(f"{home}/links")
    values = {each["value"] for each in page.soup.select("option, input[name=activity]")}
    number = discussion.rpartition("/")[2]
    assert number not in values
    for action in page.actions():
        assert together.host.teacher.post(action, activity=number).status == 422
    picker = campus.launch_from("/wattle-park/courses/5b/deep_linking?as=marama")
    assert "Herons" not in picker.get(picker.place).text
    assert "Links in the course" not in together.host.teacher.get(f"{discussion}/edit").links()


def test_it_is_renamed_with_its_team(together: Together, discussion: str) -> None:
    team = together.host.teacher.get(f"{together.path}/teams").links()["Herons"]
    assert together.host.teacher.post(team, title="Egrets").status == 303
    assert together.student.get(discussion).title == "Egrets"


def test_who_is_taken_out_reaches_it_no_more(
    app: Flask, together: Together, discussion: str, topic: str
) -> None:
    team = together.host.teacher.get(f"{together.path}/teams").links()["Herons"]
    put_in(app, together.host, team, out=(together.student,))
    for path in places(together, discussion, topic):
        assert together.student.get(path).status == 404
    assert together.stranger.get(topic).status == 200
    put_in(app, together.host, team, together.student)
    assert together.student.get(topic).status == 200


def test_whose_family_says_no_or_who_leaves_reaches_it_no_more(
    app: Flask, together: Together, discussion: str, topic: str
) -> None:
    own = together.start(together.stranger, discussion, title="Fish")
    withdraw(together)
    for path in (discussion, topic, own):
        assert together.student.get(path).status == 404
    assert together.stranger.get(topic).status == 404, "its words are hidden too"
    assert together.host.teacher.get(topic).status == 200
    leave_class(app, together.stranger)
    assert together.stranger.get(own).status == 404


def test_a_team_that_is_removed_leaves_its_discussion_to_staff(
    together: Together, discussion: str, topic: str
) -> None:
    team = together.partner.teacher.get(f"{together.partner_path}/teams").links()["Herons"]
    assert together.partner.teacher.post(f"{team}/removal").status == 303
    for visitor in (together.student, together.stranger):
        assert visitor.get(discussion).status == 404
        assert visitor.get(topic).status == 404
    assert together.partner.teacher.get(topic).status == 200
    page = together.host.teacher.get(together.space)
    assert "Herons The team is no more" in page.text


def test_what_waits_is_seen_by_nobody_else(app: Flask, together: Together, discussion: str) -> None:
    set_rule(together.host, together.space, "everything")
    form = {"title": "Held", "source": WORDS, "submission_key": "waits for a look"}
    held = together.student.post(f"{discussion}/topics", **form).location
    assert held.startswith("/reviews/")
    assert "Held" not in together.stranger.get(discussion).text
    queue = f"/contexts/{together.host.context_id}{held}"
    assert WORDS in together.host.teacher.get(queue).text
    form = {"is_approved": "1", "note": "", "title": "Held", "source": WORDS}
    assert together.host.teacher.post(f"{queue}/decision", **form).status == 303
    assert "Held" in together.stranger.get(discussion).text


def test_what_waits_of_somebody_who_was_taken_out_stays_out(
    app: Flask, together: Together, discussion: str
) -> None:
    set_rule(together.host, together.space, "everything")
    form = {"title": "Held", "source": WORDS, "submission_key": "waits for a look"}
    held = together.student.post(f"{discussion}/topics", **form).location
    team = together.host.teacher.get(f"{together.path}/teams").links()["Herons"]
    put_in(app, together.host, team, out=(together.student,))
    assert together.student.get(held).status == 404
    queue = f"/contexts/{together.host.context_id}{held}"
    form = {"is_approved": "1", "note": "", "title": "Held", "source": WORDS}
    answer = together.host.teacher.post(f"{queue}/decision", **form)
    assert answer.status == 409
    assert "The student is in that team no more." in answer.text
    assert "Held" not in together.stranger.get(discussion).text


def test_what_is_flagged_is_hidden_there_too(
    together: Together, discussion: str, topic: str
) -> None:
    post = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.post(f"/posts/{post}/flags", reason="unkind", words="").status == 303
    assert WORDS not in together.stranger.get(topic).text
    page = together.host.teacher.get(f"/contexts/{together.host.context_id}/reviews")
    assert page.links_to(f"/contexts/{together.host.context_id}/flags/")


def test_writing_that_is_stopped_is_stopped_there_too(
    together: Together, discussion: str, topic: str
) -> None:
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.host.teacher.post(f"{together.path}/freeze").status == 303
    assert together.stranger.reply(opening, "More").status == 409
    assert together.stranger.get(topic).status == 200


def test_classes_take_no_turns_in_it(together: Together, discussion: str) -> None:
    teacher = together.host.teacher
    assert "Taking turns" not in teacher.get(discussion).links()
    for path in ("rotation", "rotation/edit"):
        assert teacher.get(f"{discussion}/{path}").status == 403
    assert teacher.post(f"{discussion}/rotation").status == 403


def health(together: Together) -> Page:
    return together.host.teacher.get(f"{together.path}/health")


def test_an_answer_is_waited_for_where_somebody_can_give_it(
    app: Flask, together: Together, discussion: str, topic: str
) -> None:
    assert "Herons' own" in health(together).text
    team = together.partner.teacher.get(f"{together.partner_path}/teams").links()["Herons"]
    put_in(app, together.partner, team, out=(together.stranger,))
    assert "Herons' own" not in health(together).text


def test_only_its_students_are_graded(
    app: Flask, together: Together, classmate: Visitor, discussion: str
) -> None:
    form = {"title": "Herons", "source": "", "points": "10", "time_zone": "UTC"}
    assert together.host.teacher.post(discussion, **form).status == 303
    page = together.host.teacher.get(f"{discussion}/scores")
    assert own_name(together.student) in page.text
    assert own_name(classmate) not in page.text


def test_at_the_end_it_is_kept_and_erased_like_all(
    app: Flask, campus: Campus, together: Together, discussion: str, topic: str
) -> None:
    end(together)
    part(app)
    assert together.stranger.get(topic).status == 200, "till the time is over"
    with time_machine.travel(now() + OVER):
        part(app)
        host = party(app, campus.visit(*HOST))
        files = unzipped(host.teacher.post(f"{receipt(host)}/archive"))
    assert WORDS in "".join(files.values())
    with app.app_context():
        shared = select(Space.id).where(Space.home_of_id.is_(None))
        teams = db.session.scalars(select(Team).where(Team.space_id.in_(shared))).all()
        assert [(team.is_active, team.name) for team in teams] == [(False, "")]
        assert not db.session.scalars(select(TeamMember)).all()
        kept = select(Activity).where(Activity.team_id.is_not(None))
        assert [(each.title, each.prompt_html) for each in db.session.scalars(kept)] == [("", "")]
    with time_machine.travel(now() + timedelta(days=1)):
        assert together.host.teacher.get(f"{together.path}/teams").status in (401, 403)


def test_the_space_s_page_costs_the_same(app: Flask, campus: Campus, together: Together) -> None:
    counts = []
    team = team_up(app, together, "Team 0")
    for size in range(2):
        for number in range(1, 1 + 5 * size):
            make_team(together.host, together.path, f"Team {number}")
        open_discussions(together.host, together.path)
        for visitor in (together.student, together.host.teacher):
            with noting(app) as statements:
                assert visitor.get(together.space).status == 200
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    here, _there = more_children(app, campus, together, 5)
    put_in(app, together.host, team, *here)
    with noting(app) as statements:
        together.student.get(together.space)
    assert len(statements) == counts[0]
