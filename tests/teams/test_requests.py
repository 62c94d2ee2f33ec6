"""Requests that are signed and wrong: 4xx with one line, never 5xx; and settings that cannot be used."""

from __future__ import annotations

import base64
import json
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from bot.channels.teams.settings import SERVICES, from_environment, origin
from bot.config import SettingError
from tests.teamchat.serving import Client, Replica
from tests.teams.asking import BOT, FIGURE, SKANE, activity, ask, mentioning, post, until
from tests.teams.card_rules import words
from tests.teams.microsoft import APP, PASSWORD, Microsoft

NESTED = b'{"type":"message","a":' + b"[" * 5000 + b"]" * 5000 + b"}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b"\xff\xfe",
        b"[" * 10_000,
        NESTED,
        b'{"serviceUrl":' * 3000,
        b'{"a":1}',
        b'{"serviceUrl":[]}',
    ],
)
def test_no_activity(client: Client, microsoft: Microsoft, body: bytes) -> None:
    """A body that is no activity is refused in one line, with a token and without."""
    headers = {"authorization": f"Bearer {microsoft.token()}", "content-type": "application/json"}
    for sent in (headers, {}):
        refused = client.post("/teams/messages", content=body, headers=sent)
        assert refused.status_code == 400
        assert refused.text.count("\n") == 1


def test_too_large_and_wrong_method(client: Client, microsoft: Microsoft) -> None:
    """A body over 1 MiB is refused, and so is anything but POST."""
    assert post(client, microsoft, activity(microsoft, "x" * (1 << 20))).status_code == 413
    assert client.get("/teams/messages").status_code == 405


@pytest.mark.parametrize(
    "fields",
    [
        {"type": None},
        {"type": 7},
        {"conversation": None},
        {"conversation": {}},
        {"conversation": {"id": ["a"]}},
        {"conversation": {"id": "x" * 2000}},
        {"from": "somebody"},
        {"from": {}},
        {"recipient": []},
        {"id": "x" * 5000},
        {"locale": "x" * 5000},
    ],
)
def test_fields_that_are_missing(client: Client, microsoft: Microsoft, fields: dict[str, Any]) -> None:
    """An activity that does not say who asks where is refused."""
    assert post(client, microsoft, activity(microsoft, **fields)).status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "typing"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "installationUpdate", "action": "add"},
        {"type": "invoke", "name": "composeExtension/query", "value": {}},
        {"type": "messageDelete"},
        {"type": "conversationUpdate"},
        {"type": "conversationUpdate", "membersAdded": "all"},
        {"type": "conversationUpdate", "membersAdded": [1, {"id": 2}]},
        {"from": {"id": BOT, "name": "Siffersvar"}},
        {"from": {"id": "28:another-bot", "role": "bot"}},
    ],
)
def test_what_is_not_for_the_bot(client: Client, microsoft: Microsoft, fields: dict[str, Any]) -> None:
    """Failure 13: other kinds of activities, and what bots write, itself too, are acknowledged and not answered."""
    assert post(client, microsoft, activity(microsoft, **fields)).status_code == 200
    ask(client, microsoft, activity(microsoft))
    assert len(microsoft.sent) == 1


@pytest.mark.parametrize(
    "text",
    [
        "\u202e" + SKANE,
        "x" * 100_000,
        "😀",
        "\u200b",
        "&lt;script&gt;",
        "<at>x</at>",
        "**fet** [a](http://b)",
        "{0}",
        "\x00a",
        7,
        None,
    ],
)
def test_any_text(client: Client, microsoft: Microsoft, text: Any) -> None:
    """Failure 22: whatever somebody writes, they get a card that Teams takes."""
    sent = ask(client, microsoft, activity(microsoft, text))
    assert words(sent.card)


def test_half_a_surrogate_pair(client: Client, microsoft: Microsoft) -> None:
    """Nor does half a character do harm."""
    data = json.dumps(activity(microsoft, "läge \ud800 i Skåne")).encode()
    headers = {"authorization": f"Bearer {microsoft.token()}", "content-type": "application/json"}
    assert client.post("/teams/messages", content=data, headers=headers).status_code == 200
    until(lambda: len(microsoft.sent) == 1)
    assert words(microsoft.sent[0].card)


