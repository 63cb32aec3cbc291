"""Which Activity a new ResourceLink opens: the one that was chosen for it, or a copy."""

from sqlalchemy import Select, select

from app.extensions import db
from app.lti import histories
from app.lti.claims import Launch
from app.models import Activity, Context, ContextCopy, ResourceLink, Space
from app.queries.team_discussions import IS_FOR_ALL
from app.services import homes


def activity_for(context: Context, launch: Launch) -> Activity | None:
    """What a link opens at its first launch; None where nothing was there before it.

    The class's row is locked meanwhile, so that a class that opens a copied link at once makes one
    copy. What the platform says of a link's past is believed within one deployment alone.
    """
    number = histories.activity_id(launch.claims)
    chosen = db.session.scalar(_activities().where(Activity.id == number)) if number else None
    if chosen and chosen.space.home_of_id == context.id:
        return chosen
    template = _template(context, launch, chosen)
    return copied(template, context) if template else None


def copied(template: Activity, context: Context) -> Activity:
    """A new Activity of the class with the settings of another, and none of its work."""
    activity = template.copy(into=homes.of(context))
    db.session.add(activity)
    db.session.flush()
    return activity


def _template(context: Context, launch: Launch, chosen: Activity | None) -> Activity | None:
    """What the link was copied from: by its own past, by our number, by its class's past."""
    past = _past(context, launch)
    by_link = _by_link(context, launch, past)
    if by_link:
        return by_link
    if chosen and chosen.space.home_of and _is_of(chosen.space.home_of, context):
        return chosen
    return _by_title(context, launch, past)


def _activities() -> Select[Activity]:
    """With the Space and class that they are of. A Team's is opened by no link."""
    return select(Activity).join(Activity.space).where(IS_FOR_ALL)


def _is_of(other: Context, context: Context) -> bool:
    return other.deployment_id == context.deployment_id


def _past(context: Context, launch: Launch) -> list[str]:
    """The ids of the contexts that this one was copied from, the most recent first."""
    said = histories.contexts(launch.claims)
    noticed = db.session.scalars(
        select(ContextCopy.origin_lti_id)
        .where(
            ContextCopy.deployment_id == context.deployment_id,
            ContextCopy.lti_id == context.lti_id,
        )
        .order_by(ContextCopy.id.desc())
        .limit(histories.LONGEST)
    )
    return list(dict.fromkeys([*said, *noticed]))


def _by_link(context: Context, launch: Launch, past: list[str]) -> Activity | None:
    """By ``$ResourceLink.id.history``. Some platforms repeat link ids from class to class: then
    the class's own past decides, and where that is silent nothing is guessed."""
    for lti_id in histories.links(launch.claims):
        of_link = _of_links(context).where(ResourceLink.lti_id == lti_id)
        found = list(db.session.execute(of_link.limit(histories.LONGEST)))
        places = {place: activity for activity, place in found}
        known = [places[place] for place in [*past, context.lti_id] if place in places]
        if known or len(found) == 1:
            return (known or [activity for activity, _ in found])[0]
    return None


def _by_title(context: Context, launch: Launch, past: list[str]) -> Activity | None:
    """The link of the same title, where the class that was copied has just one."""
    title = launch.resource_link.title if launch.resource_link else ""
    for lti_id in past if title else []:
        same = _of_links(context).where(Context.lti_id == lti_id, ResourceLink.title == title)
        found = list(db.session.execute(same.limit(2)))
        if found:
            return found[0][0] if len(found) == 1 else None
    return None


def _of_links(context: Context) -> Select[Activity, str]:
    """Activities that links of the same deployment open, and the ids of those links' contexts.

    Not what classes share: whoever has the copy has joined nobody, and a partner's words are not
    for them.
    """
    return (
        select(Activity, Context.lti_id)
        .join(ResourceLink, ResourceLink.activity_id == Activity.id)
        .join(Context, Context.id == ResourceLink.context_id)
        .join(Space, Space.id == Activity.space_id)
        .where(Context.deployment_id == context.deployment_id, Space.home_of_id.is_not(None))
        .order_by(ResourceLink.id)
    )
