"""The pages on which one student is graded."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import render_template

from app.extensions import db
from app.models import Activity, Draft, DraftKind, Membership, Score
from app.policies import grading as policy
from app.queries import scores, works
from app.queries.works import WrittenRow
from app.services import drafting, grading
from app.services.grading import Grade
from app.views import forms, loading, score_forms
from app.views.forms import Form
from app.views.scores import column_facts, row_of


@dataclass(frozen=True)
class Desk:
    """Who grades whom, in which Activity."""

    activity: Activity
    actor: Membership
    student: Membership

    @classmethod
    def load(cls, activity_id: int, member_id: int) -> "Desk":
        """By the numbers of the address: a student of the actor's own class, or 404; or 403."""
        activity, actor = loading.activity(activity_id)
        loading.allow(policy.can_see_scores(actor))
        return cls(activity, actor, loading.student(member_id, actor.context_id))

    @property
    def path(self) -> str:
        """Where all this student's pages are."""
        return f"/activities/{self.activity.id}/scores/{self.student.id}"

    @property
    def may_grade(self) -> bool:
        """Whether there are points to give, and this is somebody to give them to."""
        has_points = self.activity.points_possible is not None
        return has_points and policy.can_grade(self.actor, self.student)

    @cached_property
    def score(self) -> Score | None:
        """The student's Score, if somebody has begun one."""
        return grading.find(self.activity, self.student)

    @cached_property
    def draft(self) -> Draft | None:
        """What this teacher typed and has not sent."""
        if self.score is None:
            return None
        return drafting.find(self.actor, DraftKind.GRADE, self.score.id)

    def form(self) -> Form:
        """What this teacher typed before, else the grade as it is."""
        return score_forms.of_score(self.score, self.draft, self.post_id)

    @cached_property
    def post(self) -> WrittenRow | None:
        """The Post at hand, if it is the student's and stands in this Activity."""
        number = forms.number("post")
        query = works.post(self.activity.id, self.student.id, number)
        row = db.session.execute(query).first() if number else None
        return WrittenRow(*row) if row else None

    @property
    def post_id(self) -> int | None:
        """Its id."""
        return self.post.id if self.post else None

    def read(self, form: Form) -> Grade | None:
        """The grade that a form holds; None where it can't be given, with what is wrong in it."""
        maximum = self.activity.points_possible
        return None if maximum is None else score_forms.read(form, maximum, self.post_id)

    def page(self, form: Form) -> str:
        """What the student wrote, how it stands with their grade, and the form."""
        before = forms.number("before")
        query = works.posts(self.activity.id, self.student.id, before)
        written = [WrittenRow(*row) for row in db.session.execute(query)]
        shown = written[: works.PAGE]
        row = row_of(self.activity, self.student)
        return render_template(
            "scores/show.html",
            form=form,
            row=row,
            left_out_at=row.left_out_at,
            written=shown,
            is_first=before == 0,
            next_key=shown[-1].id if len(written) > works.PAGE else None,
            next_student=self._next_student(),
            **self._facts(),
        )

    def _next_student(self) -> str | None:
        """The path of whoever comes next in the class, for those who go through it."""
        query = scores.page(self.activity.id, self.actor.context_id, self.student.ordinal)
        row = db.session.execute(query.limit(1)).first()
        return f"/activities/{self.activity.id}/scores/{row.author_id}" if row else None

    @cached_property
    def left_out_at(self) -> datetime | None:
        """When the LMS last said that it does not give the student the Activity, if it said so."""
        return db.session.scalar(scores.left_out(self.activity.id, self.student.id))

    def preview(self, form: Form, given: Grade, score: Score) -> str:
        """What goes, and what somebody else has given meanwhile."""
        is_stale = score_forms.version_of(form) != score.version
        return render_template(
            "scores/preview.html",
            form=form,
            given=given,
            is_stale=is_stale,
            left_out_at=self.left_out_at,
            **self._facts(),
        )

    def deletion(self, score: Score, *, is_stale: bool) -> str:
        """Ask before a grade is taken back."""
        return render_template("scores/deletion.html", is_stale=is_stale, **self._facts())

    def _facts(self) -> dict[str, Any]:
        return {
            "activity": self.activity,
            "actor": self.actor,
            "student": self.student,
            "path": self.path,
            "score": self.score,
            "may_grade": self.may_grade,
            "post": self.post,
            **column_facts(self.activity, self.actor),
        }
