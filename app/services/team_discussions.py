"""A Team's own discussion: made with one press for all, and named as its Team is."""

from sqlalchemy import Select

from app.extensions import db
from app.models import Activity, Membership, Team
from app.queries import team_discussions
from app.richtext import RichText


def open_for(lacking: Select[Team], prompt: RichText | None) -> int:
    """Give each of these Teams a discussion with this prompt; how many there were.

    Whoever calls has locked what the Teams are of, so that pressing twice makes one for each.
    """
    teams = list(db.session.scalars(lacking))
    for team in teams:
        discussion = Activity(space_id=team.space_id, team_id=team.id)
        discussion.revise(title=team.name, prompt=prompt)
        db.session.add(discussion)
    db.session.flush()
    return len(teams)


def rename(team: Team, name: str) -> None:
    """Its discussion takes the Team's new name, unless staff gave it another."""
    discussion = db.session.scalar(team_discussions.of_team(team.id))
    if discussion:
        discussion.follow(old_title=team.name, new_title=name)


def is_open_to(author: Membership, activity: Activity) -> bool:
    """Whether a student may still write in an Activity, as far as it is a Team's."""
    if activity.team_id is None:
        return True
    return db.session.scalar(team_discussions.reached(activity, author)) is not None
