"""Teams where classes meet, as the staff of one class see them; and the discussions of Teams."""

from app.views.teams import balance, discussions, groups, one, shared
from app.views.teams.blueprint import bp

__all__ = ["balance", "bp", "discussions", "groups", "one", "shared"]
