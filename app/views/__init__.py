"""One blueprint for each noun. A view loads, allows, acts and renders; it alone commits."""

from flask import Flask

from app.views import (
    activities,
    collaborations,
    consent_proposals,
    console,
    contexts,
    decided_flags,
    deep_links,
    drafts,
    grading,
    home,
    invitations,
    links,
    lti_notices,
    own_reviews,
    partings,
    posts,
    pseudonyms,
    replies,
    revisions,
    rotation,
    tabs,
    teams,
    timetable,
    topics,
    works,
)
from app.views.guards import check_guarded

BLUEPRINTS = (
    home.bp,
    invitations.bp,
    lti_notices.bp,  # that of lti
    contexts.bp,
    collaborations.bp,
    teams.bp,
    partings.bp,
    pseudonyms.bp,  # that of spaces
    consent_proposals.bp,  # that of consents
    own_reviews.bp,  # that of reviews, with decisions, rules and notes
    activities.bp,
    topics.bp,
    rotation.bp,
    deep_links.bp,
    posts.bp,
    decided_flags.bp,  # that of flags, with prompt_flags
    replies.bp,
    revisions.bp,
    drafts.bp,
    tabs.bp,
    timetable.bp,
    works.bp,
    links.bp,
    grading.bp,  # that of scores
    console.bp,
)


def init_views(app: Flask) -> None:
    """Register every blueprint. Raises AssertionError for a route that says not who may come."""
    app.url_map.merge_slashes = False  # it would redirect to whatever the Host header says
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    check_guarded(app)
