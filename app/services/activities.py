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
    """Make one with these settings; the same form again (by its key) gives the same one."""
    made = upsert(
        Activity, {"form_hash": hashed(f"{space.id}:{by.id}:{key}")}, {"space_id": space.id}
    )
    made.revise(title=title, prompt=prompt)
    made.agree(terms)
    return made
