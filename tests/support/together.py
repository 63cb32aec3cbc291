"""Two classes at two schools that work together, by the forms that teachers use."""

from dataclasses import dataclass

from flask import Flask

from app.models import Purpose
from tests.support.bulk import membership
from tests.support.cast import Campus, Page, Visitor

CHARTER = {
    "title": "Two creeks",
    "aims": "We compare the creeks behind our schools.",
    "norms": "We are kind.",
    "contact_rules": "Only here.",
    "starts_on": "2026-11-01",
    "ends_on": "2027-03-01",
    "retention_days": "30",
    "is_within_school": "0",
}


@dataclass
class Party:
    """A class, as its teacher speaks for it."""

    teacher: Visitor
    context_id: int

    @property
    def all(self) -> str:
        """The path of its collaborations."""
        return f"/contexts/{self.context_id}/collaborations"

    def draft(self, **changes: str) -> str:
        """Draft one, and give its path."""
        answer = self.teacher.post(self.all, **(CHARTER | changes))
        assert answer.status == 303, answer.text
        return answer.location

    def invite(self, path: str, places: int = 1) -> str:
        """Make an invitation, and give its code."""
        answer = self.teacher.post(f"{path}/invitations", places=str(places))
        assert answer.status == 303, answer.text
        page = self.teacher.get(answer.location)
        return str(page.soup.select_one(".code-shown code").get_text())

    def enter(self, code: str) -> Page:
        return self.teacher.post(f"{self.all}/entrance", code=code)

    def sign(self, path: str, version: int = 1) -> Page:
        return self.teacher.post(f"{path}/acceptance", version=str(version))


def party(app: Flask, teacher: Visitor) -> Party:
    """The class in which a teacher was let in."""
    with app.app_context():
        return Party(teacher, membership(teacher).context_id)


@dataclass
class Together:
    """A host and a partner that have joined, with their students."""

    host: Party
    partner: Party
    path: str
    """The host's page of the collaboration."""
    partner_path: str
    space: str
    student: Visitor
    stranger: Visitor
    """A student of the partner class."""

    def add_activity(self, title: str = "What lives there?", **terms: str) -> str:
        """Something to do in the shared space, by its path."""
        answer = self.host.teacher.post(f"{self.space}/activities", title=title, **terms)
        assert answer.status == 303, answer.text
        return answer.location

    def start(self, who: Visitor, activity: str, **words: str) -> str:
        """Start a topic in the shared space, and give its path."""
        place, who.place = who.place, activity
        try:
            return who.start_topic(**words)
        finally:
            who.place = place


def join(
    app: Flask, campus: Campus, *, has_consent: bool = True, rule: str = "nothing", **charter: str
) -> Together:
    """The whole handshake, each step in the teacher's own LMS; ``rule`` says what has to wait."""
    host = party(app, campus.visit("wattle-park", "marama", "5b/rain"))
    partner = party(app, campus.visit("maple-street", "elena", "5-rivera/snow"))
    path = host.draft(**charter)
    entered = partner.enter(host.invite(path))
    assert entered.status == 303, entered.text
    assert partner.sign(entered.location).status == 303
    space = host.teacher.get(path).links()["Go to the shared space"]
    for each in (host, partner):
        set_rule(each, space, rule)
    student = campus.visit("wattle-park", "s501", "5b/rain")
    stranger = campus.visit("maple-street", "m501", "5-rivera/snow")
    for party_, child in ((host, student), (partner, stranger)) if has_consent else ():
        agree(app, party_.teacher, child)
    return Together(host, partner, path, entered.location, space, student, stranger)


def set_rule(party_: Party, space: str, rule: str, **more: str) -> None:
    """Say what of a class's students has to wait in a Space."""
    number = space.rpartition("/")[2]
    path = f"/contexts/{party_.context_id}/reviews/rules"
    form = {f"rule-{number}": rule} | {f"{name}-{number}": value for name, value in more.items()}
    answer = party_.teacher.post(path, **form)
    assert answer.status == 303, answer.text


def agree(app: Flask, teacher: Visitor, child: Visitor) -> None:
    """A teacher writes down that a family said yes to all."""
    with app.app_context():
        member = membership(child)
        number, context_id = member.id, member.context_id
    boxes = [f"{number}-{purpose}" for purpose in Purpose]
    path, shown = f"/contexts/{context_id}/consents", f"{number}-0-0-0-0-0-0"
    answer = teacher.post(path, shown=shown, given=boxes, note="Signed")
    assert answer.status == 303, answer.text


def join_third(together: Together, third: Party) -> str:
    """A third class comes, and all sign; gives its page of the collaboration."""
    entered = third.enter(together.host.invite(together.path)).location
    assert third.sign(entered, 2).status == 303
    assert together.host.sign(together.path, 2).status == 303
    assert together.partner.sign(together.partner_path, 2).status == 303
    return entered
