"""The last launches: how each ended, what that means, and what the LMS sent."""

from flask import abort, g, render_template, request

from app.extensions import db
from app.lti.diagnoses import DIAGNOSES
from app.models import Platform
from app.policies.stewarding import can_see_all_schools
from app.queries import launches, stewardship
from app.views import forms, loading
from app.views.console.blueprint import bp
from app.views.stewards import requires_steward


@bp.get("/platforms/<int:platform_id>/launches")
@requires_steward
def show_launches(platform_id: int) -> str:
    """Those of one Platform, as far as they are the Steward's School's."""
    query = stewardship.platform(g.steward, loading.row_id(platform_id))
    return _page(loading.one(query)[0])


@bp.get("/launches")
@requires_steward
def show_nobodys_launches() -> str:
    """Those of LMSs that are not registered, or did not say which they are."""
    return _page(None) if can_see_all_schools(g.steward) else abort(404)


def _page(platform: Platform | None) -> str:
    platform_id = platform.id if platform else None
    code = request.args.get("code", "")
    code = code if code in DIAGNOSES else ""
    before = forms.whole(request.args.get("before", ""))
    query = launches.page(g.steward, platform_id, code=code, before=before)
    found = list(db.session.scalars(query))
    shown, more = found[: launches.PAGE], found[launches.PAGE :]
    return render_template(
        "console/launches.html",
        platform=platform,
        path=f"/console/platforms/{platform_id}/launches" if platform else "/console/launches",
        records=shown,
        code=code,
        outcomes=db.session.execute(launches.outcomes(g.steward, platform_id)).all(),
        is_first=before is None,
        next_before=shown[-1].id if more else None,
    )
