"""The outgoing webhook of a team: signed with a shared key, answered in the response."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from knowledge.answering import Engine
from tests.teamchat.serving import NOW, Client, replica
from tests.teams.asking import CHANNEL, FIGURE, SKANE
from tests.teams.card_rules import check_card, words
from tests.teams.conftest import KEY, OTHER_KEY, PUBLIC, SECRETS

ENVIRON = {"TEAMS_WEBHOOK_SECRETS": SECRETS}


@pytest.fixture(scope="module")
def client(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One replica for all of these."""
    with replica(engine, tmp_path_factory.mktemp("state"), ENVIRON, settings=PUBLIC) as running:
        yield running.client


def message(text: str = SKANE, **fields: Any) -> dict[str, Any]:
    """What Teams posts for a message that names the webhook."""
    made: dict[str, Any] = {
        "type": "message",
        "id": f"w{time.monotonic_ns()}",
        "timestamp": stamp(NOW),
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "channelId": "msteams",
        "from": {"id": "29:1XJKJMvc5GBtc2JwZq0oj8tHZm", "name": "Åsa", "aadObjectId": "person-1"},
        "conversation": {"isGroup": True, "id": CHANNEL, "conversationType": "channel"},
        "text": f"<at>Siffra</at> {text}\n",
        "textFormat": "plain",
        "entities": [{"type": "clientInfo", "locale": "sv-SE"}],
    }
    return made | fields


def stamp(at: float) -> str:
    """A time as Teams writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.0000000Z", time.gmtime(at))


def sign(body: bytes, key: bytes = KEY) -> str:
    """A body's signature."""
    return "HMAC " + base64.b64encode(hmac.digest(key, body, "sha256")).decode()


def post(client: Client, data: Any, authorization: str | bytes | None = None, key: bytes = KEY) -> Response:
    """Post something signed."""
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    said = sign(body, key) if authorization is None else authorization
    headers = [
        (b"authorization", said if isinstance(said, bytes) else said.encode()),
        (b"content-type", b"application/json"),
    ]
    return client.post("/teams/webhook", content=body, headers=headers)


def card_of(response: Response) -> dict[str, Any]:
    """The card of a response, checked."""
    assert response.status_code == 200
    said = response.json()
    assert check_card(said) == []
    card: dict[str, Any] = said["attachments"][0]["content"]
    assert all(action["type"] == "Action.OpenUrl" for action in card.get("actions", ())), "Teams allows no other"
    return card


@pytest.mark.parametrize("key", [KEY, OTHER_KEY])
def test_answer(client: Client, key: bytes) -> None:
    """A signed question gets the card, whichever of the keys signed it, within Teams' five seconds."""
    began = time.monotonic()
    card = card_of(post(client, message(), key=key))
    assert time.monotonic() - began < 5
    assert FIGURE in words(card)[0]
    assert words(card)[-1].startswith("Källa:")
    assert [action["title"] for action in card["actions"]] == ["Diagram", "CSV", "Excel"]


@pytest.mark.parametrize(
    "text",
    [f"<at>Siffra</at>&nbsp;{SKANE}", f"<p><at id='0'>Siffra</at> {SKANE}</p>", f"  <at>Siffra</at>: {SKANE}", SKANE],
)
def test_the_name_is_taken_away(client: Client, text: str) -> None:
    """However Teams writes the mention."""
    assert FIGURE in words(card_of(post(client, message(text=text) | {"text": text})))[0]


def test_options_are_listed(client: Client) -> None:
    """There are no buttons to choose with, so what can be meant stands in the text."""
    read = words(card_of(post(client, message("resultat"))))
    assert len(read) >= 3


@pytest.mark.parametrize(
    "authorization", ["", "HMAC", "HMAC ", "HMAC xyz", "HMAC é", "Bearer abc", "HMAC " + "A" * 44, "HMAC " + "=" * 9]
)
def test_unsigned(client: Client, authorization: str) -> None:
    """What is not signed is refused."""
    refused = post(client, message(), authorization.encode("latin-1"))
    assert refused.status_code == 401
    assert refused.text.count("\n") == 1


