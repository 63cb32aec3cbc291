"""Which addresses a link may have, and how a reader sees where it leads."""

import re
from urllib.parse import quote

from app.addresses import ascii_host
from app.richtext.shorteners import SHORTENERS

MAX_ADDRESS = 1_500
"""Characters of an address; a longer one is no link."""

_OUTSIDE = re.compile(r"(https?)://([^/?#\\@:\[\]\s%]+)\.?(:[0-9]{1,5})?([/?#].*)?", re.I | re.S)
_OWN = re.compile(r"/(?:spaces|activities|topics)/[0-9]{1,18}|/topics/[0-9]{1,18}/posts/[0-9]{1,9}")
_KEPT = "%/?#:@!$&()*+,;=~"


def address(typed: str) -> str:
    """Give the address as it is kept: ASCII, or "" for what may not be a link.

    A link leads to the web (http, https, with a host and no user's name before it) or to a place of
    this tool (``/topics/5/posts/17``). Anything else is shown as it was typed.
    """
    typed = typed.strip()
    if _OWN.fullmatch(typed):
        return typed
    match = _OUTSIDE.fullmatch(typed) if len(typed) <= MAX_ADDRESS else None
    if match is None:
        return ""
    scheme, host, port, rest = match.groups(default="")
    host = ascii_host(host)
    kept = f"{scheme.lower()}://{host}{port}{quote(rest, safe=_KEPT, errors='replace')}"
    return kept if host and len(kept) <= MAX_ADDRESS else ""


def is_outside(kept: str) -> bool:
    """Whether a kept address leads out of this tool."""
    return "://" in kept


def host_of(kept: str) -> str:
    """Give the ASCII host, and port if any, of a kept address; "" for a place of this tool."""
    return re.split(r"[/?#]", kept, maxsplit=3)[2] if is_outside(kept) else ""


def is_shortener(host: str) -> bool:
    """Whether the host, or one that it belongs to, is a known shortening service."""
    labels = host.partition(":")[0].split(".")
    return any(".".join(labels[start:]) in SHORTENERS for start in range(len(labels) - 1))


def shows_host(text: str, kept: str) -> bool:
    """Whether the words of a link say themselves, in ASCII, to which host it leads."""
    host = host_of(kept)
    words = re.sub(r"\Ahttps?://", "", text.strip().lower())
    return not host or words == host or words.startswith((host + "/", host + "?", host + "#"))
