"""Text that gives somebody away: names of a roster, telephone numbers, addresses, accounts.

Local rules, and nothing but them: it knows no Flask and no database, and asks nobody. A reader on
the other side of a class's boundary should not learn from a text who wrote it, or where they live.
"""

from collections.abc import Iterator

from app.giveaways.emails import emails
from app.giveaways.finding import Finding, FindingKind, Span, apart
from app.giveaways.name_search import names_in
from app.giveaways.phones import phones
from app.giveaways.profiles import profiles
from app.giveaways.readings import Reading, readings
from app.giveaways.roster_names import RosterNames
from app.giveaways.street_addresses import street_addresses

__all__ = ["Finding", "FindingKind", "RosterNames", "find"]

_CONTACTS = {
    FindingKind.EMAIL: emails,
    FindingKind.PROFILE: profiles,
    FindingKind.PHONE: phones,
    FindingKind.ADDRESS: street_addresses,
}


def find(text: str, names: RosterNames) -> tuple[Finding, ...]:
    """Give what in a text gives somebody away, in order and without overlaps.

    The text may be Markdown as typed, HTML, or plain: a title, a file's name. It is read as typed
    and as rendered, so neither formatting nor codes of letters hide anything. Takes time in
    proportion to its length; never raises.
    """
    spans = (span for reading in readings(text) for span in _spans(reading, names))
    return tuple(Finding(start, end, kind, text[start:end]) for start, end, kind in apart(spans))


def _spans(reading: Reading, names: RosterNames) -> Iterator[Span]:
    yield from names_in(reading, names)
    plain = reading.unmarked()
    for kind, search in _CONTACTS.items():
        for start, end in search(plain.text):
            yield (*plain.span(start, end), kind)