def test_wrong_signatures(client: Client) -> None:
    """So is what another key signed, or what was changed after it was signed."""
    assert post(client, message(), key=b"x" * 32).status_code == 401
    body = json.dumps(message()).encode()
    assert post(client, body + b" ", sign(body)).status_code == 401
    assert post(client, body, sign(body)[:-2]).status_code == 401


@pytest.mark.parametrize("at", [NOW - 301, NOW + 301, NOW - 86_400])
def test_replayed_later(client: Client, at: float) -> None:
    """A request whose time is not now is refused."""
    assert post(client, message(timestamp=stamp(at))).status_code == 401


@pytest.mark.parametrize("timestamp", [None, "", "now", 5, "9999-99-99", "2026-11-22"])
def test_without_a_time(client: Client, timestamp: Any) -> None:
    """So is one without a time."""
    assert post(client, message(timestamp=timestamp)).status_code == 401


def test_replayed_at_once(engine: Engine, tmp_path: Path) -> None:
    """Failure 2: the same request again, also at another replica, gets the same reply and is one turn."""
    with replica(engine, tmp_path, ENVIRON) as one, replica(engine, tmp_path, ENVIRON) as two:
        data = message()
        first = post(one.client, data).json()
        assert post(two.client, data).json() == first
        speaker = one.served.conversing.speaker("teams", "person-1", CHANNEL)
        assert len(two.state.session().memory(speaker.conversation).turns) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 10_000, b'{"a":' * 3000,
        json.dumps({"timestamp": stamp(NOW)}).encode(),
        json.dumps({"timestamp": stamp(NOW), "from": {}, "conversation": {}}).encode(),
        json.dumps({"timestamp": stamp(NOW), "from": {"id": "x"}, "conversation": {"id": 1}}).encode(),
        json.dumps({"timestamp": stamp(NOW), "from": "x", "conversation": []}).encode(),
        json.dumps({"timestamp": "x" * 2000}).encode(),
    ],
)  # fmt: skip
def test_malformed(client: Client, body: bytes) -> None:
    """A signed body that cannot be read is refused in one line."""
    refused = post(client, body)
    assert refused.status_code == 400
    assert refused.text.count("\n") == 1


@pytest.mark.parametrize(
    "text", [None, 7, "", "<at>Siffra</at>", "\u202e", "x" * 100_000, "</at>" * 100, "<at>" * 1000]
)
def test_any_text(client: Client, text: Any) -> None:
    """Failure 22: whatever the text, there is a card."""
    assert words(card_of(post(client, message() | {"text": text})))


def test_what_is_too_large_for_a_card(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes several cards is one text: a response is one message."""
    monkeypatch.setattr("bot.channels.teams.cards.LARGEST", 3000)
    said = post(client, message("sektorsbidrag alla regioner")).json()
    assert set(said) == {"type", "textFormat", "text"}
    assert said["text"].count("miljoner kronor") >= 21
    assert "Källa:" in said["text"]


def test_memory(engine: Engine, tmp_path: Path) -> None:
    """Failure 21: a follow-up is the same person's in the same thread."""
    with replica(engine, tmp_path, ENVIRON, settings=PUBLIC) as one:
        client = one.client
        post(client, message())
        other = {"id": "29:other", "aadObjectId": "person-2"}
        assert "112,3" not in " ".join(words(card_of(post(client, message("och Uppsala?") | {"from": other}))))
        assert "112,3" in " ".join(words(card_of(post(client, message("och Uppsala?")))))


def test_the_bot_is_off_without_its_settings(engine: Engine, tmp_path: Path) -> None:
    """Each of bot and webhook is switched on by itself."""
    with replica(engine, tmp_path, ENVIRON) as one:
        assert one.client.post("/teams/messages", json={}).status_code == 405  # that of the web page
    with replica(engine, tmp_path, {}) as none:
        assert none.client.post("/teams/webhook", json={}).status_code == 405  # that of the web page
