"""The bodies that a Post has had, and what changed between them."""

import re

from tests.support.cast import Campus, Page, Visitor, post_ids


def edit(visitor: Visitor, post: int, *bodies: str, version: int = 1) -> None:
    for number, source in enumerate(bodies, start=version):
        assert visitor.post(f"/posts/{post}", source=source, version=number).status == 303


def versions(page: Page) -> list[int]:
    """The versions on the page, as its headings say."""
    found = [heading.get_text() for heading in page.soup.select("main section h2")]
    return [int(re.search(r"\d+", words)[0]) for words in found]


def walked(visitor: Visitor, path: str) -> list[int]:
    """The versions of all pages, by following the links to older ones."""
    page = visitor.get(path)
    seen = versions(page)
    while older := page.soup.find("a", rel="next"):
        page = visitor.get(older["href"])
        seen += versions(page)
    return seen


def test_staff_see_what_changed(teacher: Visitor, student: Visitor, opening: int) -> None:
    edit(student, opening, "What makes **fog**?", "What makes **thick fog**?")
    page = teacher.get(f"/posts/{opening}/revisions")
    assert (page.title, versions(page)) == ("History of post #1", [3, 2, 1])
    newest, second, first = page.soup.select("main section")
    assert "Newest" in newest.h2.get_text()
    assert "Newest" not in second.h2.get_text()
    assert newest.ins.get_text(" ", strip=True) == "Added: thick End of what was added."
    assert newest.find("del") is None
    assert second.find("del").get_text(" ", strip=True).startswith("Removed: a cloud End of")
    assert "fog" in second.ins.get_text()
    assert newest.select_one("details strong").get_text() == "thick fog"
    assert first.find(["ins", "del", "details"]) is None
    assert "What makes a cloud?" in first.get_text()
    for section in (newest, second, first):
        assert "Amira Haddad" in section.get_text()
        assert section.time["datetime"]


def test_a_post_that_was_never_edited(teacher: Visitor, opening: int) -> None:
    page = teacher.get(f"/posts/{opening}/revisions")
    assert versions(page) == [1]
    assert "What makes a cloud?" in page.text
    assert page.soup.find("a", rel=["next", "prev"]) is None


def test_words_are_words_there_too(teacher: Visitor, student: Visitor, opening: int) -> None:
    hostile = "<script>alert(1)</script> </ins><img src=x onerror=alert(1)> \u202eback"
    edit(student, opening, hostile, "Gone again.")
    page = teacher.get(f"/posts/{opening}/revisions")
    assert page.soup.select("main script, main img") == []
    _newest, second, _first = page.soup.select("main section")
    assert "<script>alert(1)</script> </ins><img src=x" in second.ins.get_text()
    assert "\u202e" not in page.response.text


def test_a_break_that_came_or_went_is_seen(
    teacher: Visitor, student: Visitor, opening: int
) -> None:
    edit(student, opening, "What makes\n\na cloud?")
    page = teacher.get(f"/posts/{opening}/revisions")
    assert "↵" in page.soup.select_one("main section").get_text()


def test_too_different_to_mark(teacher: Visitor, student: Visitor, opening: int) -> None:
    edit(student, opening, "a " * 15_000, "b " * 15_000)
    page = teacher.get(f"/posts/{opening}/revisions")
    newest = page.soup.select_one("main section")
    assert "Too different from version 2" in newest.get_text()
    assert newest.find(["ins", "del"]) is None
    assert newest.details.get_text().count("b ") > 14_000


def test_the_middle_of_a_long_text_is_left_out(
    teacher: Visitor, student: Visitor, opening: int
) -> None:
    essay = " ".join(f"word{number}" for number in range(2_000))
    edit(student, opening, essay, f"{essay} at last")
    newest = teacher.get(f"/posts/{opening}/revisions").soup.select_one("main section")
    shown = newest.select_one("div.changes").get_text()
    assert "… the same text …" in shown
    assert "word1999" in shown
    assert "word1000" not in shown
    assert "word1000" in newest.details.get_text()


def test_all_versions_however_many(teacher: Visitor, student: Visitor, opening: int) -> None:
    edit(student, opening, *(f"Thought {number}." for number in range(2, 26)))
    path = f"/posts/{opening}/revisions"
    assert walked(teacher, path) == list(range(25, 0, -1))
    first = teacher.get(path)
    assert first.soup.find("a", rel="prev") is None
    second = teacher.get(first.links()["Older versions"])
    assert second.links()["Newest versions"] == path
    last = second.soup.select("main section")[-1]
    assert "Thought 4." not in last.ins.get_text()
    edit(student, opening, "Thought 26.", version=25)
    assert versions(teacher.get(first.links()["Older versions"])) == versions(second)
    assert walked(teacher, path) == list(range(26, 0, -1))


def test_a_number_that_no_version_has_is_the_first_page(
    teacher: Visitor, student: Visitor, opening: int
) -> None:
    edit(student, opening, "Fog?", "Steam?")
    path = f"/posts/{opening}/revisions"
    for before in ("", "0", "1", "4", "-1", "x", "2.5", "\x00", "٣", str(2**63), "9" * 5_000):
        assert versions(teacher.get(path, before=before)) == [3, 2, 1], before
    assert versions(teacher.get(path, before="3")) == [2, 1]
    assert versions(teacher.get(path, before="2")) == [1]


def test_a_deleted_post_still_has_its_history(
    teacher: Visitor, student: Visitor, classmate: Visitor, topic: str, opening: int
) -> None:
    classmate.reply(opening, "A secret.")
    answer = post_ids(classmate.get(topic))[2]
    edit(classmate, answer, "Another secret.")
    classmate.post(f"/posts/{answer}/deletion", is_deleted="1")
    page = teacher.get(teacher.get(topic).links()["History"])
    assert versions(page) == [2, 1]
    assert "Deleted" in page.soup.select_one("main section h2").get_text()
    assert "A secret." in page.text


def test_who_may_not(
    campus: Campus,
    student: Visitor,
    classmate: Visitor,
    onlooker: Visitor,
    outsider: Visitor,
    topic: str,
    opening: int,
) -> None:
    edit(student, opening, "Fog?")
    for visitor, status in ((student, 403), (classmate, 403), (onlooker, 403), (outsider, 404)):
        for query in ("", "?before=2"):
            page = visitor.get(f"/posts/{opening}/revisions{query}")
            assert page.status == status
            assert "cloud" not in page.response.text
        assert f"/posts/{opening}/revisions" not in visitor.get(topic).response.text
    administrator = campus.visit("wattle-park", "beatrice", "5b/rain")
    assert versions(administrator.get(f"/posts/{opening}/revisions")) == [2, 1]
    page = administrator.post(f"/posts/{opening}/revisions", source="x")
    assert (page.status, page.error_code) == (405, "wrong_method")
