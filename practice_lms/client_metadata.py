"""What is wrong with a client's metadata (Dynamic Registration 1.0, 3.5.2), in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

_VALUES = {"application_type": "web", "token_endpoint_auth_method": "private_key_jwt"}
_MEMBERS = {"response_types": {"id_token"}, "grant_types": {"implicit", "client_credentials"}}


def problems(
    body: Mapping[str, Any], configuration: Mapping[str, Any], *, is_strict: bool
) -> Iterator[str]:
    """`configuration` is the body's tool configuration; a strict LMS compares its domain."""
    for name, value in _VALUES.items():
        if body.get(name) != value:
            yield f"{name} must be {value}."
    for name, values in _MEMBERS.items():
        if not isinstance(body.get(name), list) or not values <= set(body[name]):
            yield f"{name} must have {' and '.join(sorted(values))}."
    yield from _wrong_addresses(body)
    if not isinstance(body.get("client_name"), str) or not body["client_name"].strip():
        yield "client_name is required."
    yield from _wrong_configuration(configuration, is_strict)


def _wrong_addresses(body: Mapping[str, Any]) -> Iterator[str]:
    for name in ("initiate_login_uri", "jwks_uri"):
        if not _is_url(body.get(name)):
            yield f"{name} must be an address."
    uris = body.get("redirect_uris")
    if not isinstance(uris, list) or not uris or not all(_is_url(uri) for uri in uris):
        yield "redirect_uris must be addresses."


def _wrong_configuration(configuration: Mapping[str, Any], is_strict: bool) -> Iterator[str]:
    target = configuration.get("target_link_uri")
    if not _is_url(target):
        yield "target_link_uri must be an address."
    elif is_strict and configuration.get("domain") != urlsplit(str(target)).netloc:
        yield "domain must be that of target_link_uri, with its port."
    custom = configuration.get("custom_parameters") or {}
    if not isinstance(custom, dict) or not all(isinstance(text, str) for text in custom.values()):
        yield "custom_parameters must be texts."
    messages = configuration.get("messages") or []
    if not isinstance(messages, list) or not all(
        isinstance(message, dict) and message.get("type") for message in messages
    ):
        yield "messages must be objects with a type."


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and urlsplit(value).scheme in ("http", "https")
