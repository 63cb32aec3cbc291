"""An LMS registers itself by a link: the whole way, and everything that can go wrong on it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from structlog.testing import capture_logs

from app.extensions import begin_write, db
from app.models import Deployment, Event, Platform, RegistrationInvitation, School
from practice_lms.faults.services import SERVICE_FAULTS
from practice_lms.visiting import Visit
from tests.lti.steps import later
from tests.support.cast import BASE, Campus, Page, Visitor, come_in

SCHOOLS = ("wattle-park", "maple-street")
NEW = "Banksia Street School"


def invite(app: Flask, school: str = NEW) -> str:
    """A new link, as the command prints it."""
    result = app.test_cli_runner().invoke(args=["registrations", "invite", "--school", school])
    assert result.exit_code == 0, result.output
    code = result.output.split()[-1]
    link = f"{BASE}/lti/register?code={code}"
    assert link in result.output
    return link


class Registrar:
    """The LMS's administrator with a link: posts it there, and presses our button."""

    def __init__(self, campus: Campus, slug: str, link: str) -> None:
        self.campus, self.school = campus, campus.school(slug)
        page = campus.at_lms(f"/{slug}/tools", url=link)
        self.address = page.soup.select_one("iframe")["src"]
        self.browser = Visitor(campus.app.test_client(use_cookies=False))
        self.browser.headers = {"Authorization": ""}

    def open(self) -> Page:
        return self.browser.get(self.address.removeprefix(BASE))

    def press(self, **changes: str) -> Page:
        query = parse_qs(urlsplit(self.address).query)
        fields = {name: values[0] for name, values in query.items()} | changes
        return self.browser.post("/lti/register", **fields)

    def register(self) -> Page:
        return self.browser.send(self.open(), "/lti/register")

    @property
    def client_id(self) -> str:
        return self.school.registered[-1].client_id


@pytest.fixture(params=SCHOOLS)
def registrar(request: pytest.FixtureRequest, app: Flask, campus: Campus) -> Registrar:
    return Registrar(campus, request.param, invite(app))


def made(app: Flask) -> list[Platform]:
    """The Platforms that registered themselves."""
    with app.app_context():
        school = select(School.id).where(School.name == NEW)
        query = select(Platform).where(Platform.school_id.in_(school))
        return list(db.session.scalars(query.order_by(Platform.id)))


def state(app: Flask) -> str:
    with app.app_context():
        newest = select(RegistrationInvitation).order_by(RegistrationInvitation.id.desc())
        return db.session.scalars(newest).first().state


def launch(registrar: Registrar, campus: Campus) -> Page:
    """A teacher makes an activity of the new tool, and opens it."""
    course = registrar.school.courses[0]
    teacher, path = course.teachers[0].key, f"/{registrar.school.slug}/courses/{course.key}"
    form = {"title": "Clouds", "tool": registrar.client_id}
    campus.at_lms(f"{path}/activities?as={teacher}", **form)
    walk = Visit(lms=campus.lms.app.test_client(), tool=registrar.browser.client)
    page = f"{campus.url}{path}/activities/{course.links[-1].key}?as={teacher}"
    return Page(walk.walk(page))


def test_the_whole_way(app: Flask, campus: Campus, registrar: Registrar) -> None:
    page = registrar.open()
    assert page.title == "Connect this LMS to Courtyard"
    assert NEW in page.text
    assert state(app) == "open"
    assert not made(app)
    page = registrar.browser.send(page, "/lti/register")
    assert (page.status, page.title) == (200, "The LMS is registered")
    assert registrar.client_id in page.text
    assert "close it now" in page.text
    assert page.soup.select_one("script[src*=registered]")
    [platform] = made(app)
    assert (platform.client_id, platform.is_approved) == (registrar.client_id, False)
    assert state(app) == "used"

    slug = registrar.school.slug
    campus.at_lms(f"/{slug}/tools/{registrar.client_id}", decision="approve")
    assert launch(registrar, campus).error_code == "platform_pending"
    operator = come_in(app)
    console = operator.get(f"/console/platforms/{platform.id}")
    operator.send(console, f"/console/platforms/{platform.id}/approval")
    first = launch(registrar, campus)
    if slug == "maple-street":
        assert first.error_code == "deployment_pending"
        console = operator.get(f"/console/platforms/{platform.id}")
        [path] = [each for each in console.actions() if "/deployments/" in each]
        assert operator.send(console, path).status == 303
        first = launch(registrar, campus)
    assert (first.status, first.error_code) == (200, None), first.text


