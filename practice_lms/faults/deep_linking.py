"""Deep linking requests that ask for little, or for nothing that makes sense."""

from __future__ import annotations

from practice_lms.claims import vocabulary as v
from practice_lms.faults.launch import (
    ACCEPTED,
    REFUSED,
    Fault,
    set_claims,
    set_member,
    without_claims,
    without_member,
)

_SETTINGS = v.DEEP_LINKING_SETTINGS

FAULTS = (
    Fault("no-settings", "No settings.", REFUSED, without_claims(_SETTINGS)),
    Fault("text-settings", "Settings that are text.", REFUSED, set_claims({_SETTINGS: "all"})),
    Fault(
        "no-return-url",
        "Nowhere to return to.",
        REFUSED,
        without_member(_SETTINGS, "deep_link_return_url"),
    ),
    Fault(
        "script-return-url",
        "A return address that is a script.",
        REFUSED,
        set_member(_SETTINGS, "deep_link_return_url", "javascript:alert(1)"),
    ),
    Fault("no-types", "No accepted types.", REFUSED, without_member(_SETTINGS, "accept_types")),
    Fault(
        "other-types",
        "Files and images are wanted, not activities.",
        REFUSED,
        set_member(_SETTINGS, "accept_types", ["file", "image"]),
    ),
    Fault(
        "one-only",
        "One activity at most.",
        ACCEPTED,
        set_member(_SETTINGS, "accept_multiple", False),
    ),
    Fault(
        "one-or-more",
        "Does not say how many.",
        ACCEPTED,
        without_member(_SETTINGS, "accept_multiple"),
    ),
    Fault(
        "no-grades",
        "Takes no columns.",
        ACCEPTED,
        set_member(_SETTINGS, "accept_lineitem", False),
    ),
    Fault(
        "odd-data",
        "Data that must come back letter for letter.",
        ACCEPTED,
        set_member(_SETTINGS, "data", 'ä "<&>\\ \n '),
    ),
    Fault(
        "html-title",
        "HTML in title and text.",
        ACCEPTED,
        set_member(_SETTINGS, "title", "<script>alert(1)</script>"),
    ),
)
