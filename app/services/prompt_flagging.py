"""Ask staff to look at a teacher's words above an Activity's Topics, and decide on them.

Whoever calls has locked the Activity.
"""

from app.extensions import db
from app.models import Activity, ActorKind, FlagState, Membership, PromptFlag
from app.models.secret import hashed
from app.policies.flagging import can_keep_prompt
from app.queries import flags, prompt_flags
from app.services.flagging import Changed, Complaint, meets_another_school
from app.services.recording import record


def flag(activity: Activity, complaint: Complaint, *, by: Membership) -> PromptFlag:
    """Once for each member while staff have not decided. Where classes of different Schools meet
    one is enough to hide it, unless these very words were looked at and kept."""
    if earlier := db.session.scalar(prompt_flags.by(by.id, activity.id)):
        return earlier
    made = PromptFlag(member_id=by.id, activity_id=activity.id, source=activity.prompt_source)
    made.reason, made.words = complaint.reason, complaint.words
    hides = meets_another_school(activity.space)
    if hides and not db.session.scalar(prompt_flags.was_kept(activity.id, seen(activity))):
        activity.hold(True)
    db.session.add(made)
    db.session.flush()
    for school, is_own in _schools(activity, by):
        actor = by if is_own else ActorKind.MEMBER  # others learn the class, and no child
        record(
            "prompt_flag.raised", school=school, actor=actor, subject=made,
            activity=activity.id, reason=str(made.reason), class_=by.context_id,
        )  # fmt: skip
    return made


def _schools(activity: Activity, member: Membership) -> list[tuple[int | None, bool]]:
    """Each School whose classes read it, and whether it is the member's own."""
    own = db.session.scalar(flags.school_of(member.context_id))
    return [(each, each == own) for each in db.session.scalars(flags.schools(activity.space_id))]


def seen(activity: Activity) -> str:
    """Says which words staff have before them."""
    return hashed(activity.prompt_source)[:16]


def may_keep(flag_: PromptFlag, actor: Membership) -> bool:
    """Whether it is this member's to say that the words may stand."""
    query = prompt_flags.takes_part(flag_.activity_id, flag_.flagger_context_id)
    return can_keep_prompt(actor, flag_, has_left=not db.session.scalar(query))


def decide(activity: Activity, note: str, *, seen_: str, is_hidden: bool, by: Membership) -> None:
    """All that wait on the prompt. Hiding takes the words away: they stay in the flags. To let them
    stand settles what is this member's to settle, and shows them once nothing else waits.

    Raises Changed where they are not what staff saw.
    """
    waiting = list(db.session.scalars(prompt_flags.waiting(activity.id)))
    if not waiting:
        return
    if seen_ != seen(activity):
        raise Changed
    state = FlagState.HIDDEN if is_hidden else FlagState.KEPT
    settled = [each for each in waiting if is_hidden or may_keep(each, by)]
    for each in settled:
        each.decide(state, note, seen=seen_, by=by.id)
        for school, _is_own in _schools(activity, by):
            record(
                f"prompt_flag.{state}", school=school, actor=by, subject=each,
                activity=activity.id, class_=by.context_id,
            )  # fmt: skip
    if is_hidden:
        activity.revise(title=activity.title, prompt=None)
    if len(settled) == len(waiting):
        activity.hold(False)
