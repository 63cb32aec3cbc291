"""What keeps words from partner classes: a yes that nobody gave, and what gives a child away."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.extensions import db
from app.giveaways import FindingKind, RosterNames, find
from app.models import Membership, Role, Space
from app.models.membership import KNOWN_BY_NAME
from app.policies.consenting import TO_PUBLISH
from app.queries import people
from app.services import consenting

MOST_NAMED = 5
"""Findings that a writer is shown at once."""


def hindrance(space: Space, author: Membership) -> str:
    """Why somebody can't write where classes meet, in words for them; "" where they can."""
    if not silence(space, author):
        return ""
    return str(
        _(
            "You can read here. Before you can write to other classes, your teacher needs a yes "
            "from home: ask your teacher about it."
        )
    )


def silence(space: Space, author: Membership) -> str:
    """The same in words for staff, who look at what somebody wrote. Nobody answers for a grown-up;
    a child whom the LMS calls one has an answer (queries.consents.is_open_to_partners)."""
    if not space.is_shared or author.role in KNOWN_BY_NAME:
        return ""
    held = consenting.held_by([author.id]).get(author.id, {})
    if author.role is not Role.STUDENT and not consenting.refused(held) & TO_PUBLISH:
        return ""
    return consenting.why_not_published(consenting.given(held))


def given_away(space: Space, author: Membership, *texts: str) -> list[str]:
    """What in these texts would give somebody of the author's class away to partner classes."""
    if not space.is_shared:
        return []
    return _found(author, *texts)


def _found(
    author: Membership, *texts: str, kinds: Iterable[FindingKind] = FindingKind
) -> list[str]:
    names = RosterNames(db.session.scalars(people.student_names(author.context_id)))
    found = (finding for text in texts for finding in find(text, names))
    return list(dict.fromkeys(each.text for each in found if each.kind in kinds))


def quoted(found: list[str]) -> str:
    """Some of what was found, as a sentence names it."""
    return ", ".join(_("“%(words)s”", words=each[:80]) for each in found[:MOST_NAMED])


def objection(space: Space, author: Membership, text: str) -> str:
    """Why staff can't send a text to partner classes as it is; "" where they can.

    What a student writes waits for staff instead (services.reviewing).
    """
    found = given_away(space, author, text) if author.is_staff else []
    if not found:
        return ""
    return str(
        _(
            "Other classes will read this, and something in it may give somebody away: %(words)s. "
            "Write it without names, addresses and numbers.",
            words=quoted(found),
        )
    )


def objection_to_charter(author: Membership, text: str) -> str:
    """Why staff can't offer a Charter as it is: it names their students. All who meet there read
    it, students too; where teachers reach each other may stand in it."""
    found = _found(author, text, kinds=[FindingKind.NAME])
    if not found:
        return ""
    return str(
        _(
            "Other classes will read this, and something in it may be a student's name: "
            "%(words)s. Write it without names of students.",
            words=quoted(found),
        )
    )
