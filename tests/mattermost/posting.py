"""What a Mattermost or Rocket.Chat server posts, and what stands in the response."""

from __future__ import annotations

import re
from typing import Any

from httpx import Response

from tests.teamchat.serving import Client

TOKEN, OTHER = "nezum4kpu3faiec7r7c5zt6tfy", "k1x4aqdjy3813c84m771eoc9xo"
ENVIRON = {"MATTERMOST_TOKENS": f"{TOKEN}, {OTHER}"}
PUBLIC = {"SIFFERSVAR_PUBLIC_URL": "https://siffror.example"}
SKANE = "hur mycket fick Skåne i sektorsbidrag?"


def slash(client: Client, text: str, *, token: str = TOKEN, **fields: str) -> Response:
    """Post what a slash command posts, as in Mattermost's documentation."""
    form = {
        "channel_id": "i3bb9xfyqt8rtbyshmyhgsj16c",
        "channel_name": "town-square",
        "command": "/siffra",
        "response_url": "http://10.0.0.5:8065/hooks/commands/zozc1xwxybdedeyz8djwjpngny",
        "team_domain": "region",
        "team_id": "tsb8crrn5tgqtedpkt81b4tcya",
        "text": text,
        "token": token,
        "user_id": "k1x4aqdjy3813c84m771eoc9xo",
        "user_name": "asa",
        **fields,
    }
    return client.post("/mattermost", data=form, headers={"authorization": f"Token {token}"})


def webhook(client: Client, text: str, *, json: bool = False, **fields: Any) -> Response:
    """Post what an outgoing webhook posts."""
    said = {
        "token": TOKEN,
        "team_id": "tsb8crrn5tgqtedpkt81b4tcya",
        "team_domain": "region",
        "channel_id": "i3bb9xfyqt8rtbyshmyhgsj16c",
        "channel_name": "ekonomi",
        "timestamp": "1795348800",
        "user_id": "k1x4aqdjy3813c84m771eoc9xo",
        "user_name": "asa",
        "text": text,
        "trigger_word": "siffra",
        "file_ids": "",
        **fields,
    }
    return client.post("/mattermost", json=said) if json else client.post("/mattermost", data=said)


def rocket(client: Client, text: str, **fields: Any) -> Response:
    """Post what Rocket.Chat's outgoing webhook posts."""
    said = {
        "token": OTHER,
        "bot": False,
        "channel_id": "GENERAL",
        "channel_name": "general",
        "message_id": "uZK7Fq3ZEAF7H4dRv",
        "timestamp": "2026-11-22T09:00:00.000Z",
        "user_id": "rocket1",
        "user_name": "asa",
        "text": text,
        "trigger_word": "!siffra",
        **fields,
    }
    return client.post("/mattermost", json=said)


def buttons(said: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons of a response, each checked to be as Mattermost wants it."""
    found: list[dict[str, Any]] = []
    holder = said["update"]["props"] if "update" in said else said
    for attachment in holder.get("attachments", ()):
        for action in attachment.get("actions", ()):
            assert re.fullmatch(r"[A-Za-z0-9]+", action["id"]), "Mattermost takes letters and digits only"
            assert action["type"] == "button"
            assert action["name"].strip()
            assert set(action["integration"]) == {"url", "context"}
            found.append(action)
    assert len({each["id"] for each in found}) == len(found)
    return found


def press(client: Client, button: dict[str, Any], user: str = "k1x4aqdjy3813c84m771eoc9xo") -> Response:
    """Press a button, as Mattermost's server does for a person."""
    path = button["integration"]["url"].removeprefix("https://siffror.example")
    pressed = {
        "user_id": user,
        "user_name": "asa",
        "channel_id": "i3bb9xfyqt8rtbyshmyhgsj16c",
        "channel_name": "town-square",
        "team_id": "tsb8crrn5tgqtedpkt81b4tcya",
        "team_domain": "region",
        "post_id": "gqrnh3675jfxzftnjyjfe4udeh",
        "trigger_id": "NG1kM3lyN2Nq",
        "type": "",
        "data_source": "",
        "context": button["integration"]["context"],
    }
    return client.post(path, json=pressed)


def verb(said: dict[str, Any], name: str) -> dict[str, Any]:
    """The first button of a kind."""
    return next(each for each in buttons(said) if each["integration"]["context"]["verb"] == name)
