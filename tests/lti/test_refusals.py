"""Every refusal there is, met by a launch: what the person reads, and what the administrator finds.

A new code in app/lti/refusals.py fails here until MEETINGS has a launch that meets it.
"""

import json
import logging
import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask.testing import FlaskClient
from sqlalchemy import select, update

import app as package
from app.extensions import begin_write, db
from app.lti.endpoints import GRADES
from app.lti.refusals import REASONS
from app.models import Deployment, Platform
from app.models.secret import hashed
from app.services.deployments import MOST_PENDING
from practice_lms.claims import vocabulary as v
from practice_lms.faults.tokens import stranger
from practice_lms.visiting import Form
from tests.lti.steps import (
    Launch,
    Log,
    assert_let_in,
    assert_refused,
    claims_of,
    cookie_client,
    later,
    register_again,
    set_enabled,
    with_token,
)
from tests.support.application import build_app
from tests.support.cast import Campus, Page

PERSON = {
    "sub": "subject-0451-of-zebedee",
    "name": "Zebedee Quillfeather",
    "given_name": "Zebedee",
    "family_name": "Quillfeather",
    "email": "z.quillfeather@private.example",
    v.LAUNCH_PRESENTATION: {"return_url": "https://lms.example/back?sesskey=Sk4sEcReT"},
}
SECRETS = ["subject-0451", "Zebedee", "Quillfeather", "private.example", "lms.example", "Sk4sEcReT"]


class Watched(Launch):
    """A launch of somebody whose every datum is rare, and which remembers what it sent."""

    def __init__(self, campus: Campus, *more: Any) -> None:
        super().__init__(campus, *more)
        self.campus = campus
        self.sent: list[str] = []

    def form(self) -> Form:
        form = super().form()
        return with_token(form, self.school.sign(claims_of(form) | PERSON))

    def send(self, form: Form) -> Page:
        self.sent += [form.fields.get("state", ""), *form.fields.get("id_token", "").split(".")]
        return super().send(form)

    def log_in(self, **changes: str | None) -> Page:
        """Begin a login with these fields changed; None takes one out."""
        form = self.login()
        kept = form.fields | changes
        form.fields = {name: value for name, value in kept.items() if value is not None}
        self.sent += [form.fields.get("lti_message_hint", "")]
        return Page(self.visit.log_in(form))

    @property
    def secrets(self) -> list[str]:
        """What no log may hold. Short words are left out: a port could look like them."""
        return [word for word in SECRETS + self.sent if len(word) > 6]


def with_claims(**changes: Any) -> Callable[[Watched], Page]:
    return lambda launch: launch.with_claims(changes)


def in_lti(claim: str, value: Any) -> Callable[[Watched], Page]:
    return lambda launch: launch.with_claims({claim: value})


def deep_linking(roles: list[str], **settings: Any) -> Callable[[Watched], Page]:
    """As if the platform asked whoever it is to choose activities."""
    asked = {
        "deep_link_return_url": "http://127.0.0.1/back",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe"],
    }
    claims = {v.MESSAGE_TYPE: v.DEEP_LINKING_REQUEST, v.DEEP_LINKING_SETTINGS: asked | settings}
    return lambda launch: launch.with_claims({**claims, v.ROLES: roles})


def review(lineitem: str, *, known: bool) -> Callable[[Watched], Page]:
    """As if the gradebook asked for the work of somebody; in an activity that is known, or not."""
    asked = {
        v.MESSAGE_TYPE: v.SUBMISSION_REVIEW_REQUEST,
        v.FOR_USER: {"user_id": "subject-0451-of-another"},
        GRADES: {"lineitem": lineitem},
    }

    def meet(launch: Watched) -> Page:
        if known:
            assert_let_in(launch.with_claims({}))
        return launch.with_claims(asked)

    return meet


def with_headers(**headers: Any) -> Callable[[Watched], Page]:
    return lambda launch: launch.with_claims({}, headers=headers)


def with_fields(**changes: str | None) -> Callable[[Watched], Page]:
    """The response with other fields; None takes one out."""

    def meet(launch: Watched) -> Page:
        form = launch.form()
        kept = form.fields | changes
        form.fields = {name: value for name, value in kept.items() if value is not None}
        return launch.send(form)

    return meet


