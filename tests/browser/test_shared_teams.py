"""Teams of two schools, as a teacher balances them and children find and use theirs."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.conftest import Another
from tests.support.framed import come_in, go, press, start_topic, until_it_says
from tests.support.looking import check, in_words
from tests.support.meeting import let_write, meet

pytestmark = pytest.mark.browser

HERE = ("s602", "s603")
THERE = ("m602", "m603")


def team_of(child: Frame, space: str) -> str:
    """What a child's team is called, by the shared space's page."""
    go(child, space)
    expect(child.get_by_role("heading", name="Your team")).to_be_visible()
    return child.locator(".team h3").inner_text()


def to_team(child: Frame, space: str) -> None:
    """Into their discussion, as they find it."""
    team = team_of(child, space)
    child.get_by_role("link", name="The team’s discussion").click()
    expect(child.get_by_role("heading", level=1, name=team)).to_be_visible()


def test_teams_of_two_schools(another: Another, live_lms: str) -> None:
    here, there = another(), another()
    desks = {child: another() for child in (*HERE, *THERE)}
    children = {
        child: come_in(desks[child], live_lms, school, child, link)
        for school, link, keys in (
            ("wattle-park", "6g/wetland", HERE),
            ("maple-street", "6-chen/fair", THERE),
        )
        for child in keys
    }
    title = f"Teams, {in_words(here)}"
    classes = meet(here, there, live_lms, title)
    for frame, keys in ((classes.host, HERE), (classes.partner, THERE)):
        for child in keys:
            let_write(frame, children[child])
    host = classes.host
    balance(here, host, classes.host_path)
    go(host, f"{classes.host_path}/teams")
    host.get_by_role("link", name="Give every team a discussion").click()
    expect(host.locator(".ProseMirror")).to_be_visible()
    check(here, host, "teams-discussions")
    press(host, "Make the discussions")
    expect(host.locator(".team").first).to_be_visible()
    check(here, host, "teams-shared")
    look_at_one(here, host)
    for frame, path, keys in (
        (host, classes.host_path, HERE),
        (classes.partner, classes.partner_path, THERE),
    ):
        first, second = (children[key].locator(".bar__name").inner_text() for key in keys)
        gather(frame, path, "Team 1", first, second)
        gather(frame, path, "Team 2", second, first)
    go(host, classes.space)
    check(here, host, "teams-space-staff")
    take_groups(there, classes.partner, classes.partner_path)

    teams = {child: team_of(children[child], classes.space) for child in children}
    writer, (reader, other) = HERE[0], THERE
    assert teams[writer] == teams[reader] != teams[other]
    check(desks[writer], children[writer], "teams-space-student")
    to_team(children[writer], classes.space)
    start_topic(children[writer], "Our reeds", "They are taller than we are.")
    topic = children[writer].url
    to_team(children[reader], classes.space)
    check(desks[reader], children[reader], "team-discussion")
    children[reader].get_by_role("link", name="Our reeds").click()
    expect(children[reader].get_by_text("They are taller than we are.")).to_be_visible()
    go(children[other], topic)
    expect(children[other].locator("main")).to_have_attribute("data-error-code", "not_found")


def gather(frame: Frame, path: str, team: str, child: str, other: str) -> None:
    """Of a class's two children one is in a team, by hand: chance has dealt others as well."""
    go(frame, f"{path}/teams")
    frame.get_by_role("link", name=team, exact=True).click()
    expect(frame.get_by_role("heading", level=1, name=team)).to_be_visible()
    frame.get_by_label(child, exact=True).check()
    frame.get_by_label(other, exact=True).uncheck()
    press(frame, "Save who is in it")


def take_groups(page: Page, frame: Frame, path: str) -> None:
    """What the other school's LMS has as groups, once it has named them."""
    go(frame, f"{path.rpartition('/collaborations')[0]}/teams")
    press(frame, "Ask the LMS now")
    until_it_says(frame, "The LMS last named its groups")
    go(frame, f"{path}/teams/groups")
    expect(frame.get_by_role("checkbox").first).to_be_visible()
    press(frame, "Make these teams")
    expect(frame.locator(".error-summary")).to_be_visible()
    check(page, frame, "teams-groups-errors")


def balance(page: Page, host: Frame, path: str) -> None:
    """Two teams of the four, looked at before they are made."""
    go(host, f"{path}/teams")
    check(page, host, "teams-none")
    host.get_by_role("link", name="Balance the classes").click()
    press(host, "See the teams first")
    expect(host.locator(".error-summary")).to_be_visible()
    check(page, host, "balance-errors")
    host.get_by_label("How many?").fill("2")
    press(host, "See the teams first")
    expect(host.get_by_role("heading", level=1, name="Make these teams?")).to_be_visible()
    expect(host.locator(".team")).to_have_count(2)
    check(page, host, "balance-preview")
    press(host, "Make these teams")
    expect(host.get_by_role("heading", level=1, name="Teams")).to_be_visible()


def look_at_one(page: Page, host: Frame) -> None:
    """A team's page, where staff change who of their own is in it."""
    host.locator(".team h3 a").first.click()
    expect(host.get_by_role("heading", name="Students of our class")).to_be_visible()
    check(page, host, "team-one")
    host.get_by_role("link", name="Remove the team").click()
    expect(host.get_by_role("heading", level=1, name="Remove the team?")).to_be_visible()
    check(page, host, "team-removal")
