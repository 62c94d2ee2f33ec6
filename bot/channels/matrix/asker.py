"""Who asks on Matrix, and how what is said to them is put: as a reply, in their thread, or alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.matrix.actions import Send, SendFile
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.markup import Words
from bot.delivery.platform import Desk
from bot.state.privacy import Hashed
from bot.texts import say
from knowledge.model import Language

CHANNEL = "matrix"
HTML = "org.matrix.custom.html"
_LARGEST = 60_000
"""Bytes of a content; the homeserver adds some and refuses events over 65,536."""
_CUT = 7_000
"""Characters of a plain text that fit, twice where it changes a message, however many bytes each has."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person in a room.

    Attributes:
        heard: what they said.
        person: the keyed hash of the person.
        conversation: the keyed hash of their conversation here: in this room, in this thread.
        chosen: the language that the bot is set to.
        language: the language in which they are addressed where no question has one.
        hashed: makes keyed hashes.
    """

    heard: Heard
    person: str
    conversation: str
    chosen: Language | None
    language: Language
    hashed: Hashed

    @property
    def channel(self) -> str:
        """The channel's name."""
        return CHANNEL

    def say(self, key: str, **values: object) -> str:
        """A text of the section `matrix` in their language."""
        return say(self.language, f"matrix.{key}", **values)

    def message(self, said: Words, position: int = 0, offer: str = "", changes: str = "") -> Send:
        """A message to them.

        Args:
            said: what it says.
            position: its place among the messages about one event.
            offer: the token of what it offers.
            changes: the message in whose place it is put.

        Returns:
            The action.
        """
        heard = self.heard
        question = heard.target if heard.kind == "edit" else heard.event
        content = _content(said)
        if changes:
            plain = f"* {content['body']}"
            relation = {"rel_type": "m.replace", "event_id": changes}
            content = {
                **content, "body": plain, "m.new_content": content, "m.relates_to": relation, "m.mentions": {},
            }  # fmt: skip
            content.pop("formatted_body", None)
            content.pop("format", None)
        else:
            content |= self._relation(question)
        return Send(heard.room, content, self._transaction(position), question, offer, changes)

    def file(self, content: Mapping[str, Any], file: bytes, kind: str, position: int = 0) -> SendFile:
        """A file for them; `content` is that of its event."""
        relation = self._relation(self.heard.event)
        return SendFile(self.heard.room, {**content, **relation}, self._transaction(position), file, kind)

    def _relation(self, question: str) -> dict[str, Any]:
        """Where it stands, and whom it is for: no name in it calls anybody else, nor does @room."""
        heard = self.heard
        to = {"m.in_reply_to": {"event_id": question}} if heard.kind not in ("invited", "moved") else {}
        mentions: dict[str, Any] = {} if heard.alone or not to else {"user_ids": [heard.sender]}
        relation: dict[str, Any] = {}
        if heard.thread is not None:
            relation = {"rel_type": "m.thread", "event_id": heard.thread, "is_falling_back": True, **to}
        elif not heard.alone:
            relation = to
        return {"m.mentions": mentions, **({"m.relates_to": relation} if relation else {})}

    def _transaction(self, position: int) -> str:
        """Under which a message is sent once: the same whenever the same event is answered."""
        return self.hashed("matrix transaction", self.heard.event, position)


def asker(heard: Heard, desk: Desk, hashed: Hashed) -> Asker:
    """Who said something."""
    person = hashed("person", CHANNEL, heard.sender)
    conversation = hashed("conversation", CHANNEL, heard.room, heard.thread, heard.sender)
    chosen = desk.session.language(person) or desk.service.settings.language
    language = chosen or desk.session.memory(conversation).language or "sv"
    return Asker(heard, person, conversation, chosen, language, hashed)


def offer_key(hashed: Hashed, event: str) -> str:
    """Under which is kept what an event of the bot's offers."""
    return f"{CHANNEL} offer {hashed('matrix event', event)}"


def answer_key(hashed: Hashed, event: str) -> str:
    """Under which is kept what answered an event."""
    return f"{CHANNEL} answer {hashed('matrix event', event)}"


def _content(said: Words) -> dict[str, Any]:
    """What a message says; without HTML where that would be too large."""
    content = {"msgtype": "m.notice", "body": said.plain, "format": HTML, "formatted_body": said.html}
    if 2 * len(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")) <= _LARGEST:
        return content
    return {"msgtype": "m.notice", "body": said.plain[:_CUT]}
