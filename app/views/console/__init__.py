"""The console: what administrators of the installation and of Schools see and do."""

from app.views.console import entrance, schools
from app.views.console.blueprint import bp

__all__ = ["bp", "entrance", "schools"]
