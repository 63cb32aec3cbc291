"""Teams where classes meet, by the forms that teachers use."""

from flask import Flask

from app.extensions import db
from tests.support.bulk import membership
from tests.support.cast import Campus, Page, Visitor
from tests.support.together import Party, Together, agree


def number_of(app: Flask, visitor: Visitor) -> str:
    """Of a visitor's Membership."""
    with app.app_context():
        number = str(membership(visitor).id)
        db.session.remove()
        return number


def make_team(party: Party, path: str, name: str = "Herons") -> str:
    """A team made by hand, by its path."""
    answer = party.teacher.post(f"{path}/teams", title=name, submission_key=f"key for {name}")
    assert answer.status == 303, answer.text
    return answer.location


def put_in(app: Flask, party: Party, team: str, *children: Visitor, out: tuple[Visitor, ...] = ()):
    """A teacher ticks their own, and takes the tick from others; gives the answer."""
    ticked = [number_of(app, each) for each in children]
    shown = [*ticked, *(number_of(app, each) for each in out)]
    return party.teacher.post(f"{team}/members", member=ticked, shown=shown)


def team_up(app: Flask, together: Together, name: str = "Herons") -> str:
    """A team of both students; the host's path of it."""
    team = make_team(together.host, together.path, name)
    number = team.rpartition("/")[2]
    for party, path, child in (
        (together.host, together.path, together.student),
        (together.partner, together.partner_path, together.stranger),
    ):
        answer = put_in(app, party, f"{path}/teams/{number}", child)
        assert answer.status == 303, answer.text
    return team


def open_discussions(party: Party, path: str, prompt: str = "") -> Page:
    """Every team has its own from now on."""
    return party.teacher.post(f"{path}/teams/discussions", source=prompt)


def discussion_of(together: Together, name: str = "Herons") -> str:
    """The path of a team's discussion, as a teacher finds it in the shared space."""
    page = together.host.teacher.get(together.space)
    return page.links()[name]


def more_children(
    app: Flask, campus: Campus, together: Together, count: int = 3
) -> tuple[list[Visitor], list[Visitor]]:
    """So many of each class, whose families agreed; the two who are there already come first."""
    here, there = [together.student], [together.stranger]
    for number in range(2, count + 1):
        here.append(campus.visit("wattle-park", f"s50{number}", "5b/rain"))
        there.append(campus.visit("maple-street", f"m50{number}", "5-rivera/snow"))
    for party, children in ((together.host, here), (together.partner, there)):
        for child in children[1:]:
            agree(app, party.teacher, child)
    return here, there


def names(page: Page, team: str) -> list[str]:
    """Who is in a team, as a page's cards say."""
    for card in page.soup.select(".team"):
        if card.find(["h2", "h3"]).get_text(strip=True).startswith(team):  # type: ignore[union-attr]
            return [each.get_text() for each in card.select(".byline__name")]
    raise AssertionError(f"no {team}")


def own_name(child: Visitor) -> str:
    """By which a child is known in their class."""
    assert child.first
    return str(child.first.soup.select(".bar__name")[0].get_text())


def other_name(together: Together, child: Visitor) -> str:
    """By which other classes know them."""
    page = child.get(f"{together.space}/pseudonym")
    return str(page.soup.select(".code-shown")[0].get_text())
