"""What an author has waiting: read it, change it, send it again, take it back."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.models import Membership, Post, Review, ReviewKind, ReviewState
from app.richtext import render
from app.services import deciding, reviewing
from app.views import loading
from app.views.forms import Form
from app.views.guards import requires_session
from app.views.review_notes import bp

__all__ = ["bp"]


@bp.get("/reviews/<int:review_id>")
@requires_session
def show_own(review_id: int) -> ResponseReturnValue:
    """The words, and where they are. Once they are published, that is there; a note stays here."""
    review, actor = loading.own_review(review_id)
    if review.state is ReviewState.PUBLISHED:
        return _published_page(review, actor)
    return _page(review, actor, Form.blank(title=review.title, source=review.source))


def _published_page(review: Review, actor: Membership) -> ResponseReturnValue:
    place = _published_at(review)
    if not review.note:
        return redirect(place, 303)
    return render_template("reviews/published.html", review=review, actor=actor, place=place)


def _published_at(review: Review) -> str:
    post = db.session.get(Post, review.post_id) if review.post_id else None
    if post:
        return f"/topics/{post.topic_id}/posts/{post.number}"
    return f"/topics/{review.topic_id}" if review.topic_id else f"/activities/{review.activity_id}"


def _page(review: Review, actor: Membership, form: Form) -> str:
    return render_template(
        "reviews/own.html",
        review=review,
        activity=review.activity,
        actor=actor,
        body=render(review.source).html if review.source else "",
        found=deciding.found_in(review) if review.is_waiting else [],
        form=form,
    )


@bp.post("/reviews/<int:review_id>/revision")
@requires_session
def revise_own(review_id: int) -> ResponseReturnValue:
    """Other words in place of those that wait, or were returned."""
    review, actor = loading.own_review(review_id, to_change=True)
    if review.state is ReviewState.PUBLISHED:
        return redirect(_published_at(review), 303)
    form = Form.sent("title", "source")
    title = form.title() if review.kind in (ReviewKind.TOPIC, ReviewKind.TITLE) else ""
    text = form.text() if review.kind is not ReviewKind.TITLE else None
    if not form.is_valid:
        return _page(review, actor, form), 422
    reviewing.send_again(review, title, text.source if text else "")
    db.session.commit()
    return redirect(f"/reviews/{review_id}", 303)


@bp.post("/reviews/<int:review_id>/withdrawal")
@requires_session
def withdraw_own(review_id: int) -> ResponseReturnValue:
    """Take it back. Twice is once; what is published stays, and can be deleted there."""
    review, _actor = loading.own_review(review_id, to_change=True)
    if review.state is ReviewState.PUBLISHED:
        return redirect(_published_at(review), 303)
    activity_id = review.activity_id
    review.withdraw()
    db.session.commit()
    return redirect(f"/activities/{activity_id}", 303)
