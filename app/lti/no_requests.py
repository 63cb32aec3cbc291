"""A requests session that sends nothing, for PyLTI1p3's classes, which make their own otherwise."""

from typing import Any

import requests


class _NoRequests(requests.Session):
    """Whatever of the library would go past our own bounds fails loudly."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Refuse."""
        raise NotImplementedError("requests to platforms go through app.lti.http")


NO_REQUESTS = _NoRequests()
