"""What comes back from deep linking (Deep Linking 2.0, 2.2 and 3): checked, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from practice_lms.claims import vocabulary as v
from practice_lms.gradebook import LineItem, LineItemError, is_number, parse_time, read_line_item
from practice_lms.roster import Course
from practice_lms.tools import Tool

MESSAGES = ("msg", "errormsg", "log", "errorlog")


@dataclass(frozen=True)
class Ticket:
    """A request that has not been answered: whose it was, where, and what it would accept."""

    course_key: str
    client_id: str
    person_key: str
    settings: Mapping[str, Any]


class DeepLinkingError(Exception):
    """A response that is not accepted; `reasons` are sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Item:
    """A content item that may be added: an activity, or a plain link or piece of HTML.

    `column` is not in a gradebook yet; its course and number are settled when the link is made.
    """

    type: str
    title: str
    text: str
    url: str
    document_target: str
    custom: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    column: LineItem | None = None


def check(claims: Mapping[str, Any], ticket: Ticket, tool: Tool, course: Course) -> list[Item]:
    """The items of a response whose signature has proved right; raises DeepLinkingError."""
    reasons = [*_wrong_message(claims, ticket, tool)]
    items = claims.get(v.CONTENT_ITEMS, [])
    if not isinstance(items, list):
        raise DeepLinkingError(*reasons, "content_items must be a list.")
    if len(items) > 1 and not ticket.settings.get("accept_multiple"):
        reasons.append("Several items, but accept_multiple was not said.")
    found = []
    for number, item in enumerate(items, start=1):
        try:
            found.append(_item(item, ticket, tool, course))
        except ValueError as error:
            reasons.append(f"Item {number}: {error}.")
    if reasons:
        raise DeepLinkingError(*reasons)
    return found


def _wrong_message(claims: Mapping[str, Any], ticket: Ticket, tool: Tool) -> Iterator[str]:
    expected = {
        v.MESSAGE_TYPE: v.DEEP_LINKING_RESPONSE,
        v.VERSION: "1.3.0",
        v.DEPLOYMENT_ID: tool.deployment_id,
        v.DATA: ticket.settings.get("data"),
    }
    for name, value in expected.items():
        if claims.get(name) != value:
            yield f"{name.rpartition('/')[2]} must be {value!r}, not {claims.get(name)!r}."
    for name in MESSAGES:
        if not isinstance(claims.get(v.DEEP_LINKING + name, ""), str):
            yield f"{name} must be text."


def _item(item: Any, ticket: Ticket, tool: Tool, course: Course) -> Item:
    """Raises ValueError for what was not asked for, or makes no sense."""
    if not isinstance(item, dict):
        raise ValueError("no object")
    kind = item.get("type")
    if kind not in ticket.settings.get("accept_types", []):
        raise ValueError(f"type {kind!r} is not accepted")
    own = kind == "ltiResourceLink"
    if own and "lineItem" in item and ticket.settings.get("accept_lineitem") is False:
        raise ValueError("a lineItem is not accepted")
    return Item(
        type=str(kind),
        title=_text(item, "title"),
        text=_text(item, "html" if kind == "html" else "text"),
        url=_url(item, required=kind == "link"),
        document_target=_target(item, ticket),
        custom=_custom(item) if own else {},
        dates=dict(_dates(item)) if own else {},
        column=_column(item, tool, course) if own else None,
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    text = item.get(name, "")
    if not isinstance(text, str):
        raise ValueError(f"{name} must be text")
    return text


def _url(item: Mapping[str, Any], *, required: bool) -> str:
    url = _text(item, "url")
    if not url and not required:
        return ""
    if urlsplit(url).scheme not in ("http", "https"):
        raise ValueError("url must begin with http:// or https://")
    return url


def _target(item: Mapping[str, Any], ticket: Ticket) -> str:
    """How an item wants to be shown: the first of its members that the LMS offered."""
    offered = ticket.settings.get("accept_presentation_document_targets", [])
    for name in ("iframe", "window"):
        shape = item.get(name)
        if shape is None:
            continue
        if not isinstance(shape, dict):
            raise ValueError(f"{name} must be an object")
        for side in ("width", "height"):
            if side in shape and not is_number(shape[side]):
                raise ValueError(f"{side} of {name} must be a number")
        if name in offered:
            return name
    return "iframe"


def _custom(item: Mapping[str, Any]) -> dict[str, str]:
    custom = item.get("custom", {})
    if not isinstance(custom, dict) or not all(isinstance(x, str) for x in custom.values()):
        raise ValueError("custom must be an object of texts")
    return custom


def _dates(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("available", "submission"):
        span = item.get(name, {})
        if not isinstance(span, dict):
            raise ValueError(f"{name} must be an object")
        for end in ("startDateTime", "endDateTime"):
            if end in span:
                parse_time(span[end])
                yield f"{name}.{end}", span[end]


def _column(item: Mapping[str, Any], tool: Tool, course: Course) -> LineItem | None:
    body = item.get("lineItem")
    if body is None:
        return None
    column = LineItem(0, course, tool.client_id, "", 0)
    if isinstance(body, dict):
        body = {"label": item.get("title") or tool.name, **body}
    try:
        read_line_item(column, body)
    except LineItemError as error:
        raise ValueError(f"lineItem: {error}") from error
    return column
