"""Write down what families said of their children, and know what a change of it hides."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from app.extensions import db
from app.models import Consent, ConsentProposal, ConsentState, Membership, Purpose, now
from app.models.consent import next_state
from app.policies.consenting import can_publish_to_partners, can_set_consent
from app.queries import consents
from app.queries.consents import StudentRow
from app.queries.people import Author
from app.services import first_names, recording

KEPT = timedelta(days=1)
"""How long a proposal waits that nobody carries out."""

Held = Mapping[int, Mapping[Purpose, Consent]]
"""The newest answers, by Membership and purpose."""


@dataclass(frozen=True)
class Wish:
    """A yes or a no for one student and purpose."""

    member_id: int
    purpose: Purpose
    is_given: bool


@dataclass(frozen=True)
class Change:
    """What a wish makes of the answer there is."""

    person: Author
    purpose: Purpose
    was: ConsentState | None
    state: ConsentState
    seen_id: int
    """The newest row that it replaces; 0 where there is none."""


@dataclass(frozen=True)
class Plan:
    """All that some wishes change, and the Posts that partner classes can't read after it."""

    changes: list[Change]
    hidden: dict[int, int]
    """How many Posts, by Membership."""

    @property
    def by_person(self) -> list[tuple[Author, list[Change]]]:
        """The changes of each student, in the order of the class."""
        found: dict[int, tuple[Author, list[Change]]] = {}
        for change in self.changes:
            found.setdefault(change.person.id, (change.person, []))[1].append(change)
        return list(found.values())

    @property
    def hidden_count(self) -> int:
        """Of everybody's."""
        return sum(self.hidden.values())

    @property
    def has_withdrawals(self) -> bool:
        """Whether something is taken back that was given."""
        return any(change.state is ConsentState.WITHDRAWN for change in self.changes)

    @property
    def fingerprint(self) -> str:
        """Another wherever anything that it rests on is another."""
        facts = [
            [change.person.id, change.purpose, change.state, change.seen_id]
            for change in self.changes
        ]
        text = json.dumps([facts, sorted(self.hidden.items())])
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def held_by(member_ids: Iterable[int]) -> Held:
    """What was said for these students."""
    found: dict[int, dict[Purpose, Consent]] = defaultdict(dict)
    for consent in db.session.scalars(consents.consents_of(member_ids)):
        found[consent.member_id][consent.purpose] = consent
    return found


def seen_before(consent_ids: Iterable[int]) -> dict[int, Consent]:
    """Answers by their ids, as a page showed them."""
    query = db.select(Consent).where(Consent.id.in_(consent_ids))
    return {consent.id: consent for consent in db.session.scalars(query)}


def given(held: Mapping[Purpose, Consent]) -> set[Purpose]:
    """The purposes with a yes; what policies.consenting asks for."""
    return {purpose for purpose, said in held.items() if said.state is ConsentState.GIVEN}


def refused(held: Mapping[Purpose, Consent]) -> set[Purpose]:
    """The purposes with a no; who was never asked has none."""
    return {purpose for purpose, said in held.items() if said.state is not ConsentState.GIVEN}


def why_not_published(given: Set[Purpose]) -> str:
    """Why a student's words can't go to partner classes, for their teachers; "" where they can."""
    if can_publish_to_partners(given):
        return ""
    if Purpose.PARTNER_VISIBILITY not in given:
        return str(_("Nobody has agreed that partner classes may see this student."))
    return str(_("Nobody has agreed that partner classes may read what this student writes."))


def students(member_ids: Iterable[int], *, by: Membership) -> list[Author]:
    """Those of them whose consents this member may set."""
    rows = db.session.execute(consents.some(by.context_id, member_ids))
    people = (StudentRow.of(row).person for row in rows)
    # Whoever is no student is in the list for what was said.
    return [each for each in people if can_set_consent(by, each, was_answered_for=True)]


