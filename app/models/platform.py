"""Platform: one LMS registration."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.addresses import frame_source
from app.models.base import LTI_ID_LENGTH, NAME_LENGTH, Base, Numbered, now
from app.models.school import School


class Platform(Numbered, Base):
    """(issuer, client_id): LTI 1.3 core, 3.1.3. Its Deployments decide the School."""

    __tablename__ = "platforms"
    __table_args__ = (UniqueConstraint("issuer", "client_id"),)

    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    """The School that new Deployments belong to; none where a vendor shares the registration."""
    issuer: Mapped[str] = mapped_column(String(2048))
    client_id: Mapped[str] = mapped_column(String(LTI_ID_LENGTH))
    auth_login_url: Mapped[str] = mapped_column(String(2048))
    """OIDC authorization endpoint; may carry a query of its own."""
    auth_token_url: Mapped[str] = mapped_column(String(2048))
    auth_audience: Mapped[str] = mapped_column(String(2048), default="")
    """What the token endpoint wants as ``aud``, where that is not its own address."""
    key_set_url: Mapped[str] = mapped_column(String(2048))
    frame_origins: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Further origins whose pages may frame the tool, such as https://*.instructure.com."""
    has_storage: Mapped[bool] = mapped_column(default=False)
    """Whether its storage has brought a secret back before: a login that offers none is odd."""
    approved_at: Mapped[datetime | None]
    """When an administrator let it in; launches are refused until then."""
    disabled_at: Mapped[datetime | None]

    school: Mapped[School | None] = relationship()

    @property
    def is_approved(self) -> bool:
        """Whether an administrator has let this registration in."""
        return self.approved_at is not None

    def approve(self) -> None:
        """Let it in."""
        self.approved_at = self.approved_at or now()

    def move(self, *, login: str, token: str, keys: str) -> None:
        """Take other addresses. Who approved the old ones has not seen these, so it waits anew."""
        if (login, token, keys) != (self.auth_login_url, self.auth_token_url, self.key_set_url):
            self.auth_login_url, self.auth_token_url, self.key_set_url = login, token, keys
            self.approved_at = None

    @property
    def is_enabled(self) -> bool:
        """Whether it was not switched off."""
        return self.disabled_at is None

    def disable(self) -> None:
        """Refuse launches from now on; what was written stays."""
        self.disabled_at = self.disabled_at or now()

    def enable(self) -> None:
        """Take launches again."""
        self.disabled_at = None

    def origins(self) -> list[str]:
        """The origins whose pages may frame the tool (CSP frame-ancestors source list)."""
        named = map(frame_source, (self.auth_login_url, self.issuer, *self.frame_origins))
        return list(dict.fromkeys(source for source in named if source))
