"""Who is believed: tokens of Microsoft's connector for this bot, and nobody else's."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from sqlalchemy import func, select

from bot.state.schema import inbox
from knowledge.answering import Engine
from tests.teamchat.serving import Client, Replica, replica
from tests.teams.asking import FIGURE, activity, ask, post
from tests.teams.card_rules import words
from tests.teams.microsoft import APP, ISSUER, Microsoft


def by_public_key(microsoft: Microsoft) -> str:
    """A token signed with the public key as if it were a shared secret."""
    public = microsoft.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    plain = jwt.utils.base64url_encode
    head, body = (
        plain(part)
        for part in (
            b'{"alg":"HS256","kid":"key-1","typ":"JWT"}',
            b'{"iss":"%s","aud":"%s","exp":%d}' % (ISSUER.encode(), APP.encode(), int(time.time()) + 600),
        )
    )
    import hmac  # noqa: PLC0415  (only here)

    return b".".join([head, body, plain(hmac.digest(public, head + b"." + body, "sha256"))]).decode()


HOUR = 3600
FORGED: dict[str, Callable[[Microsoft], str]] = {
    "another key": lambda m: m.token(key=m.stranger),
    "an unknown key": lambda m: m.token(key=m.stranger, kid="key-2"),
    "over": lambda m: m.token(exp=int(time.time()) - HOUR),
    "without an end": lambda m: m.token(exp=None),
    "not yet": lambda m: m.token(nbf=int(time.time()) + HOUR),
    "another bot's": lambda m: m.token(aud="00000000-0000-0000-0000-000000000000"),
    "nobody's": lambda m: m.token(aud=None),
    "another issuer": lambda m: m.token(iss="https://sts.windows.net/x/"),
    "entra": lambda m: m.token(iss="https://login.microsoftonline.com/t/v2.0", tid="t", serviceurl=None),
    "no issuer": lambda m: m.token(iss=None),
    "another service": lambda m: m.token(serviceurl="https://smba.trafficmanager.net/emea/"),
    "no service": lambda m: m.token(serviceurl=None),
    "unsigned": lambda m: m.token(alg="none"),
    "shared secret": by_public_key,
    "a key that is no name": lambda m: m.token(kid="x\nERROR forged line"),
    "a key with no end": lambda m: m.token(kid="x" * 5000),
    "no token": lambda _: "abc",
    "half a token": lambda m: m.token()[:-20],
    "too long": lambda _: "a" * 20_000,
}


@pytest.mark.parametrize("forged", FORGED)
def test_forged(one: Replica, microsoft: Microsoft, caplog: pytest.LogCaptureFixture, forged: str) -> None:
    """A token that is not Microsoft's, for this bot, now and for this service, is refused and nothing kept."""
    token = FORGED[forged](microsoft)
    with caplog.at_level(logging.DEBUG, "siffersvar"):
        refused = post(one.client, microsoft, activity(microsoft), token)
    assert refused.status_code == 401
    assert refused.text.count("\n") == 1
    assert one.state.read(lambda at: at.scalar(select(func.count()).select_from(inbox))) == 0
    assert "forged line" not in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "bearer\tabc", "HMAC abc"])
def test_no_token(client: Client, microsoft: Microsoft, header: str) -> None:
    """Nor is a request without one."""
    headers = {"authorization": header} if header else {}
    assert client.post("/teams/messages", json=activity(microsoft), headers=headers).status_code == 401


def test_a_forged_service_url_gets_no_token(client: Client, microsoft: Microsoft) -> None:
    """Even a signed activity cannot have the bot's token sent to a host that is not on the list."""
    for evil in (
        "https://evil.example/",
        microsoft.service_url.replace("127.0.0.1", "localhost"),
        microsoft.url.replace("http://", "http://user@"),
        f"{microsoft.url}.evil.example/",
        f"{microsoft.url}@evil.example/",
        f"{microsoft.url}\\@evil.example/",
        "file:///etc/passwd",
        "http://[::1",
        "//127.0.0.1",
    ):
        data = activity(microsoft, serviceUrl=evil)
        refused = post(client, microsoft, data, microsoft.token(serviceurl=evil))
        assert refused.status_code == 403
    assert microsoft.logins == 0
    assert not microsoft.sent


def test_a_service_url_without_its_slash(client: Client, microsoft: Microsoft) -> None:
    """A slash at the end makes no difference."""
    data = activity(microsoft, serviceUrl=microsoft.service_url.rstrip("/"))
    assert FIGURE in words(ask(client, microsoft, data).card)[0]


def test_unknown_keys_do_not_have_keys_fetched_each_time(client: Client, microsoft: Microsoft) -> None:
    """Many tokens with keys that nobody knows make few requests to Microsoft."""
    for number in range(30):
        token = microsoft.token(key=microsoft.stranger, kid=f"made-up-{number}")
        assert post(client, microsoft, activity(microsoft), token).status_code == 401
    assert microsoft.keys_fetched <= 2


def test_keys_cannot_be_fetched(engine: Engine, tmp_path: Path, microsoft: Microsoft) -> None:
    """Where Microsoft's keys cannot be had, nobody is believed; Teams is told to come again."""
    environ = microsoft.environ() | {"TEAMS_OPENID_URL": "http://127.0.0.1:1/v1/.well-known/openidconfiguration"}
    with replica(engine, tmp_path, environ) as running:
        answer = post(running.client, microsoft, activity(microsoft))
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_replay(client: Client, microsoft: Microsoft) -> None:
    """The same activity with the same token again is acknowledged and not answered."""
    data, token = activity(microsoft), microsoft.token()
    ask(client, microsoft, data)
    for _ in range(3):
        assert post(client, microsoft, data, token).status_code == 200
    ask(client, microsoft, activity(microsoft, "och Uppsala?"))
    assert len(microsoft.sent) == 2
