"""What waits until staff have read it: nobody else sees it, and it is let through or given back."""

from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Event, Post, Review
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.together import Party, Together, join, set_rule

WORDS = "It runs dry in January."


@pytest.fixture
def careful(app: Flask, campus: Campus) -> Together:
    """Two classes in which all that students write waits."""
    return join(app, campus, rule="everything")


@pytest.fixture
def activity(careful: Together) -> str:
    return careful.add_activity()


def queue(party: Any) -> str:
    return f"/contexts/{party.context_id}/reviews"


def waiting(party: Any) -> list[int]:
    """The ids of what waits for a class, as its teacher sees them."""
    page = party.teacher.get(queue(party))
    return [int(box["value"]) for box in page.soup.select("input[name=review]")]


def decide(party: Any, decision: str, *numbers: int, note: str = "") -> Page:
    return party.teacher.post(
        f"{queue(party)}/decisions",
        review=[*numbers],
        is_approved=str(int(decision == "approve")),
        note=note,
    )


def send(who: Visitor, activity: str, title: str = "Our creek", **more: str) -> Page:
    return who.post(
        f"{activity}/topics", **{"title": title, "source": WORDS, "submission_key": title} | more
    )


def test_nobody_else_sees_it_until_it_is_let_through(careful: Together, activity: str) -> None:
    sent = send(careful.student, activity)
    assert sent.status == 303
    own = careful.student.get(sent.location)
    assert own.title == "Your teacher reads this first"
    assert WORDS in own.response.text
    assert "waits for your teacher" in careful.student.get(activity).text
    others = (careful.stranger, careful.partner.teacher, careful.host.teacher)
    for viewer in others:
        page = viewer.get(activity)
        assert "Our creek" not in page.text
        assert WORDS not in page.text
    assert careful.stranger.get(sent.location).status == 404
    [number] = waiting(careful.host)
    assert not waiting(careful.partner)
    assert decide(careful.host, "approve", number).status == 303
    assert not waiting(careful.host)
    topic = careful.stranger.get(activity).links()["Our creek"]
    read = careful.stranger.get(topic)
    assert WORDS in read.text
    assert "Amira" not in read.response.text
    there = careful.student.get(sent.location)
    assert there.location == f"{topic}/posts/1", "no note, nothing to say"
    assert "waits for" not in careful.student.get(activity).text


def test_a_reply_waits_and_is_not_counted(careful: Together, activity: str) -> None:
    topic = careful.start(careful.host.teacher, activity)
    opening = post_ids(careful.student.get(topic))[1]
    sent = careful.student.reply(opening, WORDS)
    assert sent.location.startswith("/reviews/")
    assert WORDS not in careful.host.teacher.get(topic).text
    assert "1 reply" not in careful.stranger.get(activity).text
    decide(careful.host, "approve", *waiting(careful.host))
    assert WORDS in careful.stranger.get(topic).text
    assert careful.student.get(sent.location).location == f"{topic}/posts/2"


def test_it_is_given_back_with_a_note(careful: Together, activity: str) -> None:
    sent = send(careful.student, activity).location
    [number] = waiting(careful.host)
    assert decide(careful.host, "return", number, note="Say where.").status == 303
    page = careful.student.get(sent)
    assert page.title == "Your teacher gave this back to you"
    assert "Say where." in page.text
    assert (page.value("title"), page.value("source")) == ("Our creek", WORDS)
    assert "gave something back" in careful.student.get(activity).text
    assert not waiting(careful.host)
    again = careful.student.send(page, f"{sent}/revision", source="It runs dry at the bridge.")
    assert again.location == sent
    assert waiting(careful.host) == [number]
    decide(careful.host, "approve", number)
    topic = careful.stranger.get(activity).links()["Our creek"]
    assert "at the bridge" in careful.stranger.get(topic).text
    assert careful.student.get(sent).location == f"{topic}/posts/1", "what was asked is done"


