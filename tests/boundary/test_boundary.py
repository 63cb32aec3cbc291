"""No page, header or error tells anybody a name, an address or a number of another class's child.

`make boundary` runs this alone, and prints how many routes, viewers, answers and leaks there were.
"""

from flask import Flask

from app.extensions import begin_write, db
from app.models import Post
from tests.support.boundary import Boundary, leaks
from tests.support.cast import Campus


def test_nobody_learns_of_another_class_s_children(app: Flask, campus: Campus) -> None:
    report = Boundary(app, campus).go()
    print(f"\nBoundary: {report}")
    assert len(report.routes) > 60
    assert len(report.viewers) == 12
    assert not report.leaks, str(report)


def test_a_leak_that_is_planted_is_found(app: Flask, campus: Campus) -> None:
    """A child's name where partners read it, as a database that was tampered with would have it."""
    boundary = Boundary(app, campus)
    walk = boundary.walk
    with app.app_context():
        begin_write()
        db.session.get_one(Post, walk.shared["post_id"]).body_html = "<p>Thanks, Amira Haddad!</p>"
        db.session.commit()
        db.session.remove()
    found = boundary.go("stranger").leaks
    assert len(found) > 1
    assert any("s501 by 'Amira Haddad'" in line for line in found)


def test_what_is_looked_for_is_there_to_be_found(app: Flask, campus: Campus) -> None:
    """Their own teacher meets every child on the class list, by the very words that are sought."""
    boundary = Boundary(app, campus)
    page = boundary.viewers["teacher"].get(f"/contexts/{boundary.walk.values['context_id']}/roster")
    met = list(leaks(page, boundary.secrets["wattle-park", "5b"]))
    assert len(met) >= len(campus.school().course("5b").students) - 2  # two have no name
    numbers = {text for text in boundary.secrets["wattle-park", "5b"] if text.isdigit()}
    assert len(numbers) >= 2 * len(campus.school().course("5b").students) - 2
