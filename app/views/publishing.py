"""Before words go to partner classes: what a view asks, and what a template says."""

from flask import g

from app.extensions import db
from app.models import Membership, Review, Space
from app.services import publishing, reviewing
from app.services.reviewing import Written
from app.views.forms import Form


def hindrance() -> str:
    """Why the one who asks can't write in the Space that was loaded; "" where they can."""
    return str(g.get("hindrance", ""))


def look_through(form: Form, space: Space, author: Membership, *names: str) -> None:
    """Note an error at each field in which somebody of the staff would give a child away."""
    for name in names:
        words = publishing.objection(space, author, form.values.get(name, ""))
        if words:
            form.errors.setdefault(name, words)


def held(written: Written, author: Membership, key: str) -> str:
    """Where the author finds their words that have to wait for staff; "" where they need not."""
    wait = reviewing.wait_for(written, author)
    if wait is None:
        return ""
    review = reviewing.hold(written, wait, by=author, key=key)
    path = f"/reviews/{review.id}"
    db.session.commit()
    return path


def waiting(author: Membership, form: Form) -> Review | None:
    """What this form has made already and is no Post yet, whatever words it has now."""
    return reviewing.sent_before(author, form.key)
