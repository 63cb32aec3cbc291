"""What people read of the names by which partner classes know students."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.models import PartnerNames

NAMES: dict[PartnerNames, LazyString] = {
    PartnerNames.PSEUDONYM: _l("Made-up names, always"),
    PartnerNames.FIRST_NAME: _l("First names, where the class wishes it and the family agreed"),
}
