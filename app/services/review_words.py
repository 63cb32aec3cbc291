"""What people read of what has to wait."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.models import ReviewRule

RULES: dict[ReviewRule, LazyString] = {
    ReviewRule.NOTHING: _l("Nothing has to wait"),
    ReviewRule.FIRST: _l("The first thing that each student writes waits"),
    ReviewRule.EVERYTHING: _l("Everything waits"),
}
