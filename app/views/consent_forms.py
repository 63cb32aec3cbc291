"""Read the table of consents as it was sent: what was ticked, and what the page had shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from app.models import Consent, ConsentState, Purpose
from app.models.consent import NOTE_LENGTH
from app.models.wording import one_line
from app.queries.consents import PAGE
from app.queries.people import Author
from app.services.consenting import Held, Wish
from app.views import forms
from app.views.forms import Form

Cell = tuple[int, Purpose]


@dataclass(frozen=True)
class Sheet:
    """``shown`` has the newest answer's id for each cell that the page had, 0 for none."""

    shown: Mapping[Cell, int]
    ticked: frozenset[Cell]

    @classmethod
    def sent(cls) -> "Sheet":
        """The sheet that a form brings; what is no cell is passed over."""
        shown: dict[Cell, int] = {}
        for text in request.form.getlist("shown")[:PAGE]:
            member_id, *ids = (forms.whole(part) or 0 for part in text.split("-"))
            if len(ids) == len(Purpose):
                shown |= {
                    (member_id, purpose): id for purpose, id in zip(Purpose, ids, strict=True)
                }
        return cls(shown, frozenset(cell for cell in shown if name_of(cell) in _given()))

    @property
    def member_ids(self) -> set[int]:
        """Whom it is about."""
        return {member_id for member_id, _purpose in self.shown}

    @property
    def consent_ids(self) -> set[int]:
        """The answers that it showed."""
        return {consent_id for consent_id in self.shown.values() if consent_id}

    def wishes(self, seen: Mapping[int, Consent]) -> list[Wish]:
        """The boxes that are another than they were shown."""
        return [
            Wish(*cell, cell in self.ticked)
            for cell, consent_id in self.shown.items()
            if (cell in self.ticked) is not _was_given(seen.get(consent_id), cell)
        ]

    def moved(self, people: Iterable[Author], held: Held) -> list[tuple[Author, Consent]]:
        """The answers for these people that came after the page was shown."""
        return [
            (person, said)
            for person in people
            for purpose, said in held.get(person.id, {}).items()
            if said.id != self.shown.get((person.id, purpose))
        ]


def name_of(cell: Cell) -> str:
    """The value of a cell's box."""
    return f"{cell[0]}-{cell[1]}"


def _given() -> set[str]:
    return set(request.form.getlist("given"))


def _was_given(said: Consent | None, cell: Cell) -> bool:
    if said is None or (said.member_id, said.purpose) != cell:
        return False
    return said.state is ConsentState.GIVEN


def ticked_in(held: Held, wishes: Iterable[Wish] = ()) -> set[Cell]:
    """What stands, and what somebody wishes for beside it."""
    cells = {
        (member_id, purpose)
        for member_id, said in held.items()
        for purpose, consent in said.items()
        if consent.state is ConsentState.GIVEN
    }
    for wish in wishes:
        (cells.add if wish.is_given else cells.discard)((wish.member_id, wish.purpose))
    return cells


def note(form: Form) -> str:
    """The note as one line; notes an error where it is too long."""
    line = one_line(form.values.get("note"))
    if len(line) > NOTE_LENGTH:
        form.errors["note"] = _(
            "The note has %(actual)d characters. Shorten it to %(limit)d at most.",
            actual=len(line),
            limit=NOTE_LENGTH,
        )
    return line
