"""keys ensure and rotate: what the tool signs with, and what stays checkable."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from app.extensions import begin_write, db
from app.models import ActorKind, ToolKey
from app.models.base import now
from app.services import stewarding
from tests.cli.conftest import Run
from tests.support.cast import BASE

Db = scoped_session[Session]
WEEK = timedelta(days=7)


def made(run: Run, command: str) -> str:
    """The kid that a command says the tool signs with from now on."""
    result = run("keys", command)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("The tool signs with key ")
    return result.output.split()[-1].removesuffix(".")


def published(client: FlaskClient) -> dict[str, dict[str, Any]]:
    keys = client.get("/lti/jwks.json", base_url=BASE).json["keys"]
    return {key["kid"]: key for key in keys}


def signed(app: Flask, db_session: Db, kid: str) -> str:
    """A token as the tool signs it, with the stored private half."""
    key = db_session.scalars(select(ToolKey).where(ToolKey.kid == kid)).one()
    secret = app.config["SECRET_KEY"].encode()
    private = load_pem_private_key(key.private_pem.encode(), secret)
    return jwt.encode({"sub": "courtyard"}, private, algorithm="RS256", headers={"kid": kid})


def is_checkable(client: FlaskClient, token: str) -> bool:
    """Whether a platform that fetches our keys now can check the signature (RFC 7515, 4.1.4)."""
    key = published(client).get(jwt.get_unverified_header(token)["kid"])
    return key is not None and bool(jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"]))


def test_ensure_makes_the_first_key_only(run: Run, client: FlaskClient) -> None:
    assert published(client) == {}
    kid = made(run, "ensure")
    again = run("keys", "ensure")
    assert (again.exit_code, again.output) == (0, "There is a key already.\n")
    assert list(published(client)) == [kid]


def test_the_private_half_is_neither_published_nor_kept_in_the_clear(
    app: Flask, run: Run, client: FlaskClient, db_session: Db
) -> None:
    kid = made(run, "ensure")
    assert set(published(client)[kid]) == {"kid", "kty", "alg", "use", "n", "e"}
    stored = db_session.scalars(select(ToolKey.private_pem)).one()
    assert stored.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")
    with pytest.raises(ValueError, match="password"):
        load_pem_private_key(stored.encode(), b"another secret")


def test_rotate_keeps_old_signatures_checkable_for_a_week(
    app: Flask, run: Run, client: FlaskClient, db_session: Db
) -> None:
    token = signed(app, db_session, made(run, "ensure"))
    new = made(run, "rotate")
    assert is_checkable(client, token)
    assert is_checkable(client, signed(app, db_session, new))
    with time_machine.travel(now() + WEEK - timedelta(minutes=1)):
        assert is_checkable(client, token)
    with time_machine.travel(now() + WEEK + timedelta(minutes=1)):
        assert not is_checkable(client, token)
        assert list(published(client)) == [new]


def test_only_the_newest_is_signed_with(run: Run, db_session: Db) -> None:
    kids = [made(run, "rotate") for _ in range(3)]
    assert len(set(kids)) == 3
    current = db_session.scalars(select(ToolKey.kid).where(ToolKey.retired_at.is_(None)))
    assert current.all() == kids[-1:]


def test_a_second_rotation_lengthens_no_week(run: Run, client: FlaskClient) -> None:
    first = made(run, "ensure")
    made(run, "rotate")
    with time_machine.travel(now() + WEEK - timedelta(hours=1)):
        made(run, "rotate")
        assert first in published(client)
    with time_machine.travel(now() + WEEK + timedelta(hours=1)):
        assert first not in published(client)
        assert len(published(client)) == 2


def test_ensure_after_rotate_changes_nothing(run: Run, client: FlaskClient) -> None:
    made(run, "rotate")
    before = published(client)
    assert run("keys", "ensure").output == "There is a key already.\n"
    assert published(client) == before


def test_two_at_once_make_one_key(app: Flask, client: FlaskClient) -> None:
    """As where two machines start at the same moment."""

    def ensure(_turn: int) -> bool:
        with app.app_context():
            begin_write()
            key = stewarding.ensure_key(app.config["SECRET_KEY"], by=ActorKind.INSTALLATION)
            db.session.commit()
            return key is not None

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ensure, range(4))) == [False, False, False, True]
    assert len(published(client)) == 1
