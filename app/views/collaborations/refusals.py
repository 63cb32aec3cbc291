"""What a teacher reads whose code lets their class in nowhere."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.services.class_invitations import NotEntered

WORDS: dict[NotEntered, LazyString] = {
    NotEntered.UNKNOWN: _l(
        "No invitation has this code. Compare it with what your colleague sent, "
        "or ask for a new one."
    ),
    NotEntered.EXPIRED: _l("This code is too old. Ask your colleague for a new one."),
    NotEntered.REVOKED: _l("This code was taken back. Ask your colleague for a new one."),
    NotEntered.USED: _l(
        "This code was entered already by as many classes as it was meant for. "
        "Ask your colleague for a new one."
    ),
    NotEntered.OVER: _l("This collaboration has ended. Nobody can join it any more."),
    NotEntered.OWN: _l(
        "Your class is part of this already: you find it in the list of your collaborations. "
        "A code is for another class: enter it in that class's course."
    ),
    NotEntered.OTHER_SCHOOL: _l(
        "This code is for classes of the school that made it. "
        "Ask your colleague to invite a class of another school instead."
    ),
    NotEntered.TOO_MANY: _l(
        "You have entered too many codes that nobody gave out. Try again in an hour."
    ),
}


def words_of(reason: NotEntered) -> str:
    """The sentence for a reason."""
    return str(WORDS[reason])
