"""How to connect each kind of LMS: lti_config/*.md, with this installation's own addresses."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from app.config import PROJECT
from app.extensions import current_settings
from app.richtext import render
from app.views.console.blueprint import bp
from app.views.stewards import requires_steward

GUIDES = {
    "moodle": _l("Moodle"),
    "canvas": _l("Canvas"),
    "brightspace": _l("Brightspace"),
    "blackboard": _l("Blackboard"),
    "sakai": _l("Sakai"),
    "schoology": _l("Schoology"),
    "open-edx": _l("Open edX"),
}
"""The names of products, by the file that is about each."""

EXAMPLE = "https://courtyard.example.org"
"""What stands in the files for this installation's address."""


@bp.get("/guides")
@requires_steward
def list_guides() -> str:
    """Every guide, and the addresses that all of them need."""
    base_url = current_settings().base_url
    return render_template(
        "console/guides.html",
        guides=GUIDES,
        launch_url=f"{base_url}/lti/launch",
        login_url=f"{base_url}/lti/login",
        key_set_url=f"{base_url}/lti/jwks.json",
        configuration_url=f"{base_url}/lti/config.json",
    )


@bp.get("/guides/<any('{}'):lms>".format("','".join(GUIDES)))
@requires_steward
def show_guide(lms: str) -> str:
    """One guide, in English. It is rendered and cleaned as all Markdown here is."""
    base_url = current_settings().base_url
    source = (PROJECT / "lti_config" / f"{lms}.md").read_text("utf-8")
    source = source.replace(EXAMPLE, base_url).replace(
        EXAMPLE.partition("://")[2], base_url.partition("://")[2]
    )
    return render_template("console/guide.html", name=GUIDES[lms], html=render(source).html)