def logging_in(**changes: str | None) -> Callable[[Watched], Page]:
    return lambda launch: launch.log_in(**changes)


def switched_off(launch: Watched) -> Page:
    form = launch.form()
    set_enabled(launch.campus, "Wattle Park", "disable")
    return launch.send(form)


def waiting(entity: type[Platform | Deployment]) -> Callable[[Watched], Page]:
    """What registered itself, and what an administrator has not approved yet."""

    def meet(launch: Watched) -> Page:
        form = launch.form()
        with launch.campus.app.app_context():
            begin_write()
            db.session.execute(update(entity).values(approved_at=None))
            db.session.commit()
        return launch.send(form)

    return meet


def one_too_many(launch: Watched) -> Page:
    """A deployment that nobody knows, where as many wait for approval as may."""
    form = launch.altered({v.DEPLOYMENT_ID: "another"})
    with launch.campus.app.app_context():
        begin_write()
        ours = select(Platform.id).where(Platform.client_id == launch.school.client_id)
        platform_id = db.session.scalars(ours).one()
        for number in range(MOST_PENDING):
            db.session.add(Deployment(platform_id=platform_id, lti_id=f"waiting {number}"))
        db.session.commit()
    return launch.send(form)


def too_late(launch: Watched) -> Page:
    form = launch.form()
    with later(601):
        return launch.send(form)


def elsewhere(launch: Watched) -> Page:
    """Somebody has put another login's proof where this one's belongs."""
    browser = cookie_client(launch.campus)
    launch.client = launch.visit.tool = browser
    form = launch.form()
    name = f"__Host-courtyard-login-{hashed(form.fields['state'])[:16]}"
    assert browser.get_cookie(name, "localhost")
    browser.set_cookie(name, "another", domain="localhost")
    return launch.send(form)


def twice(launch: Watched) -> Page:
    form = launch.form()
    assert_let_in(launch.send(form))
    return launch.send(form)


def out_of_reach(launch: Watched) -> Page:
    register_again(launch.campus, launch.school, key_set_url="http://127.0.0.1:1/jwks")
    return launch.send(launch.form())


def by_a_stranger(launch: Watched) -> Page:
    return launch.with_claims({}, key=stranger(), headers={"kid": launch.school.key.kid})


def ahead(**seconds: int) -> Callable[[Watched], Page]:
    """With times at so many seconds from now."""
    return lambda launch: launch.with_claims(
        {name: int(time.time()) + value for name, value in seconds.items()}
    )


FOREIGN = "https://elsewhere.example/"
ERROR = {
    "error": "access_denied",
    "error_description": "Zebedee Quillfeather may not",
    "id_token": None,
}

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
INSTRUCTOR, LEARNER = MEMBERSHIP + "Instructor", MEMBERSHIP + "Learner"
MEETINGS: dict[str, Callable[[Watched], Page]] = {
    "login_incomplete": logging_in(login_hint=None),
    "unknown_platform": logging_in(iss="https://nobody.example"),
    "ambiguous_platform": logging_in(client_id=None),
    "platform_disabled": switched_off,
    "platform_pending": waiting(Platform),
    "deployment_pending": waiting(Deployment),
    "target_not_ours": logging_in(target_link_uri=FOREIGN),
    "platform_error": with_fields(**ERROR),
    "launch_incomplete": with_fields(id_token=None),
    "state_unknown": with_fields(state="of-nobody-at-all"),
    "state_expired": too_late,
    "state_elsewhere": elsewhere,
    "launch_replayed": twice,
    "token_malformed": with_fields(id_token="not-a.token-at.all"),
    "token_key_missing": with_headers(kid=None),
    "token_key_unknown": with_headers(kid="of-nobody"),
    "token_algorithm": lambda launch: launch.with_claims({}, algorithm="none"),
    "token_signature": by_a_stranger,
    "token_claim_missing": with_claims(exp=None),
    "token_expired": ahead(iat=-200, exp=-100),
    "token_times": ahead(iat=200, exp=300),
    "token_issuer": with_claims(iss=FOREIGN),
    "token_audience": with_claims(aud="another"),
    "token_nonce": with_claims(nonce="of-another-login"),
    "keys_unreachable": out_of_reach,
    "unknown_deployment": one_too_many,
    "message_version": in_lti(v.VERSION, "1.1"),
    "message_type": in_lti(v.MESSAGE_TYPE, "LtiSomethingElse"),
    "activities_not_taken": deep_linking([INSTRUCTOR], accept_types=["file"]),
    "teachers_only": deep_linking([LEARNER]),
    "column_unknown": review(FOREIGN, known=False),
    "submitter_unknown": review(FOREIGN, known=True),
    "message_incomplete": in_lti(v.ROLES, None),
    "message_malformed": with_claims(sub="subject-0451" * 30),
    "person_missing": with_claims(sub=None),
    "target_changed": in_lti(v.TARGET_LINK_URI, FOREIGN),
}


