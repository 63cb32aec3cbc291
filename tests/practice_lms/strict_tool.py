"""A tool that speaks to the LMS's services: it publishes a key, and signs with it."""

from __future__ import annotations

import secrets
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, request
from werkzeug.test import TestResponse

from practice_lms import PracticeLms
from practice_lms.claims import vocabulary as v
from practice_lms.keys import SigningKey
from practice_lms.school import School
from practice_lms.signing import sign
from practice_lms.views.tokens import ASSERTION_TYPE
from tests.support.wsgi_adapter import WsgiAdapter


class StrictTool:
    """`key` signs; `fetches` counts how often the LMS came for the key set; `notices` arrived."""

    def __init__(self, lms: PracticeLms, key: SigningKey) -> None:
        self.lms = lms
        self.key = key
        self.published = [key]
        self.fetches = 0
        self.notices: list[dict[str, Any]] = []
        self.app = Flask(__name__)
        self.app.add_url_rule("/lti/jwks.json", view_func=self.jwks)
        self.app.add_url_rule("/lti/notices", view_func=self.notice, methods=["POST"])
        lms.tool_http.session.mount(lms.site.tool_url, WsgiAdapter(self.app))

    def jwks(self) -> dict[str, Any]:
        self.fetches += 1
        return {"keys": [key.jwk for key in self.published]}

    def notice(self) -> str:
        self.notices.append(request.get_json())
        return ""

    def assertion(self, school: School, **changes: Any) -> dict[str, Any]:
        """The claims of a client assertion; None leaves one out."""
        now = int(time.time())
        claims = {
            "iss": school.client_id,
            "sub": school.client_id,
            "aud": school.token_url,
            "iat": now,
            "exp": now + 60,
            "jti": secrets.token_hex(16),
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def ask(self, school: School, *scopes: str, claims: Any = None, **form: Any) -> TestResponse:
        """Ask for a token; `form` replaces fields, None leaves one out."""
        fields = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": sign(claims or self.assertion(school), self.key),
            "scope": " ".join(scopes),
            **form,
        }
        fields = {name: value for name, value in fields.items() if value is not None}
        return self.lms.app.test_client().post(urlsplit(school.token_url).path, data=fields)

    def token(self, school: School, *scopes: str) -> str:
        answer = self.ask(school, *(scopes or v.ALL_SCOPES))
        assert answer.status_code == 200, answer.text
        return str(answer.json["access_token"])

    def call(
        self, school: School, method: str, url: str, *, token: str | None = None, **options: Any
    ) -> TestResponse:
        """Ask a service, with a token for everything unless one is given."""
        parts = urlsplit(url)
        added = urlencode(options.pop("query_string", None) or {})
        parts = parts._replace(query="&".join(filter(None, (parts.query, added))))
        headers = dict(options.pop("headers", {}))
        headers["Authorization"] = f"Bearer {token or self.token(school)}"
        return self.lms.app.test_client().open(
            parts._replace(scheme="", netloc="").geturl(),
            base_url=f"{parts.scheme}://{parts.netloc}",
            method=method,
            headers=headers,
            **options,
        )

    def answer_deep_link(
        self, school: School, request: dict[str, Any], items: Any, **changes: Any
    ) -> TestResponse:
        """Send a signed response to a deep linking request; changes are claims, None leaves out."""
        settings = request[v.DEEP_LINKING_SETTINGS]
        token = sign(self.deep_link_claims(school, settings, items, changes), self.key)
        url = urlsplit(settings["deep_link_return_url"])
        target = url._replace(scheme="", netloc="").geturl()
        return self.lms.app.test_client().post(target, data={"JWT": token})

    def deep_link_claims(
        self, school: School, settings: dict[str, Any], items: Any, changes: dict[str, Any]
    ) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": school.client_id,
            "aud": school.issuer,
            "iat": now,
            "exp": now + 60,
            "nonce": secrets.token_hex(8),
            v.DEPLOYMENT_ID: school.deployment_id,
            v.MESSAGE_TYPE: v.DEEP_LINKING_RESPONSE,
            v.VERSION: "1.3.0",
            v.DATA: settings.get("data"),
            v.CONTENT_ITEMS: items,
            **changes,
        }
        return {name: value for name, value in claims.items() if value is not None}
