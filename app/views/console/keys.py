"""The tool's own signing keys: which one signs, and when the ones before it go."""

from flask import abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.extensions import current_settings, db
from app.models import ToolKey
from app.models.tool_key import OVERLAP
from app.policies.stewarding import can_see_keys
from app.services import signing, stewarding
from app.views.console.blueprint import bp
from app.views.stewards import requires_steward


@bp.get("/keys")
@requires_steward
def show_keys() -> str:
    """Every key that is still published, the newest first."""
    _only_the_installation()
    found = db.session.scalars(select(ToolKey).order_by(ToolKey.id.desc()))
    return render_template(
        "console/keys.html",
        keys=[key for key in found if key.is_published],
        key_set_url=f"{current_settings().base_url}/lti/jwks.json",
    )


@bp.get("/keys/rotation")
@requires_steward
def ask_to_rotate() -> str:
    """Say what it does, before it is done."""
    _only_the_installation()
    key = signing.signing_key()
    return render_template("console/rotation.html", kid=key.kid if key else "", days=OVERLAP.days)


@bp.post("/keys/rotation")
@requires_steward
def rotate() -> ResponseReturnValue:
    """Sign with a new key. A form that was made for an earlier key changes nothing more."""
    _only_the_installation()
    key = signing.key_to_replace()
    if request.form.get("kid", "") == (key.kid if key else ""):
        stewarding.rotate_keys(current_settings().secret_key, by=g.steward.actor)
        db.session.commit()
    return redirect("/console/keys", 303)


def _only_the_installation() -> None:
    if not can_see_keys(g.steward):
        abort(404)
