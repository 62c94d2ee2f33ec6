"""What is kept of an event until it is answered: no more than answering it needs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal["question", "number", "edit", "reaction", "unread", "encrypted", "invited", "moved"]
"""Something said to the bot; a bare number in a group, which may choose an option; a message that was changed; a
reaction; a message that is no text; one that only its room's members can read; an invitation; a room that goes on in
another."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An event that concerns the bot.

    Attributes:
        kind: what it is.
        room: the room's id.
        event: the event's id; of an invitation, which has none, one of our own making.
        sender: who wrote it.
        text: what was said, without the bot's name; the key of a reaction; `on` where encryption was turned on.
        thread: the event that began the thread in which it stands.
        alone: whether nobody but the writer and the bot is there.
        target: the event that is changed or reacted to; the room that a room goes on in.
        accepted: whether an invitation is accepted.
    """

    kind: Kind
    room: str
    event: str
    sender: str
    text: str = ""
    thread: str | None = None
    alone: bool = False
    target: str = ""
    accepted: bool = True

    def to_json(self) -> str:
        """It as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Heard:
        """What `to_json` wrote."""
        return cls(**json.loads(text))