def test_entities_of_all_kinds(client: Client, microsoft: Microsoft) -> None:
    """Mentions that say nothing are passed over."""
    data = mentioning(microsoft, SKANE)
    data["entities"] = [
        None,
        1,
        {"type": "mention"},
        {"type": "mention", "mentioned": 3},
        *data["entities"],
        {"type": []},
    ]
    assert FIGURE in words(ask(client, microsoft, data).card)[0]


def test_nothing_of_it_is_in_the_log(client: Client, microsoft: Microsoft, caplog: pytest.LogCaptureFixture) -> None:
    """Failure 20: no word, id, token or password reaches the log, whichever library writes it."""
    with caplog.at_level(logging.INFO):
        ask(client, microsoft, activity(microsoft, "hemligt ord zebra"))
        post(client, microsoft, activity(microsoft, "hemligt ord zebra"), microsoft.token(aud="other"))
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    for secret in ("zebra", PASSWORD, "bot-token", "person-1", microsoft.token()):
        assert secret not in said


def test_what_cannot_be_kept_is_not_acknowledged(
    one: Replica, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failure 17: where the state database does not answer Teams is not told 200, and comes again."""

    def broken(*_: object) -> None:
        """A database that is gone."""
        raise OperationalError("INSERT", {}, Exception("the disk is full"))

    data = activity(microsoft)
    with monkeypatch.context() as patched:
        patched.setattr("bot.state.inbox.put", broken)
        patched.setattr("bot.state.writer.passing", lambda _: False)
        refused = post(one.client, microsoft, data)
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    assert FIGURE in words(ask(one.client, microsoft, data).card)[0]


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "verb", "name"]), inner),
    max_leaves=5,
)
NAMES = st.sampled_from([
    *("type", "id", "from", "conversation", "recipient", "text", "entities"),
    *("value", "membersAdded", "timestamp", "locale", "replyToId"),
])


@given(fields=st.dictionaries(NAMES, VALUES, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_fields(client: Client, microsoft: Microsoft, fields: dict[str, Any]) -> None:
    """Whatever the fields of a signed activity hold, it is kept or refused; the program never fails."""
    data = json.dumps(activity(microsoft) | fields).encode()
    headers = {"authorization": f"Bearer {microsoft.token()}", "content-type": "application/json"}
    assert client.post("/teams/messages", content=data, headers=headers).status_code in {200, 400}


GOOD = {"TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": PASSWORD}


@pytest.mark.parametrize(
    "environ",
    [
        {"TEAMS_APP_ID": APP},
        {"TEAMS_APP_PASSWORD": PASSWORD},
        GOOD | {"TEAMS_APP_ID": "siffersvar"},
        GOOD | {"TEAMS_TENANT_ID": "vår region"},
        GOOD | {"TEAMS_SERVICE_URLS": "smba.trafficmanager.net"},
        GOOD | {"TEAMS_LOGIN_URL": "login"},
        GOOD | {"TEAMS_OPENID_URL": "ftp://login"},
        {"TEAMS_WEBHOOK_SECRETS": "not base64!"},
        {"TEAMS_WEBHOOK_SECRETS": base64.b64encode(b"short").decode()},
    ],
)
def test_bad_settings(environ: dict[str, str]) -> None:
    """A setting that cannot be used, or half of what is needed, is refused in words that hold no secret."""
    with pytest.raises(SettingError) as raised:
        from_environment(environ)
    for words_of in (raised.value.words("sv"), raised.value.words("en")):
        assert raised.value.variable in words_of
        assert PASSWORD not in words_of
        assert "not base64!" not in words_of


def test_good_settings() -> None:
    """The channel is off unless something is set; what is set is not shown."""
    assert from_environment({"TEAMS_TENANT_ID": ""}) is None
    made = from_environment(GOOD)
    assert made is not None
    assert made.service_urls == SERVICES
    assert made.serves("https://smba.trafficmanager.net/emea/11111111/")
    assert not made.serves("http://smba.trafficmanager.net/emea/")
    assert not made.serves("https://smba.trafficmanager.net:8443/emea/")
    assert PASSWORD not in repr(made)


@pytest.mark.parametrize(
    "address", ["", "x", "https://", "https://a:b", "https://a@b", "https://a\\b", "https://[::", "ftp://a"]
)
def test_no_origin(address: str) -> None:
    """What is no plain address has no origin."""
    assert origin(address) == ""
