"""Templates say of which class somebody is, where classes meet."""

from collections.abc import Iterable
from typing import Protocol

from flask import g

from app.extensions import db
from app.models import Space
from app.queries import collaborations
from app.queries.collaborations import ClassMark


class Placed(Protocol):
    """A row of something in a Space."""

    @property
    def space(self) -> Space: ...


def mark_classes(rows: Iterable[Placed]) -> None:
    """Of all Spaces that a page has rows of."""
    mark_classes_of(row.space for row in rows)


def mark_classes_of(spaces: Iterable[Space]) -> None:
    """A class that meets several others has one mark in each Space, and the page's last counts."""
    g.class_marks = {}
    for space_id in {space.id for space in spaces if space.is_shared}:
        for row in db.session.execute(collaborations.MARKS, {"space": space_id}):
            mark = ClassMark.of(row)
            g.class_marks[mark.context_id] = mark
