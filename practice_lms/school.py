"""One school on a practice LMS: a platform with one registration of the tool."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

from practice_lms.access import AccessTokens
from practice_lms.claims import Dialect, LaunchRequest, canvas, moodle
from practice_lms.claims import vocabulary as v
from practice_lms.config import SchoolConfig
from practice_lms.deep_linking import Ticket
from practice_lms.faults.storage import NAME_IT, STORAGE_FRAME
from practice_lms.gradebook import Gradebook
from practice_lms.keys import KeyRing, SigningKey
from practice_lms.memory import Records
from practice_lms.opening import Opening
from practice_lms.roster import Course, Person, ResourceLink, Roster, flavour_of
from practice_lms.signing import Claims, KeyMaterial, sign
from practice_lms.site import Site
from practice_lms.switches import Switches
from practice_lms.tools import Tool
from practice_lms.trust import Once

FLAVOURS: dict[str, Dialect] = {"moodle": moodle, "canvas": canvas}


class School:
    """Speaks as its kind of LMS does. Addresses follow the site's, wherever it is served."""

    def __init__(self, config: SchoolConfig, site: Site, keys: KeyRing) -> None:
        self.slug = config.slug
        self.client_id = config.client_id
        self.deployment_id = config.deployment_id
        self.legacy_key, self.legacy_secret = config.legacy_key, config.legacy_secret
        self.issuer_slug = config.issuer_slug or config.slug
        self.site = site
        self.keys = keys
        self._cast = config.cast or config.slug
        self.flavour = flavour_of(self._cast)
        self.dialect = FLAVOURS[self.flavour]
        self.switches = Switches()
        self.lock = threading.RLock()
        self.reset()
        self.name = config.name or self._roster.name
        self.locale = self._roster.locale

    def reset(self) -> None:
        """Everything as it is on the first day; keys stay."""
        self.switches.clear()
        self._roster = Roster.read(self._cast, partial(self.dialect.make_id, self.slug))
        self.access_tokens = AccessTokens()
        self.once = Once()
        links = [link for course in self.courses for link in course.links]
        self._number = max(link.number for link in links)
        self.gradebook = Gradebook()
        self.registered: list[Tool] = []
        self.notice_handlers: dict[tuple[str, str], str] = {}
        self.tickets: dict[str, Ticket] = {}
        for link in links:
            self.gradebook.add_for_link(link, self.client_id)

    @property
    def records(self) -> Records:
        """All that changes while a school is at work, and outlives the process."""
        return self.courses, self.gradebook, self.registered, self.notice_handlers, self._number

    @records.setter
    def records(self, records: Records) -> None:
        courses, self.gradebook, self.registered, self.notice_handlers, self._number = records
        self._roster.courses[:] = courses

    def next_number(self) -> int:
        """A number that no activity and no column of the school has had."""
        with self.lock:
            self._number += 1
            return self._number

    @property
    def short_name(self) -> str:
        return "".join(word[0] for word in self.name.split())

    @property
    def url(self) -> str:
        return f"{self.site.base_url}/{self.slug}"

    @property
    def issuer(self) -> str:
        return f"{self.site.base_url}/{self.issuer_slug}"

    @property
    def tool(self) -> Tool:
        """The tool that every school has from the start; its addresses follow the site's."""
        return Tool(
            client_id=self.client_id,
            deployment_id=self.deployment_id,
            name="Courtyard",
            number=1,
            login_url=self.site.login_url,
            target_link_uri=self.site.launch_url,
            redirect_uris=[self.site.launch_url],
            jwks_url=self.site.jwks_url,
            custom_parameters=self.custom_parameters,
        )

    @property
    def tools(self) -> list[Tool]:
        """Every registration that may launch."""
        return [self.tool, *(tool for tool in self.registered if tool.is_active)]

    def tool_of(self, client_id: str) -> Tool:
        """Raises KeyError for a client that is not registered, or not active."""
        for tool in self.tools:
            if tool.client_id == client_id:
                return tool
        raise KeyError(client_id)

    def tool_for(self, opening: Opening) -> Tool:
        """The tool that is opened; raises KeyError if it is not registered any more."""
        own = opening.link.client_id if opening.link else ""
        return self.tool_of(opening.client_id or own or self.client_id)

    def target_of(self, opening: Opening) -> str:
        """The target_link_uri of an opening."""
        own = self._review_url(opening) or (opening.link.url if opening.link else "")
        return own or self.tool_for(opening).target_of(opening.message)

    def _review_url(self, opening: Opening) -> str:
        """Where a column wants its work looked at (AGS 2.0, 3.1.11)."""
        if opening.message != v.SUBMISSION_REVIEW_REQUEST or opening.link is None:
            return ""
        item = self.gradebook.item_of(opening.link)
        return str(((item and item.submission_review) or {}).get("url") or "")

    @property
    def configuration_url(self) -> str:
        return f"{self.url}/{self.dialect.CONFIGURATION_PATH}"

    @property
    def registration_url(self) -> str:
        return f"{self.url}/{self.dialect.REGISTRATION_PATH}"

    @property
    def token_url(self) -> str:
        """Where tools ask for access tokens, and the audience of what they ask with."""
        return f"{self.issuer}/token"

    @property
    def custom_parameters(self) -> Mapping[str, str]:
        return self.site.custom_parameters

    @property
    def has_platform_storage(self) -> bool:
        return self.dialect.HAS_PLATFORM_STORAGE

    @property
    def storage_target(self) -> str:
        """The value of lti_storage_target: which frame keeps values for the tool."""
        switch = self.switches.on.get("storage")
        return STORAGE_FRAME if switch and switch.fault in NAME_IT else "_parent"

    @property
    def storage_fields(self) -> dict[str, str]:
        """What login and answer say of platform storage."""
        return {"lti_storage_target": self.storage_target} if self.has_platform_storage else {}

    @property
    def key(self) -> SigningKey:
        """The key that signs now."""
        return self.keys.current

    @property
    def jwks(self) -> dict[str, Any]:
        return {"keys": [key.jwk for key in self.keys.published]}

    def rotate_keys(self) -> SigningKey:
        """Sign with another key; the old ones stay published until `keys.drop_retired()`."""
        return self.keys.rotate()

    @property
    def courses(self) -> list[Course]:
        return self._roster.courses

    def course(self, key: str) -> Course:
        """Raises KeyError for a course that the school does not have."""
        for course in self.courses:
            if course.key == key:
                return course
        raise KeyError(key)

    def course_numbered(self, number: int) -> Course:
        """Raises KeyError for a number that no course has."""
        for course in self.courses:
            if course.number == number:
                return course
        raise KeyError(number)

    @property
    def people(self) -> list[Person]:
        """Everybody with an account, enrolled or not."""
        return self._roster.people

    def person(self, key: str) -> Person:
        """Raises KeyError for someone whom the school does not know."""
        for person in self.people:
            if person.key == key:
                return person
        raise KeyError(key)

    def link(self, path: str) -> ResourceLink:
        """An activity by "<course key>/<link key>"; raises KeyError for an unknown one."""
        course, _, link = path.partition("/")
        return self.course(course).link(link)

    def mentee_of(self, person: Person) -> Person | None:
        return self.person(person.mentee_key) if person.mentee_key else None

    @property
    def registration(self) -> dict[str, Any]:
        """What the tool's `platforms import` takes for this school."""
        return {
            "name": self.name,
            "school": self.name,
            "issuer": self.issuer,
            "client_id": self.client_id,
            "auth_login_url": f"{self.issuer}/auth",
            "auth_token_url": self.token_url,
            "key_set_url": f"{self.issuer}/jwks",
            "deployment_ids": [self.deployment_id],
            "frame_origins": [self.site.base_url],
        }

    def claims_for(
        self,
        person: Person | str,
        link: ResourceLink | str,
        *,
        nonce: str | None = None,
        target_link_uri: str | None = None,
        document_target: str = "iframe",
    ) -> Claims:
        """The claims of a resource link launch, as this school's kind of LMS sends them.

        People and links may be given by key ("s501", "5b/rain"); raises KeyError for unknown ones.
        """
        opening = Opening(
            self.person(person) if isinstance(person, str) else person,
            self.link(link) if isinstance(link, str) else link,
            document_target,
        )
        return self.dialect.claims(self.launch_request(opening, nonce, target_link_uri))

    def launch_request(
        self, opening: Opening, nonce: str | None = None, target_link_uri: str | None = None
    ) -> LaunchRequest:
        """What becomes the claims of any message. Raises KeyError if its tool is gone."""
        return LaunchRequest(
            school=self,
            tool=self.tool_for(opening),
            opening=opening,
            nonce=nonce or secrets.token_hex(16),
            target_link_uri=target_link_uri or self.target_of(opening),
            issued_at=int(time.time()),
            ticket=secrets.token_hex(5),
        )

    def sign(
        self,
        claims: Claims,
        *,
        key: KeyMaterial = None,
        headers: Mapping[str, Any] | None = None,
        algorithm: str = "RS256",
    ) -> str:
        """Sign claims for real, by default with the school's own key. See `signing.sign`."""
        return sign(claims, key or self.key, headers, algorithm)