def test_staff_change_the_words(careful: Together, activity: str) -> None:
    sent = send(careful.student, activity, source="Thanks, Amira! It runs dry.").location
    [number] = waiting(careful.host)
    path = f"{queue(careful.host)}/{number}"
    page = careful.host.teacher.get(path)
    assert [mark.get_text() for mark in page.soup.select("mark")] == ["Amira"]
    form = {"source": "Thanks! It runs dry.", "note": "No names, please.", "is_approved": "1"}
    assert careful.host.teacher.send(page, f"{path}/decision", **form).status == 303
    topic = careful.stranger.get(activity).links()["Our creek"]
    for viewer in (careful.stranger, careful.partner.teacher):
        read = viewer.get(topic)
        assert "Thanks! It runs dry." in read.text
        assert "Amira" not in read.response.text
        post = post_ids(careful.student.get(topic))[1]
        assert viewer.get(f"/posts/{post}/revisions").status == 403
    assert "Amira" in careful.host.teacher.get(f"/posts/{post}/revisions").text
    assert "wrote to you" in careful.student.get(activity).text
    told = careful.student.get(sent)
    assert "No names, please." in told.text
    assert told.links()["Read it there"] == f"{topic}/posts/1"


def test_the_first_alone(careful: Together, activity: str) -> None:
    set_rule(careful.host, careful.space, "first")
    assert send(careful.student, activity).location.startswith("/reviews/")
    decide(careful.host, "approve", *waiting(careful.host))
    assert send(careful.student, activity, "Second").location.startswith("/topics/")


def test_an_edit_goes_back_where_the_post_did(careful: Together, activity: str) -> None:
    send(careful.student, activity)
    decide(careful.host, "approve", *waiting(careful.host))
    set_rule(careful.host, careful.space, "nothing")
    topic = careful.student.get(activity).links()["Our creek"]
    post = post_ids(careful.student.get(topic))[1]
    edit = {"source": "It never runs dry.", "version": "1", "submission_key": "edit-one"}
    sent = careful.student.post(f"/posts/{post}", **edit)
    assert sent.location.startswith("/reviews/")
    assert WORDS in careful.stranger.get(topic).text
    newer = careful.student.post(f"/posts/{post}", **(edit | {"source": "It did."}))
    assert newer.location == sent.location
    decide(careful.host, "approve", *waiting(careful.host))
    assert "It did." in careful.stranger.get(topic).text
    fresh = send(careful.student, activity, "Second")
    assert fresh.location.startswith("/topics/")
    assert careful.student.post(fresh.location, title="Third").location == fresh.location


def test_a_title_waits(careful: Together, activity: str) -> None:
    send(careful.student, activity)
    decide(careful.host, "approve", *waiting(careful.host))
    topic = careful.student.get(activity).links()["Our creek"]
    sent = careful.student.post(topic, title="Our river").location
    assert sent.startswith("/reviews/")
    assert "Our river" not in careful.stranger.get(activity).text
    decide(careful.host, "approve", *waiting(careful.host))
    assert "Our river" in careful.stranger.get(activity).text
    assert careful.student.get(sent).location == topic


def test_the_host_reads_what_arrives(careful: Together, activity: str) -> None:
    set_rule(careful.host, careful.space, "nothing", arrivals="1")
    sent = send(careful.stranger, activity).location
    assert not waiting(careful.host), "the own class comes first"
    [number] = waiting(careful.partner)
    decide(careful.partner, "approve", number, note="Good.")
    assert not waiting(careful.partner)
    assert waiting(careful.host) == [number]
    assert "invited yours" in careful.stranger.get(sent).text
    child = careful.stranger.first
    assert child is not None
    name = child.soup.select_one(".bar__name").get_text()
    for path in (queue(careful.host), f"{queue(careful.host)}/{number}"):
        page = careful.host.teacher.get(path)
        assert WORDS in page.text
        assert name not in page.response.text
    assert not careful.host.teacher.get(path).soup.select("textarea[name=source]")
    assert "Our creek" not in careful.student.get(activity).text
    decide(careful.host, "approve", number)
    assert "Our creek" in careful.student.get(activity).text