def plan(wishes: Iterable[Wish], *, by: Membership) -> Plan:
    """What these wishes change, as things are now. Others' students are left out."""
    wished = {(wish.member_id, wish.purpose): wish.is_given for wish in wishes}
    people = students({member_id for member_id, _purpose in wished}, by=by)
    held = held_by(person.id for person in people)
    changes = [change for person in people for change in _changes(person, held, wished)]
    return Plan(changes, _hidden(changes, held))


def _changes(
    person: Author, held: Held, wished: Mapping[tuple[int, Purpose], bool]
) -> Iterator[Change]:
    for purpose in Purpose:
        if (person.id, purpose) not in wished:
            continue
        said = held.get(person.id, {}).get(purpose)
        was = said.state if said else None
        state = next_state(was, wished[person.id, purpose])
        if state:
            yield Change(person, purpose, was, state, said.id if said else 0)


def _hidden(changes: Iterable[Change], held: Held) -> dict[int, int]:
    """The Posts of those whose words partner classes may read now and not after it."""
    before = {change.person.id: given(held.get(change.person.id, {})) for change in changes}
    after = {member_id: set(purposes) for member_id, purposes in before.items()}
    for change in changes:
        is_given = change.state is ConsentState.GIVEN
        (after[change.person.id].add if is_given else after[change.person.id].discard)(
            change.purpose
        )
    silenced = [
        member_id
        for member_id in before
        if can_publish_to_partners(before[member_id])
        and not can_publish_to_partners(after[member_id])
    ]
    if not silenced:
        return {}
    rows = db.session.execute(consents.shared_post_counts(silenced))
    return {row[0]: row[1] for row in rows}


def carry_out(changes: Iterable[Change], *, by: Membership, note: str) -> None:
    """Write the changes down, each with its Event. The Context is locked."""
    rows = [
        Consent(
            member_id=change.person.id,
            purpose=change.purpose,
            state=change.state,
            note=note,
            decided_by_id=by.id,
        )
        for change in changes
    ]
    db.session.add_all(rows)
    db.session.flush()
    if ended := [row.member_id for row in rows if _ends_first_name(row)]:
        first_names.forget(ended)
    for row in rows:
        recording.record(
            f"consent.{row.state}",
            school=by.context.deployment.school_id,
            actor=by,
            subject=row,
            purpose=str(row.purpose),
        )


def _ends_first_name(row: Consent) -> bool:
    is_needed = row.purpose in (Purpose.FIRST_NAME, Purpose.PARTNER_VISIBILITY)
    return is_needed and row.state is not ConsentState.GIVEN


def propose(
    wishes: Iterable[Wish], *, by: Membership, note: str, problems: Iterable[Any] = ()
) -> ConsentProposal:
    """Keep what somebody wishes for, to be looked at before it is done."""
    _forget_old(by.context_id)
    proposal = ConsentProposal(
        author_id=by.id,
        note=note,
        wishes=[[wish.member_id, wish.purpose, wish.is_given] for wish in wishes],
        problems=list(problems),
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def _forget_old(context_id: int) -> None:
    """Files name children: what nobody carried out is not kept."""
    members = db.select(Membership.id).where(Membership.context_id == context_id)
    db.session.execute(
        delete(ConsentProposal).where(
            ConsentProposal.author_id.in_(members),
            ConsentProposal.created_at < now() - KEPT,
        ),
        execution_options={"synchronize_session": False},
    )


def plan_of(proposal: ConsentProposal, *, by: Membership) -> Plan:
    """What a proposal changes, as things are now."""
    wishes = (Wish(member, Purpose(purpose), said) for member, purpose, said in proposal.wishes)
    return plan(wishes, by=by)


def accept(proposal: ConsentProposal, found: Plan, *, by: Membership) -> None:
    """Do what was proposed. The Context and the proposal are locked."""
    carry_out(found.changes, by=by, note=proposal.note)
    proposal.finish(changed=len(found.changes), hidden=found.hidden_count)
