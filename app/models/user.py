"""User: a person as one Platform knows them."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered
from app.models.platform import Platform


class User(Numbered, Base):
    """(platform, sub). Never merged across Platforms; no e-mail address and no photo is kept."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("platform_id", "sub"),)

    platform_id: Mapped[int] = mapped_column(ForeignKey("platforms.id"))
    sub: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    """The full name, or "" where the platform sends none."""
    given_name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    locale: Mapped[str] = mapped_column(String(35), default="")
    """The language tag of the last launch (BCP 47), or ""."""
    lti11_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH), default="")
    """Their id in LTI 1.1, as the platform says it; see app.lti.migration."""

    platform: Mapped[Platform] = relationship()