def test_what_the_lms_was_told(campus: Campus, registrar: Registrar) -> None:
    registrar.register()
    [tool] = registrar.school.registered
    assert tool.name == "Courtyard"
    assert "email" not in tool.claims
    assert {"name", "given_name", "family_name"} <= set(tool.claims)
    assert tool.custom_parameters == {
        "context_id_history": "$Context.id.history",
        "resource_link_id_history": "$ResourceLink.id.history",
    }
    asked = {"LtiResourceLinkRequest", "LtiDeepLinkingRequest"}
    if registrar.school.flavour == "canvas":  # where the platform offers it, and nowhere else
        asked.add("LtiSubmissionReviewRequest")
    assert set(tool.message_targets) == asked
    offered = set(registrar.school.dialect.SCOPES)
    assert set(tool.scopes) <= offered
    assert any(scope.endswith("/contextmembership.readonly") for scope in tool.scopes)
    assert any(scope.endswith("/score") for scope in tool.scopes)


def test_its_trail(app: Flask, registrar: Registrar) -> None:
    registrar.register()
    with app.app_context():
        found = list(db.session.scalars(select(Event).order_by(Event.id.desc()).limit(2)))
    assert [each.verb for each in found] == ["platform.registered", "registration.invited"]
    assert found[0].actor_kind == "platform"
    assert registrar.address.partition("code=")[2][:20] not in str([e.details for e in found])


FAULTS = {
    "configuration": {
        "foreign-issuer": "issuer_elsewhere",
        "huge": "configuration_unreachable",
        "html": "configuration_malformed",
    },
    "registration": {
        "metadata": "registration_refused",
        "no-client-id": "registration_malformed",
        "html": "registration_malformed",
        "huge": "registration_unreachable",
    },
}


def every_fault() -> list[tuple[str, str]]:
    return [(service, name) for service in FAULTS for name in SERVICE_FAULTS[service]]


HARMLESS = {
    ("configuration", "wrong-type"),
    ("registration", "wrong-type"),
    ("registration", "number-client-id"),
}


@pytest.mark.parametrize(("service", "fault"), every_fault())
def test_every_fault_of_the_lms(app: Flask, campus: Campus, service: str, fault: str) -> None:
    registrar = Registrar(campus, "wattle-park", invite(app))
    registrar.school.switches.set(service, fault, seconds=12)
    page = registrar.register()
    if (service, fault) in HARMLESS:
        assert page.status == 200, page.text
        assert (made(app)[0].client_id == "17") == (fault == "number-client-id")
        return
    assert 400 <= page.status < 500, (page.status, page.text)
    assert page.error_code == FAULTS[service].get(fault, page.error_code)
    assert page.error_code.startswith((service, "issuer", "endpoint", "registration"))
    assert not made(app)
    assert state(app) == "open"
    registrar.school.switches.clear()
    again = Registrar(campus, "wattle-park", registrar.address.partition("&")[0])
    assert again.register().status == 200


def test_a_link_works_once(app: Flask, campus: Campus, registrar: Registrar) -> None:
    page = registrar.open()
    registrar.register()
    for again in (registrar.open(), registrar.browser.send(page, "/lti/register")):
        assert (again.status, again.error_code) == (410, "registration_link_spent")
    assert len(made(app)) == 1


def test_a_link_of_a_week_ago(app: Flask, registrar: Registrar) -> None:
    with later(7 * 24 * 3600 - 60):
        assert registrar.open().status == 200
    with later(7 * 24 * 3600 + 60):
        assert registrar.open().error_code == "registration_link_spent"
        assert registrar.press().error_code == "registration_link_spent"
    assert not registrar.school.registered


def test_a_link_that_was_taken_back(app: Flask, registrar: Registrar) -> None:
    run = app.test_cli_runner().invoke
    listed = run(args=["registrations", "list"]).output
    assert f"open  {NEW}" in listed
    assert registrar.address.partition("code=")[2][:43] not in listed
    result = run(args=["registrations", "revoke", listed.split()[0]])
    assert "is revoked" in result.output
    assert registrar.open().error_code == "registration_link_spent"
    assert registrar.press().error_code == "registration_link_spent"
    assert run(args=["registrations", "revoke", "999"]).exit_code == 1
    assert not made(app)