def test_what_a_child_is_told_a_second_adult_can_read(
    campus: Campus, careful: Together, activity: str
) -> None:
    """Also where a teacher of another class wrote it (safety rule 4)."""
    set_rule(careful.host, careful.space, "nothing", arrivals="1")
    set_rule(careful.partner, careful.space, "nothing")
    sent = send(careful.stranger, activity).location
    decide(careful.host, "return", *waiting(careful.host), note="Write to me instead.")
    assert "Write to me instead." in careful.stranger.get(sent).text
    page = careful.partner.teacher.get(queue(careful.partner))
    assert "Write to me instead." in page.text
    assert "Write to me instead." not in careful.host.teacher.get(queue(careful.host)).text


def test_a_note_to_another_class_names_no_child_of_the_own(
    careful: Together, activity: str
) -> None:
    """The host's staff write it, and the child and their teachers read it."""
    set_rule(careful.host, careful.space, "nothing", arrivals="1")
    set_rule(careful.partner, careful.space, "nothing")
    sent, note = send(careful.stranger, activity).location, "Ask Amira Haddad."
    [number] = waiting(careful.host)
    for answer in (
        decide(careful.host, "return", number, note=note),
        decide(careful.host, "approve", number, note=note),
        careful.host.teacher.post(
            f"{queue(careful.host)}/{number}/decision", is_approved="1", note=note
        ),
    ):
        assert answer.status == 422
        assert "may give somebody away" in answer.text
        assert answer.value("note") == note
    assert waiting(careful.host) == [number]
    assert "Amira" not in careful.stranger.get(sent).response.text
    set_rule(careful.host, careful.space, "everything", arrivals="1")
    send(careful.student, activity, "Ours")
    [_theirs, own] = waiting(careful.host)
    assert decide(careful.host, "return", own, note=note).status == 303, "one's own may"


def test_what_they_were_told_stays_when_they_send_it_again(
    careful: Together, activity: str
) -> None:
    """The next sending takes the note from the child's page, and from nobody else's."""
    sent = send(careful.student, activity).location
    decide(careful.host, "return", *waiting(careful.host), note="Which creek?")
    answer = careful.student.post(
        f"{sent}/revision", title="Ours", source="Creek B.", submission_key="another key"
    )
    assert answer.status == 303
    decide(careful.host, "approve", *waiting(careful.host), note="Thank you.")
    page = careful.host.teacher.get(queue(careful.host))
    assert page.text.index("Thank you.") < page.text.index("Which creek?")
    assert "Told by Mārama Kereama" in page.text
    assert "Which creek?" in careful.host.teacher.get(f"{queue(careful.host)}/notes").text
    theirs = careful.partner.teacher.get(f"{queue(careful.partner)}/notes")
    assert "Nobody has been told anything yet." in theirs.text


def test_more_notes_than_a_page(careful: Together, activity: str) -> None:
    for number in range(12):
        send(careful.student, activity, title=f"Part number {number}")
        decide(careful.host, "approve", *waiting(careful.host), note=f"Note {number}.")
    page = careful.host.teacher.get(queue(careful.host))
    assert "Note 11." in page.text
    assert "Note 1." not in page.text
    [more] = [path for path in page.links_to(queue(careful.host)) if path.endswith("/notes")]
    first = careful.host.teacher.get(more)
    later = careful.host.teacher.get(first.links()["Earlier ones"])
    assert "Note 1." in later.text
    assert "Note 0." in later.text
    assert "Note 2." not in later.text


