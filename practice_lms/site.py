"""Where the LMS and the tool are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass
class Site:
    """Where the LMS and the tool are; settled late, when ports are known."""

    base_url: str
    tool_url: str
    custom_parameters: Mapping[str, str]

    @property
    def login_url(self) -> str:
        return f"{self.tool_url}/lti/login"

    @property
    def launch_url(self) -> str:
        """The one registered redirect_uri, and the target_link_uri of every activity."""
        return f"{self.tool_url}/lti/launch"

    @property
    def jwks_url(self) -> str:
        return f"{self.tool_url}/lti/jwks.json"
