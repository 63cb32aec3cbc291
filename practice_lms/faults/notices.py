"""Notices that a tool must refuse, or bear."""

FAULTS: tuple[tuple[str, str], ...] = (
    ("foreign-key", "Signed with a key that is not the platform's."),
    ("expired", "Expired an hour ago."),
    ("wrong-aud", "Meant for another tool."),
    ("unknown-deployment", "From a deployment the tool does not know."),
    ("unknown-notice", "A type of notice that nobody asked for."),
    ("twice", "The same notice twice in one delivery."),
)
