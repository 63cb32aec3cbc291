"""Two tabs, two teachers or two classes at the same moment: one after the other, and done once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.extensions import begin_write, db
from app.models import Event, Parting, Post, SpaceContext, now
from tests.collaborations.test_parting import part
from tests.support.bulk import grow
from tests.support.cast import Campus, Visitor, post_ids
from tests.support.together import Party, Together, join_third, set_rule

Ask = Callable[[], int]


def tab(app: Flask, of: Visitor, path: str, **form: str) -> Ask:
    """A form in a browser tab of its own, ready to be sent."""
    visitor = Visitor(app.test_client(use_cookies=False), of.token)
    return lambda: visitor.post(path, **form).status


def at_once(*asks: Ask) -> list[int]:
    """Send all of them at the same moment; the answers in their order."""
    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(lambda ask: ask(), asks))


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Event.verb)))


def partings(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Parting.id))) or 0


@pytest.fixture
def three(app: Flask, together: Together, corridor: Party) -> Together:
    """A third class is with them."""
    join_third(together, corridor)
    return together


def test_leaving_from_four_tabs(app: Flask, three: Together) -> None:
    path = f"{three.partner_path}/departure"
    leave = [tab(app, three.partner.teacher, path) for _ in range(4)]
    answers = at_once(*leave)
    assert sorted(answers) == [303, 404, 404, 404]
    assert partings(app) == 1
    assert verbs(app).count("collaboration.left") == 2  # one for each School


def test_ending_from_four_tabs(app: Flask, together: Together) -> None:
    end = [tab(app, together.host.teacher, f"{together.path}/departure") for _ in range(4)]
    assert sorted(at_once(*end)) == [303, 403, 403, 403]
    assert verbs(app).count("collaboration.ended") == 2


def test_both_end_it(app: Flask, together: Together) -> None:
    answers = at_once(
        tab(app, together.host.teacher, f"{together.path}/departure"),
        tab(app, together.partner.teacher, f"{together.partner_path}/departure"),
    )
    assert sorted(answers) == [303, 403]
    assert verbs(app).count("collaboration.ended") == 2


def test_signing_and_declining(app: Flask, host: Party, partner: Party) -> None:
    """Whichever comes first counts; a class that had joined leaves as one that had."""
    path = host.draft()
    entered = partner.enter(host.invite(path)).location
    sign = tab(app, partner.teacher, f"{entered}/acceptance", version="1")
    answers = at_once(sign, tab(app, partner.teacher, f"{entered}/departure"))
    assert answers in ([303, 303], [404, 303])
    text = host.teacher.get(path).text
    assert ("Ended" in text) == (answers[0] == 303)
    assert "Working together" not in text


def test_entering_and_taking_back(app: Flask, host: Party, partner: Party) -> None:
    """Rows are locked in one order, so that neither waits for the other."""
    path = host.draft()
    for _ in range(3):
        code = host.invite(path)
        [revocation, *_] = [
            each for each in host.teacher.get(path).actions() if each.endswith("/revocation")
        ]
        asks = [tab(app, partner.teacher, f"{partner.all}/entrance", code=code)]
        asks += [tab(app, host.teacher, revocation) for _ in range(3)]
        entered, *taken_back = at_once(*asks)
        assert taken_back == [303] * 3
        assert entered in (303, 422)
        if entered == 303:
            number = path.rpartition("/")[2]
            assert partner.teacher.post(f"{partner.all}/{number}/departure").status == 303


def test_two_teachers_of_a_class_enter_two_codes(
    app: Flask, campus: Campus, host: Party, partner: Party
) -> None:
    path = host.draft()
    codes = [host.invite(path) for _ in range(2)]
    enter = [tab(app, partner.teacher, f"{partner.all}/entrance", code=each) for each in codes]
    assert sorted(at_once(*enter)) == [303, 422]


def test_freezing_while_all_agree_to_go_on(app: Flask, together: Together) -> None:
    """Whoever stops it last has the last word, and nobody's word is lost."""
    together.host.teacher.post(f"{together.path}/freeze")
    answers = at_once(
        tab(app, together.host.teacher, f"{together.path}/thaw"),
        tab(app, together.partner.teacher, f"{together.partner_path}/thaw"),
    )
    assert answers == [303, 303]
    assert "Working together" in together.host.teacher.get(together.path).text


