"""One page of a list, and the links to the others, as each kind of LMS counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Page:
    """`links` maps relations to addresses, in the order in which they are sent."""

    rows: Sequence[Any]
    links: dict[str, str] = field(default_factory=dict)

    @property
    def link_header(self) -> str:
        return ", ".join(f'<{url}>; rel="{rel}"' for rel, url in self.links.items())


def by_offset(
    rows: Sequence[Any], url: str, query: Mapping[str, str], largest: int | None = None
) -> Page:
    """As a Moodle: `limit` and `from`, everything where there is no limit."""
    limit = smallest(_number(query, "limit"), largest)
    start = _cursor(query, "from", 0)
    if not limit:
        return Page(rows[start:])
    links = {}
    if start + limit < len(rows):
        links["next"] = _address(url, query, {"limit": limit, "from": start + limit})
    return Page(rows[start : start + limit], links)


def by_page(
    rows: Sequence[Any], url: str, query: Mapping[str, str], size: int, largest: int | None = None
) -> Page:
    """As a Canvas: numbered pages of `limit` (or `per_page`), `size` where it is not given."""
    limit = smallest(_number(query, "limit") or _number(query, "per_page") or size, largest) or size
    number = max(_cursor(query, "page", 1), 1)
    last = max(-(-len(rows) // limit), 1)
    pages = {"current": number, "next": number + 1, "prev": number - 1, "first": 1, "last": last}
    links = {
        rel: _address(url, query, {"page": page, "limit": limit})
        for rel, page in pages.items()
        if 1 <= page <= last
    }
    return Page(rows[(number - 1) * limit : number * limit], links)


def smallest(*limits: int | None) -> int | None:
    """None stands for no limit."""
    return min((limit for limit in limits if limit), default=None)


def _number(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


def _cursor(query: Mapping[str, str], name: str, default: int) -> int:
    """Where to begin; `Cursor=From-10` is another way to say `from=10`, its capitals count."""
    prefix = f"{name.title()}-"
    cursor = query.get("Cursor", "")
    if cursor.startswith(prefix):
        return _number({name: cursor.removeprefix(prefix)}, name) or default
    return _number(query, name) or default


def _address(url: str, query: Mapping[str, str], changes: Mapping[str, int]) -> str:
    kept = {name: value for name, value in query.items() if name not in ("Cursor", "per_page")}
    return f"{url}?{urlencode({**kept, **changes})}"
