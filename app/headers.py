"""What every answer says to the browser."""

from flask import Flask, Response, g, request

from app.addresses import frame_source

# Turbo draws its progress bar with one style element; its text is fixed for a pinned version.
TURBO_STYLE = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' {style}; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action {targets}; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)


def init_headers(app: Flask) -> None:
    """Set the headers of every answer."""
    app.after_request(_set_headers)


def _set_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY.format(
        style=TURBO_STYLE,
        ancestors=" ".join(_frame_ancestors()),
        targets=" ".join(_form_targets()),
    )
    # Nobody else hears of our pages. "no-referrer" would hide the Origin of our forms from us, too.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(("Authorization", "Cookie", "Turbo-Frame"))
    return response


def _form_targets() -> list[str]:
    """Where forms may go: here, and from the pages of a deep link back to the platform.

    A page that is loaded by script keeps the policy of the one that a navigation opened, so all of
    them say it. The platform's own origins are named too, because browsers hold redirects to it.
    """
    target, session = g.get("form_target"), g.get("session")
    if not target or not session:
        return ["'self'"]
    named = [frame_source(target), *session.deployment.platform.origins()]
    return ["'self'", *dict.fromkeys(named)]


def _frame_ancestors() -> list[str]:
    """The pages that may frame this one: the registration's own, once it is known.

    A page for nobody in particular (a refusal, "reopen this from your course") may stand in any
    LMS's frame: it shows nothing of anyone's, and has nothing to click but a link. The
    installation's console stands in no frame at all.
    """
    if g.get("is_top_level"):
        return ["'none'"]
    session, platform = g.get("session"), g.get("platform")
    platform = platform or (session.deployment.platform if session else None)
    return ["'self'", *platform.origins()] if platform else ["*"]
