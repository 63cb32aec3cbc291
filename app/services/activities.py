"""Add Activities where classes meet: in a class's own Space the LMS's links make them."""

from app.models import Activity, Membership, Space
from app.models.activity_terms import ActivityTerms
from app.models.secret import hashed
from app.richtext import RichText
from app.services.upserting import upsert


def add(
    space: Space,
    *,
    title: str,
    prompt: RichText | None,
    terms: ActivityTerms,
    by: Membership,
    key: str,
) -> Activity:
    """Make one with these settings; the same form again (by its key) gives the same one, as it is
    by now: what staff took away since stays away."""
    made = upsert(
        Activity, {"form_hash": hashed(f"{space.id}:{by.id}:{key}")}, {"space_id": space.id}
    )
    if not made.title:
        made.revise(title=title, prompt=prompt)
        made.agree(terms)
    return made


def is_as(activity: Activity, title: str, prompt: RichText | None) -> bool:
    """Whether it says these words now."""
    words = prompt.source if prompt else ""
    return (activity.title, activity.prompt_source) == (title, words)
