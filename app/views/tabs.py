"""Courtyard in a tab of its own, for browsers that keep nothing for it inside the LMS's page."""

import re

from flask import Blueprint, Response, g, jsonify, make_response, render_template, request

from app.extensions import begin_write, db
from app.services import tabs
from app.views import browser, forgery
from app.views.guards import ask_to_launch, public, requires_session

bp = Blueprint("tabs", __name__, url_prefix="/tabs")

PATH = re.compile(r"/(?![/\\])[\w/?&=%.-]*", re.ASCII)


@bp.post("")
@requires_session
def issue() -> Response:
    """A ticket for our script, which puts it into the form that opens the tab."""
    ticket = tabs.issue(g.session)
    db.session.commit()
    return jsonify(ticket=ticket)


@bp.post("/entrance")
@public
def enter() -> Response:
    """Into the new tab, by a form of ours: another site's could let somebody in as a stranger."""
    begin_write()
    ticket = request.form.get("ticket", "") if forgery.is_same_origin() else ""
    entered = tabs.enter(ticket, browser.cookie_token())
    if entered is None:
        return ask_to_launch()
    token, g.session = entered
    db.session.commit()
    g.entry_token, g.entry_page = token, _place()
    response = make_response(render_template("tabs/entrance.html", place=g.entry_page))
    browser.keep_token(response, token)
    return response


def _place() -> str:
    """The page that was open in the frame, where it is a path of ours; else the launch's own."""
    place = request.form.get("place", "")
    return place if len(place) <= 500 and PATH.fullmatch(place) else str(g.session.start_page)
