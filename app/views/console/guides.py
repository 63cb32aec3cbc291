"""How to connect each kind of LMS: lti_config/*.md, with this installation's own addresses."""

from flask import render_template

from app.config import PROJECT
from app.extensions import current_settings
from app.richtext import render
from app.views.console.blueprint import bp
from app.views.stewards import requires_steward

GUIDES = {
    "moodle": "Moodle",
    "canvas": "Canvas",
    "brightspace": "Brightspace",
    "blackboard": "Blackboard",
    "sakai": "Sakai",
    "schoology": "Schoology",
    "open-edx": "Open edX",
}
"""The names of products, by the file that is about each."""

EXAMPLE = "https://courtyard.example.org"
"""What stands in the files for this installation's address."""


@bp.get("/guides")
@requires_steward
def list_guides() -> str:
    """Every guide, and the addresses that all of them need."""
    return render_template(
        "console/guides.html", guides=GUIDES, base_url=current_settings().base_url
    )


@bp.get("/guides/<any('{}'):lms>".format("','".join(GUIDES)))
@requires_steward
def show_guide(lms: str) -> str:
    """One guide. It takes the path of everything that is shown as HTML: it is cleaned."""
    base_url = current_settings().base_url
    source = (PROJECT / "lti_config" / f"{lms}.md").read_text("utf-8")
    source = source.replace(EXAMPLE, base_url).replace(
        EXAMPLE.partition("://")[2], base_url.partition("://")[2]
    )
    return render_template("console/guide.html", name=GUIDES[lms], html=render(source).html)
