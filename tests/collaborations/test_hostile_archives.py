"""Files that a class takes along open, whatever was typed, and name nobody of another class."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.models import Parting, Pseudonym, Purpose, now
from tests.collaborations.test_coming_back import OVER
from tests.collaborations.test_first_names import Rules, rules
from tests.collaborations.test_parting import end, part, receipt, talk, unzipped
from tests.support.cast import Campus, Page, Visitor, post_ids
from tests.support.together import Party, Together, agree, join, join_third, party

__all__ = ["rules"]

HOST, PARTNER = ("wattle-park", "marama", "5b/rain"), ("maple-street", "elena", "5-rivera/snow")

TITLES = (
    "../../x",
    "/etc/passwd",
    "..\\..\\x.html",
    "C:\\x",
    "CON",
    "nul.txt",
    "a\x00b",
    "\u202egpj.exe",
    "ω" * 120,
    "👩🏽\u200d🚀",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "index.html",
    "\u2028]]><!--",
)
NAME = re.compile(r"(index\.html|archive\.json|style\.css|topics/[0-9]+\.html)")


def opened(page: Page) -> ZipFile:
    assert page.status == 200, page.text
    return ZipFile(io.BytesIO(page.response.data))


def texts(data: Any) -> Iterator[str]:
    """Every key and value."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from texts(value)
    elif isinstance(data, list):
        for each in data:
            yield from texts(each)
    else:
        yield str(data)


def test_titles(app: Flask, campus: Campus) -> None:
    """File names are ours alone, and pages show what was typed as text."""
    campus.school().course("5b").title = "</h1><script>alert(1)</script>\u202e../5B"
    together = join(app, campus, title="</title><script>alert(1)</script>", aims="</p><script>")
    for number, title in enumerate(TITLES):
        activity = together.add_activity(title[:100], source="</div><script>alert(1)</script>")
        form = {"title": title, "source": f"{title}\n\n<script>alert(1)</script>"}
        sent = together.student.post(f"{activity}/topics", **form, submission_key=f"key {number:9}")
        assert sent.status == 303, sent.text
    file = opened(together.host.teacher.post(f"{together.path}/archive"))
    assert file.testzip() is None
    assert len(set(file.namelist())) == len(file.namelist()) == len(TITLES) + 3
    for name in file.namelist():
        assert NAME.fullmatch(name), name
        assert not PurePosixPath(name).is_absolute()
        text = file.read(name).decode()
        assert "\x00" not in text
        if name.endswith(".html"):
            soup = BeautifulSoup(text, "html.parser")
            assert not soup.select("script, img, iframe, object, [onerror], [onload]")
            assert [each["href"] for each in soup.select("link")] == [
                "../style.css" if "/" in name else "style.css"
            ]
            links = [each["href"] for each in soup.select("a")]
            inside = {f"../{each}" if "/" in name else each for each in file.namelist()}
            assert set(links) <= inside
    data = json.loads(file.read("archive.json"))
    titles = [each["topics"][0]["title"] for each in data["activities"]]
    assert [titles[0], titles[4], titles[-4]] == [
        "../../x",
        "CON",
        '"><img src=x onerror=alert(1)>',
    ]
    assert "\u202e" not in "".join(titles)


def test_a_title_that_is_too_long_is_none(together: Together) -> None:
    activity = together.add_activity()
    form = {"title": "ω" * 300, "source": "Fog", "submission_key": "three hundred"}
    assert together.student.post(f"{activity}/topics", **form).status == 422


@pytest.mark.parametrize("is_by_first_name", [False, True])
def test_no_byte_of_it_names_a_child_of_another_class(
    app: Flask, campus: Campus, rules: Rules, is_by_first_name: bool
) -> None:
    """Neither in names, comments and keys, nor where School, class and family agree to first
    names: those are for pages, and an Archive can't be taken back."""
    together = rules.together
    if is_by_first_name:
        rules.school()
        rules.class_()
    talk(together)
    with app.app_context():
        shown = [each.shown for each in db.session.scalars(select(Pseudonym))]
        assert ("Amira" in shown) == is_by_first_name
    end(together)
    with time_machine.travel(now() + OVER):
        part(app)
        own = party(app, campus.visit(*PARTNER))
        file = opened(own.teacher.post(f"{receipt(own)}/archive"))
    everything = [*file.namelist(), file.comment.decode()]
    for info in file.infolist():
        everything += [info.comment.decode(), info.extra.decode("latin-1")]
        everything.append(file.read(info).decode())
    everything += texts(json.loads(file.read("archive.json")))
    children = [each for each in campus.school().course("5b").students if each.name]
    secret = {text for child in children for text in (child.name, child.given, child.user_id)}
    found = "\n".join(everything)
    assert "Four kinds of frogs" in found
    for text in {each for each in secret if each and len(each) > 2} | set(shown[:1]):
        assert not re.search(rf"\b{re.escape(text)}\b", found), text
    assert "Mateo Delgado" in found, "its own are named"


