"""The first page of the console: the Schools, their Platforms, and how launches go there."""

from flask import g, render_template, request

from app.extensions import db
from app.models import Platform
from app.policies.stewarding import can_see_all_schools
from app.queries import health, schools
from app.queries.health import Health
from app.views import forms
from app.views.console.blueprint import bp
from app.views.stewards import requires_steward

Healths = dict[tuple[int, int | None], Health]


@bp.get("")
@requires_steward
def home() -> str:
    """A page of Schools by name; to a School's Steward, their own."""
    after = forms.whole(request.args.get("after", ""))
    found = list(db.session.scalars(schools.page(g.steward, after)))
    shown, more = found[: schools.PAGE], found[schools.PAGE :]
    placed: dict[int, list[Platform]] = {school.id: [] for school in shown}
    for school_id, platform in db.session.execute(schools.platforms(list(placed))):
        placed[school_id].append(platform)
    return render_template(
        "console/schools.html",
        schools=shown,
        platforms=placed,
        healths=healths([each for group in placed.values() for each in group]),
        is_first=after is None,
        next_after=shown[-1].id if more else None,
        **(_of_no_school() if can_see_all_schools(g.steward) else {}),
    )


def healths(platforms: list[Platform]) -> Healths:
    """How launches go, by Platform and School."""
    ids = list({platform.id for platform in platforms})
    rows = db.session.execute(health.by_platform_and_school(g.steward, ids))
    return {(platform_id, school_id): Health(*rest) for platform_id, school_id, *rest in rows}


def _of_no_school() -> dict[str, object]:
    """What only somebody above the Schools sees."""
    unplaced = list(db.session.scalars(schools.platforms_of_none()))
    return {
        "unplaced": unplaced,
        "nobodys_launches": db.session.scalar(schools.nobodys_launches()) or 0,
    }
