"""PyLTI1p3's message launch, with every check that it lacks put in front of its own.

The library keeps its part: the order of the steps, the per-message validators, and the service
classes that a validated launch leads to. Tokens, states, keys and deployments are judged here.
"""

from collections.abc import Mapping
from typing import Any, Self, cast

from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch, TLaunchData
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from app.lti import claims as lti
from app.lti import deep_linking, submission_review
from app.lti.id_token import FindKey, verify
from app.lti.no_requests import NO_REQUESTS
from app.lti.refusals import Refusal
from app.models.login_attempt import LoginAttempt
from app.models.platform import Platform

MESSAGE_TYPES = frozenset(
    {"LtiResourceLinkRequest", deep_linking.REQUEST, submission_review.REQUEST}
)


class LaunchForm(Request):
    """The two fields of the platform's form post."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form

    @property
    def session(self) -> dict[str, Any]:
        """Nothing is kept in a browser session; see app.models.LoginAttempt."""
        return {}

    def is_secure(self) -> bool:
        """Cookies are set by the views, never by the library."""
        return True

    def get_param(self, key: str) -> str:
        """A field of the form, or ""."""
        return self._form.get(key, "")


class NoCookies(CookieService):
    """The library sets none; states are rows in the database."""

    def get_cookie(self, name: str) -> str | None:
        """Nothing."""
        return None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Refuse loudly: a cookie set here would be one more place of truth."""
        raise NotImplementedError("cookies are the views' own")


class OneRegistration(ToolConfAbstract[LaunchForm]):
    """The registration that the login attempt names; no other is ever looked up."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def registration(self) -> Registration:
        """The Platform in the library's terms."""
        platform = self.platform
        return (
            Registration()
            .set_issuer(platform.issuer)
            .set_client_id(platform.client_id)
            .set_auth_login_url(platform.auth_login_url)
            .set_auth_token_url(platform.auth_token_url)
            .set_key_set_url(platform.key_set_url)
        )

    def find_registration_by_issuer(self, iss: str, *args: Any, **kwargs: Any) -> Registration:
        """The one registration."""
        return self.registration()

    def find_registration_by_params(
        self, iss: str, client_id: str, *args: Any, **kwargs: Any
    ) -> Registration:
        """The one registration."""
        return self.registration()

    def find_deployment(self, iss: str, deployment_id: str) -> None:
        """Deployments are rows; see app.services.launching."""

    def find_deployment_by_params(
        self, iss: str, deployment_id: str, client_id: str, *args: Any, **kwargs: Any
    ) -> None:
        """Deployments are rows; see app.services.launching."""


class SignedLaunch(MessageLaunch[LaunchForm, OneRegistration, SessionService, CookieService]):
    """One launch, answering one login attempt. ``validate`` raises Refusal."""

    def __init__(
        self,
        form: Mapping[str, str],
        attempt: LoginAttempt,
        find_key: FindKey,
    ) -> None:
        request = LaunchForm(form)
        super().__init__(
            request,
            OneRegistration(attempt.platform),
            SessionService(request),
            NoCookies(),
            requests_session=NO_REQUESTS,
        )
        self._attempt = attempt
        self._find_key = find_key

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    @property
    def claims(self) -> Mapping[str, Any]:
        """The verified claims; validate first."""
        return cast(Mapping[str, Any], self._jwt["body"])

    def validate_state(self) -> Self:
        """The attempt was found by its state; what the launch makes uses it up."""
        if self._attempt.is_expired:
            raise Refusal("state_expired")
        return self

    def validate_jwt_format(self) -> Self:
        """Format and signature are one step here: nothing unproven is looked at."""
        claims = verify(self._get_request_param("id_token"), self._attempt, self._find_key)
        self._jwt["body"] = cast(TLaunchData, claims)
        return self

    def validate_nonce(self) -> Self:
        """Done by verify."""
        return self

    def validate_registration(self) -> Self:
        """Issuer and client are the attempt's; verify has compared them."""
        self._registration = self._tool_config.registration()
        return self

    def validate_jwt_signature(self) -> Self:
        """Done by verify."""
        return self

    def validate_deployment(self) -> Self:
        """LTI 1.3 core, 5.3.3: it must be named; which are let in is the Deployments' to say."""
        lti.identifier(self.claims.get(lti.DEPLOYMENT_ID), "deployment_id")
        return self

    def validate_message(self) -> Self:
        """Version, type, person, target, then what the library asks of the message type."""
        _check_envelope(self.claims)
        if self.claims.get(lti.TARGET_LINK_URI) != self._attempt.target_link_uri:
            raise Refusal("target_changed")
        try:
            super().validate_message()
        except (LtiException, AttributeError, TypeError) as error:
            raise Refusal("message_incomplete", str(error)[:200]) from error
        return self

    def save_launch_data(self) -> Self:
        """The library would keep all claims for a day; what is needed goes into tables instead."""
        return self


def _check_envelope(claims: lti.Claims) -> None:
    if claims.get(lti.VERSION) != "1.3.0":
        raise Refusal("message_version")
    if str(claims.get(lti.MESSAGE_TYPE)) not in MESSAGE_TYPES:
        raise Refusal("message_type")
    if claims.get("sub") in (None, ""):
        raise Refusal("person_missing")
    if not isinstance(claims.get(lti.ROLES), list):
        raise Refusal("message_incomplete", "roles")
    if not claims.get(lti.TARGET_LINK_URI):
        raise Refusal("message_incomplete", "target_link_uri")
    if claims[lti.MESSAGE_TYPE] == deep_linking.REQUEST:
        deep_linking.read_settings(claims)  # its refusals say more than the library's
