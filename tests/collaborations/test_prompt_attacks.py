"""Forms that were opened or sent before staff decided on a prompt, and the ways back for it."""

from tests.collaborations.test_prompt_flags import PROMPT, decide, queue, tell
from tests.support.together import Party, Together, join_third

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


def test_a_form_that_was_opened_before_brings_nothing_back_unseen(together: Together) -> None:
    activity = together.add_activity("Races", source=PROMPT)
    form = together.host.teacher.get(f"{activity}/edit")
    taken_away(together, activity)
    answer = together.host.teacher.send(form, activity, source=PROMPT, title="Two races")
    assert answer.status == 409
    assert "The words were changed meanwhile. Look at them once more." in answer.text
    assert (answer.value("title"), answer.value("source")) == ("Two races", PROMPT)
    page = together.student.get(activity)
    assert PROMPT not in page.response.text
    assert page.title == "Races"
    sent = together.host.teacher.send(answer, activity, title="Two races", source="Run!")
    assert sent.status == 303
    assert "Run!" in together.student.get(activity).text


def test_what_staff_kept_is_what_they_saw(together: Together) -> None:
    """Harmless words stand when staff look, and those that were flagged come back after it."""
    activity = together.add_activity("Races", source=PROMPT)
    tell(together.student, activity)
    write(together, activity, "Run!")
    [path] = queue(together.host)
    assert decide(together.host, path, "0").status == 303
    assert tell(together.stranger, activity).status == 303
    assert "Run!" in together.student.get(activity).text, "looked at and kept"
    [path] = queue(together.partner)
    assert decide(together.partner, path, "0").status == 303
    write(together, activity, PROMPT)
    assert PROMPT in together.stranger.get(activity).text
    assert tell(together.student, activity).status == 303
    assert PROMPT not in together.stranger.get(activity).response.text


def write(together: Together, activity: str, words: str) -> None:
    """A teacher of the other class changes the prompt."""
    answer = together.partner.teacher.post(activity, title="Races", source=words)
    assert answer.status == 303


def test_a_flag_of_one_s_own_lets_nobody_else_s_stand(together: Together) -> None:
    """A teacher flags their own words too, and says that they may stand."""
    activity = together.add_activity("Races", source=PROMPT)
    tell(together.stranger, activity)
    tell(together.host.teacher, activity)
    [_theirs, own] = queue(together.host)
    assert decide(together.host, own, "0").status == 303
    assert PROMPT not in together.student.get(activity).response.text
    [path] = queue(together.partner)
    assert decide(together.partner, path, "0").status == 303
    assert PROMPT in together.student.get(activity).text
    assert not queue(together.host)


def test_a_flag_of_one_s_own_keeps_nobody_from_hiding_it_after(together: Together) -> None:
    activity = together.add_activity("Races", source=PROMPT)
    tell(together.host.teacher, activity)
    [own] = queue(together.host)
    assert decide(together.host, own, "0").status == 303
    assert PROMPT in together.student.get(activity).text
    tell(together.stranger, activity)
    assert PROMPT not in together.student.get(activity).response.text


def test_whose_class_has_left_leaves_it_to_those_who_are_there(
    together: Together, corridor: Party
) -> None:
    join_third(together, corridor)
    activity = together.add_activity("Races", source=PROMPT)
    tell(together.stranger, activity)
    [path] = queue(together.host)
    assert decide(together.host, path, "0").status == 403
    assert together.partner.teacher.post(f"{together.partner_path}/departure").status == 303
    assert "Let it stand" in together.host.teacher.get(path).text
    assert decide(together.host, path, "0").status == 303
    assert PROMPT in together.student.get(activity).text
