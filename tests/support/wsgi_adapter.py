"""A transport that takes what `requests` sends to a WSGI application of this process."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from werkzeug.test import Client
from werkzeug.wrappers import Response as WsgiResponse


class WsgiAdapter(BaseAdapter):
    """`session.mount("http://localhost", WsgiAdapter(app))` puts the application at an address."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self.app = app

    def send(
        self, request: requests.PreparedRequest, *args: Any, **options: Any
    ) -> requests.Response:
        parts = urlsplit(request.url or "")
        headers: Mapping[str, str] = request.headers
        answer = Client(self.app, WsgiResponse, use_cookies=False).open(
            parts._replace(scheme="", netloc="").geturl() or "/",
            base_url=f"{parts.scheme}://{parts.netloc}",
            method=request.method,
            headers=dict(headers),
            data=request.body,
        )
        response = requests.Response()
        response.status_code = answer.status_code
        response.headers.update(dict(answer.headers))
        response._content = answer.get_data()
        response.request = request
        response.url = request.url or ""
        return response

    def close(self) -> None:
        pass
