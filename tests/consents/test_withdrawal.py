"""Taking consents back: what it will hide is said before, what it hid after."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.extensions import begin_write, db
from app.models import Membership, Post, Purpose
from app.queries.consents import has_consent
from app.services import consenting
from tests.consents.conftest import Class, ticked
from tests.support.cast import Page, Visitor


@pytest.fixture
def shared(room: Class) -> Class:
    """A class that works with another; the student wrote there, and may be read."""
    room.share()
    room.student.start_topic("Clouds")
    room.student.start_topic("Rain")
    room.classmate.start_topic("Fog")
    room.give(room.box(room.student, "writing"), room.box(room.student, "partner_visibility"))
    return room


def confirm(room: Class, asked: Page, by: Visitor | None = None) -> Page:
    """Look at a proposal and press its button."""
    visitor = by or room.teacher
    page = visitor.get(asked.location)
    return visitor.send(page, f"{asked.location}/confirmation")


@pytest.mark.parametrize("purpose", ["writing", "partner_visibility"])
def test_what_it_will_hide_and_what_it_hid(shared: Class, purpose: str) -> None:
    box = shared.box(shared.student, purpose)
    before = shared.states()
    asked = shared.take(box)
    assert asked.status == 303
    page = shared.teacher.get(asked.location)
    assert page.title == "What this would change"
    assert "Given → Withdrawn" in page.text
    assert "2 posts are hidden from partner classes" in page.text
    assert shared.states() == before, "nothing is done by looking"
    done = shared.teacher.get(confirm(shared, asked).location)
    assert done.title == "It is done"
    assert "1 answer was changed. 2 posts are hidden from partner classes." in done.text
    assert shared.states()[box] == "withdrawn"
    assert shared.events()[-1].verb == "consent.withdrawn"
    assert "Withdrawn" in shared.page().soup.select_one(".consents__state").text


def test_what_nobody_else_can_read_is_not_counted(room: Class) -> None:
    """A class's own space; a deleted post; a child who is not read by partners anyway."""
    room.student.start_topic("Clouds")
    boxes = [room.box(room.student, "writing"), room.box(room.student, "partner_visibility")]
    room.give(*boxes)
    assert (
        "No post of theirs stands where partner classes read"
        in room.teacher.get(room.take(boxes[0]).location).text
    )
    room.share()
    assert (
        "1 post is hidden from partner classes"
        in room.teacher.get(room.take(boxes[0]).location).text
    )
    [topic] = [path for path in room.student.get(room.student.place).links().values()
               if path.startswith("/topics/") and path.count("/") == 2]  # fmt: skip
    room.teacher.post(f"{topic}/deletion", is_deleted="1")
    assert "1 post stands" not in room.teacher.get(room.take(boxes[0]).location).text


def test_the_history_is_kept(shared: Class) -> None:
    box = shared.box(shared.student, "writing")
    confirm(shared, shared.take(box))
    shared.give(box)
    said = [str(row.state) for row in shared.rows() if row.purpose == "writing"]
    assert said == ["given", "withdrawn", "given"]
    assert [event.verb for event in shared.events()][-2:] == ["consent.withdrawn", "consent.given"]


def test_staff_read_the_history(shared: Class, onlooker: Visitor, outsider: Visitor) -> None:
    """What was said, in words, with the note and who wrote it down; nobody else's business."""
    confirm(shared, shared.take(shared.box(shared.student, "writing")))
    shared.give(shared.box(shared.student, "writing"), note="rang on 4 May")
    [path] = [each for each in shared.page().links().values()
              if each == f"{shared.path}/{shared.id_of(shared.student)}"]  # fmt: skip
    page = shared.teacher.get(path)
    heads = [each.get_text(strip=True) for each in page.soup.select("li h2")]
    assert heads[:2] == ["Writing: Given", "Writing: Withdrawn"]
    assert len(heads) == 4
    assert "rang on 4 May" in page.text
    assert "Written down by Mārama Kereama" in page.text
    for visitor, status in ((shared.student, 403), (onlooker, 403), (outsider, 404)):
        assert visitor.get(path).status == status
    for visitor in (shared.teacher, outsider):
        assert shared.teacher.get(f"{shared.path}/{shared.id_of(visitor)}").status == 404


def test_doing_it_twice_does_it_once(shared: Class) -> None:
    asked = shared.take(shared.box(shared.student, "writing"))
    page = shared.teacher.get(asked.location)
    form = {"fingerprint": page.value("fingerprint")}
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(
            lambda _: shared.teacher.post(f"{asked.location}/confirmation", **form).status, range(4)
        ))  # fmt: skip
    assert sent == [303] * 4
    assert [event.verb for event in shared.events()].count("consent.withdrawn") == 1


