"""Assignment and Grade Services 2.0: line items, and the scores that go there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import addresses
from app.lti.connector import Connector, read_json, send_json, with_query
from app.lti.endpoints import LONGEST
from app.lti.failures import ServiceFailure
from app.lti.http import Question

_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
SCORE = _SCOPE + "score"
LINE_ITEM = _SCOPE + "lineitem"
LINE_ITEM_READ = _SCOPE + "lineitem.readonly"

SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
CONTAINER_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A line item as the platform has it (3.2.8); what it lacks is ""."""

    url: str
    link_id: str
    tag: str
    document: Document


@dataclass(frozen=True)
class Gradebook:
    """What a platform lets us do with the line items of one Context."""

    connector: Connector
    url: str
    """The collection; "" where the platform names none."""
    scopes: frozenset[str]

    @property
    def may_write(self) -> bool:
        """Whether line items may be changed and removed."""
        return LINE_ITEM in self.scopes

    @property
    def may_read(self) -> bool:
        """Whether line items may be looked at."""
        return self.may_write or LINE_ITEM_READ in self.scopes

    def columns(self, **filters: str) -> Iterator[Column]:
        """The line items that pass the filters (3.2.4), page by page. Raises ServiceFailure.

        Not every platform minds the filters.
        """
        url = with_query(self.url, filters)
        for page in self.connector.pages([self._reading], url, CONTAINER_TYPE):
            yield from _columns(page.body)

    def column(self, url: str) -> Column:
        """One line item. Raises ServiceFailure, with the code ``gone`` where there is none."""
        question = Question("GET", {"Accept": ITEM_TYPE})
        document = read_json(self.connector.ask(url, [self._reading], question))
        if not isinstance(document, Mapping):
            raise ServiceFailure("not_understood", "a line item")
        return _column({**document, "id": url}, url)

    def make(self, document: Document) -> str:
        """Make a line item (3.2.5) and give its address. Raises ServiceFailure."""
        question = send_json("POST", document, ITEM_TYPE)
        made = read_json(self.connector.ask(self.url, [LINE_ITEM], question))
        url = _address(made.get("id")) if isinstance(made, Mapping) else ""
        if not url:
            raise ServiceFailure("not_understood", "a line item without an id")
        return url

    def change(self, column: Column, changes: Document) -> None:
        """Tell the platform what has changed, and nothing else (3.2.6). Raises ServiceFailure."""
        question = send_json("PUT", {**column.document, **changes}, ITEM_TYPE)
        self.connector.ask(column.url, [LINE_ITEM], question)

    def remove(self, url: str) -> None:
        """Take a line item away (3.2.7); one that is gone is fine. Raises ServiceFailure."""
        try:
            self.connector.ask(url, [LINE_ITEM], Question("DELETE"))
        except ServiceFailure as failure:
            if failure.code != "gone":
                raise

    @property
    def _reading(self) -> str:
        return LINE_ITEM if self.may_write else LINE_ITEM_READ


def _address(value: Any) -> str:
    """A web address that can be kept, or ""."""
    is_text = isinstance(value, str) and len(value) <= LONGEST and value.isprintable()
    return value if is_text and addresses.split(value)[0] else ""


def _columns(body: Any) -> Iterator[Column]:
    if not isinstance(body, list):
        raise ServiceFailure("not_understood", "no line items")
    for entry in body:
        if isinstance(entry, Mapping) and (url := _address(entry.get("id"))):
            yield _column(entry, url)


def _column(document: Document, url: str) -> Column:
    return Column(url, _text(document, "resourceLinkId"), _text(document, "tag"), document)


def _text(document: Document, name: str) -> str:
    value = document.get(name)
    return str(value) if isinstance(value, str | int) else ""


def resource_id(activity_id: int) -> str:
    """What we call an Activity to gradebooks, here and in deep links (3.2.8)."""
    return f"activity-{activity_id}"


def scores_url(url: str) -> str:
    """Where a line item's scores go: before the query, if it has one (3.4)."""
    path, mark, query = url.partition("?")
    return f"{path.rstrip('/')}/scores{mark}{query}"


def score_document(
    sub: str, stamp: datetime, points: float | None, maximum: float | None, comment: str
) -> Document:
    """A Score (3.4). Without points it says that there is none, and the platform clears its own.

    It is FullyGraded in any case: some platforms drop what is not, and answer 200.
    """
    document: dict[str, Any] = {
        "userId": sub,
        "timestamp": stamp.isoformat(timespec="milliseconds"),
        "activityProgress": "InProgress" if points is None else "Completed",
        "gradingProgress": "FullyGraded",
    }
    if points is not None:
        document |= {"scoreGiven": points, "scoreMaximum": maximum}
    return document | ({"comment": comment} if comment else {})


def send_score(connector: Connector, url: str, document: Document) -> None:
    """Send a Score to a line item. Raises ServiceFailure.

    Platforms answer nothing, or an object. Anything else comes from something in between, and the
    score may not have arrived.
    """
    question = send_json("POST", document, SCORE_TYPE, accept="application/json")
    answer = connector.ask(scores_url(url), [SCORE], question)
    if answer.body.strip() and not isinstance(read_json(answer), Mapping):
        raise ServiceFailure("not_understood", "the answer to a score", status=answer.status)
