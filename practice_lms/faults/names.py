"""Names and texts that are unusual but allowed: a tool must take them all."""

from __future__ import annotations

from practice_lms.claims import vocabulary as v
from practice_lms.faults.launch import (
    ACCEPTED,
    EITHER,
    Fault,
    Launch,
    set_claims,
    with_claims,
    without_claims,
)

HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;{{7*7}}"
LONG = "Anastasia-Wilhelmina " * 100
_EVIL_OVERRIDE = "\u202egnitirw sdrawkcab\u202c"


def _named(name: str) -> dict[str, str]:
    given, _, family = name.partition(" ")
    return {"name": name, "given_name": given, "family_name": family}


def _html_everywhere(launch: Launch) -> None:
    launch.claims |= _named(HTML) | {"email": HTML, "picture": f"javascript:{HTML}"}
    for claim, members in (
        (v.CONTEXT, ("title", "label")),
        (v.RESOURCE_LINK, ("title", "description")),
        (v.TOOL_PLATFORM, ("name", "description")),
        (v.LAUNCH_PRESENTATION, ("locale", "return_url")),
    ):
        launch.claims[claim] = {**launch.claims[claim], **dict.fromkeys(members, HTML)}
    launch.claims[v.CUSTOM] = {HTML: HTML}


def _long_everywhere(launch: Launch) -> None:
    launch.claims |= _named(LONG) | {"email": f"{'x' * 2000}@example.test"}
    launch.claims[v.CONTEXT] = {**launch.claims[v.CONTEXT], "title": LONG, "label": LONG}
    launch.claims[v.RESOURCE_LINK] = {
        **launch.claims[v.RESOURCE_LINK],
        "title": LONG,
        "description": LONG * 10,
    }


def _only_names(launch: Launch) -> None:
    without_claims("email", "picture", v.LIS, v.EXT)(launch)
    launch.claims |= _named("Only Names")


def _only_email(launch: Launch) -> None:
    without_claims("name", "given_name", "family_name", "picture", v.LIS, v.EXT)(launch)
    launch.claims["email"] = "only.email@example.test"


_PERSONAL = ("name", "given_name", "family_name", "email", "picture", v.LIS, v.EXT)

FAULTS = (
    Fault("only-email", "An e-mail address but no name.", ACCEPTED, _only_email),
    Fault("only-names", "Names but no e-mail address.", ACCEPTED, _only_names),
    Fault("no-personal-data", "Neither name nor e-mail.", ACCEPTED, without_claims(*_PERSONAL)),
    Fault("empty-name", "A name of spaces.", ACCEPTED, set_claims(_named("   "))),
    Fault("html", "HTML in every text.", ACCEPTED, _html_everywhere),
    Fault("long-texts", "Over-long names and titles.", ACCEPTED, _long_everywhere),
    Fault("rtl-name", "A right-to-left name.", ACCEPTED, set_claims(_named("عبد الرحمن الخطيب"))),
    Fault(
        "rtl-override",
        "A name that turns text round.",
        ACCEPTED,
        set_claims(_named(_EVIL_OVERRIDE)),
    ),
    Fault("emoji-name", "A name of emoji.", ACCEPTED, set_claims(_named("🦘👩🏽‍🚀🏳️‍🌈 🪃"))),
    Fault(
        "control-name",
        "Control characters in a name.",
        EITHER,
        set_claims(_named("A\x00b\nc\x1b[31m")),
    ),
    Fault("number-name", "A name that is a number.", EITHER, with_claims(name=12345)),
)
