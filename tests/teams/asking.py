"""What Teams posts for a person who writes or presses, and waiting for what comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count
from typing import Any

from httpx import Response

from tests.teamchat.serving import NOW, Client
from tests.teams.microsoft import APP, TENANT, Microsoft, Sent

BOT = f"28:{APP}"
PERSONAL = "a:1pL6i0oY3C0K8oAj8"
CHANNEL = "19:253b1f341670408fb6fe51050b6e5ceb@thread.tacv2;messageid=1485983194839"
GROUP = "19:meeting_abc@thread.v2"
SKANE = "hur mycket fick Skåne i sektorsbidrag?"
FIGURE = "398,3\u00a0miljoner kronor"
_NUMBERS = count(1)


def activity(microsoft: Microsoft, text: str = SKANE, **fields: Any) -> dict[str, Any]:
    """A message in a private chat, as Teams posts it; other fields as wanted."""
    made: dict[str, Any] = {
        "type": "message",
        "id": f"1485983408{next(_NUMBERS):03d}",
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(NOW)),
        "localTimestamp": "2026-11-22T10:00:00.000+01:00",
        "serviceUrl": microsoft.service_url,
        "channelId": "msteams",
        "from": {"id": "29:1XJKJMvc5GBtc2JwZq0oj8tHZm", "name": "Åsa", "aadObjectId": "person-1"},
        "conversation": {"conversationType": "personal", "id": PERSONAL, "tenantId": TENANT},
        "recipient": {"id": BOT, "name": "Siffersvar"},
        "textFormat": "plain",
        "text": text,
        "entities": [{"type": "clientInfo", "locale": "sv-SE", "country": "SE", "platform": "Web"}],
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "sv-SE",
    }
    return made | fields


def in_chat(conversation: str, kind: str) -> dict[str, Any]:
    """The conversation of a group chat or channel."""
    return {"conversationType": kind, "id": conversation, "isGroup": True, "tenantId": TENANT}


def mentioning(
    microsoft: Microsoft, text: str, conversation: str = CHANNEL, kind: str = "channel", **fields: Any
) -> dict[str, Any]:
    """A message that names the bot."""
    entity = {"type": "mention", "mentioned": {"id": BOT, "name": "Siffersvar"}, "text": "<at>Siffersvar</at>"}
    said = f"<at>Siffersvar</at> {text}\n"
    return activity(microsoft, said, entities=[entity], conversation=in_chat(conversation, kind), **fields)


def pressing(microsoft: Microsoft, sent: Sent, title: str, **fields: Any) -> dict[str, Any]:
    """A press of a button under a message of ours."""
    action = next(each for each in sent.card["actions"] if each["title"] == title)
    return activity(microsoft, value=action["data"], replyToId=sent.ident, **fields) | {"text": None}


def post(client: Client, microsoft: Microsoft, data: Any, token: str | None = None) -> Response:
    """Post an activity with a token of Microsoft's."""
    headers = {"authorization": f"Bearer {token or microsoft.token()}"}
    return client.post("/teams/messages", json=data, headers=headers)


def until(true: Callable[[], bool], within: float = 15.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def ask(client: Client, microsoft: Microsoft, data: dict[str, Any]) -> Sent:
    """Post an activity, and wait for the message that answers it."""
    before = len(microsoft.sent)
    assert post(client, microsoft, data).status_code == 200
    until(lambda: len(microsoft.sent) > before)
    assert not microsoft.complaints, microsoft.complaints
    return microsoft.sent[before]
