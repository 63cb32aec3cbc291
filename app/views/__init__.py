"""One blueprint for each noun. A view loads, allows, acts and renders; it alone commits."""

from flask import Flask

from app.views import (
    activities,
    console,
    contexts,
    deep_links,
    drafts,
    grading,
    home,
    lti_registration,
    posts,
    replies,
    revisions,
    spaces,
    topics,
)
from app.views.guards import check_guarded

BLUEPRINTS = (
    home.bp,
    lti_registration.bp,  # that of lti
    contexts.bp,
    spaces.bp,
    activities.bp,
    topics.bp,
    deep_links.bp,
    posts.bp,
    replies.bp,
    revisions.bp,
    drafts.bp,
    grading.bp,  # that of scores
    console.bp,
)


def init_views(app: Flask) -> None:
    """Register every blueprint. Raises AssertionError for a route that says not who may come."""
    app.url_map.merge_slashes = False  # it would redirect to whatever the Host header says
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    check_guarded(app)
