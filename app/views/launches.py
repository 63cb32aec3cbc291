"""The steps of a launch: which login it answers, whether in one browser, and its first page."""

import hmac

from flask import Response, current_app, g, make_response, redirect, render_template, request

from app.extensions import current_settings, db
from app.lti import login, platform_storage
from app.lti.claims import Launch
from app.lti.refusals import Refusal
from app.models import LoginAttempt
from app.models.secret import hashed
from app.services import launching, logging_in, naming, sessions
from app.views import activities, browser, deep_links, forgery, loading, works


def begun() -> tuple[LoginAttempt, str]:
    """The login that a launch answers, and its state. Raises Refusal."""
    state = _state()
    attempt = _attempt(state)
    logging_in.check_open(attempt.platform)
    _check_answer()
    return attempt, state


def _state() -> str:
    """The state that came back, which says which login this answers. Raises Refusal."""
    state = request.form.get("state", "")
    if not state:
        _check_answer()
        raise Refusal("launch_incomplete", "state")
    return state


def _check_answer() -> None:
    """Raise Refusal where the platform says an error, or sends no token."""
    if request.form.get("error"):
        raise Refusal("platform_error", login.platform_error(request.form["error"]))
    if not request.form.get("id_token"):
        raise Refusal("launch_incomplete", "id_token")


def _attempt(state: str) -> LoginAttempt:
    """The login that the state began. From here on, a refusal can name the registration."""
    try:
        attempt = launching.find_attempt(state)
    except Refusal:
        _check_answer()  # an error of the platform's says more than a state that nobody knows
        raise
    g.platform, g.attempt = attempt.platform, attempt
    return attempt


def is_cookie_kept(state: str) -> bool:
    """Whether the login's cookie came back. Raises Refusal where it says something else, because
    then it was put there; see docs/adr/0002-sessions-without-cookies.md."""
    proof = browser.login_proof(cookie_name(state))
    expected = login.browser_proof(state, current_settings().secret_key)
    if proof and not hmac.compare_digest(proof.encode(), expected.encode()):
        raise Refusal("state_elsewhere")
    return bool(proof)


def cookie_name(state: str) -> str:
    """What the login's cookie is called, after our prefix."""
    return hashed(state)[:16]


def check_own_page(state: str) -> None:
    """Raise Refusal where this was not sent by a page of ours, or is another browser's login."""
    is_cookie_kept(state)
    if not forgery.is_same_origin():
        raise Refusal("state_elsewhere", "proof from another site")


def is_secret_kept(attempt: LoginAttempt) -> bool:
    """Whether the LMS's page kept the login's secret; believed on a page of ours alone."""
    return platform_storage.is_brought_back(attempt, request.form.get("secret", ""))


def can_be_proven(attempt: LoginAttempt) -> bool:
    """Whether the platform has storage, which can show what a missing cookie can't. It may say so
    at this login; where it had it before and says nothing now, a stranger may have begun this."""
    return bool(attempt.storage_hash) or attempt.platform.has_storage


def ask(attempt: LoginAttempt, state: str, *, is_final: bool = False) -> Response:
    """A page that asks the LMS's page for the secret and, without it, the person. Raises Refusal.

    ``is_final``: the LMS has been asked already. The launch has to be proven first, because the
    page says who is coming; what proves it is then sent again.
    """
    place = None if is_final else platform_storage.place(attempt, state)
    sent = {"state": state, "id_token": request.form["id_token"]}
    name = naming.launched_name(_proven(attempt))
    g.platform = attempt.platform
    return make_response(render_template("lti/proving.html", place=place, sent=sent, name=name))


def _proven(attempt: LoginAttempt) -> Launch:
    return launching.prove(request.form, attempt, current_app.extensions["courtyard_key_sets"].key)


def resume(attempt: LoginAttempt) -> Response:
    """A reload posts a used launch again: go on where the same browser can prove itself."""
    session = sessions.find_by_attempt(attempt, browser.cookie_token())
    if session is None:
        raise Refusal("launch_replayed")
    return make_response(redirect(session.start_page, 303))


def open_it(attempt: LoginAttempt, state: str, *, is_kept: bool) -> Response:
    """Prove the launch, and show what it leads to. ``is_kept``: cookie or secret came back."""
    proven = _proven(attempt)
    opened = launching.open_launch(proven, attempt, browser.cookie_token())
    if is_secret_kept(attempt):
        logging_in.note_storage(attempt.platform)
    db.session.commit()
    response = _welcome(opened, is_kept=is_kept)
    browser.forget_login(response, cookie_name(state))
    return response


def _welcome(opened: launching.Opened, *, is_kept: bool) -> Response:
    """The first page. It hands the token to our script, and says its own address."""
    if opened.session is None:
        return make_response(render_template("lti/no_context.html"))
    g.session, g.entry_token, g.entry_page = opened.session, opened.token, opened.start_page
    g.is_unkept = not is_kept
    response = make_response(_first_page(opened))
    browser.keep_token(response, opened.token)
    return response


def _first_page(opened: launching.Opened) -> str:
    if opened.deep_link_id:
        return deep_links.page(*loading.deep_link(opened.deep_link_id))
    activity, actor = loading.activity(opened.activity_id)
    if opened.submitter_id:
        return works.page(activity, actor, opened.submitter_id)
    return activities.page(activity, actor)
