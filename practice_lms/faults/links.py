"""`Link` headers (RFC 8288): odd but legal, as some LMSs send them, and some that are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practice_lms.school import School

PAGE_SIZE = 10
"""How many there are at most on a page while one of these is on."""


def _as_it_is(link: str, school: School) -> str:
    return link


def _unquoted(link: str, school: School) -> str:
    return link.replace('"', "")


def _relative(link: str, school: School) -> str:
    return link.replace(f"<{school.site.base_url}", "<")


def _several(link: str, school: School) -> str:
    """More links in one header, with commas and semicolons inside an address and a title."""
    help_link = f'<{school.url}/help?a=1,2;b=3>; rel="help"; title="Help, and; more"'
    return f'{help_link} , {link}, <{school.url}/>; rel="up"; rel="next"'


def _several_relations(link: str, school: School) -> str:
    return link.replace('rel="next"', 'title="rel=\\"prev\\""; rel="following next"')


def _upper_case(link: str, school: School) -> str:
    """An address in which the case of letters counts; the name of the relation in capitals."""
    cursor = re.sub(r"\b(from|page)=(\d+)", lambda m: f"Cursor={m[1].title()}-{m[2]}", link)
    return cursor.replace('rel="next"', 'REL="NEXT"')


def _curly(link: str, school: School) -> str:
    """Curly quotes and entities: what a Moodle 4.5 sends for line items."""
    curly = link.replace("&", "&amp;").replace('rel="', "rel=“").replace('"', "”")
    return curly.encode().decode("latin-1")  # as WSGI wants the bytes of a header


def _loop(link: str, school: School) -> str:
    return re.sub(r"<[^>]*>; rel=\"next\"", f'<{_current()}>; rel="next"', link)


def _foreign(link: str, school: School) -> str:
    return link.replace(f"<{school.site.base_url}", "<https://elsewhere.example")


def _broken(link: str, school: School) -> str:
    return '<<<; rel="next", ;;;'


def _current() -> str:
    from flask import request

    return request.url


FAULTS: tuple[tuple[str, str, Callable[[str, School], str]], ...] = (
    ("short-pages", f"At most {PAGE_SIZE} a page.", _as_it_is),
    ("unquoted-link", "Short pages; rel without quotes.", _unquoted),
    ("relative-link", "Short pages; relative addresses.", _relative),
    ("several-links", "Short pages; several links in one header.", _several),
    ("several-relations", "Short pages; a link with several relations.", _several_relations),
    ("upper-case-link", "Short pages; capitals that count.", _upper_case),
    ("curly-link", "Short pages; curly quotes and &amp;.", _curly),
    ("loop-link", "The next page is this page.", _loop),
    ("foreign-link", "The next page is elsewhere.", _foreign),
    ("broken-link", "A Link header that is none.", _broken),
)
