"""Whose place is gone when a form arrives: the page says so and gives back all that was typed."""

from tests.support.cast import Page, Visitor
from tests.support.together import CHARTER, Together


def kept(answer: Page) -> str:
    box = answer.soup.select_one("textarea[readonly]")
    return str(box.get_text()).strip() if box else ""


def refused(visitor: Visitor, path: str, **form: str) -> str:
    answer = visitor.post(path, **form)
    assert 400 <= answer.status < 500
    return kept(answer)


def test_a_title_and_its_words(together: Together) -> None:
    form = {"title": "Herons", "source": "They nest in March.", "submission_key": "1"}
    words = "Herons\n\nThey nest in March."
    assert refused(together.stranger, "/activities/77777/topics", **form) == words


def test_what_was_said_of_a_post(together: Together) -> None:
    flag = {"reason": "unkind", "words": "Calls us names"}
    assert refused(together.stranger, "/posts/77777/flags", **flag) == "Calls us names"


def test_all_fields_of_a_charter(together: Together) -> None:
    form = CHARTER | {"version": "1"}
    path = f"{together.host.all}/77777/charters"
    words = refused(together.host.teacher, path, **form)
    typed = ("title", "aims", "norms", "contact_rules")
    assert words == "\n\n".join(CHARTER[name] for name in typed)


def test_a_note_to_authors(together: Together) -> None:
    path = f"/contexts/{together.host.context_id}/reviews/77777/decision"
    assert refused(together.stranger, path, note="Leave your street out.") == (
        "Leave your street out."
    )


def test_nothing_where_nothing_was_typed(together: Together) -> None:
    assert refused(together.stranger, "/posts/77777/deletion", is_deleted="1") == ""
