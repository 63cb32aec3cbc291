"""Names and Role Provisioning Services 2.0: who is in a Context."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.lti import claims, groups, roles
from app.lti.connector import Connector, is_same_origin, with_query
from app.lti.failures import ServiceFailure
from app.lti.refusals import Refusal
from app.models.membership import Role

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

MOST_MEMBERS = 20_000
LONGEST_URL = 2048
"""In characters."""


@dataclass(frozen=True)
class Member:
    """One entry of a roster (2.2)."""

    sub: str
    names: dict[str, str]
    """What the platform says of the User's names, and nothing where it says nothing."""
    lti_roles: list[str]
    role: Role
    is_active: bool
    groups: frozenset[str] | None = None
    """The ids of their groups (Course Groups 1.0, 3.4); None where the platform says nothing."""


@dataclass
class Roster:
    """A roster, or what changed in one, as it is read."""

    connector: Connector
    url: str
    has_groups: bool = False
    """Whether to ask in which groups people are, too."""
    link_id: str = ""
    """The resource link whose members alone are asked for; "" for the whole Context."""
    differences_url: str = ""
    """Where to ask later what changed since; "" where the platform does not offer it."""

    def pages(self) -> Iterator[list[Member]]:
        """A page at a time (2.4.2). Raises ServiceFailure."""
        count = 0
        scopes = [SCOPE, groups.SCOPE] if self.has_groups else [SCOPE]
        query = {"groups": "true"} if self.has_groups else {}
        query |= {"rlid": self.link_id} if self.link_id else {}
        url = with_query(self.url, query)
        for page in self.connector.pages(scopes, url, MEDIA_TYPE):
            members = _members(page.body)
            count += len(members)
            if count > MOST_MEMBERS:
                raise ServiceFailure("not_understood", "the roster has no end")
            self._note_differences(page.links.get("differences", ""))
            yield members

    def _note_differences(self, url: str) -> None:
        """One elsewhere, or too long to keep, is none."""
        if url and len(url) <= LONGEST_URL and is_same_origin(url, self.url):
            self.differences_url = url


def _members(body: Any) -> list[Member]:
    entries = body.get("members") if isinstance(body, Mapping) else None
    if not isinstance(entries, list):
        raise ServiceFailure("not_understood", "no members")
    found = (_member(entry) for entry in entries)
    return [member for member in found if member]


def _member(entry: Any) -> Member | None:
    """One that can be read; the platform's "student view" person is nobody."""
    if not isinstance(entry, Mapping):
        return None
    try:
        sub = claims.identifier(entry.get("user_id"), "user_id")
    except Refusal:
        return None
    sent = claims.read_roles(entry.get("roles"))
    if roles.is_test_user(sent):
        return None
    return Member(
        sub=sub,
        names=_names(entry),
        lti_roles=sent,
        role=roles.member_role(sent),
        is_active=entry.get("status", "Active") not in ("Inactive", "Deleted"),
        groups=groups.enrolled(entry.get("group_enrollments")),
    )


def _names(entry: Mapping[str, Any]) -> dict[str, str]:
    said = {
        "name": claims.full_name(entry),
        "given_name": claims.person_name(entry.get("given_name")),
    }
    return {column: words for column, words in said.items() if words}
