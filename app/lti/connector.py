"""Requests to a platform's services, with a token, and with failures told apart.

PyLTI1p3's service classes take a connector; this one keeps its interface and replaces what it does:
tokens are cached by client and scopes and end when the platform says, a token that the platform no
longer takes is renewed once, next pages are read by a parser of Link headers, and every request is
bounded by app.lti.http.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector, TServiceConnectorResponse

from app import addresses
from app.lti.failures import ServiceFailure
from app.lti.http import Answer, FetchError, Question
from app.lti.link_headers import links
from app.lti.no_requests import NO_REQUESTS
from app.lti.service_tokens import Ask, Client, ServiceTokens, Sign

LONGEST_PAUSE = 86_400
"""In seconds: what a platform may ask us to wait."""

MOST_PAGES = 500

_CODES = {
    401: "not_permitted",
    403: "not_permitted",
    404: "gone",
    408: "busy",
    409: "conflict",
    410: "gone",
    425: "busy",
    429: "busy",
}


@dataclass(frozen=True)
class Page:
    """One page of a list: its document, and the addresses that it links to, by relation."""

    body: Any
    links: Mapping[str, str]


class Connector(ServiceConnector):
    """Asks the services of one Platform as one Client. Every failure is a ServiceFailure."""

    def __init__(self, client: Client, tokens: ServiceTokens, ask: Ask, sign: Sign) -> None:
        super().__init__(Registration().set_client_id(client.client_id), NO_REQUESTS)
        self._client = client
        self._tokens = tokens
        self._ask = ask
        self._sign = sign

    def get_access_token(self, scopes: Sequence[str]) -> str:
        """A token for these scopes."""
        return self._tokens.token(self._client, scopes, self._sign)

    def ask(self, url: str, scopes: Sequence[str], question: Question) -> Answer:
        """Send a request with a token for these scopes; the answer's status is 2xx."""
        token = self.get_access_token(scopes)
        answer = self._sent(url, token, question)
        if answer.status == 401:  # the platform took it back before its time
            self._tokens.forget(self._client, scopes, token)
            answer = self._sent(url, self.get_access_token(scopes), question)
        return _checked(answer)

    def _sent(self, url: str, token: str, question: Question) -> Answer:
        headers = {**question.headers, "Authorization": f"Bearer {token}"}
        try:
            return self._ask(url, Question(question.method, headers, question.body))
        except FetchError as error:
            raise ServiceFailure("unreachable", str(error)) from error

    def make_service_request(
        self,
        scopes: Sequence[str],
        url: str,
        is_post: bool = False,
        data: str | None = None,
        content_type: str = "application/json",
        accept: str = "application/json",
        case_insensitive_headers: bool = False,
    ) -> TServiceConnectorResponse:
        """What PyLTI1p3's service classes call."""
        headers = {"Accept": accept} | ({"Content-Type": content_type} if is_post else {})
        body = (data or "").encode() if is_post else None
        answer = self.ask(url, scopes, Question("POST" if is_post else "GET", headers, body))
        return {
            "headers": {name.lower(): value for name, value in answer.headers.items()},
            "body": read_json(answer) if answer.body else None,
            "next_page_url": links(answer.header("link"), url).get("next"),
        }

    def pages(self, scopes: Sequence[str], url: str, media_type: str) -> Iterator[Page]:
        """A list of a service's, a page at a time. Raises ServiceFailure.

        A next page must be at the same origin, because the token goes with the request, and must be
        new, because a list that goes round in circles has no end.
        """
        here, seen = url, set[str]()
        while here:
            if here in seen or len(seen) >= MOST_PAGES:
                raise ServiceFailure("not_understood", "the list has no end")
            if not is_same_origin(here, url):
                raise ServiceFailure("not_understood", "the next page is elsewhere")
            seen.add(here)
            found = self.make_service_request(scopes, here, accept=media_type)
            page = _page(found["body"], found["headers"].get("link", ""), here)
            yield page
            here = page.links.get("next", "")


def with_query(url: str, query: Mapping[str, str]) -> str:
    """The address with more to its query."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}" if query else url


def is_same_origin(one: str, other: str) -> bool:
    """Whether a token for the one may go to the other."""
    return addresses.split(one)[0] == addresses.split(other)[0]


def _page(body: Any, header: str, here: str) -> Page:
    """A link that can't be read may be the one to the next page: to take the page for the last
    would forget whatever stands on the others. Raises ServiceFailure."""
    found = links(header, here)
    if header and not found:
        raise ServiceFailure("not_understood", "the link to the next page")
    return Page(body, found)


def send_json(method: str, document: Any, media_type: str, accept: str = "") -> Question:
    """A request that carries a JSON document of this media type."""
    headers = {"Content-Type": media_type, "Accept": accept or media_type}
    return Question(method, headers, json.dumps(document).encode())


def read_json(answer: Answer) -> Any:
    """The answer's document. Raises ServiceFailure where it is none."""
    try:
        return answer.json()
    except FetchError as error:
        raise ServiceFailure("not_understood", str(error), status=answer.status) from error


def _checked(answer: Answer) -> Answer:
    if 200 <= answer.status < 300:
        return answer
    code = _CODES.get(answer.status, "")
    if not code:
        code = "platform_fault" if answer.status >= 500 else "not_taken"
        code = code if answer.status >= 400 else "not_understood"
    raise ServiceFailure(code, status=answer.status, retry_after=_pause(answer))


def _pause(answer: Answer) -> int | None:
    """Retry-After in seconds, whether it came as a number or as a date (RFC 9110, 10.2.3)."""
    value = answer.header("retry-after").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, min(int((moment - datetime.now(UTC)).total_seconds()), LONGEST_PAUSE))