def test_what_changed_meanwhile_is_looked_at_again(shared: Class, principal: Visitor) -> None:
    """In another tab or by another teacher; and a post that came in between counts too."""
    box = shared.box(shared.student, "writing")
    asked = shared.take(box)
    seen = shared.teacher.get(asked.location)
    shared.student.start_topic("Hail")
    action = f"{asked.location}/confirmation"
    stale = shared.teacher.send(seen, action)
    assert stale.status == 409
    assert "Something has changed since you looked" in stale.text
    assert "3 posts are hidden from partner classes" in stale.text
    theirs = shared.save(shared.page(principal), ticked(shared.page()) - {box}, principal)
    assert confirm(shared, theirs, principal).status == 303
    again = shared.teacher.send(stale, action)
    assert again.status == 409
    assert "Nothing would change" in again.text
    assert shared.teacher.post(action).status == 409


def test_a_proposal_is_its_authors_alone(
    shared: Class, principal: Visitor, onlooker: Visitor, outsider: Visitor
) -> None:
    path = shared.take(shared.box(shared.student, "writing")).location
    other = f"/contexts/{shared.id_of(outsider)}99/consents/proposals/{path.rpartition('/')[2]}"
    for visitor in (principal, shared.student, onlooker, outsider):
        assert visitor.get(path).status == 404
        assert visitor.post(f"{path}/confirmation").status == 404
    assert shared.teacher.get(other).status == 404


def test_one_answer_for_everybody_shown(shared: Class) -> None:
    page = shared.page()
    form = {"purpose": "4", "is_given": "1", "note": "forms of May"}
    form |= {"shown": [each["value"] for each in page.soup.select("input[name=shown]")]}
    form |= {"given": [*ticked(page), shared.box(shared.classmate, "voice")]}
    asked = shared.teacher.post(f"{shared.path}/proposals", **form)
    looked = shared.teacher.get(asked.location)
    assert looked.text.count("Pictures: Not answered → Given") == 2
    assert "Voice: Not answered → Given" in looked.text
    assert confirm(shared, asked).status == 303
    assert [row.note for row in shared.rows()][-1] == "forms of May"
    no = shared.teacher.post(f"{shared.path}/proposals", **(form | {"is_given": "0"}))
    assert "Given → Withdrawn" in shared.teacher.get(no.location).text


def test_a_no_where_nobody_answered_is_withheld(room: Class) -> None:
    form = {"purpose": "5", "is_given": "0", "shown": f"{room.id_of(room.student)}-0-0-0-0-0-0"}
    form["shown"] = [each["value"] for each in room.page().soup.select("input[name=shown]")]
    asked = room.teacher.post(f"{room.path}/proposals", **form)
    assert confirm(room, asked).status == 303
    assert set(room.states().values()) == {"withheld"}


def test_everybodys_answer_about_nothing(room: Class) -> None:
    box = room.box(room.student, "voice")
    shown = [each["value"] for each in room.page().soup.select("input[name=shown]")]
    form = {"shown": shown, "given": box, "note": "n", "is_given": "1"}
    for purpose in ("", "x", "0", "7"):
        page = room.teacher.post(f"{room.path}/proposals", purpose=purpose, **form)
        assert page.status == 422
        assert "Choose what everybody's answer is about." in page.text
        assert (ticked(page), page.value("note")) == ({box}, "n")
    assert room.teacher.post(f"{room.path}/proposals", **(form | {"is_given": "x"})).status == 400


def test_a_family_may_still_say_no_after_the_child_has_left(shared: Class, app: Flask) -> None:
    number = shared.id_of(shared.student)
    with app.app_context():
        begin_write()
        db.session.get_one(Membership, number).is_active = False
        db.session.commit()
        db.session.remove()
    assert "No longer in the class" in shared.page().text
    asked = shared.take(f"{number}-writing")
    assert confirm(shared, asked).status == 303
    assert shared.states()[f"{number}-writing"] == "withdrawn"


def test_what_others_ask(shared: Class, app: Flask) -> None:
    """The expression for a WHERE, also of an alias, and the same from the newest answers."""

    def readable() -> list[str]:
        with app.app_context():
            author = aliased(Membership)
            query = select(Post.source).join(author, author.id == Post.author_id)
            needs = (Purpose.PARTNER_VISIBILITY, Purpose.WRITING)
            query = query.where(has_consent(*needs, of=author)).order_by(Post.id)
            found = db.session.scalars(query).all()
            ids = [shared.id_of(each) for each in (shared.student, shared.classmate)]
            held = consenting.held_by(ids)
            whys = [consenting.why_not_published(consenting.given(held.get(n, {}))) for n in ids]
            assert bool(whys[0]) is not bool(found)
            assert "partner classes may see" in whys[1]
            return list(found)

    with app.test_request_context():
        assert len(readable()) == 2
        confirm(shared, shared.take(shared.box(shared.student, "writing")))
        assert readable() == []
        shared.give(shared.box(shared.student, "writing"))
        assert len(readable()) == 2