def test_a_consent_that_is_withdrawn_between_the_end_and_the_parting(
    app: Flask, campus: Campus, rules: Rules
) -> None:
    """The others take nothing of that child along; its own class does."""
    together = rules.together
    talk(together)
    end(together)
    rules.withdraw(together.host, together.student, Purpose.WRITING)
    with time_machine.travel(now() + OVER):
        part(app)
        host, partner = (party(app, campus.visit(*who)) for who in (HOST, PARTNER))
        own = "".join(unzipped(host.teacher.post(f"{receipt(host)}/archive")).values())
        theirs = "".join(unzipped(partner.teacher.post(f"{receipt(partner)}/archive")).values())
    assert "Four kinds of frogs" in own
    assert "We have herons." in own
    for words in ("kinds of frogs", "Frogs"):
        assert words not in theirs
    assert "We have herons." in theirs


def test_what_is_hidden_held_or_deleted_stays_behind(together: Together) -> None:
    """Of others' words: what partners can't read is in no file of theirs."""
    activity = together.add_activity()
    topic = together.start(together.student, activity, title="Frogs", source="Opening words")
    opening = post_ids(together.stranger.get(topic))[1]
    assert together.stranger.reply(opening, "Our answer").status == 303
    answer = post_ids(together.stranger.get(topic))[2]
    for words in ("Words to flag", "Words to delete"):
        assert together.student.reply(answer, words).status == 303
    ids = post_ids(together.host.teacher.get(topic))
    form = {"reason": "unkind", "words": "Sad."}
    assert together.stranger.post(f"/posts/{ids[3]}/flags", **form).status == 303
    assert together.student.post(f"/posts/{ids[4]}/deletion", is_deleted="1").status == 303
    assert together.stranger.post(f"/posts/{opening}/flags", **form).status == 303
    partner = opened(together.partner.teacher.post(f"{together.partner_path}/archive"))
    theirs = "".join(partner.read(name).decode() for name in partner.namelist())
    assert "Our answer" in theirs
    for words in ("Opening words", "Frogs", "Words to flag", "Words to delete", "Sad."):
        assert words not in theirs
    host = opened(together.host.teacher.post(f"{together.path}/archive"))
    own = "".join(host.read(name).decode() for name in host.namelist())
    assert "Words to flag" in own
    assert "Words to delete" not in own
    assert "Sad." not in own


def test_other_classes_ids(
    app: Flask, campus: Campus, together: Together, corridor: Party, mentor: Visitor
) -> None:
    """Nobody takes another class's file along, by whatever numbers."""
    third = join_third(together, corridor)
    talk(together)
    number = together.path.rpartition("/")[2]
    outsider = party(app, campus.visit("maple-street", "grace", "6-chen/fair"))
    visitors = (corridor.teacher, outsider.teacher, together.student, mentor)
    for visitor in visitors:
        for context in (together.host.context_id, together.partner.context_id, 2**63, 0):
            path = f"/contexts/{context}/collaborations/{number}"
            for step in ("archive", "departure", "names", "nudges"):
                assert visitor.post(f"{path}/{step}", first_names="1").status == 404
    files = opened(corridor.teacher.post(f"{third}/archive"))
    everything = "".join(files.read(name).decode() for name in files.namelist())
    assert "frogs" not in everything
    assert "herons" not in everything
    with app.app_context():
        assert not db.session.scalars(select(Parting)).all()


def test_names_where_another_was_at_work(together: Together, app: Flask, campus: Campus) -> None:
    """Of what only others of one's own School wrote nothing goes along either."""
    sister = party(app, campus.visit("wattle-park", "tomasz", "6g/wetland"))
    join_third(together, sister)
    child = campus.visit("wattle-park", "s601", "6g/wetland")
    agree(app, sister.teacher, child)
    talk(together)
    answer = opened(together.host.teacher.post(f"{together.path}/archive"))
    data = json.loads(answer.read("archive.json"))
    assert data["class"] not in data["with"]
    assert len(data["with"]) == 2
