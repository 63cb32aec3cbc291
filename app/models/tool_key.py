"""ToolKey: the tool's own signing key, published at /lti/jwks.json."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered, now

OVERLAP = timedelta(days=7)
"""How long a retired key stays published, for platforms that cache the key set."""


class ToolKey(Numbered, Base):
    """RS256 (1EdTech Security Framework 1.0, 5.1.2). The private half is encrypted at rest."""

    __tablename__ = "tool_keys"

    kid: Mapped[str] = mapped_column(String(64), unique=True)
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSON)
    private_pem: Mapped[str] = mapped_column(Text)
    """PKCS #8, encrypted with the installation's secret key."""
    retired_at: Mapped[datetime | None]

    def retire(self) -> None:
        """Sign no more with it; it stays published for a while."""
        self.retired_at = self.retired_at or now()

    @property
    def published_until(self) -> datetime | None:
        """When a retired key goes; None for one that still signs."""
        return self.retired_at + OVERLAP if self.retired_at else None

    @property
    def is_published(self) -> bool:
        """Whether platforms may still meet signatures made with it."""
        return self.published_until is None or now() < self.published_until
