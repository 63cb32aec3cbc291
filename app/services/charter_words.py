"""What a Charter's choices are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

RETENTION: dict[int, LazyString] = {
    30: _l("30 days"),
    90: _l("90 days"),
    180: _l("Half a year"),
    365: _l("A year"),
}
