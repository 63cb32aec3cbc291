"""Read what a teacher types when they grade, and keep it until it is sent."""

from flask_babel import gettext as _

from app.locales import points_text
from app.models import Draft, Score, points
from app.models.points import MOST_DECIMALS, NotPoints
from app.models.score import LONGEST_COMMENT
from app.richtext import TooLong
from app.richtext.source import normalised
from app.services.grading import Grade
from app.views import forms
from app.views.forms import Form

FIELDS = ("points", "comment", "seen_version", "post")


def of_score(score: Score | None, draft: Draft | None, post_id: int | None) -> Form:
    """The form with what was typed before, else with the grade as it is."""
    post = str(post_id or "")
    if draft:
        return Form.blank(
            points=draft.title,
            comment=draft.source,
            seen_version=str(draft.version or 0),
            post=post,
        )
    if score is None or score.points is None:
        return Form.blank(
            points="", comment="", seen_version=str(score.version if score else 0), post=post
        )
    return Form.blank(
        points=points_text(score.points),
        comment=score.comment,
        seen_version=str(score.version),
        post=post or str(score.post_id or ""),
    )


def version_of(form: Form) -> int:
    """The version of the Score that the form was opened with."""
    return forms.whole(form.values.get("seen_version", "")) or 0


def read(form: Form, maximum: float, post_id: int | None) -> Grade | None:
    """The grade; notes an error for what can't be taken and then gives None."""
    given, comment = _points(form, maximum), _comment(form)
    return Grade(given, comment, post_id) if form.is_valid else None


def _points(form: Form, maximum: float) -> float | None:
    try:
        return points.parse(form.values["points"], maximum)
    except NotPoints as problem:
        form.errors["points"] = _words(problem.code, points_text(maximum))
        return None


def _words(code: str, maximum: str) -> str:
    if code == "missing":
        return str(_("Give points, from 0 to %(maximum)s.", maximum=maximum))
    if code == "negative":
        return str(_("Points can't be less than 0. Give 0 to %(maximum)s.", maximum=maximum))
    if code == "too_many":
        return str(_("This activity is worth %(maximum)s points at most.", maximum=maximum))
    if code == "too_exact":
        return str(_("Give points with %(count)d decimals at most.", count=MOST_DECIMALS))
    return str(
        _("Write points as a number, like 7 or 7.5, from 0 to %(maximum)s.", maximum=maximum)
    )


def _comment(form: Form) -> str:
    """Plain words: an LMS shows them as such."""
    try:
        comment = normalised(form.values["comment"])
        length = len(comment)
    except TooLong as problem:
        comment, length = "", int(problem.values["actual"])
    if length > LONGEST_COMMENT:
        form.errors["comment"] = _(
            "The comment has %(actual)d characters. Shorten it to %(limit)d at most.",
            actual=length,
            limit=LONGEST_COMMENT,
        )
    return comment
