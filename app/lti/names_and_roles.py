"""Names and Role Provisioning Services 2.0: who is in a Context."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pylti1p3.service_connector import TServiceConnectorResponse

from app import addresses
from app.lti import claims, roles
from app.lti.connector import Connector
from app.lti.failures import ServiceFailure
from app.lti.link_headers import links
from app.lti.refusals import Refusal
from app.models.membership import Role

SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"

MOST_PAGES = 500
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


@dataclass
class Roster:
    """A roster, or what changed in one, as it is read."""

    connector: Connector
    url: str
    differences_url: str = ""
    """Where to ask later what changed since; "" where the platform does not offer it."""

    def pages(self) -> Iterator[list[Member]]:
        """A page at a time (2.4.2). Raises ServiceFailure.

        A next page must be at the same origin, because the token goes with the request, and must be
        new, because a roster that goes round in circles has no end.
        """
        seen: set[str] = set()
        count, here = 0, self.url
        while here:
            seen.add(here)
            found = self.connector.make_service_request([SCOPE], here, accept=MEDIA_TYPE)
            members = _members(found["body"])
            count += len(members)
            self._note_differences(found, here)
            yield members
            here = _next(found, here)
            if here in seen or len(seen) >= MOST_PAGES or count > MOST_MEMBERS:
                raise ServiceFailure("not_understood", "the roster has no end")
            if here and not is_same_origin(here, self.url):
                raise ServiceFailure("not_understood", "the next page is elsewhere")

    def _note_differences(self, found: TServiceConnectorResponse, here: str) -> None:
        """One elsewhere, or too long to keep, is none."""
        url = links(found["headers"].get("link", ""), here).get("differences", "")
        if url and len(url) <= LONGEST_URL and is_same_origin(url, self.url):
            self.differences_url = url


def is_same_origin(one: str, other: str) -> bool:
    """Whether a token for the one may go to the other."""
    return addresses.split(one)[0] == addresses.split(other)[0]


def _next(found: TServiceConnectorResponse, here: str) -> str:
    """The next page's address, "" after the last. A link that can't be read may be the next one:
    to take the page for the last would send home whoever stands on the others."""
    header = found["headers"].get("link", "")
    if header and not links(header, here):
        raise ServiceFailure("not_understood", "the link to the next page")
    return found["next_page_url"] or ""


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
    )


def _names(entry: Mapping[str, Any]) -> dict[str, str]:
    said = {
        "name": claims.full_name(entry),
        "given_name": claims.person_name(entry.get("given_name")),
    }
    return {column: words for column, words in said.items() if words}
