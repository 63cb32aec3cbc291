"""A tool's far end for these tests: it logs in, verifies what comes back, and keeps it."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

import jwt
from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from practice_lms import PracticeLms


class ListeningTool:
    """`app` answers login and launch; `logins` and `launches` hold what arrived."""

    def __init__(self, lms: PracticeLms) -> None:
        self.lms = lms
        self.logins: list[dict[str, str]] = []
        self.launches: list[dict[str, str]] = []
        self.app = Flask(__name__)
        self.app.add_url_rule("/lti/login", view_func=self.log_in, methods=["POST"])
        self.app.add_url_rule("/lti/launch", view_func=self.launch, methods=["POST"])
        self.app.add_url_rule("/register", view_func=self.register)

    def log_in(self) -> Response:
        form = request.form.to_dict()
        self.logins.append(form)
        return redirect(f"{form['iss']}/auth?{urlencode(self.authorization(form))}")

    def authorization(self, form: dict[str, str]) -> dict[str, str]:
        return {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": form["client_id"],
            "redirect_uri": self.lms.site.launch_url,
            "login_hint": form["login_hint"],
            "lti_message_hint": form["lti_message_hint"],
            "nonce": secrets.token_hex(8),
            "state": secrets.token_hex(8),
        }

    def launch(self) -> str:
        self.launches.append(request.form.to_dict())
        return "<!doctype html><title>Tool</title><p>Launched"

    def register(self) -> str:
        """A page that says, once somebody asks it to, that a registration is done."""
        return """<!doctype html><title>Tool</title><button>Done</button><script>
          document.querySelector("button").onclick = () => (opener || parent).postMessage(
            {subject: "org.imsglobal.lti.close"}, "*");
        </script>"""

    def claims(self) -> dict[str, Any]:
        """The claims of the last launch, once its signature has proved right."""
        token = self.launches[-1]["id_token"]
        header = jwt.get_unverified_header(token)
        client_id = jwt.decode(token, options={"verify_signature": False})["aud"]
        school = next(s for s in self.lms.schools if s.client_id == client_id)
        key = jwt.PyJWKSet.from_dict(school.jwks)[header["kid"]]
        claims: dict[str, Any] = jwt.decode(token, key.key, ["RS256"], audience=client_id)
        return claims
