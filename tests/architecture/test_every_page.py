"""What holds on every page, whoever looks at it."""

import json
from collections.abc import Iterator

from bs4 import NavigableString, Tag

from app.models import Base
from tests.architecture.conftest import Rows, Walked
from tests.support.cast import Page
from tests.support.pseudo import without_translated
from tests.support.wording import is_for_people

NEW_ROWS = "new rows"
OUR_CHANGES = {
    "read_marks": {"ranges", NEW_ROWS},
    "memberships": {"topic_view"},
    "sessions": {"last_seen_at"},
    "console_sessions": {"last_seen_at"},
    "login_attempts": {NEW_ROWS},
    "launch_records": {NEW_ROWS},
}
"""All that asking for a page may change: the columns of a table, and whether it may grow."""

PEOPLES_WORDS = {
    "users": ("name",),
    "schools": ("name",),
    "platforms": ("name",),
    "deployments": ("lti_id",),
    "contexts": ("title", "label"),
    "spaces": ("title",),
    "activities": ("title",),
    "topics": ("title",),
    "scores": ("comment",),
    "charters": ("title", "aims", "norms", "contact_rules"),
    "pseudonyms": ("name",),
    "teams": ("name", "set_name"),
    "timetables": ("time_zone",),
}
"""The columns that hold what an LMS or a person calls something."""

NOT_WORDS = ("code", "script", "style", "textarea", "time")
"""Times are written by Babel in the reader's language; what people typed is their own."""


def test_the_walk_meets_every_page(walked: Walked) -> None:
    assert len(walked.pages) > 100
    for name, page in walked.pages.items():
        assert page.status < 500, f"{name}: {page.status}"
        assert page.response.is_json or page.soup.find("main"), f"{name}: a page without <main>"


def test_templates_run_no_query(walked: Walked) -> None:
    assert not walked.while_rendering, (
        f"load this in the view, or in the query that the view runs: {walked.while_rendering[:3]}"
    )


def test_asking_for_a_page_changes_nothing_that_people_made(walked: Walked) -> None:
    """GET is safe (RFC 9110, 9.2.1): it may note what was read, and when somebody was here."""
    for table, rows in walked.before.items():
        changed = _changed(table, rows, walked.after)
        forbidden = changed - OUR_CHANGES.get(table, set())
        assert not forbidden, f"a GET changed {forbidden} of {table}: make that a POST"


def _changed(table: str, rows: list[tuple[object, ...]], after: Rows) -> set[str]:
    """The columns that differ in rows that were there before, and whether rows came or went."""
    names = [column.name for column in Base.metadata.tables[table].columns]
    key = names.index("id")
    was, now = ({row[key]: row for row in each} for each in (rows, after[table]))
    changed = {NEW_ROWS} if now.keys() - was.keys() else set()
    changed |= {"lost rows"} if was.keys() - now.keys() else set()
    for number in was.keys() & now.keys():
        pairs = zip(names, was[number], now[number], strict=True)
        changed |= {name for name, old, new in pairs if old != new}
    return changed


def test_every_word_goes_through_gettext(walked: Walked) -> None:
    own = _own_words(walked.before)
    pages = {name: page for name, page in walked.pages.items() if not page.response.is_json}
    for name, page in pages.items():
        for text in _texts(page):
            left = without_translated(text)
            for words in own:
                left = left.replace(words, "")
            assert not any(letter.isalpha() for letter in left), (
                f"{name} says {text.strip()[:200]!r}; {left.strip()[:80]!r} is not translated. "
                "Write {{ _('…') }} in the template, or gettext in Python. (Where a person wrote "
                "it, name its column in PEOPLES_WORDS.)"
            )


def _own_words(rows: Rows) -> list[str]:
    """Names and titles that the LMS sent or people chose, the longest first."""
    found = {
        str(value)
        for table, names in PEOPLES_WORDS.items()
        for row in rows[table]
        for column, value in zip(Base.metadata.tables[table].columns, row, strict=True)
        if column.name in names and value
    }
    return sorted(found, key=len, reverse=True)


def _texts(page: Page) -> Iterator[str]:
    for node in page.soup.find_all(string=True):
        if type(node) is NavigableString and not _is_somebodys(node):
            yield str(node)
    for tag in page.soup.find_all(True):
        for name, value in tag.attrs.items():
            if isinstance(value, str) and is_for_people(tag.name, name, value):
                yield from json.loads(value).values() if value.startswith("{") else [value]


def _is_somebodys(node: NavigableString) -> bool:
    """What people typed; where changes of it are marked, ours are the words in <bdi>."""
    is_marked = bool(node.find_parent(class_="changes")) and not node.find_parent("bdi")
    return is_marked or bool(node.find_parent(_holds_no_words_of_ours))


def _holds_no_words_of_ours(tag: Tag) -> bool:
    is_avatar = tag.get("aria-hidden") == "true" and len(tag.get_text().strip()) <= 2
    return tag.name in NOT_WORDS or is_avatar or "prose" in tag.get("class", [])


def test_every_refusal_is_translated(walked: Walked) -> None:
    for code, words in walked.refusals.items():
        assert without_translated(words) == "", f"{code}: wrap its words in _l(…)"
