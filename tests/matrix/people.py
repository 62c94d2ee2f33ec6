"""People on Matrix, each with an account of their own and a client that does what it is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from urllib.parse import quote

from tests.matrix.synapse import Synapse

Event = Mapping[str, Any]
_NUMBERS = count(1)
_PATIENCE = 60.0


class Person:
    """Somebody with an account."""

    def __init__(self, synapse: Synapse, name: str = "kim", made: Mapping[str, str] | None = None) -> None:
        """Make the account, unless it is made."""
        made = made or synapse.register(f"{name}{next(_NUMBERS)}.{time.time_ns()}")
        self.user = made["user_id"]
        self.token = made["access_token"]
        self.synapse = synapse
        self._transactions = count()

    def ask(self, method: str, path: str, body: object | None = None, **query: Any) -> Any:
        """Ask the homeserver for something."""
        at, headers = f"{self.synapse.url}/_matrix/client/v3{path}", {"Authorization": f"Bearer {self.token}"}
        given = self.synapse.http.request(method, at, json=body, params=query, headers=headers)
        assert given.status_code == 200, given.text
        return given.json()

    def room(self, *invited: str, direct: bool = False, encrypted: bool = False) -> str:
        """Make a room and invite people."""
        state = [{"type": "m.room.encryption", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}] if encrypted else []
        preset = "trusted_private_chat" if direct else "private_chat"
        body = {"invite": list(invited), "is_direct": direct, "preset": preset, "initial_state": state}
        return str(self.ask("POST", "/createRoom", body)["room_id"])

    def join(self, room: str) -> None:
        """Join a room."""
        self.ask("POST", f"/join/{quote(room)}", {})

    def say(self, room: str, text: str, **content: Any) -> str:
        """Say something; the event's id."""
        return self.send(room, "m.room.message", {"msgtype": "m.text", "body": text, **content})

    def mention(self, room: str, user: str, text: str, **content: Any) -> str:
        """Say something to somebody, as clients do that write the name as a pill."""
        marked = f'<a href="https://matrix.to/#/{user}">Siffersvar</a>: '
        return self.say(
            room,
            f"Siffersvar: {text}",
            format="org.matrix.custom.html",
            formatted_body=marked + text.replace("&", "&amp;").replace("<", "&lt;"),
            **{"m.mentions": {"user_ids": [user]}, **content},
        )

    def send(self, room: str, kind: str, content: Mapping[str, Any]) -> str:
        """Send an event; its id."""
        path = f"/rooms/{quote(room)}/send/{kind}/{next(self._transactions)}"
        return str(self.ask("PUT", path, content)["event_id"])

    def react(self, room: str, event: str, key: str) -> str:
        """React to an event."""
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return self.send(room, "m.reaction", {"m.relates_to": relation})

    def edit(self, room: str, event: str, text: str, **content: Any) -> str:
        """Change a message."""
        new = {"msgtype": "m.text", "body": text, **content}
        relation = {"rel_type": "m.replace", "event_id": event}
        body = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}
        return self.send(room, "m.room.message", {**body, **content})

    def redact(self, room: str, event: str) -> None:
        """Take an event back."""
        self.ask("PUT", f"/rooms/{quote(room)}/redact/{quote(event)}/{next(self._transactions)}", {})

    def events(self, room: str) -> list[Event]:
        """The last hundred events of a room, in order."""
        found: list[Event] = self.ask("GET", f"/rooms/{quote(room)}/messages", dir="b", limit=100)["chunk"]
        return found[::-1]

    def download(self, address: str) -> bytes:
        """A file's content."""
        at = f"{self.synapse.url}/_matrix/client/v1/media/download/{address.removeprefix('mxc://')}"
        given = self.synapse.http.get(at, headers={"Authorization": f"Bearer {self.token}"})
        assert given.status_code == 200, given.text
        return given.content

    def from_(self, user: str, room: str) -> list[Event]:
        """What somebody said in a room, in order, with the edits as events of their own."""
        return [each for each in self.events(room) if each["sender"] == user and each["type"] == "m.room.message"]

    def wait(self, ready: Callable[[], object], patience: float = _PATIENCE) -> None:
        """Wait until something is so."""
        end = time.monotonic() + patience
        while not ready():
            assert time.monotonic() < end, "it did not come"
            time.sleep(0.05)

    def answers(self, user: str, room: str, many: int, patience: float = _PATIENCE) -> list[Event]:
        """What somebody said in a room, once it is so many messages."""
        self.wait(lambda: len(self.from_(user, room)) >= many, patience)
        return self.from_(user, room)

    def members(self, room: str) -> list[str]:
        """Who has joined a room."""
        return sorted(self.ask("GET", f"/rooms/{quote(room)}/joined_members")["joined"])
