"""What a practice LMS is told at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_PORT = 8001
DEFAULT_TOOL_URL = "http://localhost:8000"
DEFAULT_STATE_DIR = Path("instance/practice_lms")

CUSTOM_PARAMETERS = {
    "context_id_history": "$Context.id.history",
    "resource_link_id_history": "$ResourceLink.id.history",
}
"""The custom parameters with which the tool is registered at every school."""


@dataclass(frozen=True)
class SchoolConfig:
    """One school, which is one registration of the tool.

    `issuer_slug` lets several schools share one issuer, and with it one key set and one
    authorization endpoint, as all schools on a hosted Canvas do; they differ in `client_id`.
    `cast` names the people and courses (`cast/<cast>.toml`), the slug where it is left out.
    With `legacy_key` a school moves over from LTI 1.1, and signs so with `legacy_secret`.
    """

    slug: str
    client_id: str
    deployment_id: str = "1"
    cast: str = ""
    issuer_slug: str = ""
    name: str = ""
    legacy_key: str = ""
    legacy_secret: str = ""


DEFAULT_SCHOOLS = (
    SchoolConfig("wattle-park", client_id="Wq7TnVb2KfLs9Xe", deployment_id="2"),
    SchoolConfig(
        "maple-street",
        client_id="10000000000001",
        deployment_id="6:8f1c2f5a4be07d39c0a1d6e27b9354cc81f0aa42",
        legacy_key="courtyard-2019",
        legacy_secret="only for practice: it says who somebody was under LTI 1.1",  # noqa: S106
    ),
)


@dataclass(frozen=True)
class LmsConfig:
    """Addresses are without a trailing slash. Without `state_dir` keys live in memory only."""

    base_url: str = f"http://127.0.0.1:{DEFAULT_PORT}"
    tool_url: str = DEFAULT_TOOL_URL
    state_dir: Path | None = None
    schools: tuple[SchoolConfig, ...] = DEFAULT_SCHOOLS
    custom_parameters: Mapping[str, str] = field(default_factory=lambda: dict(CUSTOM_PARAMETERS))


class ConfigError(Exception):
    """A setting that cannot be used; the message is a sentence for whoever started the process."""


def port_from_environment(environ: Mapping[str, str] = os.environ) -> int:
    """The port of LMS_PORT; raises ConfigError unless it is a number from 1 to 65535."""
    text = environ.get("LMS_PORT", str(DEFAULT_PORT))
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ConfigError(f"LMS_PORT must be a port number from 1 to 65535, not {text!r}.")
    return int(text)


def config_from_environment(environ: Mapping[str, str] = os.environ) -> LmsConfig:
    """Settings of the `python -m practice_lms` commands: LMS_PORT, TOOL_URL, LMS_STATE_DIR."""
    tool_url = environ.get("TOOL_URL", DEFAULT_TOOL_URL).rstrip("/")
    if not tool_url.startswith(("http://", "https://")):
        raise ConfigError(f"TOOL_URL must start with http:// or https://, not {tool_url!r}.")
    return LmsConfig(
        base_url=f"http://127.0.0.1:{port_from_environment(environ)}",
        tool_url=tool_url,
        state_dir=Path(environ.get("LMS_STATE_DIR", DEFAULT_STATE_DIR)),
    )