def test_answering_what_a_colleague_lets_through(app: Flask, together: Together) -> None:
    """Topics are locked before posts by all: nobody waits for each other."""
    set_rule(together.partner, together.space, "everything")
    topic = together.start(together.student, together.add_activity())
    opening = post_ids(together.host.teacher.get(topic))[1]
    reviews = f"/contexts/{together.partner.context_id}/reviews"
    for turn in range(3):
        for number in range(3):
            assert together.stranger.reply(opening, f"Wait {turn} {number}").status == 303
        page = together.partner.teacher.get(reviews)
        waiting = [str(each["value"]) for each in page.soup.select("input[name=review]")]
        form = {"is_approved": "1", "note": ""}
        asks = [
            tab(app, together.partner.teacher, f"{reviews}/decisions", **form, review=each)
            for each in waiting
        ]
        for number in range(4):
            words = {"source": f"Now {turn} {number}", "submission_key": f"now {turn} {number}"}
            asks.append(tab(app, together.student, f"/posts/{opening}/replies", **words))
        assert at_once(*asks) == [303] * len(asks)


def test_writing_while_a_class_parts(app: Flask, three: Together) -> None:
    """Others answer it, hide it and decide on it: done or given back, and the class has parted."""
    topic = three.start(three.stranger, three.add_activity(), source="Herons")
    grow(app, three.stranger, topic, [1] * 200)
    ids = list(post_ids(three.host.teacher.get(f"{topic}?view=flat")).values())
    for each in ids[:4]:
        flag = {"reason": "unkind", "words": ""}
        assert three.student.post(f"/posts/{each}/flags", **flag).status == 303
    queue = three.host.teacher.get(f"/contexts/{three.host.context_id}/reviews")
    flagged = [str(each["href"]) for each in queue.soup.select("h3 a")]
    assert three.partner.teacher.post(f"{three.partner_path}/departure").status == 303
    _be_over(app)
    hide, words = {"is_hidden": "1", "version": "1", "note": ""}, {"source": "Where are you?"}
    asks = [tab(app, three.host.teacher, f"{each}/decision", **hide) for each in flagged]
    asks += [tab(app, three.student, f"/posts/{each}/replies", **words) for each in ids[4:12]]
    deletions = [f"/posts/{each}/deletion" for each in ids[12:16]]
    asks += [tab(app, three.host.teacher, each, is_deleted="1") for each in deletions]
    answers = at_once(*asks[:8], lambda: _part(app), *asks[8:])
    assert set(answers) <= {0, 303, 403, 404, 409}
    with app.app_context():
        said = select(Post.source).where(Post.source.not_in(("Where are you?", "")))
        assert not db.session.scalars(said).all()
    with app.app_context():
        assert all(each.erased_at for each in db.session.scalars(select(Parting)))


def _be_over(app: Flask) -> None:
    """The time of whoever left."""
    with app.app_context():
        begin_write()
        left = SpaceContext.parts_at.is_not(None)
        db.session.execute(update(SpaceContext).where(left).values(parts_at=now()))
        db.session.commit()
        db.session.remove()


def _part(app: Flask) -> int:
    part(app)
    return 0


def test_editing_while_a_teacher_lets_an_edit_through(app: Flask, together: Together) -> None:
    """Whichever is first: the newest words stand or wait, and neither waits for the other."""
    topic = together.start(together.student, together.add_activity())
    opening = post_ids(together.student.get(topic))[1]
    assert together.stranger.reply(opening, "Version 1").status == 303
    reply = post_ids(together.stranger.get(topic))[2]
    set_rule(together.partner, together.space, "everything")
    reviews = f"/contexts/{together.partner.context_id}/reviews"
    for turn in range(3):
        version = together.stranger.get(f"/posts/{reply}/edit").value("version")
        edits = [
            tab(app, together.stranger, f"/posts/{reply}", version=version,
                source=f"{words} {turn}", submission_key=f"{words} in turn {turn}")
            for words in ("Earlier", "Later")
        ]  # fmt: skip
        assert edits[0]() == 303
        page = together.partner.teacher.get(reviews)
        [number] = [str(each["value"]) for each in page.soup.select("input[name=review]")]
        let = {"is_approved": "1", "note": "", "review": number}
        decided, sent = at_once(
            tab(app, together.partner.teacher, f"{reviews}/decisions", **let), edits[1]
        )
        assert decided == 303
        assert sent in (303, 409)
        seen = together.partner.teacher.get(reviews).text + together.student.get(topic).text
        assert f"{'Later' if sent == 303 else 'Earlier'} {turn}" in seen
        left = together.partner.teacher.get(reviews).soup.select("input[name=review]")
        for each in left:
            again = let | {"review": str(each["value"])}
            assert together.partner.teacher.post(f"{reviews}/decisions", **again).status == 303
