"""Course Groups Service 1.0: the groups of a Context, and the sets that they come in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.lti import claims
from app.lti.connector import Connector
from app.lti.failures import ServiceFailure
from app.lti.refusals import Refusal

SCOPE = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"
GROUPS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupcontainer+json"
SETS_TYPE = "application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json"

MOST_GROUPS = 2_000
"""Of one Context, and as many sets."""
MOST_OF_ONE_PERSON = 200


@dataclass(frozen=True)
class Group:
    """One group; ``name`` and ``set_name`` are "" where the platform says nothing."""

    lti_id: str
    name: str
    set_name: str
    is_hidden: bool
    """Whether students are not to see it."""


@dataclass
class Groups:
    """The groups of a Context, as they are read."""

    connector: Connector
    url: str
    sets_url: str = ""
    """"" where the platform has no sets."""

    def pages(self) -> Iterator[list[Group]]:
        """The groups, sets first; a page at a time, so an empty one for each of sets.

        Raises ServiceFailure.
        """
        names: dict[str, str] = {}
        if self.sets_url:
            for entries in self._entries(self.sets_url, SETS_TYPE, "sets"):
                names |= {_id(entry): claims.person_name(entry.get("name")) for entry in entries}
                yield []
        for entries in self._entries(self.url, GROUPS_TYPE, "groups"):
            yield [_group(entry, names) for entry in entries]

    def _entries(self, url: str, media_type: str, name: str) -> Iterator[list[Mapping[str, Any]]]:
        count = 0
        for page in self.connector.pages([SCOPE], url, media_type):
            entries = page.body.get(name) if isinstance(page.body, Mapping) else None
            if not isinstance(entries, list):
                raise ServiceFailure("not_understood", f"no {name}")
            count += len(entries)
            if count > MOST_GROUPS:
                raise ServiceFailure("not_understood", f"the {name} have no end")
            yield [entry for entry in entries if isinstance(entry, Mapping) and _id(entry)]


def enrolled(value: Any) -> frozenset[str] | None:
    """The ids of somebody's groups, as a roster has them; None where it has none to say."""
    if not isinstance(value, list):
        return None
    entries = [entry for entry in value[:MOST_OF_ONE_PERSON] if isinstance(entry, Mapping)]
    return frozenset(filter(None, (_id(entry, "group_id") for entry in entries)))


def _group(entry: Mapping[str, Any], set_names: Mapping[str, str]) -> Group:
    return Group(
        lti_id=_id(entry),
        name=claims.person_name(entry.get("name")),
        set_name=set_names.get(_id(entry, "set_id"), ""),
        is_hidden=entry.get("hidden") in (True, "true"),
    )


def _id(entry: Mapping[str, Any], name: str = "id") -> str:
    """An id that can be kept, or ""."""
    try:
        return claims.identifier(entry.get(name), name)
    except Refusal:
        return ""