@pytest.fixture
def watched(campus: Campus) -> Watched:
    return Watched(campus)


def test_every_code_is_met_by_a_launch() -> None:
    """Those of notices are met in test_notices."""
    assert set(MEETINGS) == set(REASONS) - {"notices_malformed"}


def test_every_code_that_is_raised_has_its_words() -> None:
    sources = Path(package.__file__).parent.rglob("*.py")
    raised = {
        code
        for source in sources
        for code in re.findall(r'Refusal\(\s*"(\w+)"', source.read_text("utf-8"))
    }
    assert len(raised) > 20
    assert raised <= set(REASONS)


@pytest.mark.parametrize("code", MEETINGS)
def test_the_page(campus: Campus, watched: Watched, log: Log, code: str) -> None:
    page = MEETINGS[code](watched)
    assert_refused(page, log, code)
    with campus.app.test_request_context():
        reason = REASONS[code]
        assert (page.status, page.title) == (reason.status, str(reason.title))
        assert str(reason.advice) in page.text
    html = unescape(page.response.text)
    assert not [word for word in watched.secrets if word in html]


@pytest.mark.parametrize("code", MEETINGS)
def test_the_line(watched: Watched, log: Log, caplog: pytest.LogCaptureFixture, code: str) -> None:
    caplog.set_level(logging.DEBUG)
    MEETINGS[code](watched)
    [line] = log
    assert set(line) == {"event", "code", "detail", "path", "issuer", "client_id", "log_level"}
    assert (line["event"], line["log_level"], line["code"]) == ("launch_refused", "warning", code)
    assert line["path"] in ("/lti/login", "/lti/launch")
    assert line["issuer"] == ISSUERS.get(code, watched.school.issuer)
    written = f"{json.dumps(line)} {caplog.text}"
    assert not [word for word in watched.secrets if word in written]


ISSUERS = {
    "unknown_platform": "https://nobody.example",
    # Nothing says yet which registration is meant.
    "state_unknown": "",
}


@pytest.fixture
def production(database_url: str) -> Iterator[Callable[[], FlaskClient]]:
    """Set up an installation in production. Logging is the process's: it is put back after."""
    before, apps = structlog.get_config(), []

    def set_up() -> FlaskClient:
        changes = {"COURTYARD_ENV": "production", "COURTYARD_BASE_URL": "https://localhost"}
        apps.append(build_app(database_url, **changes))
        return apps[0].test_client()

    yield set_up
    structlog.configure(**before)
    with apps[0].app_context():
        db.engine.dispose()


FORGED = 'x\n{"event": "forged"}\r\x1b[2J\u2028\x85'


def test_nobody_writes_a_line_of_their_own(
    production: Callable[[], FlaskClient], capsys: pytest.CaptureFixture[str]
) -> None:
    client = production()
    form = {"iss": FORGED, "client_id": FORGED, "login_hint": "1"}
    for target in (FORGED, "https://localhost/"):
        page = client.post("/lti/login", data=form | {"target_link_uri": target})
        assert page.status_code in (400, 403)
    assert client.post("/lti/launch", data={"error": FORGED}).status_code == 400
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    for line in lines:
        assert json.loads(line)["event"] == "launch_refused"
        assert line.isascii()
        assert line.isprintable()
