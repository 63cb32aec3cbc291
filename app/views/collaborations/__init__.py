"""Collaborations, as the staff of one class see them: the address says of which."""

from app.views.collaborations import agreeing, charters, health, inviting, names, stopping
from app.views.collaborations.blueprint import bp

__all__ = ["agreeing", "bp", "charters", "health", "inviting", "names", "stopping"]