def test_what_arrives_goes_to_the_host_alone_where_the_own_class_has_no_rule(
    careful: Together, activity: str
) -> None:
    set_rule(careful.host, careful.space, "nothing", arrivals="1")
    set_rule(careful.partner, careful.space, "nothing")
    send(careful.stranger, activity)
    assert not waiting(careful.partner)
    assert len(waiting(careful.host)) == 1
    assert send(careful.student, activity, "Ours").location.startswith("/topics/")


def test_several_at_once(careful: Together, activity: str) -> None:
    for title in ("One", "Two", "Three"):
        send(careful.student, activity, title)
    numbers = waiting(careful.host)
    assert decide(careful.host, "approve", *numbers[:2], 99_999).status == 303
    assert waiting(careful.host) == numbers[2:]
    listed = careful.stranger.get(activity).text
    assert "One" in listed
    assert "Two" in listed
    assert "Three" not in listed
    assert decide(careful.host, "approve", *numbers).status == 303, "twice is once"
    assert careful.stranger.get(activity).text.count("One") == 1


def test_a_form_sent_twice_waits_once(app: Flask, careful: Together, activity: str) -> None:
    one, two = send(careful.student, activity), send(careful.student, activity)
    assert one.location == two.location
    [number] = waiting(careful.host)
    decide(careful.host, "approve", number)
    later = send(careful.student, activity)
    assert later.location.startswith("/topics/")
    with app.app_context():
        assert len(db.session.scalars(select(Post)).all()) == 1


def test_other_words_by_the_same_form_are_not_lost(careful: Together, activity: str) -> None:
    """Somebody goes back in the browser, writes on and sends: that was never sent before."""
    sent = send(careful.student, activity).location
    for _ in range(2):
        page = send(careful.student, activity, source="Other words.")
        assert (page.status, page.value("source")) == (409, "Other words.")
        careful.student.post(f"{sent}/withdrawal")
    again = careful.student.send(page, f"{activity}/topics", source="Other words.")
    assert again.location.startswith("/reviews/")
    assert again.location != sent


def test_an_edit_by_the_same_form_after_it_was_decided_on(careful: Together, activity: str) -> None:
    send(careful.student, activity)
    decide(careful.host, "approve", *waiting(careful.host))
    topic = careful.student.get(activity).links()["Our creek"]
    post = post_ids(careful.student.get(topic))[1]
    edit = {"version": "1", "submission_key": "edit-one"}
    one = careful.student.post(f"/posts/{post}", source="One.", **edit)
    decide(careful.host, "approve", *waiting(careful.host))
    two = careful.student.post(f"/posts/{post}", source="Two.", **edit)
    assert two.location.startswith("/reviews/")
    assert two.location != one.location
    assert careful.student.post(f"{two.location}/withdrawal").status == 303
    three = careful.student.post(f"/posts/{post}", source="Three.", **edit)
    assert three.location.startswith("/reviews/")
    assert "One." in careful.stranger.get(topic).text


def test_the_draft_goes_with_it(careful: Together, activity: str) -> None:
    number = activity.rpartition("/")[2]
    draft = {"title": "Our creek", "source": WORDS, "submission_key": "Our creek"}
    assert careful.student.post(f"/drafts/topic/{number}", **draft).status == 204
    send(careful.student, activity)
    assert careful.student.get(f"{activity}/topics/new").value("source") == ""
    assert careful.student.post(f"/drafts/topic/{number}", **draft).status == 204
    assert careful.student.get(f"{activity}/topics/new").value("source") == "", "it came too late"


def test_taking_it_back(app: Flask, careful: Together, activity: str) -> None:
    sent = send(careful.student, activity).location
    assert careful.student.post(f"{sent}/withdrawal").location == activity
    assert not waiting(careful.host)
    assert careful.student.get(sent).title == "You took this back"
    with app.app_context():
        assert db.session.scalars(select(Review.source)).all() == [""]
    assert careful.student.post(f"{sent}/revision", title="A", source="B").status == 303


