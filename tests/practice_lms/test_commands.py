"""`python -m practice_lms`: what it prints, and how it says no."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from practice_lms.__main__ import main


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LMS_STATE_DIR", str(tmp_path))
    monkeypatch.setenv("LMS_PORT", "8765")
    monkeypatch.setenv("TOOL_URL", "http://localhost:8764/")


def test_registrations(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["registrations"]) == 0
    platforms = json.loads(capsys.readouterr().out)["platforms"]
    assert [platform["school"] for platform in platforms] == [
        "Wattle Park Primary",
        "Maple Street Elementary",
    ]
    assert platforms[0] == {
        "name": "Wattle Park Primary",
        "school": "Wattle Park Primary",
        "issuer": "http://127.0.0.1:8765/wattle-park",
        "client_id": "Wq7TnVb2KfLs9Xe",
        "auth_login_url": "http://127.0.0.1:8765/wattle-park/auth",
        "auth_token_url": "http://127.0.0.1:8765/wattle-park/token",
        "key_set_url": "http://127.0.0.1:8765/wattle-park/jwks",
        "deployment_ids": ["2"],
        "frame_origins": ["http://127.0.0.1:8765"],
    }


def test_rotating_and_dropping_keys(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def ring() -> dict[str, Any]:
        data: dict[str, Any] = json.loads((tmp_path / "wattle-park-keys.json").read_text())
        return data

    assert main(["rotate-keys", "wattle-park"]) == 0
    assert len(ring()["keys"]) == 2
    assert main(["drop-keys", "wattle-park"]) == 0
    (key,) = ring()["keys"]
    rotated, dropped = capsys.readouterr().out.splitlines()
    assert key["kid"] in rotated
    assert key["kid"] not in dropped


def test_an_unknown_school(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rotate-keys", "hogwarts"]) == 1
    assert "Known: wattle-park, maple-street." in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "", "-1", "²"])
def test_a_port_that_is_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    monkeypatch.setenv("LMS_PORT", port)
    assert main([]) == 1
    assert "LMS_PORT must be a port number" in capsys.readouterr().err


def test_a_tool_without_an_address(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOOL_URL", "localhost:8000")
    assert main([]) == 1
    assert "TOOL_URL must start with" in capsys.readouterr().err


def test_a_taken_port(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("LMS_PORT", str(taken.getsockname()[1]))
        assert main(["serve"]) == 1
    assert "choose another with LMS_PORT" in capsys.readouterr().err
