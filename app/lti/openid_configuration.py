"""What a platform says of itself (LTI Dynamic Registration 1.0, 3.4), read and judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app import addresses
from app.lti import registration
from app.lti.registration import Malformed
from app.lti.unregistered import Unregistered
from app.models.wording import shortened

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
LONGEST_LIST = 500


@dataclass(frozen=True)
class Vendor:
    """One whose schools share issuers, on other hosts than its configuration's."""

    issuers: tuple[str, ...]
    hosts: tuple[str, ...]
    """Of the configuration, the login and the keys; ``*.`` stands for all hosts below one."""
    frame_origins: tuple[str, ...]
    """Where its schools' pages stand."""


VENDORS = (
    Vendor(
        ("*.instructure.com",),
        ("*.instructure.com", "*.canvaslms.com"),
        ("https://*.instructure.com",),
    ),
    Vendor(("blackboard.com",), ("developer.blackboard.com",), ("https://*.blackboard.com",)),
)
"""Canvas: https://developerdocs.instructure.com/services/canvas, "Registration" and "Launch
Overview". Blackboard: https://docs.blackboard.com/lti, and the vendor's article 000090618."""


@dataclass(frozen=True)
class OpenidConfiguration:
    """What of it is used. The addresses are checked and in their one form."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    registration_endpoint: str
    scopes: frozenset[str]
    claims: frozenset[str]
    """Those that the platform names; empty where it names none."""
    product: str
    messages: Mapping[str, tuple[str, ...]]
    """The placements that it names, by message type; empty where it names no message."""

    @property
    def frame_origins(self) -> list[str]:
        """Where its pages stand, beside the issuer and the login: a vendor's schools have hosts
        of their own, and register on them."""
        vendor = _vendor(self.issuer)
        registering = addresses.frame_source(self.registration_endpoint)
        return [*vendor.frame_origins, *filter(None, [registering])] if vendor else []


def read(document: Any, url: str, *, allow_local: bool) -> OpenidConfiguration:
    """Read any JSON value that was fetched from ``url``. Raises Unregistered."""
    if not isinstance(document, Mapping):
        raise Unregistered("configuration_malformed", "not an object")
    _check_supported(document)
    platform = document.get(PLATFORM)
    if not isinstance(platform, Mapping):
        raise Unregistered("configuration_unsupported", "it says nothing of LTI")
    try:
        found = OpenidConfiguration(
            issuer=registration.issuer(document),
            authorization_endpoint=registration.framing_url(
                document, "authorization_endpoint", allow_local
            ),
            token_endpoint=registration.url(document, "token_endpoint", allow_local),
            jwks_uri=registration.url(document, "jwks_uri", allow_local),
            registration_endpoint=registration.url(document, "registration_endpoint", allow_local),
            scopes=frozenset(texts(document.get("scopes_supported"))),
            claims=frozenset(texts(document.get("claims_supported"))),
            product=shortened(platform.get("product_family_code"), 40).lower(),
            messages=_messages(platform.get("messages_supported")),
        )
    except Malformed as problem:
        # Its first words name the field; the value may carry a token.
        field = str(problem).partition(" is ")[0]
        raise Unregistered("configuration_malformed", field) from problem
    _check_hosts(found, url)
    return found


def texts(value: Any) -> list[str]:
    """The texts of a list; nothing for what is none."""
    entries = value[:LONGEST_LIST] if isinstance(value, list) else []
    return [entry for entry in entries if isinstance(entry, str)]


def _check_supported(document: Mapping[str, Any]) -> None:
    """What the platform lists must hold what LTI needs; what it does not list is not judged."""
    needed = {
        "response_types_supported": "id_token",
        "id_token_signing_alg_values_supported": "RS256",
        "token_endpoint_auth_methods_supported": "private_key_jwt",
        "token_endpoint_auth_signing_alg_values_supported": "RS256",
    }
    for field, value in needed.items():
        if document.get(field) and value not in texts(document[field]):
            raise Unregistered("configuration_unsupported", f"{field} lacks {value}")


def _messages(value: Any) -> dict[str, tuple[str, ...]]:
    entries = value[:LONGEST_LIST] if isinstance(value, list) else []
    return {
        entry["type"]: tuple(texts(entry.get("placements")))
        for entry in entries
        if isinstance(entry, Mapping) and isinstance(entry.get("type"), str)
    }


def _check_hosts(found: OpenidConfiguration, url: str) -> None:
    """The issuer's host must be the configuration's (3.5.1), or a stranger could speak for it.

    The login and the keys prove every launch, so they stand there too: a file that somebody put
    on a platform's host must not lead to keys elsewhere. Tokens and the registration itself may
    be elsewhere, as some vendors have them: nothing is believed for coming from there.
    """
    here, issuer, vendor = _host(url), _host(found.issuer), _vendor(found.issuer)
    hosts: Iterable[str] = {issuer, *(vendor.hosts if vendor else ())} - {""}
    if not _is_among(here, hosts):
        raise Unregistered("issuer_elsewhere", f"{issuer or 'no host'} is said at {here}")
    for address in (found.authorization_endpoint, found.jwks_uri):
        if not _is_among(_host(address), hosts):
            raise Unregistered("endpoint_elsewhere", f"{_host(address)} is said at {here}")


def _vendor(issuer: str) -> Vendor | None:
    return next((each for each in VENDORS if _is_among(_host(issuer), each.issuers)), None)


def _host(address: str) -> str:
    """The host with its port: two servers on one machine are two platforms."""
    return addresses.origin(address).partition("://")[2]


def _is_among(host: str, names: Iterable[str]) -> bool:
    return any(host.endswith(name[1:]) if name.startswith("*.") else host == name for name in names)