@pytest.mark.parametrize("code", ["", "  ", "x", "x" * 9_000, "\x00", "' OR 1=1 --"])
def test_a_code_that_was_never_made(campus: Campus, app: Flask, code: str) -> None:
    registrar = Registrar(campus, "wattle-park", invite(app))
    page = registrar.press(code=code)
    expected = "registration_link_spent" if code.strip() else "registration_link_missing"
    assert (page.error_code, 400 <= page.status < 500) == (expected, True)


def test_a_link_opened_outside_an_lms(app: Flask, campus: Campus) -> None:
    link = invite(app)
    page = Visitor(app.test_client()).get(link.removeprefix(BASE))
    assert (page.status, page.error_code) == (400, "registration_outside_lms")
    assert state(app) == "open"


def test_another_schools_platform_is_not_taken_over(app: Flask, campus: Campus) -> None:
    registrar = Registrar(campus, "wattle-park", invite(app))
    with app.app_context():
        begin_write()
        mine = db.session.scalar(
            select(Platform).where(Platform.client_id == registrar.school.client_id)
        )
        before = (mine.school_id, mine.auth_login_url, mine.approved_at)
        number = mine.id
        db.session.execute(update(Platform).where(Platform.id == number).values(client_id="17"))
        db.session.commit()
    registrar.school.switches.set("registration", "number-client-id")
    page = registrar.register()
    assert (page.status, page.error_code) == (409, "registration_taken")
    assert state(app) == "open"
    with app.app_context():
        now = db.session.get_one(Platform, number)
        assert (now.school_id, now.auth_login_url, now.approved_at) == before


def test_registering_again_for_the_same_school(app: Flask, campus: Campus) -> None:
    """The same addresses keep their approval; others wait for a new one."""
    for _ in range(2):
        registrar = Registrar(campus, "wattle-park", invite(app))
        registrar.school.switches.set("registration", "number-client-id")
        assert registrar.register().status == 200
        [platform] = made(app)
        with app.app_context():
            begin_write()
            db.session.get_one(Platform, platform.id).approve()
            db.session.commit()
        assert made(app)[0].is_approved
    with app.app_context():
        begin_write()
        db.session.get_one(Platform, platform.id).key_set_url = "https://old.example/keys"
        db.session.commit()
    assert Registrar(campus, "wattle-park", invite(app)).register().status == 200
    [platform] = made(app)
    assert not platform.is_approved
    assert platform.key_set_url.startswith(campus.url)
    with app.app_context():
        assert db.session.scalar(
            select(func.count(Deployment.id)).where(Deployment.platform_id == platform.id)
        )


def test_a_wrong_method(campus: Campus, app: Flask) -> None:
    client = app.test_client()
    assert client.put("/lti/register", base_url=BASE).status_code == 405
    assert client.post("/lti/config.json", base_url=BASE).status_code == 405


def test_two_at_once(app: Flask, campus: Campus) -> None:
    """Of two LMSs with one link only one is registered, and the other is told."""
    link = invite(app)
    both = [Registrar(campus, slug, link) for slug in SCHOOLS]
    barrier = Barrier(2)

    def press(registrar: Registrar) -> int:
        barrier.wait()
        return registrar.press().status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, both)) == [200, 410]
    assert len(made(app)) == 1
    assert state(app) == "used"


def test_the_configuration_for_canvas(app: Flask) -> None:
    found = app.test_client().get("/lti/config.json", base_url=BASE).json
    assert found["target_link_uri"] == f"{BASE}/lti/launch"
    assert found["oidc_initiation_url"] == f"{BASE}/lti/login"
    assert found["public_jwk_url"] == f"{BASE}/lti/jwks.json"
    known = ("/lti-nrps/", "/lti-ags/", "/lti/scope/noticehandlers")
    assert all(any(part in scope for part in known) for scope in found["scopes"]), "others refuse"
    assert len(found["scopes"]) == 6
    [extension] = found["extensions"]
    assert extension["privacy_level"] == "name_only"
    placements = extension["settings"]["placements"]
    assert {each["message_type"] for each in placements} == {"LtiDeepLinkingRequest"}


def test_the_log_holds_no_secret(campus: Campus, registrar: Registrar) -> None:
    registrar.school.switches.set("registration", "metadata")
    with capture_logs() as lines:
        registrar.register()
    [line] = [each for each in lines if each["event"] == "registration_refused"]
    assert line["code"] == "registration_refused"
    assert line["host"] == campus.url
    query = parse_qs(urlsplit(registrar.address).query)
    for secret in (*query["code"], *query["registration_token"]):
        assert secret not in str(lines)