def problem(careful: Together, *numbers: int) -> str:
    page = decide(careful.host, "approve", *numbers)
    assert page.status == 409
    assert waiting(careful.host) == list(numbers)
    return page.text


def test_a_frozen_space(careful: Together, activity: str) -> None:
    send(careful.student, activity)
    numbers = waiting(careful.host)
    assert careful.partner.teacher.post(f"{careful.partner_path}/freeze").status == 303
    assert "Writing is stopped" in problem(careful, *numbers)
    assert decide(careful.host, "return", *numbers, note="Stopped.").status == 303


def test_a_class_that_left_meanwhile(careful: Together, corridor: Party, activity: str) -> None:
    """Three work together, one goes: nothing of it comes in by its own staff or the host's."""
    path = corridor.enter(careful.host.invite(careful.path)).location
    for party, at in ((corridor, path), (careful.host, careful.path), (careful.partner, None)):
        assert party.sign(at or careful.partner_path, version=2).status == 303
    set_rule(careful.host, careful.space, "nothing", arrivals="1")
    send(careful.stranger, activity)
    send(careful.stranger, activity, "Arrived")
    own, arrived = waiting(careful.partner)
    decide(careful.partner, "approve", arrived)
    assert careful.partner.teacher.post(f"{careful.partner_path}/departure").status == 303
    for party, number in ((careful.partner, own), (careful.host, arrived)):
        page = decide(party, "approve", number)
        assert page.status == 409
        assert "The class works there no more." in page.text
    assert "Our creek" not in careful.student.get(activity).text
    assert "Arrived" not in careful.student.get(activity).text


def test_a_consent_that_is_taken_back_meanwhile(
    app: Flask, careful: Together, activity: str
) -> None:
    send(careful.student, activity)
    path = f"/contexts/{careful.host.context_id}/consents"
    page = careful.host.teacher.get(path)
    shown = [each["value"] for each in page.soup.select("input[name=shown]")]
    asked = careful.host.teacher.get(careful.host.teacher.post(path, shown=shown).location)
    [confirm] = [each for each in asked.actions() if "confirm" in each]
    assert careful.host.teacher.send(asked, confirm).status == 303
    assert "Nobody has agreed" in problem(careful, *waiting(careful.host))


def test_what_it_answers_was_deleted(careful: Together, activity: str) -> None:
    topic = careful.start(careful.host.teacher, activity)
    opening = post_ids(careful.student.get(topic))[1]
    careful.host.teacher.reply(opening, "Second")
    second = post_ids(careful.student.get(topic))[2]
    careful.student.reply(second, WORDS)
    careful.student.reply(opening, "Another")
    one, two = waiting(careful.host)
    careful.host.teacher.post(f"/posts/{second}/deletion", is_deleted="1")
    page = decide(careful.host, "approve", one, two)
    assert page.status == 409
    assert "The post was deleted." in page.text
    assert waiting(careful.host) == [one], "the other is let through all the same"
    careful.host.teacher.post(f"{topic}/deletion", is_deleted="1")
    assert "The topic was deleted." in problem(careful, one)


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"is_approved": "burn"}, 400, ""),
        ({}, 400, ""),
        ({"is_approved": "1", "review": []}, 422, "Choose what this is about."),
        ({"is_approved": "1", "review": ["x", "9" * 30]}, 303, ""),
        ({"is_approved": "0"}, 422, "Tell the authors what to change."),
        ({"is_approved": "1", "note": "n" * 501}, 422, "Shorten it to 500"),
    ],
)
def test_what_can_not_be_decided(
    careful: Together, activity: str, form: dict[str, Any], status: int, words: str
) -> None:
    send(careful.student, activity)
    numbers = waiting(careful.host)
    sent = {"review": numbers, "note": ""} | form
    page = careful.host.teacher.post(f"{queue(careful.host)}/decisions", **sent)
    assert page.status == status
    assert words in page.text
    if status == 422:
        assert page.value("note") == sent["note"]
    assert waiting(careful.host) == numbers


