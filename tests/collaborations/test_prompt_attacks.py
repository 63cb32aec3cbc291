"""Forms that were opened or sent before staff decided on a prompt, and the ways back for it."""

from tests.collaborations.test_prompt_flags import PROMPT, decide, queue, tell
from tests.support.together import Together

FORM = {"title": "Races", "source": PROMPT, "submission_key": "a press of Save"}


def taken_away(together: Together, activity: str) -> None:
    """A child flags the prompt, and a teacher of the other class takes it away."""
    assert tell(together.student, activity).status == 303
    [path] = queue(together.partner)
    assert decide(together.partner, path, "1").status == 303


def test_a_form_that_is_sent_again_brings_nothing_back(together: Together) -> None:
    path = f"{together.space}/activities"
    activity = together.host.teacher.post(path, **FORM).location
    assert together.host.teacher.post(path, **FORM).location == activity
    taken_away(together, activity)
    again = together.host.teacher.post(path, **FORM)
    assert (again.status, again.value("source")) == (409, PROMPT)
    assert "Something else that you wrote here was posted already" in again.text
    assert PROMPT not in together.student.get(activity).response.text
    anew = together.host.teacher.send(again, path)
    assert (anew.status, anew.location != activity) == (303, True)
