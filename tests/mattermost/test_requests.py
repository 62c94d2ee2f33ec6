"""Requests that are not to be answered: refused with 4xx and one line, never 5xx, and nothing of them in the log."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.mattermost.settings import from_environment
from bot.config import SettingError
from knowledge.answering import Engine
from tests.mattermost.posting import ENVIRON, OTHER, PUBLIC, SKANE, TOKEN, slash, webhook
from tests.teamchat.serving import Client, replica


@pytest.fixture(scope="module")
def client(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One replica for all of these."""
    with replica(engine, tmp_path_factory.mktemp("state"), ENVIRON, settings=PUBLIC) as running:
        yield running.client


FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "token", ["", "nezum4kpu3faiec7r7c5zt6tf", TOKEN.upper(), TOKEN + "x", "é" * 26, f"{TOKEN} {OTHER}"]
)
def test_wrong_token(client: Client, token: str) -> None:
    """Without a token of ours nothing is said."""
    refused = webhook(client, SKANE, token=token)
    assert refused.status_code == 401
    assert "398" not in refused.text


def test_each_token_is_answered(client: Client) -> None:
    """Several commands and webhooks have a token each."""
    assert slash(client, SKANE, token=TOKEN).status_code == 200
    assert slash(client, SKANE, token=OTHER).status_code == 200


def test_header_and_body_must_both_be_right(client: Client) -> None:
    """A right token in one place does not excuse a wrong one in the other; the header alone will do."""
    form = {"command": "/siffra", "text": SKANE, "user_id": "u", "channel_id": "c"}
    posted = client.post("/mattermost", data=form, headers={"authorization": f"Token {TOKEN}"})
    assert posted.status_code == 200
    for header, body in ((TOKEN, "wrong-wrong-wrong"), ("wrong-wrong-wrong", TOKEN)):
        posted = client.post("/mattermost", data=form | {"token": body}, headers={"authorization": f"Token {header}"})
        assert posted.status_code == 401


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", FORM),
        (b"\xff\xfe=1", FORM),
        (b"no form", FORM),
        (b"&".join(b"a=1" for _ in range(200)), FORM),
        (b"{", JSON),
        (b"[" * 5000 + b"]" * 5000, JSON),
        (b'{"a":' * 2000 + b"1" + b"}" * 2000, JSON),
        (b"[1]", JSON),
        (b"null", JSON),
        (b"\x00\xff", JSON),
        (json.dumps({"token": {"a": 1}, "text": []}).encode(), JSON),
        (json.dumps({"token": TOKEN, "text": SKANE, "user_id": "u"}).encode(), JSON),
        (json.dumps({"token": TOKEN, "text": SKANE, "channel_id": "c"}).encode(), JSON),
        (json.dumps({"token": TOKEN, "user_id": ["u"], "channel_id": "c"}).encode(), JSON),
        (json.dumps({"token": TOKEN, "user_id": "u" * 300, "channel_id": "c"}).encode(), JSON),
        (urlencode({"token": TOKEN, "text": "x"}).encode(), FORM),
    ],
)
@pytest.mark.parametrize("path", ["/mattermost", "/mattermost/actions"])
def test_malformed(client: Client, path: str, body: bytes, headers: dict[str, str]) -> None:
    """What cannot be read is refused in one line."""
    refused = client.post(path, content=body, headers=headers)
    assert 400 <= refused.status_code < 500
    assert refused.text.count("\n") == 1


def test_too_large_and_wrong_method(client: Client) -> None:
    """A body over 1 MiB is refused, and so is anything but POST."""
    assert client.post("/mattermost", content=b"text=" + b"x" * (1 << 20), headers=FORM).status_code == 413
    assert client.get("/mattermost").status_code == 405


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00", "\u202e" + SKANE, "x" * 100_000, "😀", "\u200b", "&amp;<b>", "{0}{name}"]
)
def test_any_text(client: Client, text: str) -> None:
    """Failure 22: whatever somebody writes, they get a reply that can be posted."""
    body = json.dumps({"token": TOKEN, "text": text, "user_id": "u", "channel_id": "c", "post_id": f"any {text[:5]}"})
    said = client.post("/mattermost", content=body.encode(), headers=JSON)
    assert said.status_code == 200
    assert 0 < len(said.json()["text"]) <= 16_383


@pytest.mark.parametrize(
    "text", ["@all", "@channel hej", "vad är @here", "hur mycket fick @all i sektorsbidrag", "läkarbrist i @channel"]
)
def test_nobody_is_mentioned(client: Client, text: str) -> None:
    """No reply mentions a channel, nor a person whom the question named."""
    for said in (webhook(client, text), slash(client, f"--alla {text}")):
        words = said.json()["text"]
        assert not any(name in words for name in ("@all", "@channel", "@here"))


def test_no_reply_to_a_machine(client: Client) -> None:
    """What another bot wrote is not answered."""
    for machine in (True, "true", {"i": "hook"}, 1):
        body = {"token": TOKEN, "text": SKANE, "user_id": "u", "channel_id": "c", "message_id": "m", "bot": machine}
        assert client.post("/mattermost", json=body).json() == {}


def test_nothing_of_it_is_in_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """No token and no question reaches the log, whether answered or refused."""
    with caplog.at_level(logging.DEBUG, "siffersvar"):
        slash(client, "hemligt ord zebra")
        webhook(client, "hemligt ord zebra", token="x" * 26)
    assert "zebra" not in caplog.text
    assert TOKEN not in caplog.text


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
NAMES = st.sampled_from([
    "text",
    "user_id",
    "channel_id",
    "team_id",
    "root_id",
    "command",
    "message_id",
    "post_id",
    "bot",
    "trigger_word",
    "context",
    "tmid",
])


@given(
    fields=st.dictionaries(NAMES, VALUES, max_size=8),
    context=st.dictionaries(st.sampled_from(["verb", "token", "thread"]), VALUES),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_fields(client: Client, fields: dict[str, Any], context: dict[str, Any]) -> None:
    """Whatever the fields hold, it is answered or refused; the program never fails."""
    body = json.dumps({"token": TOKEN} | fields).encode()
    assert client.post("/mattermost", content=body, headers=JSON).status_code in {200, 400}
    body = json.dumps({"context": context, "user_id": "u", "channel_id": "c"} | fields).encode()
    assert client.post("/mattermost/actions", content=body, headers=JSON).status_code in {200, 400}


@pytest.mark.parametrize(
    "environ",
    [
        {"MATTERMOST_TOKENS": "short"},
        {"MATTERMOST_TOKENS": f"{TOKEN};{OTHER}"},
        {"MATTERMOST_TOKENS": TOKEN, "MATTERMOST_REPLIES": "everyone"},
        {"MATTERMOST_TOKENS": TOKEN, "MATTERMOST_URL": "siffror.example"},
    ],
)
def test_bad_settings(environ: dict[str, str]) -> None:
    """A setting that cannot be used is refused in words, which never hold a token."""
    with pytest.raises(SettingError) as raised:
        from_environment(environ)
    for language in ("sv", "en"):
        words = raised.value.words("sv" if language == "sv" else "en")
        assert raised.value.variable in words
        assert TOKEN not in words


def test_off_unless_set() -> None:
    """Without a token the channel is off, and the settings never show one."""
    assert from_environment({}) is None
    assert from_environment({"MATTERMOST_TOKENS": "  "}) is None
    made = from_environment({"MATTERMOST_TOKENS": TOKEN})
    assert made is not None
    assert TOKEN not in repr(made)