def test_what_staff_typed_is_given_back(careful: Together, activity: str) -> None:
    send(careful.student, activity)
    [number] = waiting(careful.host)
    path = f"{queue(careful.host)}/{number}/decision"
    form = {"title": "", "source": "Mine", "note": "Why", "is_approved": "1"}
    page = careful.host.teacher.post(path, **form)
    assert page.status == 422
    assert (page.value("source"), page.value("note")) == ("Mine", "Why")
    assert "Give it a title" in page.text


def test_who_may_not(careful: Together, activity: str, visit: Any) -> None:
    sent = send(careful.student, activity).location
    [number] = waiting(careful.host)
    own, one = queue(careful.host), f"{queue(careful.host)}/{number}"
    for path in (own, one, f"{own}/rules"):
        assert careful.student.get(path).status == 403
        assert visit("onlooker").get(path).status == 403
        assert careful.partner.teacher.get(path).status == 404
        assert visit("mentor").get(path).status == 404
    foreign = f"{queue(careful.partner)}/{number}"
    assert careful.partner.teacher.get(foreign).status == 404
    answer = careful.partner.teacher.post(f"{foreign}/decision", is_approved="1", source="Mine")
    assert answer.status == 303, "somebody else's is as one that is decided: nothing happens"
    decide(careful.partner, "approve", number)
    assert waiting(careful.host) == [number]
    for who in (visit("classmate"), careful.host.teacher, careful.stranger, visit("outsider")):
        assert who.get(sent).status == 404
        assert who.post(f"{sent}/withdrawal").status == 404
        assert who.post(f"{sent}/revision", title="A", source="B").status == 404
    assert careful.student.get("/reviews/99999").status == 404
    assert careful.student.get(f"{sent}/revision").status == 405


def test_a_class_s_own_space_can_have_a_rule(careful: Together, student: Visitor) -> None:
    set_rule(careful.host, student.space, "everything")
    assert send(student, student.place, "Names", source="Amira and I").location[:9] == "/reviews/"
    page = careful.host.teacher.get(careful.host.teacher.space)
    assert "1 text waits for you" in page.text
    decide(careful.host, "approve", *waiting(careful.host))
    assert "Names" in student.get(student.place).text


def test_rules_are_recorded_and_each_class_s_own(
    app: Flask, careful: Together, activity: str
) -> None:
    set_rule(careful.partner, careful.space, "first", arrivals="1")
    page = careful.partner.teacher.get(f"{queue(careful.partner)}/rules")
    number = careful.space.rpartition("/")[2]
    [chosen] = page.soup.select(f"input[name=rule-{number}][checked]")
    assert chosen["value"] == "first"
    assert not page.soup.select(f"input[name=arrivals-{number}]"), "that is the host's to say"
    set_rule(careful.partner, careful.space, "nonsense")
    with app.app_context():
        events = list(db.session.scalars(select(Event).where(Event.verb == "review.rules_changed")))
    assert [each.details["rule"] for each in events] == ["first"]
    assert not events[0].details["screens_arrivals"]


def test_two_teachers_let_it_through_at_once(
    app: Flask, campus: Campus, careful: Together, activity: str
) -> None:
    send(careful.student, activity)
    numbers = waiting(careful.host)
    other = campus.visit("wattle-park", "marama", "5b/rain")
    answers: list[int] = []

    def approve(who: Visitor) -> None:
        form = {"review": numbers, "is_approved": "1", "note": ""}
        answers.append(who.post(f"{queue(careful.host)}/decisions", **form).status)

    threads = [Thread(target=approve, args=(who,)) for who in (careful.host.teacher, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303]
    with app.app_context():
        assert len(db.session.scalars(select(Post)).all()) == 1
