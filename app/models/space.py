"""Space and SpaceContext: where one or more Contexts work together."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_LENGTH, Base, Choice, Numbered
from app.models.context import Context


class Relation(StrEnum):
    """A Context's place in a Space."""

    HOST = "host"
    PARTNER = "partner"


class Space(Numbered, Base):
    """A class's own Space is made at its first launch; home_of says whose it is."""

    __tablename__ = "spaces"

    title: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    home_of_id: Mapped[int | None] = mapped_column(ForeignKey("contexts.id"), unique=True)

    home_of: Mapped[Context | None] = relationship()


class SpaceContext(Numbered, Base):
    """One Context in one Space, as host or as partner."""

    __tablename__ = "space_contexts"
    __table_args__ = (UniqueConstraint("space_id", "context_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    context_id: Mapped[int] = mapped_column(ForeignKey("contexts.id"), index=True)
    relation: Mapped[Relation] = mapped_column(Choice(Relation))

    space: Mapped[Space] = relationship()
    context: Mapped[Context] = relationship()
