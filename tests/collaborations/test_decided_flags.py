"""What was flagged and decided on: all of it can be read, by whoever was there."""

from flask import Flask

from app.queries.flags import PAGE
from tests.collaborations.test_flags import decide, queue, tell
from tests.collaborations.test_prompt_flags import tell as tell_of_prompt
from tests.support.bulk import grow
from tests.support.cast import post_ids
from tests.support.together import Party, Together, join_third

ALL = "All that was flagged before"


def decided(party: Party, page: int = 1) -> str:
    return party.teacher.get(f"/contexts/{party.context_id}/flags/decided?page={page}").text


def test_the_oldest_note_to_a_child_can_be_found(app: Flask, together: Together) -> None:
    topic = together.start(together.stranger, together.add_activity())
    grow(app, together.stranger, topic, [1] * PAGE)
    posts = post_ids(together.host.teacher.get(f"{topic}?view=flat")) | post_ids(
        together.host.teacher.get(f"{topic}?view=flat&page=2")
    )
    assert "Nothing was flagged" in decided(together.host)
    reviews = f"/contexts/{together.host.context_id}/reviews"
    for count, post in enumerate(posts.values()):
        assert ALL not in together.host.teacher.get(reviews).text
        assert tell(together.student, post).status == 303
        [path] = queue(together.partner)
        assert decide(together.partner, path, "0", note=f"Note {count} to a child").status == 303
    assert len(posts) == PAGE + 1
    first, newest = "Note 0 to a child", f"Note {PAGE} to a child"
    page = together.host.teacher.get(reviews)
    assert (first in page.text, newest in page.text) == (False, True)
    assert (first in decided(together.host), newest in decided(together.host)) == (False, True)
    assert first in decided(together.host, page=2)
    assert newest not in decided(together.host, page=2)
    assert page.links()[ALL] == f"/contexts/{together.host.context_id}/flags/decided"
    for far in ("0", "-3", "x", "9" * 30):
        answer = together.host.teacher.get(f"/contexts/{together.host.context_id}/flags/decided",
                                           page=far)  # fmt: skip
        assert answer.status == 200
    assert first in decided(together.partner, page=2)


def test_who_comes_later_reads_nothing_from_before(together: Together, corridor: Party) -> None:
    activity = together.add_activity(source="Look for newts.")
    note = "We talked about this."
    assert tell_of_prompt(together.student, activity).status == 303
    number = decide_on_prompt(together.host, note)
    join_third(together, corridor)
    for party, reads in ((together.host, True), (together.partner, True), (corridor, False)):
        assert (note in decided(party)) == reads
        found = party.teacher.get(f"/contexts/{party.context_id}/flags/prompts/{number}").status
        assert found == (200 if reads else 404)
    assert tell_of_prompt(together.student, activity).status == 303
    assert len(queue(corridor)) == 1  # what waits is for all who read it


def decide_on_prompt(party: Party, note: str) -> str:
    [path] = queue(party)
    page = party.teacher.get(path)
    answer = party.teacher.send(page, f"{path}/decision", is_hidden="0", note=note)
    assert answer.status == 303
    return path.rpartition("/")[2]
